package sqlitestore

import (
	"encoding/binary"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// split takes the heavy fields out of a document. What it takes is one BSON document: first an array of the places,
// as offsets in the light document, then the fields, so that [join] gives the very bytes back. Without such fields the
// second result is nil.
func split(doc bson.Raw, heavy []string) (light, rest []byte, err error) {
	if len(heavy) == 0 {
		return doc, nil, nil
	}
	elements, err := doc.Elements()
	if err != nil {
		return nil, nil, fmt.Errorf("split a document: %w", err)
	}
	if !slices.ContainsFunc(elements, func(e bson.RawElement) bool { return slices.Contains(heavy, e.Key()) }) {
		return doc, nil, nil
	}
	light = make([]byte, 4, len(doc))
	var fields []byte
	var places bson.A
	for _, e := range elements {
		if slices.Contains(heavy, e.Key()) {
			places = append(places, int32(len(light)))
			fields = append(fields, e...)
		} else {
			light = append(light, e...)
		}
	}
	head, err := bson.Marshal(bson.D{{Key: "", Value: places}})
	if err != nil {
		return nil, nil, fmt.Errorf("split a document: %w", err)
	}
	return seal(light), seal(append(head[:len(head)-1], fields...)), nil
}

// join is the reverse of [split].
func join(light, rest []byte) (bson.Raw, error) {
	if len(rest) == 0 {
		return light, nil
	}
	elements, err := bson.Raw(rest).Elements()
	if err != nil || len(elements) == 0 {
		return nil, fmt.Errorf("join a document: %w", damaged(err))
	}
	array, ok := elements[0].Value().ArrayOK()
	if !ok {
		return nil, fmt.Errorf("join a document: %w", damaged(nil))
	}
	places, err := array.Values()
	if err != nil || len(places) != len(elements)-1 {
		return nil, fmt.Errorf("join a document: %w", damaged(err))
	}
	doc := make([]byte, 4, len(light)+len(rest))
	from := 4
	for i, e := range elements[1:] {
		at, ok := places[i].AsInt64OK()
		if !ok || int(at) < from || int(at) >= len(light) {
			return nil, fmt.Errorf("join a document: %w", damaged(nil))
		}
		doc = append(append(doc, light[from:at]...), e...)
		from = int(at)
	}
	return seal(append(doc, light[from:len(light)-1]...)), nil
}

// seal ends a BSON document whose first four bytes are kept for its length.
func seal(doc []byte) []byte {
	doc = append(doc, 0)
	binary.LittleEndian.PutUint32(doc, uint32(len(doc))) // bounded by store.MaxDocument
	return doc
}
