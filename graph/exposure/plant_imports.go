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
	return []item{{name: "a rehearsed list", plant: plantImport}}
}

// plantImport rehearses a list of one award whose every text is marked. Nothing is stored.
func plantImport(ctx context.Context, p *planter) error {
	note, household := "Ghi chú "+p.word("note"), "Hộ ông "+p.word("recipient")
	csv := fmt.Sprintf("Tên hộ gia đình,Loại đối tượng,Hình thức khen thưởng,Năm,Ghi chú,Cột %s\n%s,Hộ gia đình,Bằng khen của UBND tỉnh,%d,%s,x\n",
		p.word("unknown"), household, secretYear, note)
	importer := intake.New(intake.Config{
		Store: p.store, Register: p.register(), Now: p.now, IDs: p.ids, Inline: longEnough, Limits: sheet.DefaultLimits(),
	})
	m, err := importer.Rehearse(ctx, access.System(), intake.Rehearsal{
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
