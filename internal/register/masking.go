package register

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Mask (ẩn danh) hides a person from readers: their record does not exist for them, and their registrations and awards show
// the initials of the name. Of a household it hides the name in an award or a registration. What the records keep is not
// rewritten: those who see every record see the names of the time.
type Mask struct {
	Reason     string    `bson:"reason"`     // why, such as the person's own wish; not for readers
	LegalBasis string    `bson:"legalBasis"` // what it rests on, such as an article of a decree
	On         viet.Date `bson:"on"`         // since when
}

// maskingPending says of a person that not all that names them is known to be in line with the mask.
const maskingPending = "PENDING"

// Shown returns the name of the time as readers may see it: the initials where it is masked. Whatever leaves for readers
// takes the name from here, not from the struct.
func (r Recipient) Shown() string {
	if r.Masked {
		return initials(r.Name)
	}
	return r.Name
}

// ShownFor returns the name of the time: the name itself for those who see every record, or else as [Recipient.Shown].
func (r Recipient) ShownFor(v access.Viewer) string {
	if public(v) == nil {
		return r.Name
	}
	return r.Shown()
}

// RecipientName returns the recipient's name of the time as readers may see it; see [Recipient.Shown].
func (a *Award) RecipientName() string { return a.Recipient.Shown() }

// RecipientName returns the recipient's name of the day as readers may see it; see [Recipient.Shown].
func (t *TitleRegistration) RecipientName() string { return t.Recipient.Shown() }

// ShownCorrection returns the recipient's name as an amendment corrects it, as readers may see it; "" where none does, or
// where the name is masked.
func (a *Award) ShownCorrection() string {
	if a.Recipient.Masked {
		return ""
	}
	return a.CorrectedName
}

// initials returns the first letters of the words of a name, without marks: "N. V. A." for Nguyễn Văn Ánh.
func initials(name string) string {
	words := viet.Tokens(name)
	letters := make([]string, len(words))
	for i, w := range words {
		_, size := utf8.DecodeRuneInString(w.Fold)
		letters[i] = strings.ToUpper(w.Fold[:size]) + "."
	}
	return strings.Join(letters, " ")
}

// checkMask refuses a person who is to be seen and hidden at once.
func (p *Person) checkMask() error {
	if p.Mask == nil || !p.Public {
		return nil
	}
	return errs.InvalidField("isPublic",
		"Người này đang được ẩn danh nên không thể công khai; hãy bỏ ẩn danh trước.",
		"The person is masked and cannot be public: take the mask away first.")
}

// PersonMasking is the input of the masking of a person.
type PersonMasking struct {
	ID         string
	Version    int64
	Reason     string
	LegalBasis string
}

// MaskPerson hides a person from readers, now and in what is on record of the past. The person is hidden with the first
// write; what names them follows, and [Register.FinishMasking] completes what was cut short.
func (r *Register) MaskPerson(ctx context.Context, v access.Viewer, in PersonMasking) (*Person, error) {
	d, err := begin(v, access.Retract, "person.mask", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason), cleanName("legalBasis", &in.LegalBasis)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	return r.masking(ctx, d, Ref{in.ID, in.Version}, &Mask{Reason: in.Reason, LegalBasis: in.LegalBasis, On: viet.Today(r.people.Now())})
}

// PersonUnmasking is the input of the end of a person's masking.
type PersonUnmasking struct {
	ID      string
	Version int64
	Reason  string
}

