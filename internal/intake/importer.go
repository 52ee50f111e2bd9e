package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Config is what an [Importer] is made of.
type Config struct {
	Store    store.Store
	Register *register.Register
	Now      func() time.Time
	IDs      *store.IDs
	// Settle is how long after an import is announced the first record of it is stored, or the first is taken back: by then
	// every process has put it on its veil. Zero where one process has the store.
	Settle time.Duration
	// Wait waits for a time, or until the context ends. Nil waits by the clock of the machine.
	Wait func(context.Context, time.Duration) error
	// Inline is how long a request works itself on what it asked for before it leaves the rest to the background.
	Inline time.Duration
	Limits sheet.Limits
	// Changed is told whenever the veil has changed: what was read before may be answered otherwise now, though no record has
	// changed. Nil tells nobody.
	Changed func()
}

// Importer rehearses lists, applies them and takes them back. It is safe for concurrent use.
type Importer struct {
	store    store.Store
	register *register.Register
	imports  *store.Collection[Import]
	progress *store.Collection[Progress]
	pages    *store.Collection[Page]
	pieces   *store.Collection[Piece]
	now      func() time.Time
	wait     func(context.Context, time.Duration) error
	settle   time.Duration
	inline   time.Duration
	limits   sheet.Limits
	holder   string // of leases
	changed  func()

	mu        sync.Mutex
	announced map[string]bool // on our veil before they are in the store
}

