package sheet

import (
	"strings"

	"thidua/internal/viet"
)

// choiceList finds the options of a column by their words.
type choiceList struct {
	options []Option
	keys    [][]nameKey
	met     map[string]chosen // texts that were met before: a column repeats few
}

// chosen is the option that a text means, and how well.
type chosen struct {
	option int
	fit    fit
	unsure bool // two options fit alike
}

// maxMet bounds the texts that a choiceList remembers.
const maxMet = 1000

func newChoiceList(options []Option) *choiceList {
	l := &choiceList{options: options, met: map[string]chosen{}}
	for _, o := range options {
		var keys []nameKey
		for _, name := range o.Names {
			keys = append(keys, keyOf(name))
		}
		l.keys = append(l.keys, keys)
	}
	return l
}

// find returns the option that a text fits best.
func (l *choiceList) find(text string) chosen {
	if c, ok := l.met[text]; ok {
		return c
	}
	key, best := keyOf(text), chosen{}
	for i, names := range l.keys {
		for _, name := range names {
			switch f := compare(key, name); {
			case f > best.fit:
				best = chosen{option: i, fit: f}
			case f == best.fit && f > noFit && i != best.option:
				best.unsure = true
			}
		}
	}
	if len(l.met) < maxMet {
		l.met[text] = best
	}
	return best
}

// readChoice understands the words of an option. One that is only like them is an error that asks whether it is meant.
func (r *cellReader) readChoice(cell *Cell, text string) {
	c := r.choices.find(text)
	switch {
	case c.fit >= loose && !c.unsure:
		cell.Value = TextValue(r.choices.options[c.option].Value)
		if c.fit < exact {
			cell.Notes = append(cell.Notes, Respelled)
		}
	case c.fit > noFit && !c.unsure:
		name := r.choices.options[c.option].Names[0]
		cell.fail(r.place, "không có lựa chọn “"+excerpt(text)+"”. Có phải “"+name+"” không?",
			"there is no choice “"+excerpt(text)+"”. Is “"+name+"” meant?")
	default:
		const most = 8
		var names []string
		for _, o := range r.choices.options[:min(most, len(r.choices.options))] {
			names = append(names, "“"+o.Names[0]+"”")
		}
		list := strings.Join(names, ", ")
		if len(r.choices.options) > most {
			list += ", …"
		}
		cell.fail(r.place, "không có lựa chọn “"+excerpt(text)+"”. Hãy dùng một trong: "+list+".",
			"there is no choice “"+excerpt(text)+"”. Use one of "+list+".")
	}
}

// readAnswer understands yes and no, and the marks that tables have for them.
func (r *cellReader) readAnswer(cell *Cell, text string) {
	switch viet.FoldKey(text) {
	case "co", "x", "v", "dung", "roi", "da", "yes", "y", "true", "1":
		cell.Value = YesValue(true)
		return
	case "khong", "ko", "k", "chua", "sai", "no", "n", "false", "0":
		cell.Value = YesValue(false)
		return
	}
	switch text {
	case "✓", "✔", "☑", "√":
		cell.Value = YesValue(true)
	case "✗", "✘", "☐", "-":
		cell.Value = YesValue(false)
	default:
		cell.fail(r.place, "không hiểu “"+excerpt(text)+"”. Hãy ghi “có” hoặc “không”.", "“"+excerpt(text)+"” is not understood. Write “có” or “không”.")
	}
}

// answer returns the word for yes or no.
func answer(yes bool) string {
	if yes {
		return "Có"
	}
	return "Không"
}
