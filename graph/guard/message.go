package guard

import (
	"bytes"
	"fmt"
)

// Message is one message of the protocol graphql-transport-ws, as a client sends it.
type Message struct {
	Type    string
	ID      string // of the operation that it is about; "" for none
	Payload []byte // the JSON object that it carries; nil if absent or null
}

// idBytes is how long the ID of an operation may be: each of its answers repeats it.
const idBytes = 200

// Message reads a message as strictly as [Limits.Request] reads a body. The payload is strict JSON too; what it means is not
// looked at.
func (l Limits) Message(text []byte) (Message, error) {
	// The message is a level around its payload, and that one around the variables.
	top, err := l.readJSON(text, l.JSONDepth+2)
	if err != nil {
		return Message{}, err
	}
	object, ok := top.value.(map[string]any)
	if !ok {
		return Message{}, malformed("Tin nhắn phải là một đối tượng JSON.", "The message must be a JSON object.")
	}
	var m Message
	var payload map[string]any
	for key, value := range object {
		switch key {
		case "type":
			err = assign(key, value, &m.Type)
		case "id":
			err = assign(key, value, &m.ID)
		case "payload":
			if err = assign(key, value, &payload); value != nil {
				m.Payload = bytes.TrimLeft(top.members[key], " \t\r\n:")
			}
		default:
			err = malformed(fmt.Sprintf("Khóa %.40q không có trong một tin nhắn.", key), fmt.Sprintf("The key %.40q does not belong in a message.", key))
		}
		if err != nil {
			return Message{}, err
		}
	}
	if len(m.ID) > idBytes {
		return Message{}, malformed(fmt.Sprintf("id dài quá %d byte.", idBytes), fmt.Sprintf("The id is longer than %d bytes.", idBytes))
	}
	return m, nil
}
