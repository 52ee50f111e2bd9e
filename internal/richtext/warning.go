package richtext

import "fmt"

// Warning tells an editor what reading has left out or changed, in Vietnamese and English.
type Warning struct {
	Vi, En string
}

// maxWarnings bounds the list of warnings; the last of a longer one says that there are more.
const maxWarnings = 50

// warnings collects each warning once.
type warnings struct {
	list []Warning
	seen map[Warning]bool
}

func (w *warnings) add(vi, en string, about ...any) {
	warning := Warning{fmt.Sprintf(vi, about...), fmt.Sprintf(en, about...)}
	if w.seen[warning] || len(w.list) == maxWarnings {
		return
	}
	if len(w.list) == maxWarnings-1 {
		warning = Warning{"Và nhiều thay đổi khác nữa.", "And many more changes."}
	}
	if w.seen == nil {
		w.seen = map[Warning]bool{}
	}
	w.seen[warning] = true
	w.list = append(w.list, warning)
}

// What several readers leave out.

func (w *warnings) image(address string) {
	w.add("Đã bỏ ảnh %q: ảnh này không có trong kho; hãy tải ảnh lên rồi chèn lại.",
		"The picture %q was left out: it is not in the media library; upload it and insert it again.", cut(address))
}

func (w *warnings) link(address string) {
	w.add("Đã bỏ liên kết tới %q, chỉ giữ lại chữ: địa chỉ không dùng được.",
		"The link to %q was left out, its text stays: it is no address that a link may lead to.", cut(address))
}

func (w *warnings) embed(address string) {
	w.add("Đã bỏ nội dung nhúng %q: nơi cung cấp không được quản trị viên cho phép.",
		"The embedded content %q was left out: the administrator has not listed its provider.", cut(address))
}

func (w *warnings) credit(credit string) {
	w.add("Đã bỏ %q bên dưới ảnh: nguồn ảnh được ghi ở kho ảnh.",
		"%q below a picture was left out: credits are kept in the media library.", cut(credit))
}
