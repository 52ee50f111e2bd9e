package access

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Token (khóa API) lets a program in, for a part of what its role may do.
type Token struct {
	store.Head `bson:",inline"`
	Name       string     `bson:"name"` // what it is for
	Role       Role       `bson:"role"`
	UnitID     string     `bson:"unitId,omitempty"`
	Nouns      []Noun     `bson:"nouns"`   // empty for all that the role has
	States     []string   `bson:"states"`  // of drafts; empty for all
	Origins    []string   `bson:"origins"` // sites whose pages may use it; empty for programs only
	ExpiresAt  *time.Time `bson:"expiresAt,omitempty"`
	RevokedAt  *time.Time `bson:"revokedAt,omitempty"`
}

// token is a Token with what proves it.
type token struct {
	Token      `bson:",inline"`
	SecretHash string `bson:"secretHash"`
}

func tokenSchema() *store.Schema {
	return &store.Schema{
		Name:    "tokens",
		Fields:  []store.Field{{Path: "secretHash", Kind: store.String, Required: true}, {Path: "unitId", Kind: store.String}},
		Indexes: []store.Index{{Fields: []string{"secretHash"}, Unique: true}, {Fields: []string{"unitId"}}},
	}
}

// TokenPrefix begins the secrets of API tokens, so that scanners of source code know them.
const TokenPrefix = "thidua_"

// PartnerTokenPrefix begins the secrets of partners' tokens, which are not kept among these: package partner knows them.
const PartnerTokenPrefix = TokenPrefix + "partner_"

// Bounds of a token's lists.
const maxTokenList = 20

// TokenOrder is the order of [Accounts.Tokens]: the oldest first.
func TokenOrder() store.Order[Token] {
	return store.Order[Token]{Values: func(*Token) []any { return nil }}
}

// CreateToken makes a token and returns its secret, which is shown nowhere again. It can do no more than who makes it.
func (a *Accounts) CreateToken(ctx context.Context, v Viewer, t Token) (*Token, string, error) {
	if err := v.Require(Create, Subject{Noun: Users, UnitID: t.UnitID}); err != nil {
		return nil, "", err
	}
	t.Name = viet.CleanTitle(t.Name)
	if err := t.check(a.now()); err != nil {
		return nil, "", err
	}
	t.Head, t.RevokedAt = store.Head{}, nil
	secret := TokenPrefix + rand.Text() + rand.Text()
	doc := &token{Token: t, SecretHash: digest(secret)}
	if err := a.tokens.Insert(ctx, doc, store.Act{Actor: v.Actor, Action: "token.create"}); err != nil {
		return nil, "", err
	}
	return &doc.Token, secret, nil
}

// RevokeToken ends a token for good.
func (a *Accounts) RevokeToken(ctx context.Context, v Viewer, id string, version int64) (*Token, error) {
	if err := v.Require(Remove, Subject{Noun: Users}); err != nil {
		return nil, err
	}
	before, err := a.tokens.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if before.Version != version {
		e := errs.New(errs.Conflict, "Khóa đã được người khác sửa; hãy tải lại.", "The token has changed in the meantime; load it again.")
		e.Change = &errs.Change{Version: before.Version, At: before.UpdatedAt, Fields: []string{}}
		return nil, e
	}
	after := *before
	now := a.instant()
	after.RevokedAt = &now
	return &after.Token, a.tokens.Replace(ctx, before, &after, store.Act{Actor: v.Actor, Action: "token.revoke"})
}

// Tokens returns a page of all tokens, by ID.
func (a *Accounts) Tokens(ctx context.Context, v Viewer, p store.Page) ([]*Token, error) {
	if err := v.Require(Audit, Subject{Noun: Users}); err != nil {
		return nil, err
	}
	docs, err := a.tokens.Find(ctx, store.Query{}.Paged(p))
	tokens := make([]*Token, len(docs))
	for i, doc := range docs {
		tokens[i] = &doc.Token
	}
	return tokens, err
}

