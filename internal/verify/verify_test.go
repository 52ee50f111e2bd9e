package verify_test

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/papercode"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
	"thidua/internal/verify"
	"thidua/internal/viet"
)

// desk is a verifier over a store with a few decisions and awards.
type desk struct {
	*verify.Verifier
	records                              *register.Register
	keys                                 *verify.Keys
	clock                                *storetest.Clock
	province                             *register.Unit
	decision, revoking, hidden           *register.Decision
	given, takenBack, unseen, nomination *register.Award
}

func onEveryStore(t *testing.T, test func(*testing.T, *desk)) {
	t.Helper()
	open := map[string]func(*testing.T) (store.Store, error){
		"SQLite": func(t *testing.T) (store.Store, error) { return sqlitestore.Open(t.Context(), sqlitestore.Config{}) },
	}
	if mongotest.ServerURI() != "" {
		open["MongoDB"] = func(t *testing.T) (store.Store, error) {
			return mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
		}
	}
	for name, open := range open {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close(context.WithoutCancel(t.Context())) })
			test(t, newDesk(t, s))
		})
	}
}

func made[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newDesk(t *testing.T, s store.Store) *desk {
	t.Helper()
	ctx, system := t.Context(), access.System()
	if err := s.Ensure(ctx, slices.Concat(register.Schemas(), verify.Schemas())...); err != nil {
		t.Fatal(err)
	}
	s = store.Counted(s)
	d := &desk{clock: storetest.NewClock()}
	d.clock.Advance(time.Date(2026, 11, 22, 3, 0, 0, 5e8, time.UTC).Sub(d.clock.Now()))
	ids := store.NewIDsFrom(rand.NewChaCha8([32]byte{}))
	d.records = register.New(s, d.clock.Now, ids)
	d.keys = made[*verify.Keys](t)(verify.NewKeys(s, d.clock.Now, ids, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))))
	d.Verifier = made[*verify.Verifier](t)(verify.New(d.records, d.keys, d.clock.Now))
	d.SiteURL = "https://thidua.example.vn"
	unit := func(name, slug string, level register.AdminLevel) *register.Unit {
		return made[*register.Unit](t)(d.records.CreateUnit(ctx, system, register.NewUnit{
			OfficialName: name, Slug: slug, Type: register.PeoplesCommittee, Level: level,
		}))
	}
	d.province = unit("Ủy ban nhân dân tỉnh Mẫu", "ubnd-tinh-mau", register.ProvinceLevel)
	unit("Ủy ban nhân dân tỉnh Khác", "ubnd-tinh-khac", register.ProvinceLevel)
	one, two := unit("Ủy ban nhân dân xã Một", "xa-mot", register.CommuneLevel), unit("Ủy ban nhân dân xã Hai", "xa-hai", register.CommuneLevel)
	kind := made[*register.AwardType](t)(d.records.CreateAwardType(ctx, system, register.NewAwardType{
		Code: "BK", Label: "Bằng khen của UBND tỉnh", Form: register.Certificate, Level: register.ProvinceLevel,
		RecipientKinds: []register.RecipientKind{register.UnitRecipient}, Deciders: []string{"Chủ tịch UBND tỉnh"},
	}))
	decide := func(number string, day string, public bool) *register.Decision {
		return made[*register.Decision](t)(d.records.CreateDecision(ctx, system, register.NewDecision{
			Number: number, IssuedOn: dateOf(day), IssuerID: d.province.ID, Title: "Khen thưởng năm 2021", Signer: "Người ký", Public: public,
		}))
	}
	d.decision, d.revoking, d.hidden = decide("12/QĐ-UBND", "2022-05-04", true), decide("99/QĐ-UBND", "2023-01-09", false), decide("13/QĐ-UBND", "2022-05-05", false)
	imported := func(u *register.Unit, year int64, by *register.Decision, public bool) *register.Award {
		a, _, err := d.records.ImportAward(ctx, system, register.ImportedAward{DecisionID: by.ID, Nomination: register.Nomination{
			AwardTypeID: kind.ID, Kind: register.Merit, Year: year, Public: public, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID},
		}})
		return made[*register.Award](t)(a, err)
	}
	d.given, d.takenBack = imported(one, 2021, d.decision, true), imported(two, 2021, d.decision, true)
	d.unseen = imported(one, 2020, d.decision, false)
	d.takenBack = made[*register.Award](t)(d.records.RevokeAward(ctx, system, register.AwardRevocation{
		ID: d.takenBack.ID, Version: d.takenBack.Version, DecisionID: d.revoking.ID, Reason: "Kê khai sai thành tích.",
	}))
	nomination, _, err := d.records.NominateAward(ctx, system, register.Nomination{
		AwardTypeID: kind.ID, Kind: register.Merit, Year: 2022, Public: true, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: one.ID},
	})
	d.nomination = made[*register.Award](t)(nomination, err)
	return d
}

