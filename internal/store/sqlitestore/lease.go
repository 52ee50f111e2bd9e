package sqlitestore

import (
	"context"
	"fmt"
	"time"
)

// Acquire takes the lease if it is free, ran out, or is the holder's own. The clock is Config.Now.
func (s *Store) Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	leave, err := s.enter()
	if err != nil {
		return false, err
	}
	defer leave()
	now := s.now()
	var held bool
	_, err = s.writer.do(ctx, func(ctx context.Context, c *conn) error {
		result, err := c.exec(ctx, "INSERT INTO "+leasesTable+" VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE"+
			" SET holder = excluded.holder, until = excluded.until WHERE holder = excluded.holder OR until <= ?4",
			name, holder, now.Add(ttl).UnixMilli(), now.UnixMilli())
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		held = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("acquire lease %s: %w", name, err)
	}
	return held, nil
}

// Release deletes the lease if the holder has it.
func (s *Store) Release(ctx context.Context, name, holder string) error {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	_, err = s.writer.do(ctx, func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "DELETE FROM "+leasesTable+" WHERE name = ? AND holder = ?", name, holder)
		return err
	})
	if err != nil {
		return fmt.Errorf("release lease %s: %w", name, err)
	}
	return nil
}
