package graph

import (
	"fmt"
	"sync"
	"time"

	"thidua/internal/errs"
)

// Streams bounds what stays open after its first answer: streams of events, and sockets with what runs on them. Zero means the
// default.
type Streams struct {
	// All is how many places there are; 1,000 by default. A stream takes one, and so does a socket, with the first operation that
	// runs on it; each further one takes another.
	All int
	// Client is how many one address may have, or one account or API token; 50 by default.
	Client int
	// Pause is how long a client may take to read what is sent, or to answer a ping; 10 seconds by default. One that is slower is
	// dropped.
	Pause time.Duration
	// Answer is how long a query may take that came by a socket; 20 seconds by default.
	Answer time.Duration

	// Introduction is how long a new socket may say nothing; 5 seconds by default.
	Introduction time.Duration
	// Beat is the time between pings of a socket; 12 seconds by default.
	Beat time.Duration
	// Message is the size of the largest message of a socket in bytes; 128 KiB by default, as sockets take no mutations.
	Message int
	// Messages is how many messages a second a socket takes in the long run, pings included, and ten times as many at once; 20 by
	// default.
	Messages int
	// Bytes is how many bytes a second are read from a socket in the long run, and four times as many at once; 64 KiB by default. Who
	// sends more waits.
	Bytes int
}

// orDefaults returns the bounds with the defaults of what is zero.
func (b Streams) orDefaults() Streams {
	for value, byDefault := range map[*int]int{&b.All: 1_000, &b.Client: 50, &b.Message: 128 << 10, &b.Messages: 20, &b.Bytes: 64 << 10} {
		if *value == 0 {
			*value = byDefault
		}
	}
	for value, byDefault := range map[*time.Duration]time.Duration{
		&b.Pause: 10 * time.Second, &b.Answer: 20 * time.Second, &b.Introduction: 5 * time.Second, &b.Beat: streamBeat,
	} {
		if *value == 0 {
			*value = byDefault
		}
	}
	return b
}

// streamBeat is the time between comments or pings that keep a silent line open, and find out that it is broken.
const streamBeat = 12 * time.Second

// streams counts the places that are taken. Safe for concurrent use.
type streams struct {
	bounds Streams
	mu     sync.Mutex
	all    int
	of     map[string]int
}

// newStreams returns a count of none.
func newStreams(bounds Streams) *streams {
	return &streams{bounds: bounds.orDefaults(), of: map[string]int{}}
}

// take takes a place for a client, until it leaves; or refuses it.
func (s *streams) take(client string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all >= s.bounds.All {
		return errs.New(errs.Unavailable, "Máy chủ đang có quá nhiều kết nối theo dõi; hãy thử lại sau.", "The server has too many streams open: try again later.")
	}
	if s.of[client] >= s.bounds.Client {
		return s.full()
	}
	s.all++
	s.of[client]++
	return nil
}

// full is the refusal of a client who has all the places that one may have.
func (s *streams) full() error {
	e := errs.New(errs.RateLimited,
		fmt.Sprintf("Mỗi nơi chỉ mở được %d kết nối theo dõi cùng lúc; hãy đóng bớt.", s.bounds.Client),
		fmt.Sprintf("One client may have %d streams open at once: close some.", s.bounds.Client))
	e.RetryAfter = s.bounds.Pause
	return e
}

// leave gives a place of a client back.
func (s *streams) leave(client string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all--
	s.release(client)
}

// release counts one less of a client. The lock is held.
func (s *streams) release(client string) {
	if s.of[client]--; s.of[client] <= 0 {
		delete(s.of, client)
	}
}

// move gives a place to another client, who has turned out to be the one that has it; or refuses it, and leaves it as it is.
func (s *streams) move(from, to string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if from == to {
		return nil
	}
	if s.of[to] >= s.bounds.Client {
		return s.full()
	}
	s.of[to]++
	s.release(from)
	return nil
}
