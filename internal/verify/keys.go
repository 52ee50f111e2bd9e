package verify

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/go-jose/go-jose/v4"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// PublicKey is the public half of a key that answers were signed with. It is kept for good, so that old answers can be
// checked after the key was replaced; the private half is in a file of its own and in no database and backup of one.
type PublicKey struct {
	store.Head `bson:",inline"`
	KeyID      string `bson:"keyId"` // the thumbprint of RFC 7638, unique
	Key        string `bson:"key"`   // the 32 bytes in Base64 for URLs
}

// Schemas returns the declarations of the package's collections.
func Schemas() []*store.Schema {
	return []*store.Schema{{
		Name: "verification_keys",
		Fields: []store.Field{
			{Path: "keyId", Kind: store.String, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"keyId"}, Unique: true}},
	}}
}

// Keys are the key that signs and the public halves of all that ever did. Safe for concurrent use.
type Keys struct {
	private ed25519.PrivateKey
	id      string
	signer  jose.Signer
	public  *store.Collection[PublicKey]
}

// NewKeys returns keys of which private signs, over a store that was told of [Schemas].
func NewKeys(s store.Store, now func() time.Time, ids *store.IDs, private ed25519.PrivateKey) (*Keys, error) {
	id, err := thumbprint(private.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, err
	}
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: jose.EdDSA, Key: jose.JSONWebKey{Key: private, KeyID: id}},
		(&jose.SignerOptions{}).WithType(answerType))
	if err != nil {
		return nil, fmt.Errorf("make the signer of answers: %w", err)
	}
	return &Keys{
		private: private, id: id, signer: signer,
		public: &store.Collection[PublicKey]{
			Schema: Schemas()[0], Store: s, Prefix: "vky", Noun: store.Noun{Vi: "khóa xác thực", En: "verification key"}, Now: now, IDs: ids,
		},
	}, nil
}

// answerType is what the header of a signed answer calls it, so that it is taken for nothing else that a key may sign.
const answerType = "thidua-verification+jws"

// Publish puts the public half of the key that signs among those that are given out, unless it is there. It is called
// before the first answer is signed.
func (k *Keys) Publish(ctx context.Context) error {
	doc := &PublicKey{KeyID: k.id, Key: base64.RawURLEncoding.EncodeToString(k.private.Public().(ed25519.PublicKey))}
	err := k.public.Insert(ctx, doc, store.Act{Actor: access.SystemActor, Action: "verificationkey.publish"})
	if errs.CodeOf(err) == errs.Duplicate {
		return nil
	}
	return err
}

// maxKeys is how many keys are given out, the newest first. One a month lasts for eighty years.
const maxKeys = 1000

// Public returns the public keys that answers were ever signed with, as the JWK Set of RFC 7517.
func (k *Keys) Public(ctx context.Context) (*jose.JSONWebKeySet, error) {
	docs, err := k.public.Find(ctx, store.Query{Sort: store.Sort{Desc: true}, Limit: maxKeys})
	if err != nil {
		return nil, fmt.Errorf("read public keys: %w", err)
	}
	set := &jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}
	for _, doc := range docs {
		key, err := base64.RawURLEncoding.DecodeString(doc.Key)
		if err != nil || len(key) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("the public key %s is not one", doc.ID)
		}
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: ed25519.PublicKey(key), KeyID: doc.KeyID, Algorithm: string(jose.EdDSA), Use: "sig"})
	}
	return set, nil
}

func (k *Keys) sign(payload []byte) (string, error) {
	signature, err := k.signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign an answer: %w", err)
	}
	return signature.CompactSerialize()
}

// thumbprint returns the ID of a key.
func thumbprint(key ed25519.PublicKey) (string, error) {
	sum, err := (&jose.JSONWebKey{Key: key}).Thumbprint(crypto.SHA256)
	if err != nil {
		return "", fmt.Errorf("name a key: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sum), nil
}

// OpenPrivateKey returns the private key of a file, in PEM as PKCS #8, and makes one if there is none; of several processes
// that do at the same time, all get the same. To replace a key, move the file away and start anew.
func OpenPrivateKey(path string) (ed25519.PrivateKey, error) {
	key, err := readPrivateKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	if err := writePrivateKey(path, private); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("keep the key for verification: %w", err)
	}
	return readPrivateKey(path)
}

const pemType = "PRIVATE KEY"

func readPrivateKey(path string) (ed25519.PrivateKey, error) {
	data, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("read the key for verification: %w", err)
	}
	block, _ := pem.Decode(data)
	if block == nil || block.Type != pemType {
		return nil, fmt.Errorf("%s is no private key in PEM", path)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := key.(ed25519.PrivateKey)
	if err != nil || !ok {
		return nil, fmt.Errorf("%s is no Ed25519 key in PKCS #8", path)
	}
	return private, nil
}

// writePrivateKey writes a key whole or not at all, and over no other.
func writePrivateKey(path string, key ed25519.PrivateKey) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".verify-key-*") // for its owner alone
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der}))
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}
