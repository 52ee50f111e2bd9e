package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Session (phiên đăng nhập) is a browser in which somebody is signed in.
type Session struct {
	store.Head `bson:",inline"`
	UserID     string     `bson:"userId"`
	SeenAt     time.Time  `bson:"seenAt"` // to within [seenEvery]
	ExpiresAt  time.Time  `bson:"expiresAt"`
	EndedAt    *time.Time `bson:"endedAt,omitempty"`
	Agent      string     `bson:"agent,omitempty"` // what the browser calls itself
}

// session is a Session with what proves it.
type session struct {
	Session    `bson:",inline"`
	SecretHash string `bson:"secretHash"`
}

func sessionSchema() *store.Schema {
	return &store.Schema{
		Name: "sessions",
		Fields: []store.Field{
			{Path: "secretHash", Kind: store.String, Required: true},
			{Path: "userId", Kind: store.String, Required: true},
			{Path: "createdAt", Kind: store.Time, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"secretHash"}, Unique: true}, {Fields: []string{"userId", "createdAt"}}},
	}
}

// How long a session lasts.
const (
	SessionIdle = 12 * time.Hour      // without a request
	SessionLife = 30 * 24 * time.Hour // at most
	seenEvery   = 5 * time.Minute     // how exactly its last request is known
)

// MaxSessions is how many sessions of one account are listed, and ended, at once.
const MaxSessions = 100

// Attempt is a try to sign in.
type Attempt struct {
	Login, Password string
	Code            string // of the authenticator, or a recovery code; empty if not asked for yet
	Address         string // of the client, without a port
	Agent           string
}

// SignIn begins a session and returns its secret, which is kept by nobody but the browser. It fails with
// [errs.InvalidCredentials], whatever of login, password and code was wrong; with [errs.CodeRequired] if only the code is
// lacking; and with [errs.LockedOut] after too many tries.
func (a *Accounts) SignIn(ctx context.Context, t Attempt) (*Session, *User, string, error) {
	login := strings.ToLower(strings.TrimSpace(t.Login))
	keys := []attemptKey{pairKey(login, t.Address), accountKey(login), addressKey(t.Address)}
	if err := a.count(ctx, keys); err != nil {
		return nil, nil, "", err
	}
	if len(t.Password) > MaxPassword || len(login) > 64 {
		return nil, nil, "", wrongCredentials()
	}
	acc, err := a.byLogin(ctx, login)
	hash := a.dummy
	switch {
	case err == nil && !acc.Disabled:
		hash = acc.PasswordHash
	case err != nil && errs.CodeOf(err) != errs.NotFound:
		return nil, nil, "", err
	}
	ok, err := a.matches(ctx, t.Password, hash)
	if err != nil {
		return nil, nil, "", err
	}
	if !ok {
		return nil, nil, "", wrongCredentials()
	}
	if acc.HasTOTP {
		if err := a.useCode(ctx, acc, t.Code); err != nil {
			return nil, nil, "", err
		}
	}
	if err := a.forget(ctx, keys[:2]); err != nil {
		return nil, nil, "", err
	}
	secret := rand.Text() + rand.Text()
	now := a.instant()
	s := &session{
		Session: Session{
			UserID: acc.ID, SeenAt: now, ExpiresAt: now.Add(SessionLife), Agent: strings.ToValidUTF8(t.Agent[:min(len(t.Agent), 200)], ""),
		},
		SecretHash: digest(secret),
	}
	if err := a.sessions.Insert(ctx, s, store.Act{Actor: acc.ID, Action: "session.start"}); err != nil {
		return nil, nil, "", err
	}
	return &s.Session, &acc.User, secret, nil
}

func wrongCredentials() error {
	return errs.New(errs.InvalidCredentials,
		"Tên đăng nhập, mật khẩu hoặc mã không đúng.", "The login, the password or the code is wrong.")
}

// digest is how secrets of high entropy are kept.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// OfSession returns who is signed in with the secret of a session: two reads. That keeps the session awake. It fails with
// [errs.SessionEnded].
func (a *Accounts) OfSession(ctx context.Context, secret string) (Viewer, error) {
	s, acc, err := a.inSession(ctx, secret)
	if err != nil {
		return Viewer{}, err
	}
	if now := a.instant(); now.Sub(s.SeenAt) >= seenEvery {
		seen := *s
		seen.SeenAt = now
		err := a.sessions.Replace(ctx, s, &seen, store.Act{Actor: acc.ID, Action: "session.see"})
		if err != nil && errs.CodeOf(err) != errs.Conflict { // a parallel request saw it too
			return Viewer{}, err
		}
	}
	return acc.Viewer(&s.Session), nil
}

