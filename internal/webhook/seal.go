package webhook

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Key seals the secrets of webhooks, so that who reads the database, or a backup of it, cannot sign in our name. Processes
// that share a database share a key.
type Key struct{ aead cipher.AEAD }

// keyBytes is the length of a key, that of AES-256.
const keyBytes = 32

// NewKey returns the key of 32 bytes.
func NewKey(bytes []byte) (Key, error) {
	if len(bytes) != keyBytes {
		return Key{}, fmt.Errorf("the key for webhooks has %d bytes, not %d", len(bytes), keyBytes)
	}
	block, err := aes.NewCipher(bytes)
	if err != nil {
		return Key{}, fmt.Errorf("read the key for webhooks: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return Key{}, fmt.Errorf("read the key for webhooks: %w", err)
	}
	return Key{aead: aead}, nil
}

// OpenKey returns the key in a file, as one line of Base64, and makes one if there is none; of several processes that do
// at the same time, all get the same.
func OpenKey(path string) (Key, error) {
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	bytes := make([]byte, keyBytes)
	if _, err := io.ReadFull(rand.Reader, bytes); err != nil {
		return Key{}, fmt.Errorf("make a key for webhooks: %w", err)
	}
	if err := writeKey(path, bytes); err != nil && !errors.Is(err, fs.ErrExist) {
		return Key{}, fmt.Errorf("keep the key for webhooks: %w", err)
	}
	return readKey(path)
}

func readKey(path string) (Key, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err != nil {
		return Key{}, fmt.Errorf("read the key for webhooks: %w", err)
	}
	bytes, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return Key{}, fmt.Errorf("%s is no key in Base64", path)
	}
	return NewKey(bytes)
}

// writeKey writes a key whole or not at all, and over no other.
func writeKey(path string, bytes []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".webhook-key-*") // for its owner alone
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(bytes) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}

// seal closes a secret so that only the webhook with the ID can open it.
func (k Key) seal(entropy io.Reader, webhookID, secret string) (string, error) {
	nonce := make([]byte, k.aead.NonceSize())
	if _, err := io.ReadFull(entropy, nonce); err != nil {
		return "", fmt.Errorf("seal a secret: %w", err)
	}
	return base64.StdEncoding.EncodeToString(k.aead.Seal(nonce, nonce, []byte(secret), []byte(webhookID))), nil
}

// open returns a sealed secret.
func (k Key) open(webhookID, sealed string) (string, error) {
	bytes, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(bytes) < k.aead.NonceSize() {
		return "", fmt.Errorf("the sealed secret of %s cannot be read", webhookID)
	}
	secret, err := k.aead.Open(nil, bytes[:k.aead.NonceSize()], bytes[k.aead.NonceSize():], []byte(webhookID))
	if err != nil {
		return "", fmt.Errorf("the secret of %s was sealed with another key than this process has: %w", webhookID, err)
	}
	return string(secret), nil
}
