package sqlitestore

import (
	"container/list"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"sync"

	"modernc.org/sqlite"
)

// maxStatements bounds the prepared statements that a connection keeps. A process uses a few dozen shapes.
const maxStatements = 256

// conn is one connection and its prepared statements, for one goroutine at a time. It speaks to the driver directly:
// database/sql would cost more than the statements themselves.
type conn struct {
	raw    driver.Conn
	byText map[string]*list.Element
	recent *list.List // of *statement, the last used first
	named  []driver.NamedValue
	within bool // a snapshot, see [conn.snapshot]
	lost   bool // it may be in a transaction that nobody ends, and would see that moment for ever
}

type statement struct {
	text    string
	raw     driver.Stmt
	columns []driver.Value // the row being read
}

func dial(ctx context.Context, dsn string) (*conn, error) {
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	raw, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if err := keepPlans(raw); err != nil {
		return nil, errors.Join(err, raw.Close())
	}
	return &conn{raw: raw, byText: map[string]*list.Element{}, recent: list.New()}, nil
}

// prepare returns the statement for the text, from the cache if it is there.
func (c *conn) prepare(ctx context.Context, text string) (*statement, error) {
	if e, ok := c.byText[text]; ok {
		c.recent.MoveToFront(e)
		return e.Value.(*statement), nil
	}
	raw, err := c.raw.(driver.ConnPrepareContext).PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	st := &statement{text: text, raw: raw}
	c.byText[text] = c.recent.PushFront(st)
	if c.recent.Len() > maxStatements {
		oldest := c.recent.Remove(c.recent.Back()).(*statement)
		delete(c.byText, oldest.text)
		if err := oldest.raw.Close(); err != nil {
			return nil, err
		}
	}
	return st, nil
}

// bind numbers the arguments. The slice is reused by the next statement; the driver copies what it binds.
func (c *conn) bind(args []driver.Value) []driver.NamedValue {
	c.named = c.named[:0]
	for i, v := range args {
		c.named = append(c.named, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return c.named
}

// query calls each with every row. The row is reused, the byte slices in it are not.
func (c *conn) query(ctx context.Context, text string, args []driver.Value, each func(row []driver.Value) error) (err error) {
	st, err := c.prepare(ctx, text)
	if err != nil {
		return err
	}
	rows, err := st.raw.(driver.StmtQueryContext).QueryContext(ctx, c.bind(args))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if st.columns == nil {
		st.columns = make([]driver.Value, len(rows.Columns()))
	}
	for n := 1; ; n++ {
		switch err := rows.Next(st.columns); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := each(st.columns); err != nil {
			return err
		}
		if n%256 == 0 && ctx.Err() != nil { // the driver watches ctx up to the first row only
			return ctx.Err()
		}
	}
}

// exec runs a statement that returns no rows.
func (c *conn) exec(ctx context.Context, text string, args ...driver.Value) (driver.Result, error) {
	st, err := c.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.raw.(driver.StmtExecContext).ExecContext(ctx, c.bind(args))
}

// run executes a statement that is not worth keeping, such as DDL.
func (c *conn) run(ctx context.Context, text string) error {
	if _, err := c.raw.(driver.ExecerContext).ExecContext(ctx, text, nil); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

// int returns the first column of the first row, 0 if there is none.
func (c *conn) int(ctx context.Context, text string, args ...driver.Value) (n int64, err error) {
	err = c.query(ctx, text, args, func(row []driver.Value) error {
		n, _ = row[0].(int64)
		return nil
	})
	return n, err
}

func (c *conn) close() error {
	var all []error
	for e := c.recent.Front(); e != nil; e = e.Next() {
		all = append(all, e.Value.(*statement).raw.Close())
	}
	c.recent.Init()
	clear(c.byText)
	return errors.Join(append(all, c.raw.Close())...)
}

// pool lends connections, opening them when first needed.
type pool struct {
	tokens chan struct{} // one for each connection that may exist
	dial   func(context.Context) (*conn, error)
	mu     sync.Mutex // guards idle
	idle   []*conn    // the last used is lent first, its cache is warm
}

func newPool(size int, dial func(context.Context) (*conn, error), idle ...*conn) *pool {
	return &pool{tokens: make(chan struct{}, size), dial: dial, idle: idle}
}

// with runs f with a connection, waiting for one until ctx is done.
func (p *pool) with(ctx context.Context, f func(*conn) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case p.tokens <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.tokens }()
	c, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.put(c)
	return f(c)
}

func (p *pool) take(ctx context.Context) (*conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return c, nil
	}
	return p.dial(ctx)
}

func (p *pool) put(c *conn) {
	if c.lost {
		_ = c.close() // what failed before tells more
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, c)
}

// close closes the connections, of which none may be lent.
func (p *pool) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []error
	for _, c := range p.idle {
		all = append(all, c.close())
	}
	p.idle = nil
	return errors.Join(all...)
}
