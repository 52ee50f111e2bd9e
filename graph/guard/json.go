package guard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"unicode/utf8"
)

// document is a JSON text that was read strictly.
type document struct {
	value   any               // nil, bool, string, int64, float64, []any or map[string]any
	members map[string][]byte // the text of each member from its colon on, if value is an object
}

// jsonReader reads one value after another. It stops at the first object or list below maxDepth, and recurses no deeper.
type jsonReader struct {
	limits   Limits
	decoder  *json.Decoder
	depth    int
	maxDepth int
	raw      []byte            // what is read
	members  map[string][]byte // of the outermost object
}

// readJSON reads the one JSON value in raw. Objects and lists may nest maxDepth levels.
func (l Limits) readJSON(raw []byte, maxDepth int) (document, error) {
	if !utf8.Valid(raw) {
		return document{}, malformed("Nội dung không phải là UTF-8.", "The body is not UTF-8.")
	}
	// Valid knows what the token reader does not look at: what follows the value.
	if !json.Valid(raw) {
		return document{}, malformed("Nội dung không phải là JSON hợp lệ.", "The body is not valid JSON.")
	}
	r := jsonReader{limits: l, decoder: json.NewDecoder(bytes.NewReader(raw)), maxDepth: maxDepth, raw: raw, members: map[string][]byte{}}
	r.decoder.UseNumber()
	value, err := r.read()
	if err != nil {
		return document{}, err
	}
	return document{value: value, members: r.members}, nil
}

// read returns the next value.
func (r *jsonReader) read() (any, error) {
	token, err := r.decoder.Token()
	if err != nil {
		return nil, fmt.Errorf("read valid json: %w", err)
	}
	switch token := token.(type) {
	case json.Delim:
		return r.readNested(token)
	case json.Number:
		return number(token)
	}
	return token, nil
}

// number returns an int64, or a float64 for what is not whole or does not fit; 1e2 is whole. Keeping digits as text would
// not do: to the coercion of variables, json.Number is a string.
func number(digits json.Number) (any, error) {
	if n, err := digits.Int64(); err == nil {
		return n, nil
	}
	n, err := digits.Float64()
	if err != nil {
		return nil, malformed(fmt.Sprintf("Số %.40s nằm ngoài phạm vi cho phép.", digits), fmt.Sprintf("The number %.40s is out of range.", digits))
	}
	if n == math.Trunc(n) && math.Abs(n) < 1<<53 { // above, a float64 stands for several integers
		return int64(n), nil
	}
	return n, nil
}

// readNested returns the object or list whose bracket was just read.
func (r *jsonReader) readNested(opening json.Delim) (value any, err error) {
	if r.depth == r.maxDepth {
		return nil, r.limits.Refuse(JSONTooDeep)
	}
	r.depth++
	if opening == '{' {
		value, err = r.readObject()
	} else {
		value, err = r.readList()
	}
	r.depth--
	if err != nil {
		return nil, err
	}
	if _, err := r.decoder.Token(); err != nil { // the closing bracket
		return nil, fmt.Errorf("read valid json: %w", err)
	}
	return value, nil
}

// readObject returns the object whose brace was just read.
func (r *jsonReader) readObject() (map[string]any, error) {
	object := map[string]any{}
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("read valid json: %w", err)
		}
		key, _ := token.(string) // a valid object has no other keys
		if _, twice := object[key]; twice {
			return nil, malformed(fmt.Sprintf("Khóa %.40q bị lặp lại.", key), fmt.Sprintf("The key %.40q is there twice.", key))
		}
		start := r.decoder.InputOffset()
		if object[key], err = r.read(); err != nil {
			return nil, err
		}
		if r.depth == 1 {
			r.members[key] = r.raw[start:r.decoder.InputOffset()]
		}
	}
	return object, nil
}

// readList returns the list whose bracket was just read.
func (r *jsonReader) readList() ([]any, error) {
	list := []any{}
	for r.decoder.More() {
		value, err := r.read()
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, nil
}
