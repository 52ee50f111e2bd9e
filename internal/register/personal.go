package register

// PersonalField declares a field of the records that tells something about a person. All of them are in [PersonalFields]:
// what is not there is not kept.
type PersonalField struct {
	Record string // the struct, such as "Person"
	Field  string // its field, by the name in the store
	// Purpose is why it is kept.
	Purpose string
	// Readers is what somebody without an account sees of it.
	Readers string
	// Masked is what they see once the person, or the household, is masked.
	Masked string
}

// PersonalFields declares, in one place, every field about people in the records. docs/personal-data.md is made from it,
// and a test compares it with the structs: a new field of theirs needs a line here, and so a purpose.
func PersonalFields() []PersonalField {
	const (
		ifPublic = "if the person is public"
		nothing  = "nothing"
		nobody   = "nothing: it is for the office"
	)
	return []PersonalField{
		{"Person", "fullName", "to name in records who competes, is nominated, holds an office", ifPublic, nothing},
		{"Person", "honorific", "to address the person rightly in papers", ifPublic, nothing},
		{"Person", "positions", "to tell namesakes apart, and which unit answers for the record", ifPublic, nothing},
		{"Position", "unitId", "the unit of a position", ifPublic, nothing},
		{"Position", "title", "what the person was there", ifPublic, nothing},
		{"Position", "from", "since when", ifPublic, nothing},
		{"Position", "to", "until when", ifPublic, nothing},
		{"Person", "staffCategory", "conditions of awards differ by the category of employment", ifPublic, nothing},
		{"Person", "public", "whether readers see the person at all", nobody, nothing},
		{"Person", "mask", "that, why and on which legal basis the person is hidden", nobody, nothing},
		{"Person", "masking", "derived: whether the masking of what names the person is complete", nobody, nothing},
		{"Person", "terms", "derived: search by the name", ifPublic, nothing},
		{"Person", "likeKeys", "derived: finding people who were entered twice", nobody, nothing},
		{"Person", "aliases", "to find the person by the names of records that were entered twice and joined", ifPublic, nothing},
		{"Person", "joinedIds", "to lead from the addresses of such records to this one", nobody, nothing},
		{"Person", "sortKey", "derived: the order by the name", ifPublic, nothing},
		{"Recipient", "kind", "whether a unit, a person or a household receives the award", "if the award is public", "the same"},
		{"Recipient", "id", "to find all awards of one recipient", "if the person is public too", nothing},
		{"Recipient", "name", "the name on the certificate, as of its day", "if the award is public", "the initials, such as N. V. A."},
		{"Recipient", "masked", "derived from the mask of the person, or of the household in this record", nobody, nothing},
		{"Award", "householdMask", "that, why and on which legal basis the household's name is hidden", nobody, nothing},
		{"TitleRegistration", "householdMask", "the same of a registration", nobody, nothing},
		{"Award", "terms", "derived: search by the recipient's name", "if the award is public", "by the initials"},
		{"Award", "sortKey", "derived: the order by the recipient's name", "if the award is public", "by the initials"},
		{"Decision", "signer", "who signed in an official capacity", "if the decision is public", "the same: it is an act of office"},
	}
}