// New returns an importer over a store that was told of [Schemas].
func New(c Config) *Importer {
	x := &Importer{
		store: c.Store, register: c.Register, now: c.Now, wait: c.Wait, settle: c.Settle, inline: c.Inline, limits: c.Limits,
		holder: c.IDs.Next("", c.Now()), announced: map[string]bool{},
		imports:  &store.Collection[Import]{Schema: importSchema(), Prefix: "imp", Noun: store.Noun{Vi: "lượt nhập", En: "import"}},
		progress: &store.Collection[Progress]{Schema: progressSchema(), Prefix: "imp"},
		pages:    &store.Collection[Page]{Schema: pageSchema(), Prefix: "imr"},
		pieces:   &store.Collection[Piece]{Schema: pieceSchema(), Prefix: "imf"},
	}
	x.imports.Store, x.imports.Now, x.imports.IDs = c.Store, c.Now, c.IDs
	x.progress.Store, x.progress.Now, x.progress.IDs = c.Store, c.Now, c.IDs
	x.pages.Store, x.pages.Now, x.pages.IDs = c.Store, c.Now, c.IDs
	x.pieces.Store, x.pieces.Now, x.pieces.IDs = c.Store, c.Now, c.IDs
	if x.changed = c.Changed; x.changed == nil {
		x.changed = func() {}
	}
	if x.wait == nil {
		x.wait = sleep
	}
	return x
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// What one import may cost, and how long it is kept when nobody applies it.
const (
	pieceBytes = 256 << 10
	// MaxFileBytes is the largest file.
	MaxFileBytes = 50 << 20
	maxOpen      = 10 // of one person, that are not applied or ended
	keptFor      = 7 * 24 * time.Hour
)

// Rehearsal is the input of a new import.
type Rehearsal struct {
	Kind     Kind
	FileName string
	File     io.ReaderAt
	Bytes    int64
	Options  Options
}

// Rehearse reads a file and shows what it would store, which it does not. A file that is no list of the kind is refused at
// once. One that takes long comes back as far as it is, and is finished in the background.
func (x *Importer) Rehearse(ctx context.Context, v access.Viewer, in Rehearsal) (*Import, error) {
	if err := register.MayImport(v); err != nil {
		return nil, err
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	plan, err := x.planFor(ctx, v, in.Kind, in.Options)
	if err != nil {
		return nil, err
	}
	if err := x.readable(in, plan); err != nil {
		return nil, err
	}
	open, err := x.imports.Count(ctx, store.And{
		store.Eq{Field: "authorId", Value: v.Actor}, store.AnyOf("state", Reading, Rehearsed, Applying, Reverting, Undoing),
	})
	if err != nil {
		return nil, err
	}
	if open >= maxOpen {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Bạn đang có %d lượt nhập chưa xong; hãy áp dụng hoặc hủy bớt.", open),
			fmt.Sprintf("You have %d imports that are not finished: apply or cancel some.", open))
	}
	now := x.now().UTC().Truncate(time.Millisecond)
	m := &Import{
		Head: store.Head{ID: x.imports.IDs.Next(x.imports.Prefix, now)},
		Kind: in.Kind, State: Reading, FileName: viet.CleanTitle(in.FileName), FileBytes: in.Bytes, Options: in.Options,
		Author: doerOf(v), Doer: doerOf(v), AuthorID: v.Actor, ExpiresAt: now.Add(keptFor), Attempt: 1,
	}
	if err := x.keepFile(ctx, m.ID, in.File, in.Bytes); err != nil {
		return nil, err
	}
	if err := x.progress.Insert(ctx, &Progress{Head: store.Head{ID: m.ID}}, store.Act{Actor: v.Actor}); err != nil {
		return nil, err
	}
	if err := x.imports.Insert(ctx, m, store.Act{Actor: v.Actor, Action: "import.rehearse"}); err != nil {
		return nil, err
	}
	return x.workInline(ctx, m)
}

// check refuses what is no input, whatever the file.
func (in *Rehearsal) check() error {
	if in.Bytes > MaxFileBytes {
		return errs.New(errs.Limit,
			fmt.Sprintf("Tệp lớn quá %d MB; hãy chia thành nhiều tệp.", MaxFileBytes>>20),
			fmt.Sprintf("The file is larger than %d MB: split it.", MaxFileBytes>>20))
	}
	o := &in.Options
	if o.Year != 0 && (o.Year < 1948 || o.Year > viet.LastYear) {
		return errs.InvalidField("year", fmt.Sprintf("Năm phải từ 1948 đến %d.", viet.LastYear), fmt.Sprintf("The year must be within 1948 and %d.", viet.LastYear))
	}
	return o.check(in.Kind)
}

// readable refuses a file in which there is no table of the kind.
func (x *Importer) readable(in Rehearsal, plan *plan) error {
	table, err := x.table(in.File, in.Bytes, plan, in.Options)
	if err != nil {
		return inFile(err)
	}
	return table.Close()
}

// inFile says that an error is about the file of the input.
func inFile(err error) error {
	if e := errs.As(err); e != nil && len(e.Field) == 0 {
		about := *e
		about.Field = []string{"file"}
		return &about
	}
	return err
}

// table opens the table of a file.
func (x *Importer) table(file io.ReaderAt, size int64, plan *plan, o Options) (*sheet.Table, error) {
	book, err := sheet.Open(file, size, x.limits)
	if err != nil {
		return nil, err
	}
	return book.Table(plan.layout, sheet.Options{Sheet: o.Sheet, Year: int(o.Year), SkipHidden: o.SkipHidden})
}

// keepFile keeps a file in pieces until it is read.
func (x *Importer) keepFile(ctx context.Context, importID string, file io.ReaderAt, size int64) error {
	var writes []store.Write
	for n, at := int64(0), int64(0); at < size; n, at = n+1, at+pieceBytes {
		data := make([]byte, min(pieceBytes, size-at))
		if _, err := file.ReadAt(data, at); err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read the file: %w", err)
		}
		w, err := x.pieces.Inserting(&Piece{ImportID: importID, Number: n, Data: data}, store.Act{})
		if err != nil {
			return err
		}
		const atOnce = 8
		if writes = append(writes, w); len(writes) == atOnce {
			if _, err := x.store.Apply(ctx, writes...); err != nil {
				return fmt.Errorf("keep the file: %w", err)
			}
			writes = writes[:0]
		}
	}
	_, err := x.store.Apply(ctx, writes...)
	return err
}

// Ref names an import at the version that the caller has read.
type Ref struct {
	ID      string
	Version int64
}

// Commit stores what was rehearsed, all of it or nothing. Rows that are wrong refuse it, unless they are to be left out.
func (x *Importer) Commit(ctx context.Context, v access.Viewer, ref Ref, leaveOutWrong bool) (*Import, error) {
	return x.step(ctx, v, ref, "import.commit", func(m *Import) error {
		switch {
		case m.State != Rehearsed:
			return wrongState(m, "Chỉ áp dụng được danh sách đã rà soát xong.", "Only what was rehearsed can be applied.")
		case m.Counts.Errors > 0 && !leaveOutWrong:
			return errs.New(errs.WrongState,
				fmt.Sprintf("Còn %d dòng có lỗi; hãy sửa tệp rồi rà soát lại, hoặc chọn bỏ qua các dòng lỗi.", m.Counts.Errors),
				fmt.Sprintf("%d rows are wrong: mend the file and rehearse it again, or have these rows left out.", m.Counts.Errors))
		case m.Counts.New == 0:
			return errs.New(errs.WrongState, "Không có dòng nào mới để lưu.", "No row is new: there is nothing to store.")
		}
		m.State, m.Doer = Applying, doerOf(v)
		return nil
	})
}

