package exposure

import (
	"context"
	"fmt"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/intake"
	"thidua/internal/sheet"
)

// longEnough is how long a planter, whose clock is fast, may work.
const longEnough = 100 * time.Hour

// importItems are lists that were rehearsed, and that their author and the office alone see.
func importItems() []item {
	return []item{{name: "a rehearsed list", plant: plantImport}, {name: "a rehearsed list of units", plant: plantUnitImport}}
}

// plantUnitImport rehearses a list of one unit whose every text is marked. Units are public; one that is not stored is not.
func plantUnitImport(ctx context.Context, p *planter) error {
	name, short, code, alias := "Sở "+p.word("officialName"), p.word("shortName"), p.word("code"), p.word("alias")
	csv := fmt.Sprintf("Tên đơn vị,Tên viết tắt,Mã,Tên gọi khác,Cấp\n%s,%s,%s,%s,Tỉnh\n", name, short, code, alias)
	m, err := p.importer().Rehearse(ctx, access.System(), intake.Rehearsal{
		Kind: intake.Units, FileName: p.word("fileName") + ".csv", File: strings.NewReader(csv), Bytes: int64(len(csv)),
	})
	if err != nil {
		return err
	}
	if m.Counts.New != 1 {
		return fmt.Errorf("the list has no unit: %+v", m.Counts)
	}
	secret := p.record("")
	p.id(secret, "id", m.ID)
	p.text(secret, "fileName", m.FileName)
	p.text(secret, "officialName", name)
	p.text(secret, "shortName", short)
	p.text(secret, "code", code)
	p.text(secret, "alias", alias)
	return nil
}

// importer is one whose every step is taken at once.
func (p *planter) importer() *intake.Importer {
	return intake.New(intake.Config{
		Store: p.store, Register: p.register(), Now: p.now, IDs: p.ids, Inline: longEnough, Limits: sheet.DefaultLimits(),
	})
}

// plantImport rehearses a list of one award whose every text is marked. Nothing is stored.
func plantImport(ctx context.Context, p *planter) error {
	note, household := "Ghi chú "+p.word("note"), "Hộ ông "+p.word("recipient")
	csv := fmt.Sprintf("Tên hộ gia đình,Loại đối tượng,Hình thức khen thưởng,Năm,Ghi chú,Cột %s\n%s,Hộ gia đình,Bằng khen của UBND tỉnh,%d,%s,x\n",
		p.word("unknown"), household, secretYear, note)
	m, err := p.importer().Rehearse(ctx, access.System(), intake.Rehearsal{
		Kind: intake.Awards, FileName: p.word("fileName") + ".csv", File: strings.NewReader(csv), Bytes: int64(len(csv)),
		Options: intake.Options{Awards: intake.AwardPlan{State: "NOMINATED"}},
	})
	if err != nil {
		return err
	}
	if m.Counts.New != 1 {
		return fmt.Errorf("the list has no award: %+v", m.Counts)
	}
	secret := p.record("")
	p.id(secret, "id", m.ID)
	p.text(secret, "fileName", m.FileName)
	p.text(secret, "unknown", m.Report.Unknown[0].Header)
	p.text(secret, "note", note)
	p.text(secret, "recipient", household)
	return nil
}