func TestCode(t *testing.T) {
	t.Parallel()
	onEveryStore(t, func(t *testing.T, d *desk) {
		number := func(n int64) *int64 { return &n }
		award := func(name, label string) *verify.Award {
			return &verify.Award{Type: "Bằng khen của UBND tỉnh", Recipient: name, Kind: register.UnitRecipient, Year: 2021, Label: label}
		}
		decision := verify.Decision{Number: "12/QĐ-UBND", IssuedOn: "2022-05-04", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Signer: "Người ký", Title: "Khen thưởng năm 2021"}
		counted := decision
		counted.Given, counted.TakenBack = number(1), number(1)
		for _, tt := range []struct {
			name, code string
			want       verify.Answer
		}{
			{"an award", d.given.PaperCode, verify.Answer{
				Status: verify.Valid, Decision: &decision, Award: award("Ủy ban nhân dân xã Một", "Được tặng Bằng khen của UBND tỉnh"),
			}},
			{"an award that was taken back by a decision that is not public", d.takenBack.PaperCode, verify.Answer{
				Status: verify.Revoked, Decision: &decision, Award: award("Ủy ban nhân dân xã Hai", "Đã bị hủy bỏ Bằng khen của UBND tỉnh"),
				Revocation: &verify.Revocation{On: "2023-01-09", Reason: "Kê khai sai thành tích."},
			}},
			{"a decision of which a part was taken back", d.decision.PaperCode, verify.Answer{Status: verify.Amended, Decision: &counted}},
			{"an award that is not public", d.unseen.PaperCode, verify.Answer{Status: verify.Unknown}},
			{"a decision that is not public", d.hidden.PaperCode, verify.Answer{Status: verify.Unknown}},
			{"a nomination", d.nomination.PaperCode, verify.Answer{Status: verify.Unknown}},
			{"nothing", papercode.Of(papercode.Award, "nothing"), verify.Answer{Status: verify.Unknown}},
		} {
			got, err := d.Code(t.Context(), strings.ToLower(tt.code))
			if err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			tt.want.Site, tt.want.AsOf, tt.want.Asked.Code = d.SiteURL, time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC), tt.code
			if tt.want.Status != verify.Unknown {
				tt.want.Code = tt.code
			}
			if diff := cmp.Diff(tt.want, got.Answer); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		}
		if _, err := d.Code(t.Context(), "7QK2-M0RT-9XHA"); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("a mistyped code: %v", err)
		}
	})
}

// Ensure that what is hidden and what is not there have the same bytes, but for the code, and the same calls to the store.
func TestHiddenIsLikeNothing(t *testing.T) {
	t.Parallel()
	onEveryStore(t, func(t *testing.T, d *desk) {
		ask := func(code string) (string, int64) {
			ctx, calls := store.WithCalls(t.Context())
			got := made[*verify.Signed](t)(d.Code(ctx, code))
			payload := made[[]byte](t)(base64.RawURLEncoding.DecodeString(strings.Split(got.JWS, ".")[1]))
			return strings.ReplaceAll(string(payload), code, "…"), calls.Count()
		}
		for kind, codes := range map[papercode.Kind][]string{
			papercode.Award: {d.unseen.PaperCode, d.nomination.PaperCode}, papercode.Decision: {d.hidden.PaperCode},
		} {
			nothing, calls := ask(papercode.Of(kind, "nothing"))
			for _, code := range codes {
				if got, n := ask(code); got != nothing || n != calls {
					t.Errorf("%s in %d calls, and of nothing %s in %d", got, n, nothing, calls)
				}
			}
		}
		identity := func(number, issuer, day string) (string, int64) {
			ctx, calls := store.WithCalls(t.Context())
			got := made[*verify.Signed](t)(d.Decision(ctx, number, issuer, dateOf(day)))
			text := made[[]byte](t)(json.Marshal(got.Answer))
			return strings.NewReplacer(got.Asked.Number, "…", got.Asked.Issuer, "…", day, "…").Replace(string(text)), calls.Count()
		}
		nothing, calls := identity("77/QĐ-UBND", "Ủy ban nhân dân tỉnh Mẫu", "2022-05-05")
		for name, ask := range map[string][3]string{
			"a hidden decision":       {"13/QĐ-UBND", "Ủy ban nhân dân tỉnh Mẫu", "2022-05-05"},
			"an issuer who is none":   {"12/QĐ-UBND", "Ủy ban nhân dân tỉnh Không", "2022-05-04"},
			"the wrong issuer":        {"12/QĐ-UBND", "ubnd-tinh-khac", "2022-05-04"},
			"the wrong day":           {"12/QĐ-UBND", "Ủy ban nhân dân tỉnh Mẫu", "2022-05-03"},
			"a part of the name":      {"12/QĐ-UBND", "Ủy ban nhân dân tỉnh", "2022-05-04"},
			"a beginning of a number": {"1/QĐ-UBND", "Ủy ban nhân dân tỉnh Mẫu", "2022-05-04"},
		} {
			if got, n := identity(ask[0], ask[1], ask[2]); got != nothing || n != calls {
				t.Errorf("%s: %s in %d calls, and of nothing %s in %d", name, got, n, nothing, calls)
			}
		}
	})
}

