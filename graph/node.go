package graph

import (
	"context"
	"fmt"
	"strings"

	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/graph/shape"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/store"
)

// Query returns the resolvers of the root.
func (r *Resolver) Query() gen.QueryResolver { return queryResolver{r} }

type queryResolver struct{ *Resolver }

// maxNodes is the largest number of IDs of one `nodes`.
const maxNodes = 100

func (r queryResolver) Node(ctx context.Context, id string) (scalar.Node, error) {
	nodes, err := r.Nodes(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

func (r queryResolver) Nodes(ctx context.Context, ids []string) ([]scalar.Node, error) {
	if len(ids) > maxNodes {
		return nil, errs.InvalidField("ids",
			fmt.Sprintf("Có %d mã; tối đa %d.", len(ids), maxNodes),
			fmt.Sprintf("There are %d IDs; at most %d.", len(ids), maxNodes))
	}
	found, err := r.nodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	nodes := make([]scalar.Node, len(ids))
	for i, id := range ids {
		nodes[i] = found[id]
	}
	return nodes, nil
}

// nodes returns what exists for the viewer, by ID: one store call for each noun among the IDs.
func (r *Resolver) nodes(ctx context.Context, ids []string) (map[string]scalar.Node, error) {
	byPrefix := map[string][]string{}
	for _, id := range distinct(ids) {
		prefix, _, _ := strings.Cut(id, "_")
		byPrefix[prefix] = append(byPrefix[prefix], id)
	}
	found := map[string]scalar.Node{}
	for prefix, load := range r.nodeLoads() { // their order does not show
		if err := load(ctx, byPrefix[prefix], found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// nodeLoad adds the documents that exist to found, by ID.
type nodeLoad func(ctx context.Context, ids []string, found map[string]scalar.Node) error

// nodeLoads has the load of each noun by the prefix of its IDs.
func (r *Resolver) nodeLoads() map[string]nodeLoad {
	return map[string]nodeLoad{
		"art": r.publications, "drf": nodesOf(r.drafts), "cat": nodesOf(r.categories), "tag": nodesOf(r.tags), "med": nodesOf(r.media),
		"uni": nodesOf(r.units), "blo": nodesOf(r.blocs), "mem": nodesOf(r.memberships), "bly": nodesOf(r.blocYears),
		"off": nodesOf(r.officeTerms), "per": nodesOf(r.people), "awt": nodesOf(r.awardTypes), "awa": nodesOf(r.awards),
		"dec": nodesOf(r.decisions), "tas": nodesOf(r.tasks), "eve": nodesOf(r.events), "mov": nodesOf(r.movements),
		"leg": nodesOf(r.legalReferences), "usr": nodesOf(r.users), "ses": nodesOf(r.sessions), "tok": nodesOf(r.tokens),
		"cfd": nodesOf(r.customFields),
		"prv": nodesOf(r.previews),
		"com": nodesOf(r.compacts), "trg": nodesOf(r.titles), "rev": nodesOf(r.reviews), "dru": nodesOf(r.dossierRules),
		"imp": nodesOf(r.imports),
		"pdc": nodesOf(r.persistedDocuments),
		"par": nodesOf(r.partners),
		"whk": nodesOf(r.webhooks), "whd": nodesOf(r.webhookDeliveries),
		"sct": nodesOf(r.scoringTemplates), "sco": nodesOf(r.scoreSheets),
		"elr": nodesOf(r.eligibilityRules),
	}
}

func nodesOf[C any](load byID[C]) nodeLoad {
	return func(ctx context.Context, ids []string, found map[string]scalar.Node) error {
		if len(ids) == 0 {
			return nil
		}
		docs, err := load(ctx, ids)
		if err != nil {
			return err
		}
		adopt(ctx, pick(ids, docs))
		for id, doc := range docs {
			found[id] = doc
		}
		return nil
	}
}

// publications is the load of articles; of those that were withdrawn it finds the tombstones.
func (r *Resolver) publications(ctx context.Context, ids []string, found map[string]scalar.Node) error {
	if len(ids) == 0 {
		return nil
	}
	docs, err := r.News.Publications(ctx, ids, store.Light)
	if err != nil {
		return err
	}
	articles := map[string]*newsroom.Article{}
	for id, doc := range docs {
		if p := shape.PublicationOf(doc); p.Tombstone != nil {
			found[id] = p.Tombstone
		} else {
			articles[id] = doc
			found[id] = doc
		}
	}
	adopt(ctx, pick(ids, articles))
	return nil
}
