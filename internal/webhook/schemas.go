package webhook

import (
	"time"

	"thidua/internal/store"
)

// Schemas declares the collections of this package. What webhooks are sent follows from what was journaled already, and is
// no record: but for the webhooks themselves, nothing is.
func Schemas() []*store.Schema {
	return []*store.Schema{webhookSchema(), deliverySchema(), trackSchema()}
}

func webhookSchema() *store.Schema {
	return &store.Schema{
		Name:    "webhooks",
		Fields:  []store.Field{{Path: "state", Kind: store.String, Required: true}},
		Indexes: []store.Index{{Fields: []string{"state"}}},
	}
}

func deliverySchema() *store.Schema {
	text := func(path string) store.Field { return store.Field{Path: path, Kind: store.String, Required: true} }
	return &store.Schema{
		Name: "webhook_deliveries", Unjournaled: true,
		Fields: []store.Field{
			text("webhookId"), text("state"), {Path: "seq", Kind: store.Int, Required: true}, {Path: "createdAt", Kind: store.Time, Required: true},
		},
		Indexes: []store.Index{
			{Fields: []string{"createdAt"}},
			{Fields: []string{"state", "createdAt"}},
			{Fields: []string{"webhookId", "createdAt"}},
			{Fields: []string{"webhookId", "state", "createdAt"}},
			{Fields: []string{"webhookId", "state", "seq"}},
		},
	}
}

// track is how far a webhook has been told, and how it fares. Its ID is that of the webhook. The holder of the webhook's
// lease writes it.
type track struct {
	store.Head   `bson:",inline"`
	Cursor       string     `bson:"cursor"` // of the feed: what is behind it, the webhook has yet to be told
	FailingSince *time.Time `bson:"failingSince,omitempty"`
}

func trackSchema() *store.Schema {
	return &store.Schema{Name: "webhook_tracks", Unjournaled: true}
}
