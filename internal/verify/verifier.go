package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/papercode"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// Verifier answers. Safe for concurrent use.
type Verifier struct {
	records       *register.Register
	keys          *Keys
	now           func() time.Time
	abbreviations viet.Abbreviations
	// SiteURL begins the addresses of answers, without a slash at the end. It is set before the first question.
	SiteURL string
}

// New returns a verifier that signs with the keys.
func New(records *register.Register, keys *Keys, now func() time.Time) (*Verifier, error) {
	abbreviations, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		return nil, fmt.Errorf("prepare abbreviations: %w", err)
	}
	return &Verifier{records: records, keys: keys, now: now, abbreviations: abbreviations}, nil
}

// Signed is an answer with the proof that we gave it.
type Signed struct {
	Answer
	// JWS is the answer and its signature in the compact form of RFC 7515; [Check] reads it.
	JWS string
}

// ParseCode returns the canonical form of a code that somebody typed, or [errs.Invalid]: that a code has a wrong character
// is known without a look at any record.
func ParseCode(text string) (string, papercode.Kind, error) {
	code, kind, ok := papercode.Parse(text)
	if !ok {
		return "", 0, errs.InvalidField("code",
			"Mã không đúng: mã có 12 chữ và số như 7QK2-M0RT-9XHB. Hãy đối chiếu với bản giấy và gõ lại.",
			"This is no code: one has 12 letters and digits, such as 7QK2-M0RT-9XHB. Compare it with the paper and type it again.")
	}
	return code, kind, nil
}

// Code answers by the code on a paper.
func (v *Verifier) Code(ctx context.Context, text string) (*Signed, error) {
	code, kind, err := ParseCode(text)
	if err != nil {
		return nil, err
	}
	a := v.unknown(Question{Code: code})
	if kind == papercode.Decision {
		d, err := v.records.DecisionByPaperCode(ctx, access.Anonymous(), code)
		if err == nil && d != nil {
			err = v.decision(ctx, a, d)
		}
		if err != nil {
			return nil, fmt.Errorf("look up a decision: %w", err)
		}
		return v.sign(a)
	}
	award, err := v.records.AwardByPaperCode(ctx, access.Anonymous(), code)
	if err == nil && award != nil {
		err = v.award(ctx, a, award)
	}
	if err != nil {
		return nil, fmt.Errorf("look up an award: %w", err)
	}
	return v.sign(a)
}

// Bounds of what is asked with, in code points.
const maxIssuer = 300

// Decision answers by what identifies a decision: its number in any spelling, its issuer by ID, slug or the exact name of
// that day, and the day on its head. Anything else than an exact match is unknown.
func (v *Verifier) Decision(ctx context.Context, number, issuer string, issuedOn viet.Date) (*Signed, error) {
	parsed, err := viet.ParseDocNumber(number)
	if err != nil {
		return nil, err
	}
	issuer = viet.CleanTitle(issuer)
	if issuer == "" || utf8.RuneCountInString(issuer) > maxIssuer {
		return nil, errs.InvalidField("issuer",
			"Hãy ghi tên đầy đủ của cơ quan ban hành.", "Give the full name of the body that issued it.")
	}
	if !issuedOn.Valid() {
		return nil, errs.InvalidField("issuedOn",
			"Ngày không hợp lệ; hãy ghi theo dạng năm-tháng-ngày, ví dụ 2022-01-14.",
			"It is no day of the calendar; write it as 2022-01-14.")
	}
	a := v.unknown(Question{Number: parsed.Text, Issuer: issuer, IssuedOn: issuedOn})
	issuers, err := v.records.UnitsCalled(ctx, v.abbreviations, issuer, issuedOn)
	if err != nil {
		return nil, fmt.Errorf("look up the issuer: %w", err)
	}
	found, err := v.records.DecisionsIssued(ctx, access.Anonymous(), parsed.Text, issuers, issuedOn)
	if err != nil {
		return nil, fmt.Errorf("look up decisions: %w", err)
	}
	if len(found) == 1 { // two bodies of one name that decided under one number on one day: not exactly one, so none
		if err := v.decision(ctx, a, found[0]); err != nil {
			return nil, err
		}
	}
	return v.sign(a)
}

func (v *Verifier) unknown(q Question) *Answer {
	return &Answer{Site: v.SiteURL, AsOf: v.now().UTC().Truncate(time.Second), Asked: q, Status: Unknown}
}

func (v *Verifier) decision(ctx context.Context, a *Answer, d *register.Decision) error {
	counts, err := v.records.CountAwardsBy(ctx, access.Anonymous(), register.AwardFilter{Decision: &d.ID}, []register.AwardDimension{register.ByState})
	if err != nil {
		return fmt.Errorf("count the awards of a decision: %w", err)
	}
	amendments, err := v.records.AmendmentsOf(ctx, access.Anonymous(), []*register.Decision{d})
	if err != nil {
		return fmt.Errorf("look up amendments: %w", err)
	}
	a.ofDecision(d, amendments[d.ID], counts)
	return nil
}

func (v *Verifier) award(ctx context.Context, a *Answer, award *register.Award) error {
	ids := []string{award.DecisionID}
	if award.Revocation != nil {
		ids = append(ids, award.Revocation.DecisionID)
	}
	decisions, err := v.records.DecisionsByID(ctx, access.Anonymous(), ids)
	if err != nil {
		return err
	}
	a.ofAward(award, decisions[ids[0]], decisions[ids[len(ids)-1]])
	return nil
}

// sign signs an answer.
func (v *Verifier) sign(a *Answer) (*Signed, error) {
	var payload strings.Builder
	e := json.NewEncoder(&payload)
	e.SetEscapeHTML(false)
	if err := e.Encode(a); err != nil {
		return nil, fmt.Errorf("encode an answer: %w", err)
	}
	jws, err := v.keys.sign([]byte(strings.TrimSuffix(payload.String(), "\n")))
	if err != nil {
		return nil, err
	}
	return &Signed{Answer: *a, JWS: jws}, nil
}

// URL is the address of the answer about a record; "" for one that is not known.
func (a *Answer) URL() string {
	if a.Code == "" {
		return ""
	}
	return a.Site + "/v/" + a.Code
}
