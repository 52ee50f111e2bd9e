package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// parts are the files within an XLSX, by their path in lower case: names of parts differ in case and slashes between
// programs.
type parts struct {
	files  map[string]*zip.File
	limits Limits
}

// openParts reads the container's directory. The sizes that it declares are trusted here, because archive/zip refuses a
// part that turns out longer.
func openParts(file io.ReaderAt, size int64, limits Limits) (parts, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return parts{}, damaged(err)
	}
	if len(z.File) > maxParts {
		return parts{}, tooMany("phần trong tệp", "parts", maxParts)
	}
	p := parts{files: make(map[string]*zip.File, len(z.File)), limits: limits}
	left := limits.Unpacked
	for _, f := range z.File {
		if f.UncompressedSize64 > uint64(left) {
			return parts{}, tooMany("byte sau khi giải nén", "bytes once unpacked", limits.Unpacked)
		}
		left -= int64(f.UncompressedSize64)
		name := partName(f.Name)
		if _, twice := p.files[name]; twice {
			return parts{}, damaged(errors.New("two parts are named " + name))
		}
		p.files[name] = f
	}
	return p, nil
}

// partName returns the path of a part in one spelling.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// has reports whether there is a part.
func (p parts) has(name string) bool { return p.files[partName(name)] != nil }

// open returns a part's content; the caller closes it.
func (p parts) open(name string) (io.ReadCloser, error) {
	f := p.files[partName(name)]
	if f == nil {
		return nil, damaged(errors.New("there is no part " + name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	return r, nil
}

// walk calls visit for each element of a part, in the order in which they begin.
func (p parts) walk(name string, visit func(xml.StartElement) error) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	tokens := newXMLTokens(r, 4*p.limits.CellBytes)
	for {
		token, err := tokens.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(brokenXLSX(err), r.Close())
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := visit(e); err != nil {
				return errors.Join(err, r.Close())
			}
		}
	}
	return r.Close()
}

// relation is a link from one part to another.
type relation struct {
	id, kind, target string // kind is the last word of its type: worksheet, sharedStrings
}

// relations returns the links of a part, with their targets as paths from the root. Links out of the file are left out.
func (p parts) relations(of string) ([]relation, error) {
	dir, base := path.Split(of)
	name := dir + "_rels/" + base + ".rels"
	if !p.has(name) {
		return nil, nil
	}
	var all []relation
	err := p.walk(name, func(e xml.StartElement) error {
		if e.Name.Local != "Relationship" || strings.EqualFold(attribute(e, "TargetMode"), "External") {
			return nil
		}
		target := strings.ReplaceAll(attribute(e, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = "/" + dir + target
		}
		all = append(all, relation{id: attribute(e, "Id"), kind: path.Base(attribute(e, "Type")), target: partName(target)})
		return nil
	})
	return all, err
}
