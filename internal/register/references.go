package register

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// reference is a field of a collection that holds IDs of documents of another.
type reference struct {
	schema *store.Schema
	field  string
	vi, en string // what the documents are called that hold it, in the plural
}

// referencesTo returns the fields that refer to the documents of a collection. Each has an index, so that asking whether
// there is one is cheap.
func referencesTo(collection string) []reference {
	switch collection {
	case unitsName:
		return []reference{
			{unitSchema(), "parentId", "đơn vị trực thuộc", "units below it"},
			{unitSchema(), "lineage", "đơn vị kế thừa", "units that continue it"},
			{blocSchema(), "supervisorId", "khối do đơn vị quản lý", "blocs that it supervises"},
			{membershipSchema(), "unitId", "tư cách thành viên khối", "memberships"},
			{officeTermSchema(), "unitId", "nhiệm kỳ", "office terms"},
			{personSchema(), "positions.unitId", "chức vụ của cá nhân", "positions of people"},
			{awardSchema(), "recipient.id", "hồ sơ khen thưởng", "awards"},
			{awardSchema(), "nominatedByUnitId", "hồ sơ do đơn vị đề nghị", "awards that it nominated"},
			{titleSchema(), "recipient.id", "đăng ký danh hiệu", "title registrations"},
			{titleSchema(), "unitId", "đăng ký danh hiệu qua đơn vị", "title registrations by it"},
			{compactSchema(), "signatories.unitId", "giao ước thi đua", "compacts that it signed"},
			{reviewSchema(), "councilId", "phiên bình xét", "review sessions of its council"},
			{decisionSchema(), "issuerId", "quyết định", "decisions"},
			{taskSchema(), "ownerIds", "nhiệm vụ", "tasks"},
			{eventSchema(), "hostUnitId", "sự kiện tại đơn vị", "events at it"},
			{eventSchema(), "organizerUnitId", "sự kiện do đơn vị tổ chức", "events that it organised"},
			{eventSchema(), "participantIds", "sự kiện có đơn vị dự", "events that it attended"},
			{movementSchema(), "launchedByUnitId", "phong trào", "movements"},
			{scoreSheetSchema(), "unitId", "bảng điểm", "score sheets"},
			{scoreSheetSchema(), "crossUnitIds", "bảng điểm do đơn vị chấm chéo", "score sheets that it cross-scores"},
			{duplicateJoinSchema(), "intoId", "bản ghi trùng đã gộp vào đây", "duplicates that were joined into it"},
		}
	case blocsName:
		return []reference{
			{blocSchema(), "parentId", "khối con", "sub-blocs"},
			{blocSchema(), "successorIds", "khối tiền thân", "blocs that it took the place of"},
			{membershipSchema(), "blocId", "tư cách thành viên", "memberships"},
			{blocYearSchema(), "blocId", "năm công tác", "bloc-years"},
			{awardSchema(), "nominatedByBlocId", "hồ sơ khen thưởng", "awards"},
			{eventSchema(), "organizerBlocId", "sự kiện", "events"},
			{movementSchema(), "launchedByBlocId", "phong trào", "movements"},
			{scoringTemplateSchema(), "blocId", "bảng tiêu chí", "scoring templates"},
			{scoreSheetSchema(), "blocId", "bảng điểm", "score sheets"},
		}
	case blocYearsName:
		return []reference{
			{officeTermSchema(), "blocYearId", "nhiệm kỳ", "office terms"},
			{compactSchema(), "blocYearId", "giao ước thi đua", "compacts"},
			{titleSchema(), "blocYearId", "đăng ký danh hiệu", "title registrations"},
			{reviewSchema(), "blocYearId", "phiên bình xét", "review sessions"},
			{awardSchema(), "blocYearId", "hồ sơ khen thưởng", "awards"},
			{taskSchema(), "blocYearId", "nhiệm vụ", "tasks"},
			{eventSchema(), "blocYearIds", "sự kiện", "events"},
			{movementSchema(), "blocYearIds", "phong trào", "movements"},
			{scoreSheetSchema(), "blocYearId", "bảng điểm", "score sheets"},
		}
	case scoringTemplatesName:
		return []reference{
			{scoreSheetSchema(), "templateId", "bảng điểm", "score sheets"},
			{blocYearSchema(), "scoringTemplateId", "năm công tác", "bloc-years"},
			{scoringTemplateSchema(), "copiedFromId", "bảng tiêu chí sao chép từ đây", "templates copied from it"},
		}
	case peopleName:
		return []reference{
			{awardSchema(), "recipient.id", "hồ sơ khen thưởng", "awards"},
			{officeTermSchema(), "personId", "nhiệm kỳ", "office terms"},
			{titleSchema(), "recipient.id", "đăng ký danh hiệu", "title registrations"},
			{compactSchema(), "signatories.personId", "giao ước thi đua", "compacts"},
			{duplicateJoinSchema(), "intoId", "bản ghi trùng đã gộp vào đây", "duplicates that were joined into them"},
		}
	case awardTypesName:
		return []reference{
			{awardSchema(), "awardTypeId", "hồ sơ khen thưởng", "awards"},
			{titleSchema(), "awardTypeId", "đăng ký danh hiệu", "title registrations"},
			{eligibilityRuleSchema(), "awardTypeId", "điều kiện xét tặng", "eligibility rules"},
			{eligibilityRuleSchema(), "conditions.awardTypeIds", "điều kiện xét tặng khác", "other eligibility rules"},
		}
	case awardsName:
		return []reference{
			{reviewSchema(), "items.awardId", "phiên bình xét", "review sessions"},
			{decisionSchema(), "amendments.corrections.awardId", "quyết định đính chính", "corrections of decisions"},
		}
	case titlesName:
		return []reference{{awardSchema(), "registrationId", "hồ sơ khen thưởng", "awards"}}
	case reviewsName:
		return []reference{{awardSchema(), "vote.sessionId", "hồ sơ được bình xét", "awards voted on"}}
	case decisionsName:
		return []reference{
			{awardSchema(), "decisionId", "hồ sơ khen thưởng", "awards"},
			{awardSchema(), "revocation.decisionId", "hồ sơ bị hủy bỏ", "awards that it takes back"},
			{decisionSchema(), "amendments.decisionId", "quyết định được sửa đổi", "decisions that it amends"},
		}
	case eventsName:
		return []reference{
			{awardSchema(), "presentedAtEventId", "hồ sơ được trao tại sự kiện", "awards presented at it"},
			{awardSchema(), "nominatedAtId", "hồ sơ được đề nghị tại sự kiện", "awards nominated at it"},
			{reviewSchema(), "eventId", "phiên bình xét", "review sessions"},
			{compactSchema(), "eventId", "giao ước thi đua", "compacts"},
			{taskSchema(), "adoptedAtId", "nhiệm vụ", "tasks"},
			{blocYearSchema(), "transitions.eventId", "năm công tác", "bloc-years"},
		}
	case movementsName:
		return []reference{{movementSchema(), "parentId", "phong trào hưởng ứng", "movements that answer it"}}
	case legalReferencesName:
		return []reference{
			{unitSchema(), "successions.documentId", "thay đổi của đơn vị", "changes of units"},
			{blocSchema(), "establishedById", "khối", "blocs"},
			{membershipSchema(), "documentId", "tư cách thành viên", "memberships"},
			{awardTypeSchema(), "legalBasisIds", "loại khen thưởng", "award types"},
			{eligibilityRuleSchema(), "legalBasisIds", "điều kiện xét tặng", "eligibility rules"},
			{taskSchema(), "citationIds", "nhiệm vụ", "tasks"},
			{legalReferenceSchema(), "relations.toId", "văn bản khác", "other documents"},
		}
	default: // memberships, office terms, compacts and tasks are the ends of all links
		return nil
	}
}