// CountTokens counts all tokens.
func (a *Accounts) CountTokens(ctx context.Context, v Viewer) (int64, error) {
	if err := v.Require(Audit, Subject{Noun: Users}); err != nil {
		return 0, err
	}
	return a.tokens.Count(ctx, nil)
}

// TokensByID returns those of the tokens that exist, to administrators.
func (a *Accounts) TokensByID(ctx context.Context, v Viewer, ids []string) (map[string]*Token, error) {
	if !v.Decide(Audit, Subject{Noun: Users}).Allowed {
		return map[string]*Token{}, nil
	}
	docs, err := a.tokens.ByIDs(ctx, ids, store.Whole)
	tokens := make(map[string]*Token, len(docs))
	for id, doc := range docs {
		tokens[id] = &doc.Token
	}
	return tokens, err
}

// OfToken returns who uses the secret of a token, from a page of an origin or, if that is empty, from a program: one
// read. It fails with [errs.InvalidCredentials], [errs.TokenExpired] or [errs.OriginNotAllowed].
func (a *Accounts) OfToken(ctx context.Context, secret, origin string) (Viewer, error) {
	t, err := a.tokens.First(ctx, store.Query{Where: store.Eq{Field: "secretHash", Value: digest(secret)}}, "")
	switch {
	case errs.CodeOf(err) == errs.NotFound, err == nil && t.RevokedAt != nil:
		return Viewer{}, errs.New(errs.InvalidCredentials, "Khóa API không đúng hoặc đã bị thu hồi.", "The API token is wrong or was revoked.")
	case err != nil:
		return Viewer{}, err
	case t.ExpiresAt != nil && !t.ExpiresAt.After(a.now()):
		return Viewer{}, errs.New(errs.TokenExpired, "Khóa API đã hết hạn.", "The API token has expired.")
	case len(t.Origins) > 0 && !slices.Contains(t.Origins, origin):
		return Viewer{}, errs.New(errs.OriginNotAllowed,
			"Khóa API này không dùng được từ trang này.", "This API token cannot be used from this site.")
	}
	return Viewer{
		Actor: t.ID, Name: t.Name, Role: t.Role, UnitID: t.UnitID, Scope: &TokenScope{Nouns: t.Nouns, States: t.States},
	}, nil
}

func (t *Token) check(now time.Time) error {
	if n := utf8.RuneCountInString(t.Name); n < 1 || n > 200 {
		return errs.InvalidField("name", "Tên dài 1 đến 200 ký tự.", "A name has 1 to 200 characters.")
	}
	if !slices.Contains(Roles(), t.Role) {
		return errs.InvalidField("role", fmt.Sprintf("Không có vai trò %q.", t.Role), fmt.Sprintf("There is no role %q.", t.Role))
	}
	for _, noun := range t.Nouns {
		if !slices.Contains(Nouns(), noun) {
			return errs.InvalidField("nouns", fmt.Sprintf("Không có loại %q.", noun), fmt.Sprintf("There is no noun %q.", noun))
		}
	}
	if len(t.Nouns) > maxTokenList || len(t.States) > maxTokenList || len(t.Origins) > maxTokenList {
		return errs.InvalidField("origins",
			fmt.Sprintf("Mỗi danh sách có tối đa %d mục.", maxTokenList), fmt.Sprintf("Each list has at most %d items.", maxTokenList))
	}
	for i, origin := range t.Origins {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.Scheme+"://"+u.Host != strings.ToLower(origin) {
			return errs.InvalidField(fmt.Sprintf("origins.%d", i),
				"Ghi nguồn như https://baochi.example.vn.", "Write an origin as https://baochi.example.vn.")
		}
	}
	if t.ExpiresAt != nil && !t.ExpiresAt.After(now) {
		return errs.InvalidField("expiresAt", "Thời điểm hết hạn đã qua.", "The time of expiry is past.")
	}
	return nil
}
