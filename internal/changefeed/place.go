package changefeed

import "context"

// End returns the cursor behind everything that partners were told so far.
func (f *Feed) End(ctx context.Context) (string, error) {
	at, err := f.begun(ctx)
	if err != nil {
		return "", err
	}
	last, err := f.last(ctx)
	if err != nil {
		return "", err
	}
	return cursor(at.Epoch, last), nil
}

// CursorOf returns the cursor behind a line of the page.
func (p *Page) CursorOf(l *Line) string {
	epoch, _, _ := parseCursor(p.Cursor) // we wrote it ourselves
	return cursor(epoch, l.Seq)
}
