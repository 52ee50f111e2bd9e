package access

import (
	"context"
	"crypto/rand"
	"fmt"
	"regexp"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// User (người dùng) is the account of a person. What proves who they are is not in it.
type User struct {
	store.Head `bson:",inline"`
	Login      string `bson:"login"` // lower case, unique, never changed
	Name       string `bson:"name"`  // 1 to 200 code points
	Role       Role   `bson:"role"`
	UnitID     string `bson:"unitId,omitempty"` // the unit that they work for; empty for the whole office
	Disabled   bool   `bson:"disabled"`
	HasTOTP    bool   `bson:"hasTotp"` // a code is asked for besides the password
}

// account is a user with what proves who they are. It never leaves the package.
type account struct {
	User         `bson:",inline"`
	PasswordHash string   `bson:"passwordHash"`
	TOTPSecret   string   `bson:"totpSecret,omitempty"`
	TOTPStep     int64    `bson:"totpStep"` // of the last code that was used: none is taken twice
	Recovery     []string `bson:"recovery"` // hashes of the recovery codes that are left
}

func userSchema() *store.Schema {
	return &store.Schema{
		Name:    "users",
		Fields:  []store.Field{{Path: "login", Kind: store.String, Required: true}, {Path: "unitId", Kind: store.String}},
		Indexes: []store.Index{{Fields: []string{"login"}, Unique: true}, {Fields: []string{"unitId"}}},
	}
}

// UserOrder is the order of [Accounts.Users]: by login.
func UserOrder() store.Order[User] {
	return store.Order[User]{
		Sort:   store.Sort{By: []string{"login"}},
		Values: func(u *User) []any { return []any{u.Login} },
	}
}

// NewUser is what an account is made from.
type NewUser struct {
	Login, Name string
	Role        Role
	UnitID      string
	Password    string // empty for one that is made up
}

// UserChange changes an account; nil leaves a part as it is.
type UserChange struct {
	Name     *string
	Role     *Role
	UnitID   *string
	Disabled *bool
}

// CreateUser makes an account and returns its password, which is shown nowhere again.
func (a *Accounts) CreateUser(ctx context.Context, v Viewer, n NewUser) (*User, string, error) {
	if err := v.Require(Create, Subject{Noun: Users, UnitID: n.UnitID}); err != nil {
		return nil, "", err
	}
	acc := &account{User: User{Login: n.Login, Name: viet.CleanTitle(n.Name), Role: n.Role, UnitID: n.UnitID}, Recovery: []string{}}
	if err := acc.check(); err != nil {
		return nil, "", err
	}
	password := n.Password
	if password == "" {
		password = rand.Text()
	}
	if err := checkPassword("password", password, n.Login); err != nil {
		return nil, "", err
	}
	var err error
	if acc.PasswordHash, err = a.hash(ctx, password); err != nil {
		return nil, "", err
	}
	if err := a.users.Insert(ctx, acc, store.Act{Actor: v.Actor, Action: "user.create"}); err != nil {
		if errs.CodeOf(err) == errs.Duplicate {
			return nil, "", errs.InvalidField("login",
				fmt.Sprintf("Tên đăng nhập %q đã có người dùng.", n.Login), fmt.Sprintf("The login %q is taken.", n.Login)).Because(err)
		}
		return nil, "", err
	}
	return &acc.User, password, nil
}

// FirstAdministrator makes the account "admin" if there is no account at all, and returns its password. Of several
// processes one makes it; the password is empty for the others, and if there are accounts.
func (a *Accounts) FirstAdministrator(ctx context.Context) (*User, string, error) {
	n, err := a.users.Count(ctx, nil)
	if err != nil || n > 0 {
		return nil, "", err
	}
	user, password, err := a.CreateUser(ctx, System(), NewUser{Login: "admin", Name: "Quản trị viên", Role: Administrator})
	if e := errs.As(err); e != nil && len(e.Field) == 1 && e.Field[0] == "login" {
		return nil, "", nil
	}
	return user, password, err
}

// UpdateUser changes an account at the version that the caller read. It acts at once on all sessions and tokens.
func (a *Accounts) UpdateUser(ctx context.Context, v Viewer, id string, version int64, c UserChange) (*User, error) {
	before, err := a.mine(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if c.Role != nil || c.UnitID != nil || c.Disabled != nil { // nobody raises themselves
		if err := v.Require(Remove, before.subject("")); err != nil {
			return nil, err
		}
	}
	if before.Version != version {
		return nil, stale(&before.User)
	}
	after := *before
	set(&after.Name, c.Name)
	set(&after.Role, c.Role)
	set(&after.UnitID, c.UnitID)
	set(&after.Disabled, c.Disabled)
	after.Name = viet.CleanTitle(after.Name)
	if err := after.check(); err != nil {
		return nil, err
	}
	if v.Actor == id && (after.Disabled || after.Role != before.Role) {
		return nil, errs.New(errs.Invalid,
			"Không thể khóa hay đổi vai trò của chính mình.", "You cannot disable yourself or change your own role.")
	}
	if err := a.save(ctx, v, before, &after, "user.update"); err != nil {
		return nil, err
	}
	return &after.User, nil
}

// Users returns a page of all accounts, in the order of [UserOrder].
func (a *Accounts) Users(ctx context.Context, v Viewer, p store.Page) ([]*User, error) {
	if err := v.Require(Audit, Subject{Noun: Users}); err != nil {
		return nil, err
	}
	accounts, err := a.users.Find(ctx, store.Query{Sort: UserOrder().Sort}.Paged(p))
	users := make([]*User, len(accounts))
	for i, acc := range accounts {
		users[i] = &acc.User
	}
	return users, err
}

// CountUsers counts all accounts.
func (a *Accounts) CountUsers(ctx context.Context, v Viewer) (int64, error) {
	if err := v.Require(Audit, Subject{Noun: Users}); err != nil {
		return 0, err
	}
	return a.users.Count(ctx, nil)
}

// UsersByID returns those of the accounts of which the viewer may at least know the name; the other fields are asked for
// with [Viewer.Decide].
func (a *Accounts) UsersByID(ctx context.Context, v Viewer, ids []string) (map[string]*User, error) {
	if !v.Decide(See, Subject{Noun: Users, Field: "name"}).Allowed {
		return map[string]*User{}, nil
	}
	accounts, err := a.users.ByIDs(ctx, ids, store.Whole)
	users := make(map[string]*User, len(accounts))
	for id, acc := range accounts {
		users[id] = &acc.User
	}
	return users, err
}

// UserByLogin returns one account.
func (a *Accounts) UserByLogin(ctx context.Context, v Viewer, login string) (*User, error) {
	if err := v.Require(Audit, Subject{Noun: Users}); err != nil {
		return nil, err
	}
	acc, err := a.byLogin(ctx, login)
	if err != nil {
		return nil, err
	}
	return &acc.User, nil
}

// Viewer returns who is signed in with a session of the account.
func (u *User) Viewer(s *Session) Viewer {
	return Viewer{Actor: u.ID, Name: u.Name, Role: u.Role, UnitID: u.UnitID, SessionID: s.ID}
}

// May reports whether the viewer may see a field of the account.
func (u *User) May(v Viewer, field string) bool { return v.Decide(See, u.subject(field)).Allowed }

func (u *User) subject(field string) Subject {
	return Subject{Noun: Users, UnitID: u.UnitID, CreatedBy: u.ID, Field: field}
}

// loginForm is what a login looks like.
func loginForm() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{1,63}$`) }

func (u *User) check() error {
	if !loginForm().MatchString(u.Login) {
		return errs.InvalidField("login",
			"Tên đăng nhập dài 2 đến 64 ký tự: chữ thường không dấu, số và . _ @ -.",
			"A login has 2 to 64 characters: lower-case letters without marks, digits and . _ @ -.")
	}
	if n := utf8.RuneCountInString(u.Name); n < 1 || n > 200 {
		return errs.InvalidField("name", "Họ tên dài 1 đến 200 ký tự.", "A name has 1 to 200 characters.")
	}
	for _, role := range Roles() {
		if u.Role == role {
			return nil
		}
	}
	return errs.InvalidField("role", fmt.Sprintf("Không có vai trò %q.", u.Role), fmt.Sprintf("There is no role %q.", u.Role))
}

// mine returns an account that the viewer may change: their own, or any if they administer accounts.
func (a *Accounts) mine(ctx context.Context, v Viewer, id string) (*account, error) {
	if v.IsAnonymous() {
		return nil, v.Require(Update, Subject{Noun: Users})
	}
	acc, err := a.users.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if !v.Decide(See, acc.subject("")).Allowed {
		return nil, errs.Missing(a.users.Noun.Vi, a.users.Noun.En, id)
	}
	return acc, v.Require(Update, acc.subject(""))
}

func (a *Accounts) byLogin(ctx context.Context, login string) (*account, error) {
	return a.users.First(ctx, store.Query{Where: store.Eq{Field: "login", Value: login}}, login)
}

func (a *Accounts) save(ctx context.Context, v Viewer, before, after *account, action string) error {
	err := a.users.Replace(ctx, before, after, store.Act{Actor: v.Actor, Action: action})
	if errs.CodeOf(err) == errs.Conflict {
		return stale(&before.User)
	}
	return err
}

func stale(u *User) error {
	e := errs.New(errs.Conflict,
		"Tài khoản đã được người khác sửa; hãy tải lại.", "The account has changed in the meantime; load it again.")
	e.Change = &errs.Change{Version: u.Version, At: u.UpdatedAt, Fields: []string{}}
	return e
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
