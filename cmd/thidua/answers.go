package main

import (
	"context"
	"time"

	"thidua/internal/answers"
)

// newAnswers returns a cache of answers of so many bytes, which knows that articles show and vanish by themselves.
func (h *house) newAnswers(size uint64) *answers.Cache {
	return answers.New(answers.Config{Bytes: size, Now: h.now, Changes: map[string]func(context.Context, time.Time) (time.Time, error){
		"articles": func(ctx context.Context, after time.Time) (time.Time, error) { return h.reader.NextChange(ctx, after) },
	}})
}