// Undo takes back what an import stored, as one unit: unless a record of it was changed, or something refers to one.
func (x *Importer) Undo(ctx context.Context, v access.Viewer, ref Ref) (*Import, error) {
	m, err := x.at(ctx, v, ref)
	if err != nil {
		return nil, err
	}
	if m.State == Applied { // said at once, before anything is hidden
		if err := x.refuseStanding(ctx, m); err != nil {
			return nil, err
		}
	}
	return x.step(ctx, v, ref, "import.undo", func(m *Import) error {
		if m.State != Applied {
			return wrongState(m, "Chỉ hoàn tác được lượt nhập đã áp dụng.", "Only an import that was applied can be taken back.")
		}
		m.State, m.Doer = Undoing, doerOf(v)
		return nil
	})
}

// Cancel stops an import that is not applied yet; what it has stored so far, which nobody has seen, is taken back.
func (x *Importer) Cancel(ctx context.Context, v access.Viewer, ref Ref) (*Import, error) {
	return x.step(ctx, v, ref, "import.cancel", func(m *Import) error {
		switch m.State {
		case Reading, Rehearsed:
			m.State = Cancelled
		case Applying:
			m.State = Reverting
			m.Refusal = &Refusal{Vi: "Đã dừng theo yêu cầu.", En: "It was stopped.", Items: []RefusedFor{}}
		default:
			return wrongState(m, "Lượt nhập này không còn dừng được.", "This import cannot be stopped any more.")
		}
		m.Doer = doerOf(v)
		return nil
	})
}

func wrongState(m *Import, vi, en string) error {
	return errs.New(errs.WrongState, fmt.Sprintf("%s (Trạng thái hiện nay: %s.)", vi, m.State), fmt.Sprintf("%s It is %s.", en, m.State))
}

// step takes an import one step further, which the version that the caller read decides, and begins the work.
func (x *Importer) step(ctx context.Context, v access.Viewer, ref Ref, action string, to func(*Import) error) (*Import, error) {
	before, err := x.at(ctx, v, ref)
	if err != nil {
		return nil, err
	}
	after := *before
	after.Refusal, after.Failures = nil, 0
	if err := to(&after); err != nil {
		return nil, err
	}
	if err := x.decide(ctx, before, &after, store.Act{Actor: v.Actor, Action: action}); err != nil {
		if errs.CodeOf(err) == errs.Conflict {
			now, err := x.imports.ByID(ctx, ref.ID)
			return nil, cmp.Or(err, x.imports.Conflict(ctx, ref.Version, now))
		}
		return nil, err
	}
	return x.workInline(ctx, &after)
}

// at returns an import of the viewer's, if it is at the version which the caller read.
func (x *Importer) at(ctx context.Context, v access.Viewer, ref Ref) (*Import, error) {
	if err := register.MayImport(v); err != nil {
		return nil, err
	}
	m, err := x.imports.ByID(ctx, ref.ID)
	if err == nil && !sees(v, m) {
		err = errs.Missing(x.imports.Noun.Vi, x.imports.Noun.En, ref.ID)
	}
	if err != nil {
		if e := errs.As(err); e != nil && e.Code == errs.NotFound {
			e.Field = []string{"id"}
		}
		return nil, err
	}
	if m.Version != ref.Version {
		return nil, x.imports.Conflict(ctx, ref.Version, m)
	}
	return m, nil
}

// sees reports whether an import exists for a viewer: for its author, and for those who keep the records of the whole office.
func sees(v access.Viewer, m *Import) bool {
	return !v.IsAnonymous() && v.Reach(access.See, access.Records) != access.Nowhere && v.Actor == m.AuthorID || office(v)
}

func office(v access.Viewer) bool { return v.Reach(access.Publish, access.Records) == access.Anywhere }