func TestDecision(t *testing.T) {
	t.Parallel()
	onEveryStore(t, func(t *testing.T, d *desk) {
		for name, ask := range map[string][2]string{
			"by name, as it is written":   {"12/QĐ-UBND", "Ủy ban nhân dân tỉnh Mẫu"},
			"in another spelling":         {" 12 / qd-ubnd", "UBND tỉnh Mẫu"},
			"in capitals and decomposed":  {"Số: 12/QÐ-UBND", "UỶ BAN NHÂN DÂN TỈNH MẪU"},
			"by the slug of the issuer":   {"12/QĐ-UBND", "ubnd-tinh-mau"},
			"by the ID of the issuer":     {"12/QĐ-UBND", d.province.ID},
			"with look-alikes and spaces": {"12/QĐ - UBND", "  Ủy  ban nhân dân   tỉnh Mẫu "},
		} {
			got, err := d.Decision(t.Context(), ask[0], ask[1], "2022-05-04")
			if err != nil || got.Status != verify.Amended || got.Code != d.decision.PaperCode {
				t.Errorf("%s: %v, %+v", name, err, got)
			}
		}
		for field, ask := range map[string][3]string{
			"number":   {"mười hai", "ubnd-tinh-mau", "2022-05-04"},
			"issuer":   {"12/QĐ-UBND", " ", "2022-05-04"},
			"issuedOn": {"12/QĐ-UBND", "ubnd-tinh-mau", "2022-02-30"},
		} {
			_, err := d.Decision(t.Context(), ask[0], ask[1], dateOf(ask[2]))
			if e := errs.As(err); e == nil || e.Code != errs.Invalid || !slices.Equal(e.Field, []string{field}) {
				t.Errorf("a wrong %s: %v", field, err)
			}
		}
	})
}