// unreferred refuses to remove a document to which another refers, here or, as far as the register was told how to ask,
// outside.
func (r *Register) unreferred(ctx context.Context, collection, id string) error {
	for _, ref := range referencesTo(collection) {
		n, err := r.store.Count(ctx, ref.schema, store.Eq{Field: ref.field, Value: id})
		if err != nil {
			return fmt.Errorf("count what refers to %s: %w", id, err)
		}
		if n > 0 {
			return referredBy(n, ref.vi, ref.en)
		}
	}
	articles, err := linking(ctx, r.articlesLinking, id)
	if err != nil {
		return fmt.Errorf("count the articles that link to %s: %w", id, err)
	}
	if articles > 0 {
		return referredBy(articles, "bài viết", "articles")
	}
	drafts, err := linking(ctx, r.draftsLinking, id)
	if err != nil {
		return fmt.Errorf("count the drafts that link to %s: %w", id, err)
	}
	if drafts == 0 {
		return nil
	}
	// How many drafts there are, and which, is for those to know who see them.
	return errs.New(errs.WrongState,
		"Còn bản thảo nhắc đến nên không xóa được; hãy hỏi ban biên tập, hoặc ghi ngày kết thúc, rút hay ẩn đi thay vì xóa.",
		"A draft refers to it: ask the editors, or end, withdraw or hide it instead of removing it.")
}

