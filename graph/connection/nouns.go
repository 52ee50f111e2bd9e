package connection

import (
	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/partner"
	"thidua/internal/persisted"
	"thidua/internal/register"
	"thidua/internal/webhook"
)

// The connections and edges of the schema, by the names that gqlgen.yml binds them to.

// Articles is a page of articles.
type Articles = Connection[newsroom.Article]

// ArticleEdge is an article with its cursor.
type ArticleEdge = Edge[newsroom.Article]

// Units is a page of units.
type Units = Connection[register.Unit]

// UnitEdge is a unit with its cursor.
type UnitEdge = Edge[register.Unit]

// Blocs is a page of blocs.
type Blocs = Connection[register.Bloc]

// BlocEdge is a bloc with its cursor.
type BlocEdge = Edge[register.Bloc]

// BlocMemberships is a page of bloc memberships.
type BlocMemberships = Connection[register.BlocMembership]

// BlocMembershipEdge is a bloc membership with its cursor.
type BlocMembershipEdge = Edge[register.BlocMembership]

// BlocYears is a page of bloc years.
type BlocYears = Connection[register.BlocYear]

// BlocYearEdge is a bloc year with its cursor.
type BlocYearEdge = Edge[register.BlocYear]

// OfficeTerms is a page of office terms.
type OfficeTerms = Connection[register.OfficeTerm]

// OfficeTermEdge is an office term with its cursor.
type OfficeTermEdge = Edge[register.OfficeTerm]

// Awards is a page of awards.
type Awards = Connection[register.Award]

// AwardEdge is an award with its cursor.
type AwardEdge = Edge[register.Award]

// AwardTypes is a page of award types.
type AwardTypes = Connection[register.AwardType]

// AwardTypeEdge is an award type with its cursor.
type AwardTypeEdge = Edge[register.AwardType]

// EligibilityRules is a page of eligibility rules.
type EligibilityRules = Connection[register.EligibilityRule]

// EligibilityRuleEdge is an eligibility rule with its cursor.
type EligibilityRuleEdge = Edge[register.EligibilityRule]

// Decisions is a page of decisions.
type Decisions = Connection[register.Decision]

// DecisionEdge is a decision with its cursor.
type DecisionEdge = Edge[register.Decision]

// Tasks is a page of tasks.
type Tasks = Connection[register.Task]

// TaskEdge is a task with its cursor.
type TaskEdge = Edge[register.Task]

// LegalReferences is a page of legal references.
type LegalReferences = Connection[register.LegalReference]

// LegalReferenceEdge is a legal reference with its cursor.
type LegalReferenceEdge = Edge[register.LegalReference]

// Events is a page of events.
type Events = Connection[register.Event]

// EventEdge is an event with its cursor.
type EventEdge = Edge[register.Event]

// Movements is a page of movements.
type Movements = Connection[register.Movement]

// MovementEdge is a movement with its cursor.
type MovementEdge = Edge[register.Movement]

// People is a page of people.
type People = Connection[register.Person]

// PersonEdge is a person with its cursor.
type PersonEdge = Edge[register.Person]

// Users is a page of accounts.
type Users = Connection[access.User]

// UserEdge is an account with its cursor.
type UserEdge = Edge[access.User]

// Tokens is a page of API tokens.
type Tokens = Connection[access.Token]

// TokenEdge is an API token with its cursor.
type TokenEdge = Edge[access.Token]

// Drafts is a page of drafts.
type Drafts = Connection[newsroom.Draft]

// DraftEdge is a draft with its cursor.
type DraftEdge = Edge[newsroom.Draft]

// Publications is a page of publications.
type Publications = Connection[shape.Publication]

// PublicationEdge is a publication with its cursor.
type PublicationEdge = Edge[shape.Publication]

// MediaFiles is a page of the media library.
type MediaFiles = Connection[newsroom.Media]

// MediaEdge is a file with its cursor.
type MediaEdge = Edge[newsroom.Media]

// Tags is a page of tags.
type Tags = Connection[newsroom.Tag]

// TagEdge is a tag with its cursor.
type TagEdge = Edge[newsroom.Tag]

// PersistedDocuments is a page of saved queries.
type PersistedDocuments = Connection[persisted.Document]

// PersistedDocumentEdge is a saved query with its cursor.
type PersistedDocumentEdge = Edge[persisted.Document]

// JournalEntries is a page of the journal.
type JournalEntries = Connection[journal.Record]

// JournalEntryEdge is an entry of the journal with its cursor.
type JournalEntryEdge = Edge[journal.Record]

// DraftVersions is a page of versions of a draft.
type DraftVersions = Connection[newsroom.Version]

// DraftVersionEdge is a version of a draft with its cursor.
type DraftVersionEdge = Edge[newsroom.Version]

// TitleRegistrations is a page of title registrations.
type TitleRegistrations = Connection[register.TitleRegistration]

// TitleRegistrationEdge is a title registration with its cursor.
type TitleRegistrationEdge = Edge[register.TitleRegistration]

// ReviewSessions is a page of review sessions.
type ReviewSessions = Connection[register.ReviewSession]

// ReviewSessionEdge is a review session with its cursor.
type ReviewSessionEdge = Edge[register.ReviewSession]

// ScoringTemplates is a page of scoring templates.
type ScoringTemplates = Connection[register.ScoringTemplate]

// ScoringTemplateEdge is a scoring template with its cursor.
type ScoringTemplateEdge = Edge[register.ScoringTemplate]

// ScoreSheets is a page of score sheets.
type ScoreSheets = Connection[register.ScoreSheet]

// ScoreSheetEdge is a score sheet with its cursor.
type ScoreSheetEdge = Edge[register.ScoreSheet]

// DraftIssues is a page of drafts with something to mend.
type DraftIssues = Connection[shape.DraftIssue]

// DraftIssueEdge is a draft with something to mend with its cursor.
type DraftIssueEdge = Edge[shape.DraftIssue]

// Webhooks is a page of webhooks.
type Webhooks = Connection[webhook.Webhook]

// WebhookEdge is a webhook with its cursor.
type WebhookEdge = Edge[webhook.Webhook]

// WebhookDeliveries is a page of deliveries of webhooks.
type WebhookDeliveries = Connection[webhook.Delivery]

// WebhookDeliveryEdge is a delivery of a webhook with its cursor.
type WebhookDeliveryEdge = Edge[webhook.Delivery]

// Partners is a page of partners.
type Partners = Connection[partner.Partner]

// PartnerEdge is a partner with its cursor.
type PartnerEdge = Edge[partner.Partner]