// Ensure that an answer is checked by what is documented alone: Ed25519 over the first two parts of the JWS.
func TestSignatureIsPlainEd25519(t *testing.T) {
	t.Parallel()
	d := newDesk(t, made[store.Store](t)(sqlitestore.Open(t.Context(), sqlitestore.Config{})))
	got := made[*verify.Signed](t)(d.Code(t.Context(), d.given.PaperCode))
	signed, last, _ := cutLast(got.JWS, ".")
	signature := made[[]byte](t)(base64.RawURLEncoding.DecodeString(last))
	public := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	if !ed25519.Verify(public, []byte(signed), signature) {
		t.Error("the standard library does not verify it")
	}
	node, err := exec.LookPath("node")
	if err != nil { // the tests need nothing but Go; CI has Node
		t.Skip("node is not installed: its check is left out")
	}
	if err := d.keys.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	keys := made[[]byte](t)(json.Marshal(made[any](t)(d.keys.Public(t.Context()))))
	script := `const c = require("crypto"), [jws, set] = process.argv.slice(1), [h, p, s] = jws.split(".");
		const kid = JSON.parse(Buffer.from(h, "base64url")).kid, key = JSON.parse(set).keys.find(k => k.kid === kid);
		process.exit(c.verify(null, Buffer.from(h + "." + p), c.createPublicKey({key, format: "jwk"}), Buffer.from(s, "base64url")) ? 0 : 1)`
	run := func(jws string) error {
		return exec.CommandContext(t.Context(), node, "-e", script, jws, string(keys)).Run()
	}
	if err := run(got.JWS); err != nil {
		t.Errorf("node does not verify it: %v", err)
	}
	if err := run(strings.Replace(got.JWS, ".eyJz", ".eyJ0", 1)); err == nil {
		t.Error("node verifies another payload")
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	d := newDesk(t, made[store.Store](t)(sqlitestore.Open(t.Context(), sqlitestore.Config{})))
	for range 2 { // the second time it is there
		if err := d.keys.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	got := made[*verify.Signed](t)(d.Code(t.Context(), d.given.PaperCode))
	keys, err := d.keys.Public(t.Context())
	if err != nil || len(keys.Keys) != 1 {
		t.Fatalf("the keys: %+v, %v", keys, err)
	}
	parts := strings.Split(got.JWS, ".")
	payload := made[[]byte](t)(base64.RawURLEncoding.DecodeString(parts[1]))
	other := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(payload), "VALID", "AMENDED", 1)))
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"thidua-verification+jws"}`))
	for _, tt := range []struct {
		name, saved string
		ok          bool
	}{
		{"as it was given", got.JWS, true},
		{"with lines around it", "\r\n" + got.JWS + "\r\n", true},
		{"in the JSON of an API answer", `{"data": {"awardVerify": {"status": "REVOKED", "signed": "` + got.JWS + `"}}}`, true},
		{"as JSON text", `"` + got.JWS + `"`, true},
		{"with another payload", parts[0] + "." + other + "." + parts[2], false},
		{"without a signature", none + "." + parts[1] + ".", false},
		{"with a part missing", parts[0] + "." + parts[1], false},
		{"empty", "", false},
		{"something else", `{"data": {"awardVerify": {"status": "VALID"}}}`, false},
		{"very long", strings.Repeat("a", 1<<20), false},
	} {
		a, err := verify.Check([]byte(tt.saved), keys)
		if tt.ok {
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			} else if diff := cmp.Diff(&got.Answer, a); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		} else if errs.As(err) == nil {
			t.Errorf("%s: %v, %+v", tt.name, err, a)
		}
	}
	keys.Keys = nil
	if _, err := verify.Check([]byte(got.JWS), keys); errs.CodeOf(err) != errs.Invalid {
		t.Errorf("without its key: %v", err)
	}
}

// Ensure that old answers are checked after the key was replaced.
func TestReplacedKey(t *testing.T) {
	t.Parallel()
	s := made[store.Store](t)(sqlitestore.Open(t.Context(), sqlitestore.Config{}))
	d := newDesk(t, s)
	file := filepath.Join(t.TempDir(), "deep", "key.pem")
	second := made[*verify.Keys](t)(verify.NewKeys(s, d.clock.Now, store.NewIDs(), made[ed25519.PrivateKey](t)(verify.OpenPrivateKey(file))))
	old := made[*verify.Signed](t)(d.Code(t.Context(), d.given.PaperCode))
	if err := errors.Join(d.keys.Publish(t.Context()), second.Publish(t.Context())); err != nil {
		t.Fatal(err)
	}
	keys, err := second.Public(t.Context())
	if err != nil || len(keys.Keys) != 2 {
		t.Fatalf("the keys: %+v, %v", keys, err)
	}
	if _, err := verify.Check([]byte(old.JWS), keys); err != nil {
		t.Error(err)
	}
}

func TestOpenPrivateKey(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "data", "verify-key.pem")
	keys := make([]ed25519.PrivateKey, 8)
	t.Run("at the same moment", func(t *testing.T) {
		for i := range keys {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				keys[i] = made[ed25519.PrivateKey](t)(verify.OpenPrivateKey(file))
			})
		}
	})
	for _, key := range keys {
		if !key.Equal(keys[0]) {
			t.Error("two processes have two keys")
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info.Mode(), err)
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the key: %v, %v", left, err)
	}
	for name, content := range map[string]string{
		"empty": "", "no PEM": "khóa", "another PEM": "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
		"no key": "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n",
	} {
		path := filepath.Join(t.TempDir(), "key.pem")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := verify.OpenPrivateKey(path); err == nil {
			t.Errorf("%s is taken for a key", name)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != content {
			t.Errorf("%s was overwritten", name)
		}
	}
}

func dateOf(day string) viet.Date { return viet.Date(day) }

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
