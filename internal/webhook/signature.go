package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// secretPrefix begins secrets as people see them.
const secretPrefix = "whsec_"

// secretBytes is how much of a secret is random; the specification wants 24 to 64.
const secretBytes = 32

// newSecret makes a secret.
func newSecret(entropy io.Reader) (string, error) {
	key := make([]byte, secretBytes)
	if _, err := io.ReadFull(entropy, key); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return secretPrefix + base64.StdEncoding.EncodeToString(key), nil
}

// signatures is the header webhook-signature of a request: one signature for each secret.
func signatures(secrets []string, id string, at time.Time, body []byte) (string, error) {
	var signed []string
	for _, secret := range secrets {
		text, ok := strings.CutPrefix(secret, secretPrefix)
		key, err := base64.StdEncoding.DecodeString(text)
		if !ok || err != nil || len(key) == 0 {
			return "", fmt.Errorf("a secret is not of the form %s…", secretPrefix)
		}
		sum := hmac.New(sha256.New, key)
		for _, part := range [][]byte{[]byte(id), []byte("."), []byte(stamp(at)), []byte("."), body} {
			_, _ = sum.Write(part) // a hash never fails to be written to
		}
		signed = append(signed, "v1,"+base64.StdEncoding.EncodeToString(sum.Sum(nil)))
	}
	return strings.Join(signed, " "), nil
}

// stamp is the header webhook-timestamp.
func stamp(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }
