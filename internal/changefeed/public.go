package changefeed

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Readers returns a [Public] that asks as a reader who has not signed in.
func Readers(news *newsroom.Reader, records *register.Register) Public {
	v := access.Anonymous()
	return func(ctx context.Context, noun Noun, ids []string) (map[string]int64, error) {
		switch noun {
		case Article:
			return articles(ctx, news, ids)
		case Category:
			return versions(news.CategoriesByID(ctx, ids))
		case Tag:
			return versions(news.TagsByID(ctx, ids))
		case Unit:
			return versions(register.Itself(records.UnitsByID(ctx, v, ids)))
		case Bloc:
			return versions(records.BlocsByID(ctx, v, ids))
		case BlocMembership:
			return versions(records.MembershipsByID(ctx, v, ids))
		case BlocYear:
			return versions(records.BlocYearsByID(ctx, v, ids))
		case OfficeTerm:
			return versions(records.OfficeTermsByID(ctx, v, ids))
		case Person:
			return versions(register.Itself(records.PeopleByID(ctx, v, ids)))
		case AwardType:
			return versions(records.AwardTypesByID(ctx, v, ids))
		case Award:
			return versions(records.AwardsByID(ctx, v, ids))
		case Decision:
			return versions(records.DecisionsByID(ctx, v, ids))
		case Task:
			return versions(records.TasksByID(ctx, v, ids))
		case Event:
			return versions(records.EventsByID(ctx, v, ids))
		case Movement:
			return versions(records.MovementsByID(ctx, v, ids))
		case LegalReference:
			return versions(records.LegalReferencesByID(ctx, v, ids))
		default:
			return nil, fmt.Errorf("nobody knows which %q are public", noun)
		}
	}
}

// articles asks for publications and not for articles: what another process has just published counts even if our clock is
// a moment behind, for nobody will ask again.
func articles(ctx context.Context, news *newsroom.Reader, ids []string) (map[string]int64, error) {
	found, err := news.Publications(ctx, ids, store.Light)
	for id, a := range found {
		if a.Tombstone != nil {
			delete(found, id)
		}
	}
	return versions(found, err)
}

func versions[T any](docs map[string]*T, err error) (map[string]int64, error) {
	of := make(map[string]int64, len(docs))
	for id, doc := range docs {
		of[id] = any(doc).(store.Document).DocumentHead().Version
	}
	return of, err
}
