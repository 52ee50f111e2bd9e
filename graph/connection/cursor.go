package connection

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"thidua/internal/store"
)

// cursorVersion begins every cursor, so that a later form can tell the old one apart.
const cursorVersion = "1"

// encode writes a position in an order by fields as an opaque cursor: a JSON list of strings in base64. The fields are
// named in it, so that the cursor of another order is told apart; each value has the letter of its kind before it.
func encode(by []string, p store.Position) string {
	parts := make([]string, 0, len(p.Values)+3)
	parts = append(parts, cursorVersion, strings.Join(by, " "), p.ID)
	for _, v := range p.Values {
		switch v := v.(type) {
		case string:
			parts = append(parts, "s"+v)
		case int64:
			parts = append(parts, "i"+strconv.FormatInt(v, 10))
		case bool:
			parts = append(parts, "b"+strconv.FormatBool(v))
		case time.Time:
			parts = append(parts, "t"+strconv.FormatInt(v.UnixMilli(), 10))
		}
	}
	text, _ := json.Marshal(parts) // a list of strings always encodes
	return base64.RawURLEncoding.EncodeToString(text)
}

// maxCursor bounds a cursor in bytes; sort keys are bounded, so a longer one is not ours.
const maxCursor = 4096

// decode reads a cursor of the order by fields. It does not know their kinds.
func decode(by []string, cursor string) (store.Position, bool) {
	if len(cursor) > maxCursor {
		return store.Position{}, false
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil {
		return store.Position{}, false
	}
	var parts []string
	if err := json.Unmarshal(text, &parts); err != nil || len(parts) != 3+len(by) ||
		parts[0] != cursorVersion || parts[1] != strings.Join(by, " ") || parts[2] == "" {
		return store.Position{}, false
	}
	p := store.Position{ID: parts[2]}
	for _, part := range parts[3:] {
		v, ok := value(part)
		if !ok {
			return store.Position{}, false
		}
		p.Values = append(p.Values, v)
	}
	return p, true
}

func value(part string) (any, bool) {
	if part == "" {
		return nil, false
	}
	text := part[1:]
	switch part[0] {
	case 's':
		return text, true
	case 'i':
		n, err := strconv.ParseInt(text, 10, 64)
		return n, err == nil
	case 'b':
		b, err := strconv.ParseBool(text)
		return b, err == nil
	case 't':
		ms, err := strconv.ParseInt(text, 10, 64)
		return time.UnixMilli(ms).UTC(), err == nil
	default:
		return nil, false
	}
}
