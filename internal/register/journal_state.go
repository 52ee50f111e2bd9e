package register

// The records that go from state to state, for the journal.

// JournalState makes the journal say between which states a step led.
func (a *Award) JournalState() string { return string(a.State) }

// JournalState makes the journal say between which states a step led.
func (y *BlocYear) JournalState() string { return string(y.State) }

// JournalState makes the journal say between which states a step led.
func (j *DuplicateJoin) JournalState() string { return string(j.State) }

// JournalState makes the journal say between which states a step led.
func (o *OfficeTerm) JournalState() string { return string(o.Status) }

// JournalState makes the journal say between which states a step led.
func (s *ScoreSheet) JournalState() string { return string(s.State) }

// JournalState makes the journal say between which states a step led.
func (t *ScoringTemplate) JournalState() string { return string(t.State) }

// JournalState makes the journal say between which states a step led.
func (t *TitleRegistration) JournalState() string { return string(t.State) }

// JournalState makes the journal say between which states a step led.
func (t *Task) JournalState() string { return string(t.State) }