// linking asks a counter, if there is one.
func linking(ctx context.Context, ask LinkCounter, id string) (int64, error) {
	if ask == nil {
		return 0, nil
	}
	return ask(ctx, id)
}

func referredBy(n int64, vi, en string) error {
	return errs.New(errs.WrongState,
		fmt.Sprintf("Còn %d %s nhắc đến nên không xóa được; hãy ghi ngày kết thúc, rút hoặc ẩn đi thay vì xóa.", n, vi),
		fmt.Sprintf("%d %s refer to it: end, withdraw or hide it instead of removing it.", n, en))
}

// LinkCounter returns how many articles, or drafts, link to a document. The register does not know articles; who puts the two
// together tells it whom to ask.
type LinkCounter func(ctx context.Context, id string) (int64, error)

// RemoveUnit removes a unit that was entered by mistake.
func (r *Register) RemoveUnit(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.units, v, "unit.remove", ref)
}

// RemoveBloc removes a bloc that was entered by mistake.
func (r *Register) RemoveBloc(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.blocs, v, "bloc.remove", ref)
}

// RemoveMembership removes a membership that was entered by mistake; one that is over ends with [Register.LeaveBloc].
func (r *Register) RemoveMembership(ctx context.Context, v access.Viewer, ref Ref) error {
	d, err := begin(v, access.Remove, "bloc.removemember", "")
	if err != nil {
		return err
	}
	m, err := at(ctx, r, r.memberships, d, "", ref)
	if err != nil {
		return err
	}
	none := &BlocMembership{From: lastDayOf(lastYear), To: firstDayOf(firstYear)}
	if err := r.keepsTies(ctx, m, none, "id"); err != nil {
		return err
	}
	return remove(ctx, r, r.memberships, d, ref)
}

// RemoveBlocYear removes a bloc-year that was entered by mistake.
func (r *Register) RemoveBlocYear(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.blocYears, v, "blocyear.remove", ref)
}

// RemoveOffice removes an office term that was entered by mistake.
func (r *Register) RemoveOffice(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.officeTerms, v, "office.remove", ref)
}

// RemovePerson removes a person who was entered by mistake.
func (r *Register) RemovePerson(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.people, v, "person.remove", ref)
}

// RemoveAward removes an award that was entered by mistake. What was given here stays on record, also when it was taken
// back; only what was imported as given can be removed.
func (r *Register) RemoveAward(ctx context.Context, v access.Viewer, ref Ref) error {
	d, err := begin(v, access.Remove, "award.remove", "")
	if err != nil {
		return err
	}
	a, err := at(ctx, r, r.awards, d, "", ref)
	if err != nil {
		return err
	}
	if a.DecisionID != "" && !a.Imported {
		return errs.New(errs.WrongState,
			"Hồ sơ đã có quyết định nên phải được lưu; hãy hủy bỏ bằng một quyết định khác nếu cần.",
			"A decision gave this award, so it stays on record: revoke it by another decision if need be.")
	}
	return remove(ctx, r, r.awards, d, ref)
}

// RemoveDecision removes a decision that was entered by mistake.
func (r *Register) RemoveDecision(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.decisions, v, "decision.remove", ref)
}

// RemoveTask removes a task that was entered by mistake.
func (r *Register) RemoveTask(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.tasks, v, "task.remove", ref)
}

// RemoveEvent removes an event that was entered by mistake.
func (r *Register) RemoveEvent(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.events, v, "event.remove", ref)
}

// RemoveMovement removes a movement that was entered by mistake.
func (r *Register) RemoveMovement(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.movements, v, "movement.remove", ref)
}

// RemoveLegalReference removes a legal reference that was entered by mistake.
func (r *Register) RemoveLegalReference(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.legalReferences, v, "legalreference.remove", ref)
}

// RemoveAwardType removes an entry of the catalogue that was entered by mistake; one that the law ended has a last day.
func (r *Register) RemoveAwardType(ctx context.Context, v access.Viewer, ref Ref) error {
	d, err := beginOf(access.Settings, v, access.Remove, "awardtype.remove", "")
	if err != nil {
		return err
	}
	return remove(ctx, r, r.awardTypes, d, ref)
}

func removing[T any](ctx context.Context, r *Register, c *store.Collection[T], v access.Viewer, name string, ref Ref) error {
	d, err := begin(v, access.Remove, name, "")
	if err != nil {
		return err
	}
	return remove(ctx, r, c, d, ref)
}
