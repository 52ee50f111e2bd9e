package graph

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/graph/guard"
	"thidua/graph/scalar"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/media"
	"thidua/internal/newsroom"
	"thidua/internal/upload"
)

// form is a request by the GraphQL multipart request specification: a part "operations" with the envelope, a part "map"
// that says which variables the files are, and the files, in that order. Files are received when the rest of the request
// is found to be right.
type form struct {
	reader *upload.Form
	files  map[string]*media.Upload // by the names of their parts
}

// The parts of a form that are no files.
const (
	operationsPart = "operations"
	mapPart        = "map"
	maxMapBytes    = 8 << 10
)

// readForm reads the envelope and the map. A form is a request like any other, with the same strict JSON and the same
// guard; besides, it must have a header that no page of another site can send, and come from somebody who may add files.
func (s *Server) readForm(ctx context.Context, w http.ResponseWriter, r *http.Request) (guard.Request, *form, error) {
	if err := upload.Required(r.Header); err != nil {
		return guard.Request{}, nil, err
	}
	if err := newsroom.MayAddMedia(access.ViewerFrom(ctx)); err != nil {
		return guard.Request{}, nil, err
	}
	const texts = 2
	reader, err := s.uploads.Open(w, r, texts, int64(s.limits.Body+maxMapBytes))
	if err != nil {
		return guard.Request{}, nil, err
	}
	operations, err := textPart(reader, operationsPart, s.limits.Body)
	if err != nil {
		return guard.Request{}, nil, err
	}
	request, err := s.limits.Request(operations)
	if err != nil {
		return guard.Request{}, nil, err
	}
	text, err := textPart(reader, mapPart, maxMapBytes)
	if err != nil {
		return guard.Request{}, nil, err
	}
	places, err := s.limits.Object(mapPart, string(text))
	if err != nil {
		return guard.Request{}, nil, err
	}
	f := &form{reader: reader, files: map[string]*media.Upload{}}
	return request, f, f.place(request, places)
}

// textPart reads the part that must come next.
func textPart(reader *upload.Form, name string, most int) ([]byte, error) {
	part, err := reader.Next()
	if err != nil {
		return nil, err
	}
	if part == nil || part.Name != name {
		return nil, malformedForm(
			"Các phần phải theo thứ tự: operations, map, rồi đến các tệp.", "The parts must come in this order: operations, map, the files.")
	}
	return part.Text(most)
}

// place puts a file that is still to come into each variable that the map names.
func (f *form) place(request guard.Request, places map[string]any) error {
	if len(places) == 0 || len(places) > upload.MaxFiles {
		return malformedForm(
			fmt.Sprintf("map phải có từ 1 đến %d tệp.", upload.MaxFiles), fmt.Sprintf("The map must have 1 to %d files.", upload.MaxFiles))
	}
	for name, value := range places {
		paths, _ := value.([]any)
		if len(paths) == 0 || len(paths) > upload.MaxFiles || name == operationsPart || name == mapPart {
			return badPlace(name)
		}
		u := &media.Upload{}
		f.files[name] = u
		for _, path := range paths {
			text, _ := path.(string)
			steps := strings.Split(text, ".")
			if len(steps) < 2 || steps[0] != "variables" || !put(request.Variables, steps[1:], scalar.Upload{File: u}) {
				return badPlace(name)
			}
		}
	}
	return nil
}

// put puts a file where the steps lead, and reports whether there was a null to be replaced.
func put(value any, steps []string, file scalar.Upload) bool {
	step, rest := steps[0], steps[1:]
	switch value := value.(type) {
	case map[string]any:
		next, ok := value[step]
		if len(rest) > 0 {
			return put(next, rest, file)
		}
		if ok = ok && next == nil; ok {
			value[step] = file
		}
		return ok
	case []any:
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(value) || strconv.Itoa(i) != step {
			return false
		}
		if len(rest) > 0 {
			return put(value[i], rest, file)
		}
		ok := value[i] == nil
		if ok {
			value[i] = file
		}
		return ok
	default:
		return false
	}
}

// receive receives the files: each that the map names, once, and no other.
func (f *form) receive(ctx context.Context) error {
	if f == nil {
		return nil
	}
	var came []string
	for {
		part, err := f.reader.Next()
		switch {
		case err != nil:
			return err
		case part == nil && len(came) < len(f.files):
			return malformedForm("Thiếu tệp mà map đã nêu.", "A file that the map names is missing.")
		case part == nil:
			return nil
		}
		u, ok := f.files[part.Name]
		if !ok || slices.Contains(came, part.Name) {
			return malformedForm(
				fmt.Sprintf("Phần %.40q không có trong map, hoặc bị lặp lại.", part.Name), fmt.Sprintf("The part %.40q is not in the map, or there twice.", part.Name))
		}
		came = append(came, part.Name)
		if err := f.reader.Receive(ctx, part, u); err != nil {
			return err
		}
	}
}

// close frees what the files take.
func (f *form) close() {
	if f == nil {
		return
	}
	for _, u := range f.files {
		_ = u.Close() // a temporary file, of no use any more
	}
}

func malformedForm(vi, en string) *errs.Error { return errs.New(upload.BadForm, vi, en) }

func badPlace(name string) *errs.Error {
	return malformedForm(
		fmt.Sprintf("map: %.40q phải là danh sách đường dẫn tới các biến đang là null, như [\"variables.file\"].", name),
		fmt.Sprintf("The map's %.40q must be a list of paths to variables that are null, such as [\"variables.file\"].", name))
}