// StillInSession is [Accounts.OfSession] for what goes on by itself, such as a stream: nobody has done anything, so it does not keep
// the session awake.
func (a *Accounts) StillInSession(ctx context.Context, secret string) (Viewer, error) {
	s, acc, err := a.inSession(ctx, secret)
	if err != nil {
		return Viewer{}, err
	}
	return acc.Viewer(&s.Session), nil
}

// inSession returns the session of a secret and its account.
func (a *Accounts) inSession(ctx context.Context, secret string) (*session, *account, error) {
	s, err := a.sessions.First(ctx, store.Query{Where: store.Eq{Field: "secretHash", Value: digest(secret)}}, "")
	if errs.CodeOf(err) == errs.NotFound {
		return nil, nil, sessionEnded()
	}
	if err != nil {
		return nil, nil, err
	}
	now := a.instant()
	if s.EndedAt != nil || !s.ExpiresAt.After(now) || now.Sub(s.SeenAt) > SessionIdle {
		return nil, nil, sessionEnded()
	}
	acc, err := a.users.ByID(ctx, s.UserID)
	if err != nil {
		return nil, nil, err
	}
	if acc.Disabled {
		return nil, nil, sessionEnded()
	}
	return s, acc, nil
}

func sessionEnded() error {
	return errs.New(errs.SessionEnded, "Phiên đăng nhập đã hết; hãy đăng nhập lại.", "The session has ended; sign in again.")
}

// Sessions returns the viewer's own sessions that have not ended, the newest first.
func (a *Accounts) Sessions(ctx context.Context, v Viewer) ([]*Session, error) {
	if err := v.Require(See, Subject{Noun: Users, CreatedBy: v.Actor}); err != nil {
		return nil, err
	}
	all, err := a.sessionsOf(ctx, v.Actor)
	open := []*Session{}
	for _, s := range all {
		if s.EndedAt == nil && s.ExpiresAt.After(a.instant()) {
			open = append(open, &s.Session)
		}
	}
	return open, err
}

// SignOut ends a session of the viewer; with an empty ID the one that they use.
func (a *Accounts) SignOut(ctx context.Context, v Viewer, id string) error {
	if id == "" {
		id = v.SessionID
	}
	if err := v.Require(Update, Subject{Noun: Users, CreatedBy: v.Actor}); err != nil {
		return err
	}
	if v.SessionID == "" {
		return errs.New(errs.WrongState, "Khóa API không có phiên đăng nhập.", "An API token has no session.")
	}
	s, err := a.sessions.ByID(ctx, id)
	if err == nil && s.UserID != v.Actor {
		err = errs.Missing(a.sessions.Noun.Vi, a.sessions.Noun.En, id)
	}
	if err != nil {
		return err
	}
	return a.end(ctx, v, s)
}

// SignOutEverywhere ends all sessions of the viewer.
func (a *Accounts) SignOutEverywhere(ctx context.Context, v Viewer) error {
	if err := v.Require(Update, Subject{Noun: Users, CreatedBy: v.Actor}); err != nil {
		return err
	}
	return a.endSessions(ctx, v, v.Actor, "")
}

// EndSessions ends all sessions of another account. It is an administrator's.
func (a *Accounts) EndSessions(ctx context.Context, v Viewer, userID string) error {
	if err := v.Require(Remove, Subject{Noun: Users, CreatedBy: userID}); err != nil {
		return err
	}
	return a.endSessions(ctx, v, userID, "")
}

func (a *Accounts) endSessions(ctx context.Context, v Viewer, userID, except string) error {
	all, err := a.sessionsOf(ctx, userID)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.ID == except || s.EndedAt != nil {
			continue
		}
		if err := a.end(ctx, v, s); err != nil {
			return err
		}
	}
	return nil
}

func (a *Accounts) end(ctx context.Context, v Viewer, s *session) error {
	for {
		if s.EndedAt != nil {
			return nil
		}
		now := a.instant()
		ended := *s
		ended.EndedAt = &now
		err := a.sessions.Replace(ctx, s, &ended, store.Act{Actor: v.Actor, Action: "session.end"})
		if errs.CodeOf(err) != errs.Conflict {
			return err
		}
		if s, err = a.sessions.ByID(ctx, s.ID); err != nil { // it was seen, or ended, in the meantime
			return err
		}
	}
}

func (a *Accounts) sessionsOf(ctx context.Context, userID string) ([]*session, error) {
	return a.sessions.Find(ctx, store.Query{
		Where: store.Eq{Field: "userId", Value: userID}, Sort: store.Sort{By: []string{"createdAt"}, Desc: true}, Limit: MaxSessions,
	})
}
