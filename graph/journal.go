package graph

import (
	"context"
	"strings"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/store"
)

func (r queryResolver) Journal(
	ctx context.Context, of gen.JournalSubject, first *int64, after *string, last *int64, before *string,
) (*connection.JournalEntries, error) {
	args := pageArgs(first, after, last, before)
	if actor := value(of.Actor); actor != "" {
		return r.journalBy(ctx, actor, args)
	}
	return r.journalOf(ctx, value(of.Document), args)
}

// journalBy lists what somebody did.
func (r queryResolver) journalBy(ctx context.Context, actor string, args connection.Args) (*connection.JournalEntries, error) {
	v := r.viewer(ctx)
	subject := access.Subject{Noun: access.Users, CreatedBy: actor}
	action := access.Audit
	if v.Actor == actor {
		action = access.See
	}
	if err := v.Require(action, subject); err != nil {
		return nil, err
	}
	return list(ctx, journal.Newest(), args,
		func(ctx context.Context, p store.Page) ([]*journal.Record, error) {
			return r.Diary.ByActor(ctx, actor, p)
		},
		func(ctx context.Context) (int64, error) { return r.Diary.CountByActor(ctx, actor) })
}

// journalOf lists what happened to a document.
func (r queryResolver) journalOf(ctx context.Context, id string, args connection.Args) (*connection.JournalEntries, error) {
	prefix, _, _ := strings.Cut(id, "_")
	noun, known := nouns()[prefix]
	if !known {
		return nil, errs.InvalidField("of.document", "Mã này không thuộc loại đối tượng nào có nhật ký.", "This is no ID of an object that has a journal.")
	}
	if err := r.mayAudit(ctx, id, noun); err != nil {
		return nil, err
	}
	collection := collections()[prefix]
	return list(ctx, journal.Versions(), args,
		func(ctx context.Context, p store.Page) ([]*journal.Record, error) {
			return r.Diary.OfDocument(ctx, collection, id, p)
		},
		func(ctx context.Context) (int64, error) { return r.Diary.CountOfDocument(ctx, collection, id) })
}

// mayAudit refuses the journal of a document to those who may not review it. Of a draft it depends on whose it is.
func (r queryResolver) mayAudit(ctx context.Context, id string, noun access.Noun) error {
	v := r.viewer(ctx)
	if draft := strings.Replace(id, "art_", "drf_", 1); noun == access.Drafts {
		return r.Desk.MayAudit(ctx, v, draft)
	}
	return v.Require(access.Audit, access.Subject{Noun: noun})
}

// collections has the name of the collection for the prefix of its IDs.
func collections() map[string]string {
	return map[string]string{
		"art": "articles", "drf": "drafts", "cat": "categories", "tag": "tags", "med": "media",
		"usr": "users", "ses": "sessions", "tok": "tokens", "cfd": "custom_fields",
		"uni": "units", "blo": "blocs", "mem": "bloc_memberships", "bly": "bloc_years", "off": "office_terms", "per": "people",
		"imp": "imports", "awt": "award_types", "awa": "awards", "dec": "decisions", "tas": "tasks", "eve": "events", "mov": "movements",
		"leg": "legal_references",
		"com": "compacts", "trg": "title_registrations", "rev": "review_sessions", "dru": "dossier_rules", "pdc": "persisted_documents", "whk": "webhooks", "par": "partners",
		"sct": "scoring_templates", "sco": "score_sheets",
		"elr": "eligibility_rules",
	}
}

// JournalEntry returns the resolvers of entries of the journal.
func (r *Resolver) JournalEntry() gen.JournalEntryResolver { return journalEntryResolver{r} }

type journalEntryResolver struct{ *Resolver }

func (r journalEntryResolver) Actor(ctx context.Context, e *journal.Record) (*access.User, error) {
	return one(ctx, e, func(e *journal.Record) string {
		if !strings.HasPrefix(e.Entry.Actor, "usr_") {
			return ""
		}
		return e.Entry.Actor
	}, r.users)
}
