package partner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/ratelimit"
)

// Admit says whether a page of origin may show what the partner embeds, counts it, and takes a request from its rate. origin may be
// empty, for a frame, whose browser sends none: whom the page may be shown in, the header frame-ancestors must say then. It asks no
// store. It fails with [errs.NotFound], [errs.Forbidden] or [errs.RateLimited]; what is refused takes nothing from the rate, so that
// a page elsewhere cannot use up what the partner's own have.
func (p *Partners) Admit(ctx context.Context, partnerID, origin, kind string) (*Partner, error) {
	k, err := kindOf(kind)
	if err != nil {
		return nil, err
	}
	r, err := p.present(ctx)
	if err != nil {
		return nil, err
	}
	m := r.byID[partnerID]
	if m == nil {
		return nil, errs.Missing(p.partners.Noun.Vi, p.partners.Noun.En, partnerID)
	}
	return m.Partner, p.admit(m, origin, k)
}

// Page is [Partners.Admit] for requests that name no partner, by the origin of the page that makes them. Of an origin that is
// nobody's it says and counts nothing: whether such pages may read what they ask for is for CORS to say.
func (p *Partners) Page(ctx context.Context, origin, kind string) error {
	k, err := kindOf(kind)
	if err != nil {
		return err
	}
	r, err := p.present(ctx)
	if err != nil {
		return err
	}
	m := r.active(origin, p.now())
	if m == nil {
		return nil
	}
	return p.admit(m, origin, k)
}

// AllowsOrigin reports whether pages of an origin may read, for CORS. It asks no store; while partners cannot be read at all, at the
// start, it is false.
func (p *Partners) AllowsOrigin(ctx context.Context, origin string) bool {
	r, err := p.present(ctx)
	return err == nil && r.active(origin, p.now()) != nil
}

// active returns the first active partner of an origin, or nil.
func (r *roster) active(origin string, now time.Time) *member {
	for _, m := range r.byOrigin[origin] {
		if m.StateAt(now) == Active {
			return m
		}
	}
	return nil
}

// OfToken returns who uses the token of a partner, counts a request to the API, and takes it from the rate. Tokens are for servers: a
// page that has one has published it. It asks no store, and fails with [errs.InvalidCredentials], [errs.TokenExpired],
// [errs.OriginNotAllowed] or [errs.RateLimited].
func (p *Partners) OfToken(ctx context.Context, secret, origin string) (access.Viewer, error) {
	r, err := p.present(ctx)
	if err != nil {
		return access.Viewer{}, err
	}
	m := r.byToken[digest(secret)]
	state := Paused
	if m != nil {
		state = m.StateAt(p.now())
	}
	switch {
	case state == Paused:
		err = errs.New(errs.InvalidCredentials,
			"Khóa của đối tác không đúng, đã được đổi, hoặc đối tác đang tạm dừng.", "The partner's token is wrong or was replaced, or the partner is paused.")
	case state == Expired:
		err = errs.New(errs.TokenExpired, "Đăng ký của đối tác đã hết hạn.", "The partner's registration has expired.")
	case origin != "":
		err = errs.New(errs.OriginNotAllowed,
			"Khóa của đối tác chỉ dùng trên máy chủ; trang web không cần khóa.", "A partner's token is for its servers: pages need none.")
	default:
		if err = p.admit(m, "", API); err == nil {
			return access.Viewer{
				Actor: m.ID, Name: m.Name, Role: access.Reader, Scope: &access.TokenScope{Nouns: []access.Noun{access.Documents}},
			}, nil
		}
		return access.Viewer{}, err // counted
	}
	if m != nil {
		p.count(m.ID, Refused)
	}
	return access.Viewer{}, err
}

// admit decides about one request, and counts it.
func (p *Partners) admit(m *member, origin string, k Kind) error {
	err := m.judge(origin, p.now())
	if err == nil {
		if wait, ok := m.bucket.Take(1); !ok {
			err = tooOften(wait)
		}
	}
	if err != nil {
		k = Refused
	}
	p.count(m.ID, k)
	return err
}

// judge says whether a page of an origin, or whatever sends none, may show anything now.
func (p *Partner) judge(origin string, now time.Time) error {
	switch {
	case p.StateAt(now) != Active:
		return errs.New(errs.Forbidden,
			"Đăng ký nhúng tin này đang tạm dừng hoặc đã hết hạn; hãy liên hệ cơ quan để tiếp tục.",
			"This registration is paused or has expired: ask the office to go on with it.")
	case origin != "" && !p.Has(origin):
		return errs.New(errs.Forbidden,
			fmt.Sprintf("Trang %.100q chưa được đăng ký cho đối tác này; hãy đề nghị cơ quan đăng ký nguồn này.", origin),
			fmt.Sprintf("%.100q is not an origin of this partner: register this origin with the office.", origin))
	default:
		return nil
	}
}

func tooOften(wait time.Duration) error {
	seconds := ratelimit.Seconds(wait)
	e := errs.New(errs.RateLimited,
		fmt.Sprintf("Đối tác đã dùng hết số yêu cầu của phút này; hãy đợi %d giây rồi thử lại.", seconds),
		fmt.Sprintf("The partner has used up its requests of this minute: wait %d seconds, then try again.", seconds))
	e.RetryAfter = time.Duration(seconds) * time.Second
	return e
}

// digest is how tokens are kept.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
