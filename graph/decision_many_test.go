package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// A decision of the test has so many recipients, and a page so many of them.
const (
	manyRecipients = 500
	ofOnePage      = 100
)

// A decision with hundreds of recipients is entered in one request, amended, and listed page by page, on every store, at a
// number of store calls that does not grow with them.
func TestDecisionWithHundredsOfRecipients(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := backend.open(t)
			server := newExampleServer(t, s)
			records := register.New(s, server.clock.Now, store.NewIDs())
			decision, later, items := seedMany(t, records)
			p := newPlayer(server)
			p.signIn(t, []string{"hoa", "RECORDS_OFFICER"})

			items[7]["version"] = 9
			if approved, refused := approveAll(t, server, p, decision.ID, items); approved != manyRecipients-1 || refused != 1 {
				t.Fatalf("%d approved, %d refused", approved, refused)
			}
			items[7]["version"] = 1 // the same again completes it
			if approved, refused := approveAll(t, server, p, decision.ID, items); approved != manyRecipients || refused != 0 {
				t.Fatalf("again, %d approved, %d refused", approved, refused)
			}

			amend := `mutation($input: DecisionAmendInput!) { decisionAmend(input: $input) { decision { version } userErrors { code field } } }`
			answer, calls := server.asked(t, p, amend, map[string]any{"input": map[string]any{
				"id": decision.ID, "version": decision.Version, "byId": later.ID,
				"corrections": []map[string]any{{"part": "RECIPIENT_NAME", "awardId": items[42]["id"], "is": "Hộ đã đính chính"}},
			}})
			if string(answer) != `{"data":{"decisionAmend":{"decision":{"version":2},"userErrors":[]}}}` || calls > 8 {
				t.Errorf("amending took %d store calls: %s", calls, answer)
			}
			readMany(t, server, decision.Number)
		})
	}
}

// seedMany makes a decision, one that amends it, and what it is to give.
func seedMany(t *testing.T, r *register.Register) (decision, later *register.Decision, items []map[string]any) {
	t.Helper()
	ctx, v := t.Context(), access.System()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	province, err := r.CreateUnit(ctx, v, register.NewUnit{OfficialName: "Ủy ban nhân dân tỉnh Nhiều Hộ", Type: register.PeoplesCommittee, Level: register.ProvinceLevel})
	must(err)
	cert, err := r.AwardTypeByCode(ctx, v, "BANG_KHEN_TINH")
	must(err)
	decision, err = r.CreateDecision(ctx, v, register.NewDecision{Number: "500/QĐ-UBND", IssuedOn: "2024-05-04", IssuerID: province.ID, Title: "Khen thưởng 500 hộ", Public: true})
	must(err)
	later, err = r.CreateDecision(ctx, v, register.NewDecision{Number: "501/QĐ-UBND", IssuedOn: "2024-06-04", IssuerID: province.ID, Title: "Đính chính", Public: true})
	must(err)
	for i := range manyRecipients {
		a, _, err := r.NominateAward(ctx, v, register.Nomination{
			Code: fmt.Sprintf("NH-%03d", i), AwardTypeID: cert.ID, Kind: register.Extraordinary, Year: 2024, Public: true, State: register.Submitted,
			Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: fmt.Sprintf("Hộ số %03d", i)},
		})
		must(err)
		items = append(items, map[string]any{"id": a.ID, "version": a.Version})
	}
	return decision, later, items
}

// asked sends a request with variables, as somebody who has signed in.
func (s *exampleServer) asked(t *testing.T, p *player, query string, variables map[string]any) ([]byte, int64) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	var cookie *http.Cookie
	if p != nil {
		cookie = p.cookies["hoa"]
	}
	w, calls := s.send(t, body, cookie)
	return bytes.TrimSpace(w.Body.Bytes()), calls
}

// approveAll enters a decision's list in one request.
func approveAll(t *testing.T, server *exampleServer, p *player, decisionID string, items []map[string]any) (approved, refused int) {
	t.Helper()
	const query = `mutation($input: DecisionApproveInput!) { decisionApprove(input: $input) { results { award { state } userErrors { code } } userErrors { code } } }`
	answer, calls := server.asked(t, p, query, map[string]any{"input": map[string]any{"decisionId": decisionID, "items": items}})
	approved, refused = results(t, answer)
	if approved+refused != len(items) || calls > 10 {
		t.Fatalf("%d of %d, in %d store calls: %.300s", approved+refused, len(items), calls, answer)
	}
	return approved, refused
}

// results counts what was approved and what was refused.
func results(t *testing.T, answer []byte) (approved, refused int) {
	t.Helper()
	var got struct {
		Data struct {
			DecisionApprove struct {
				Results []struct {
					Award      *struct{ State string }
					UserErrors []struct{ Code string }
				}
			}
		}
	}
	if err := json.Unmarshal(answer, &got); err != nil {
		t.Fatalf("%v: %.300s", err, answer)
	}
	for _, r := range got.Data.DecisionApprove.Results {
		switch {
		case r.Award != nil && r.Award.State == "APPROVED":
			approved++
		case len(r.UserErrors) == 1 && r.UserErrors[0].Code == "CONFLICT":
			refused++
		}
	}
	return approved, refused
}

// readMany reads the decision's list page by page, as a reader.
func readMany(t *testing.T, server *exampleServer, number string) {
	t.Helper()
	list := `query($number: String!, $after: String) { decisions(where: {number: $number}) { nodes { amendments { corrections { was is } } awards(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { code recipientName correctedName statusLabel } } } } }`
	seen, corrected := map[string]bool{}, 0
	variables := map[string]any{"number": number}
	for pages := 1; ; pages++ {
		answer, calls := server.asked(t, nil, list, variables)
		var got struct {
			Data struct {
				Decisions struct {
					Nodes []struct {
						Amendments []struct{ Corrections []struct{ Was, Is string } }
						Awards     struct {
							TotalCount int
							PageInfo   struct {
								HasNextPage bool
								EndCursor   string
							}
							Nodes []struct{ Code, RecipientName, CorrectedName, StatusLabel string }
						}
					}
				}
			}
		}
		if err := json.Unmarshal(answer, &got); err != nil || len(got.Data.Decisions.Nodes) != 1 {
			t.Fatalf("%v: %.300s", err, answer)
		}
		d := got.Data.Decisions.Nodes[0]
		for _, a := range d.Awards.Nodes {
			if seen[a.Code] || a.StatusLabel != "Được tặng Bằng khen của UBND tỉnh" {
				t.Errorf("listed twice, or wrongly: %+v", a)
			}
			seen[a.Code] = true
			if a.CorrectedName != "" {
				corrected++
			}
		}
		if calls != 5 { // the decision, what amends it and whose names it corrects, the page and the total
			t.Errorf("page %d took %d store calls", pages, calls)
		}
		if !d.Awards.PageInfo.HasNextPage {
			if pages != manyRecipients/ofOnePage || d.Awards.TotalCount != manyRecipients || len(d.Amendments) != 1 {
				t.Errorf("%d pages, %d awards in all: %+v", pages, d.Awards.TotalCount, d.Amendments)
			}
			break
		}
		variables["after"] = d.Awards.PageInfo.EndCursor
	}
	if len(seen) != manyRecipients || corrected != 1 {
		t.Errorf("%d awards are listed, %d of them corrected", len(seen), corrected)
	}
}