// UnmaskPerson lets readers see the name again in the person's awards. The person's own record stays hidden until somebody
// makes it public.
func (r *Register) UnmaskPerson(ctx context.Context, v access.Viewer, in PersonUnmasking) (*Person, error) {
	d, err := begin(v, access.Publish, "person.unmask", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	return r.masking(ctx, d, Ref{in.ID, in.Version}, nil)
}

func (r *Register) masking(ctx context.Context, d doing, ref Ref, mask *Mask) (*Person, error) {
	p, err := change(ctx, r, r.people, d, ref, func(p *Person) (*Person, error) {
		if mask == nil && p.Mask == nil {
			return nil, errs.New(errs.WrongState, "Người này không được ẩn danh.", "The person is not masked.")
		}
		next := *p
		next.Mask, next.Masking = mask, maskingPending
		if mask != nil {
			next.Public = false
		}
		return &next, nil
	})
	if err != nil {
		return nil, err
	}
	_, err = r.maskNames(ctx, p)
	return p, err
}

// maskNames brings what names a person in line with the mask and returns how many records were not. It may run again.
func (r *Register) maskNames(ctx context.Context, p *Person) (changed int, err error) {
	titles, err := maskThose(ctx, r.titles, TitlesNewest.Order(), p, "title", func(t *TitleRegistration) *Recipient { return &t.Recipient })
	if err != nil {
		return titles, err
	}
	awards, err := maskThose(ctx, r.awards, AwardsOldest.Order(), p, "award", func(a *Award) *Recipient { return &a.Recipient })
	return titles + awards, err
}

// maskThose brings those records of a collection in line whose recipient a person is.
func maskThose[T any](
	ctx context.Context, c *store.Collection[T], order store.Order[T], p *Person, noun string, recipient func(*T) *Recipient,
) (changed int, err error) {
	act := store.Act{Actor: p.UpdatedBy, Action: noun + ".mask", Note: "theo việc ẩn danh của " + p.ID}
	if p.Mask == nil {
		act.Action = noun + ".unmask"
	}
	q := store.Query{Where: store.Eq{Field: "recipient.id", Value: p.ID}, Sort: order.Sort, Limit: store.MaxLimit}
	for {
		found, err := c.Find(ctx, q)
		if err != nil {
			return changed, err
		}
		for _, record := range found {
			if recipient(record).Masked == (p.Mask != nil) {
				continue
			}
			if err := maskOne(ctx, c, record, recipient, p.Mask != nil, act); err != nil {
				return changed, fmt.Errorf("mask the name of %s: %w", p.ID, err)
			}
			changed++
		}
		if len(found) < q.Limit {
			return changed, nil
		}
		at := order.Position(found[len(found)-1])
		q.After = &at
	}
}

// maxMaskTries is how often the mask of a record is tried that others change at the same time.
const maxMaskTries = 10

func maskOne[T any](ctx context.Context, c *store.Collection[T], record *T, recipient func(*T) *Recipient, masked bool, act store.Act) error {
	for try := 1; ; try++ {
		next := *record
		recipient(&next).Masked = masked
		err := c.Replace(ctx, record, &next, act)
		if errs.CodeOf(err) != errs.Conflict || try == maxMaskTries {
			return err
		}
		if record, err = c.ByID(ctx, headID(record)); errs.CodeOf(err) == errs.NotFound {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Bounds of [Register.FinishMasking].
const (
	maskingAtOnce = 100
	// maskingSettles is how long after a mask a record may still be written by somebody who read the person before it.
	maskingSettles = time.Minute
)

// FinishMasking completes the masking of people that was cut short, and looks once more for records that were made at the
// same moment. It may run at any time, in several processes at once; it costs one read when there is nothing to do.
func (r *Register) FinishMasking(ctx context.Context) error {
	people, err := r.people.Find(ctx, store.Query{Where: store.Eq{Field: "masking", Value: maskingPending}, Limit: maskingAtOnce})
	if err != nil {
		return fmt.Errorf("find whom to mask: %w", err)
	}
	for _, p := range people {
		changed, err := r.maskNames(ctx, p)
		if err != nil {
			return err
		}
		if changed > 0 || r.people.Now().Sub(p.UpdatedAt) < maskingSettles {
			continue
		}
		next := *p
		next.Masking = ""
		err = r.people.Replace(ctx, p, &next, store.Act{Actor: access.SystemActor, Action: "person.masked"})
		if err != nil && errs.CodeOf(err) != errs.Conflict {
			return fmt.Errorf("note that %s is masked: %w", p.ID, err)
		}
	}
	return nil
}
