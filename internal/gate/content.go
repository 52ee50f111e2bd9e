package gate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
)

// emptiness finds an article that has nothing to read. One of files or pictures alone may be meant so.
func emptiness(m *matter) []*Finding {
	var found []*Finding
	if !hasContent(m.Body) && len(m.AttachmentIDs) == 0 && len(m.GalleryIDs) == 0 {
		found = append(found, at("body", EmptyBody, Blocking,
			"Bài chưa có nội dung; hãy viết nội dung hoặc đính kèm tệp.",
			"The article has no body: write one, or attach a file."))
	}
	if m.Summary == "" {
		found = append(found, at("summary", EmptySummary, Warning,
			"Bài chưa có tóm tắt; danh sách và bản xem trước sẽ trống.",
			"The article has no summary: lists and previews will be bare."))
	}
	return found
}

// hasContent reports whether a body has something to read or to look at.
func hasContent(body richtext.Body) bool {
	for _, block := range body {
		switch block.(type) {
		case *richtext.Paragraph, *richtext.Heading, *richtext.List, *richtext.Quote, *richtext.Table, *richtext.Divider:
		default:
			return true
		}
	}
	for _, content := range body.Texts() {
		if strings.TrimSpace(richtext.Plain(content)) != "" {
			return true
		}
	}
	return false
}

// mediaUse is a place where a file is shown or offered.
type mediaUse struct {
	path, id string
	shown    bool // as a picture
}

// mediaUses returns all such places in the order of reading.
func mediaUses(c *newsroom.Content) []mediaUse {
	var uses []mediaUse
	if c.CoverID != "" {
		uses = append(uses, mediaUse{"coverId", c.CoverID, true})
	}
	for i, id := range c.GalleryIDs {
		uses = append(uses, mediaUse{"galleryIds." + strconv.Itoa(i), id, true})
	}
	for i, block := range c.Body {
		path := "body." + strconv.Itoa(i)
		switch b := block.(type) {
		case *richtext.Image:
			uses = append(uses, mediaUse{path, b.MediaID, true})
		case *richtext.Gallery:
			for j, item := range b.Items {
				uses = append(uses, mediaUse{path + ".items." + strconv.Itoa(j), item.MediaID, true})
			}
		case *richtext.File:
			uses = append(uses, mediaUse{path, b.MediaID, false})
		}
	}
	for i, id := range c.AttachmentIDs {
		uses = append(uses, mediaUse{"attachmentIds." + strconv.Itoa(i), id, false})
	}
	return uses
}

// media finds files that do not exist, and pictures that readers who do not see them are told nothing of.
func media(m *matter) []*Finding {
	var found []*Finding
	for _, use := range mediaUses(&m.Content) {
		file, ok := m.media[use.id]
		switch {
		case !ok:
			found = append(found, at(use.path, MissingMedia, Blocking,
				fmt.Sprintf("Không có tệp %q; hãy bỏ hoặc chọn tệp khác.", use.id),
				fmt.Sprintf("There is no file %q: take it out, or choose another.", use.id)))
		case use.shown && strings.TrimSpace(file.Alt) == "":
			found = append(found, at(use.path, MissingAlt, Blocking,
				"Ảnh chưa có văn bản thay thế (alt); hãy mô tả ảnh cho người không nhìn thấy.",
				"The picture has no alternative text: say what it shows, for those who do not see it.").about(use.id))
		}
	}
	return found
}

// recordUse is a place where a block refers to a record.
type recordUse struct {
	path, id       string
	exists, public bool
}

// recordUses returns all such places in order.
func (m *matter) recordUses() []recordUse {
	var uses []recordUse
	for i, block := range m.Body {
		path := "body." + strconv.Itoa(i)
		switch b := block.(type) {
		case *richtext.AwardList:
			for j, id := range b.AwardIDs {
				a, ok := m.awards[id]
				uses = append(uses, recordUse{path + ".awardIds." + strconv.Itoa(j), id, ok, ok && a.Public})
			}
		case *richtext.TaskList:
			for j, id := range b.TaskIDs {
				_, ok := m.tasks[id]
				uses = append(uses, recordUse{path + ".taskIds." + strconv.Itoa(j), id, ok, ok})
			}
		case *richtext.LegalCitation:
			_, ok := m.documents[b.LegalReferenceID]
			uses = append(uses, recordUse{path + ".legalReferenceId", b.LegalReferenceID, ok, ok})
		}
	}
	return uses
}

// recordsOfBlocks finds blocks that show readers nothing of a record: it is gone, or it is not for them. The second may
// be meant for later, so it only warns.
func recordsOfBlocks(m *matter) []*Finding {
	var found []*Finding
	for _, use := range m.recordUses() {
		switch {
		case !use.exists:
			found = append(found, at(use.path, MissingRecord, Blocking,
				fmt.Sprintf("Không có hồ sơ %q; hãy bỏ khỏi bài.", use.id),
				fmt.Sprintf("There is no record %q: take it out.", use.id)))
		case !use.public:
			found = append(found, at(use.path, HiddenRecord, Warning,
				"Hồ sơ này không công khai; bạn đọc sẽ không thấy nó trong bài.",
				"This record is not public: readers will not see it in the article.").about(use.id))
		}
	}
	return found
}

// declared compares the declared numbers of awards with the linked ones that are not withdrawn.
func declared(m *matter) []*Finding {
	linked := map[string]int64{}
	for _, a := range m.linked() {
		if a.State != register.Withdrawn {
			linked[a.AwardTypeID]++
		}
	}
	var found []*Finding
	for i, d := range m.Declared {
		n := linked[d.AwardTypeID]
		if n == d.Count {
			continue
		}
		label := d.AwardTypeID
		if t, ok := m.awardTypes[d.AwardTypeID]; ok {
			label = t.Label
		}
		found = append(found, at("declaredAwards."+strconv.Itoa(i)+".count", DeclaredCount, Warning,
			fmt.Sprintf("Bài khai %d “%s” nhưng liên kết %d hồ sơ; hãy sửa số hoặc liên kết.", d.Count, label, n),
			fmt.Sprintf("The article declares %d of “%s” but links to %d: mend the number or the links.", d.Count, label, n)).about(d.AwardTypeID))
	}
	return found
}

// doubled finds a flag and a certificate of one recipient for one year, level and kind: one achievement has one award.
func doubled(m *matter) []*Finding {
	type achievement struct {
		recipient string
		year      int64
		level     register.AdminLevel
		kind      register.CommendationKind
	}
	of := func(a *register.Award) achievement { return achievement{a.Recipient.ID, a.Year, a.Level, a.Kind} }
	flags := map[achievement]bool{}
	live := slices.DeleteFunc(m.linked(), func(a *register.Award) bool {
		return a.Recipient.ID == "" || a.State == register.Withdrawn || a.State == register.Rejected || a.State == register.Revoked
	})
	for _, a := range live {
		if a.Form == register.Flag {
			flags[of(a)] = true
		}
	}
	var found []*Finding
	for _, a := range live {
		if a.Form == register.Certificate && flags[of(a)] {
			found = append(found, at("awardIds."+strconv.Itoa(slices.Index(m.AwardIDs, a.ID)), FlagAndCertificate, Warning,
				"Một đơn vị có cả Cờ thi đua và Bằng khen cùng cấp, cùng năm; một thành tích chỉ khen thưởng một lần.",
				"One unit has both the flag and the certificate of the same level and year; one achievement has one award.").about(a.ID))
		}
	}
	return found
}
