package verify

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/go-jose/go-jose/v4"

	"thidua/internal/errs"
)

// maxSaved bounds a saved answer that is read, in bytes.
const maxSaved = 64 << 10

// Check reads an answer that somebody has saved, as JWS or as the JSON that GraphQL gave, and returns it if one of the keys
// has signed it. It asks nobody: the keys are those of /v/keys, taken from a place that is trusted.
func Check(saved []byte, keys *jose.JSONWebKeySet) (*Answer, error) {
	if len(saved) > maxSaved {
		return nil, errs.New(errs.Limit, "Tệp quá lớn, không phải câu trả lời xác thực.", "The file is too large for an answer.")
	}
	jws, err := jose.ParseSignedCompact(string(compactIn(saved)), []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		return nil, errs.New(errs.Invalid, "Tệp không chứa câu trả lời đã ký.", "The file holds no signed answer.").Because(err)
	}
	header := jws.Signatures[0].Protected
	if kind, _ := header.ExtraHeaders[jose.HeaderType].(string); kind != answerType {
		return nil, errs.New(errs.Invalid, "Chữ ký không phải của câu trả lời xác thực.", "What was signed is no answer.")
	}
	known := keys.Key(header.KeyID)
	if len(known) == 0 {
		return nil, errs.New(errs.Invalid, "Không có khóa nào mang mã như câu trả lời ghi; hãy lấy /v/keys mới.",
			fmt.Sprintf("None of the keys has the ID %.80q that the answer names: fetch /v/keys anew.", header.KeyID))
	}
	payload, err := jws.Verify(known[0])
	if err != nil {
		return nil, errs.New(errs.Invalid, "Chữ ký sai: câu trả lời đã bị sửa.", "The signature is wrong: the answer was altered.").Because(err)
	}
	a := new(Answer)
	if err := json.Unmarshal(payload, a); err != nil {
		return nil, fmt.Errorf("read a signed answer: %w", err)
	}
	return a, nil
}

// compactIn finds the JWS in what was saved: the value of the first member "signed" of JSON, or the whole.
func compactIn(saved []byte) []byte {
	var value any
	if json.Unmarshal(saved, &value) != nil {
		return bytes.TrimSpace(saved)
	}
	return []byte(signedIn(value))
}

func signedIn(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case map[string]any:
		if s, ok := v["signed"].(string); ok {
			return s
		}
		for _, inner := range v {
			if _, isText := inner.(string); isText {
				continue
			}
			if s := signedIn(inner); s != "" {
				return s
			}
		}
	}
	return ""
}
