package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"thidua/internal/errs"
	"thidua/internal/media"
)

// Upload is a file that travels in a form beside the request. The transport puts it into the variables before it is
// received, so that a request which is refused costs no transfer.
type Upload struct{ File *media.Upload }

// MarshalUpload writes null: files are taken in and never answered.
func MarshalUpload(Upload) graphql.Marshaler { return graphql.Null }

// UnmarshalUpload takes what the transport has put into the variables. Nothing that JSON can say is a file.
func UnmarshalUpload(v any) (Upload, error) {
	if u, ok := v.(Upload); ok {
		return u, nil
	}
	return Upload{}, errs.New(errs.Invalid,
		"Tệp phải được gửi kèm trong biểu mẫu multipart/form-data; biến trong JSON để null.",
		"A file must be sent in a multipart/form-data form; in the JSON its variable is null.")
}
