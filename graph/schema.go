// Package graph holds the words of the domain: the model, the dataset as
// people wrote it, its checks, what is computed from it (standings, the graph
// that is loaded) and the identity of its parts. It knows no database.
package graph

// This file is the model, written once: labels, relationship types, their
// properties and what may join what. The constraints in cypher/schema, the
// checks of the dataset and docs/model.md are all made from it.

// Kind says what the values of a property are.
type Kind string

// The kinds of property values. Lists hold values of one kind.
const (
	Text    Kind = "text"
	Texts   Kind = "list of text"
	Whole   Kind = "whole number"
	Number  Kind = "number"
	Flag    Kind = "true or false"
	Year    Kind = "date as far as known" // "2013", "2013-03", "late 1980s", "unknown"
	Choice  Kind = "one of a closed list"
	Key     Kind = "key"
	Degrees Kind = "degrees" // WGS 84
)

// Property is one property of a label, a relationship type or a claim.
type Property struct {
	Name     string
	Kind     Kind
	Choices  []string // for Choice
	Required bool
	Doc      string
}

// Family groups labels by what they are for.
type Family string

// The families: what the business is made of, whose word it is, and the record
// of who says what.
const (
	Domain   Family = "domain"
	Voice    Family = "voice"
	Record   Family = "record"
	Internal Family = "internal"
)

// Label is a label of nodes.
type Label struct {
	Name       string
	Prefix     string // of its keys: actor in actor:broker
	File       string // of the dataset, under nodes/; empty: made while loading
	Also       string // a second label that every node of this one carries
	Families   []Family
	Doc        string
	Properties []Property
}

var (
	borne = []Family{Domain}
	heard = []Family{Domain, Voice}
)

// Labels returns all labels, in the order in which people read the model.
func Labels() []Label { return labels }

var labels = []Label{
	{Name: "Stage", Prefix: "stage", File: "stage", Families: borne,
		Doc: "One of the three stages of the business: recruitment, movement, insertion.",
		Properties: []Property{
			{Name: "order", Kind: Whole, Required: true, Doc: "place in the sequence, from 1"},
		}},
	{Name: "Task", Prefix: "task", File: "task", Families: borne,
		Doc: "Something that must be done in a stage, named by a verb.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"technical", "organisational", "unknown"}, Required: true, Doc: "the division of labour of document 000; which of the two is our reading unless evidence says it"},
			{Name: "basis", Kind: Choice, Choices: []string{"document", "frame"}, Required: true, Doc: "whether a document names the task or our frame does"},
		}},
	{Name: "Process", Prefix: "process", File: "process", Families: borne,
		Doc: "What goes on over time and most sentences are about: migration, smuggling, trafficking, securitisation."},
	{Name: "ActorType", Prefix: "actor", File: "actor_type", Families: borne,
		Doc: "A kind of actor; never a single person.",
		Properties: []Property{
			{Name: "side", Kind: Choice, Choices: []string{"legitimate", "illegitimate", "both", "unknown"}, Required: true, Doc: "side of the business on which the documents show it"},
		}},
	{Name: "Organisation", Prefix: "org", File: "organisation", Families: heard,
		Doc: "A body, named or not.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"international", "state", "non-governmental", "research", "company", "media", "armed group", "criminal", "tribe", "other"}, Required: true, Doc: "what sort of body"},
			{Name: "named", Kind: Flag, Doc: "false where the document describes the body without naming it"},
		}},
	{Name: "Holder", Prefix: "holder", File: "holder", Families: []Family{Voice},
		Doc: "A party described but not named whose view a document reports."},
	{Name: "Person", Prefix: "person", File: "person", Families: heard,
		Doc: "A named person whose public view, work or office a document cites.",
		Properties: []Property{
			{Name: "role", Kind: Text, Doc: "as the document gives it"},
		}},
	{Name: "Place", Prefix: "place", File: "place", Families: borne,
		Doc: "A country, region, city or sea. Reference data, marked with its source.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"country", "former country", "region", "city", "sea", "state", "continent", "union"}, Required: true, Doc: "what sort of place"},
			{Name: "iso", Kind: Text, Doc: "ISO 3166-1 alpha-2, for a state ISO 3166-2"},
			{Name: "countries", Kind: Texts, Doc: "ISO 3166-1 codes of the countries of a region"},
			{Name: "bounds", Kind: Choice, Choices: []string{"by hand", "by treaty", "unknown"}, Doc: "who drew the region's list of countries"},
			{Name: "latitude", Kind: Degrees, Doc: "of a point in the place"},
			{Name: "longitude", Kind: Degrees, Doc: "of a point in the place"},
			{Name: "source", Kind: Text, Required: true, Doc: "of the reference data"},
			{Name: "licence", Kind: Text, Required: true, Doc: "of the reference data"},
		}},
	{Name: "Setting", Prefix: "setting", File: "setting", Families: borne,
		Doc: "A sector or kind of site where something happens.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"sector", "site", "online"}, Required: true, Doc: "what sort of setting"},
		}},
	{Name: "Route", Prefix: "route", File: "route", Families: borne,
		Doc: "A way that people are moved, as far as the text gives it.",
		Properties: []Property{
			{Name: "given", Kind: Choice, Choices: []string{"name", "ends", "stops"}, Required: true, Doc: "how much of the way the text gives: its name only, where it begins or ends, or stops between; what is between is unknown"},
		}},
	{Name: "Method", Prefix: "method", File: "method", Families: borne,
		Doc: "One of several ways to do a task."},
	{Name: "Resource", Prefix: "resource", File: "resource", Families: borne,
		Doc: "What changes hands: goes into or comes out of the business.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"money", "goods", "document", "information", "labour", "service", "power", "people"}, Required: true, Doc: "what sort of resource"},
		}},
	{Name: "Condition", Prefix: "condition", File: "condition", Families: borne,
		Doc: "A circumstance that makes something possible or likely, or hinders it."},
	{Name: "Outcome", Prefix: "outcome", File: "outcome", Families: borne,
		Doc: "A harm or a benefit; who bears or gains it is a relationship.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"harm", "benefit", "mixed"}, Required: true, Doc: "for whoever it falls on"},
		}},
	{Name: "Exploitation", Prefix: "exploitation", File: "exploitation", Also: "Outcome", Families: borne,
		Doc: "A form of exploitation; a harm, so it carries the label Outcome as well."},
	{Name: "Lever", Prefix: "lever", File: "lever", Families: borne,
		Doc: "Something that a policy can do.",
		Properties: []Property{
			{Name: "field", Kind: Choice, Choices: []string{"border control", "law enforcement", "law", "protection", "labour", "demand", "cooperation", "governance", "development", "knowledge", "information"}, Required: true, Doc: "field of policy"},
		}},
	{Name: "Programme", Prefix: "programme", File: "programme", Families: borne,
		Doc: "A measure in force, tried, planned or judged.",
		Properties: []Property{
			{Name: "status", Kind: Choice, Choices: []string{"in force", "tried", "under way", "proposed", "ended", "unknown"}, Required: true, Doc: "at the time of the document"},
			{Name: "since", Kind: Year, Doc: "when it began"},
		}},
	{Name: "Instrument", Prefix: "instrument", File: "instrument", Families: heard,
		Doc: "A law, protocol, convention or agreement, or an article of one.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"treaty", "article", "law", "agreement", "report"}, Required: true, Doc: "what sort of instrument"},
			{Name: "since", Kind: Year, Doc: "year of adoption as the documents give it"},
		}},
	{Name: "Event", Prefix: "event", File: "event", Families: []Family{Domain, Record},
		Doc: "Something that happened or went on, dated as far as known, resting on evidence of its own.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"case", "pattern", "agreement", "measure", "change"}, Required: true, Doc: "a case is one matter; a pattern, many alike"},
			{Name: "status", Kind: Choice, Choices: []string{"convicted", "prosecuted", "reported", "alleged"}, Doc: "of a case"},
			{Name: "from", Kind: Year, Required: true, Doc: "when it began or took place, or unknown"},
			{Name: "to", Kind: Year, Doc: "when it ended"},
			{Name: "detail", Kind: Text, Doc: "ages, sentence, numbers of one case"},
		}},
	{Name: "Statistic", Prefix: "stat", File: "statistic", Families: []Family{Record},
		Doc: "A figure with all that it needs to be read; what is not known says unknown.",
		Properties: []Property{
			{Name: "measures", Kind: Text, Required: true, Doc: "what is counted or measured"},
			{Name: "low", Kind: Number, Doc: "lower bound, or the figure itself; absent where the figure is only an upper bound"},
			{Name: "high", Kind: Number, Doc: "upper bound, or the figure itself; absent where the figure is only a lower bound"},
			{Name: "words", Kind: Text, Doc: "the amount where the text gives words: thousands, half"},
			{Name: "approximate", Kind: Flag, Doc: "true where the text says about, close to, estimated"},
			{Name: "unit", Kind: Text, Required: true, Doc: "persons, money, per cent, ratio, years, countries"},
			{Name: "currency", Kind: Text, Doc: "as written, for unit money"},
			{Name: "per", Kind: Text, Required: true, Doc: "for each what, or in each how long; none where it is a plain count"},
			{Name: "as_of", Kind: Year, Doc: "point in time, or unknown"},
			{Name: "from", Kind: Year, Doc: "begin of a period"},
			{Name: "to", Kind: Year, Doc: "end of a period"},
			{Name: "population", Kind: Text, Required: true, Doc: "among whom, in words, or unknown"},
			{Name: "place", Kind: Text, Required: true, Doc: "where, in words, or unknown"},
			{Name: "measurer", Kind: Text, Required: true, Doc: "who measured it, in words, or unknown; an endnote missing from the copies is named"},
			{Name: "compared_with", Kind: Text, Doc: "what a ratio compares with"},
		}},
	{Name: "Definition", Prefix: "definition", File: "definition", Families: []Family{Record},
		Doc: "One source's definition of a process.",
		Properties: []Property{
			{Name: "gist", Kind: Text, Required: true, Doc: "what it says, in our words"},
			{Name: "since", Kind: Year, Doc: "when it was given"},
		}},
	{Name: "Work", Prefix: "work", File: "work", Families: heard,
		Doc: "A text or broadcast that a document cites or announces.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"article", "book", "report", "news", "web page", "policy", "event", "speech", "newsletter"}, Required: true, Doc: "what sort of work"},
			{Name: "authors", Kind: Texts, Doc: "as the document gives them"},
			{Name: "year", Kind: Year, Required: true, Doc: "of publication, or unknown"},
			{Name: "speaks_for", Kind: Key, Doc: "the body or person whose voice the work's own voice is"},
		}},
	{Name: "Document", Prefix: "doc", File: "document", Also: "Work", Families: []Family{Voice, Record},
		Doc: "A work that the dataset was drawn from.",
		Properties: []Property{
			{Name: "kind", Kind: Choice, Choices: []string{"article", "report", "web page"}, Required: true, Doc: "what sort of work"},
			{Name: "authors", Kind: Texts, Doc: "names"},
			{Name: "year", Kind: Year, Required: true, Doc: "of publication"},
			{Name: "publisher", Kind: Text, Doc: "journal or body"},
			{Name: "short", Kind: Text, Required: true, Doc: "author and year, to tell the documents apart"},
			{Name: "language", Kind: Text, Required: true, Doc: "ISO 639-1"},
			{Name: "certain", Kind: Flag, Required: true, Doc: "whether the bibliographic data are beyond doubt"},
			{Name: "speaks_for", Kind: Key, Doc: "the body whose voice the document's own voice is"},
			{Name: "held", Kind: Text, Required: true, Doc: "which part of the work we hold"},
		}},
	{Name: "Passage", Prefix: "passage", Families: []Family{Record},
		Doc: "A sentence of a document, known by the hash of its normalised words; the words themselves are not kept.",
		Properties: []Property{
			{Name: "hash", Kind: Text, Required: true, Doc: "SHA-256 of the normalised sentence, first 24 hexadecimal digits"},
			{Name: "occurrence", Kind: Whole, Required: true, Doc: "which occurrence of that hash in the document, from 1"},
			{Name: "paragraph", Kind: Whole, Required: true, Doc: "for people, from 1"},
			{Name: "sentence", Kind: Whole, Required: true, Doc: "in its paragraph, from 1"},
			{Name: "notes", Kind: Texts, Doc: "endnotes of the sentence; their texts are missing in the copies"},
			{Name: "none", Kind: Text, Doc: "why nothing is drawn from it"},
		}},
	{Name: "Claim", Prefix: "claim", File: "", Families: []Family{Record},
		Doc: "One statement, with subject, type, object and roles; all domain relationships come from claims.",
		Properties: append([]Property{
			{Name: "text", Kind: Text, Required: true, Doc: "the statement in our words"},
			{Name: "type", Kind: Text, Required: true, Doc: "a relationship type, or ABOUT"},
			{Name: "topic", Kind: Text, Required: true, Doc: "the file that it stands in"},
			{Name: "polarity", Kind: Choice, Choices: Polarities, Required: true, Doc: "negative: the statement is that it is not so"},
			{Name: "mode", Kind: Choice, Choices: Modes, Doc: "is, ought to be, will be, would be; ACTS_ON has none"},
		}, standingProperties...)},
	{Name: "Evidence", Prefix: "evidence", Families: []Family{Record},
		Doc: "What one voice says of a claim, statistic, definition or event in one passage.",
		Properties: []Property{
			{Name: "stance", Kind: Choice, Choices: Stances, Required: true, Doc: "what the voice does with the statement"},
			{Name: "hedge", Kind: Choice, Choices: Hedges, Required: true, Doc: "how sure the text is"},
			{Name: "reading", Kind: Choice, Choices: Readings, Required: true, Doc: "how far our statement is from the words"},
			{Name: "paraphrase", Kind: Text, Required: true, Doc: "what the passage says, in our words"},
		}},
	{Name: "Release", Prefix: "release", Families: []Family{Internal},
		Doc: "The release of the dataset that was loaded.",
		Properties: []Property{
			{Name: "loaded", Kind: Flag, Doc: "true once the load was complete"},
			{Name: "edition", Kind: Whole, Doc: "number of the dataset: the newer of two releases has the higher one"},
			{Name: "previous", Kind: Text, Doc: "hash of the release that it took the place of; it and the lists are absent after a first load, which adds every node"},
			{Name: "added", Kind: Texts, Doc: "keys of nodes that the one before did not have"},
			{Name: "changed", Kind: Texts, Doc: "keys of nodes that both have and that differ"},
			{Name: "changed_what", Kind: Texts, Doc: "in which properties, and in which types of relationships that leave them; beside changed"},
			{Name: "retired", Kind: Texts, Doc: "keys of nodes that the one before had"},
			{Name: "retired_names", Kind: Texts, Doc: "their names; beside retired"},
			{Name: "retired_labels", Kind: Texts, Doc: "their labels; beside retired"},
		}},
}

// Closed lists of rule 1 to 4.
var (
	Polarities = []string{"positive", "negative"}
	Modes      = []string{"is", "ought", "will", "would"}
	Stances    = []string{"asserts", "disputes", "qualifies", "recommends", "asks"}
	// Hedges run from sure to unsure; the least of several is the first.
	Hedges         = []string{"none", "mostly", "probably", "possibly", "estimate", "hearsay"}
	Readings       = []string{"explicit", "implied", "frame"}
	standingValues = []string{"asserted", "disputed", "reported"}
	// Reasons why a passage supports nothing.
	Reasons = []string{"heading", "furniture", "author note", "reference entry", "transition", "about this text", "repetition"}
)

var standingProperties = []Property{
	{Name: "standing", Kind: Choice, Choices: standingValues, Doc: "computed from the evidence"},
	{Name: "for", Kind: Whole, Doc: "distinct known voices that assert or recommend it"},
	{Name: "against", Kind: Whole, Doc: "distinct known voices that dispute it"},
	{Name: "qualified", Kind: Whole, Doc: "distinct known voices that qualify it"},
	{Name: "unknown", Kind: Whole, Doc: "lines of evidence whose voice is unknown"},
	{Name: "documents", Kind: Texts, Doc: "keys of the documents that its evidence is in"},
	{Name: "evidence", Kind: Texts, Doc: "keys of its evidence"},
}

// Role is an end of a claim beside subject and object, also of a statistic,
// definition or event.
type Role struct {
	Name   string // of the relationship: BECAUSE_OF
	Field  string // in the data files: because_of
	Labels []string
	Doc    string
}

// Roles returns the roles in the order in which the data files give them.
func Roles() []Role { return roles }

var roles = []Role{
	{"IN", "in", []string{"Place", "Setting", "Route", "Stage"}, "where"},
	{"AMONG", "among", []string{"ActorType", "Organisation", "Place"}, "the population it holds for"},
	{"UNDER", "under", []string{"Condition", "Process", "Instrument", "Lever", "Programme", "Outcome", "Exploitation"}, "the condition it holds under"},
	{"THROUGH", "through", []string{"Method", "Task", "Process", "Resource", "Lever", "Programme", "Setting", "Condition", "Exploitation", "Route"}, "the way it happens"},
	{"FOR", "for", []string{"Resource", "Outcome", "Exploitation", "Task", "Method", "Process", "Condition"}, "what is given or sought for it"},
	{"BECAUSE_OF", "because_of", []string{"Event", "Condition", "Process", "Lever", "Programme", "Outcome", "Exploitation", "Method", "Resource", "Instrument"}, "what caused it"},
	{"BY", "by", []string{"ActorType", "Organisation", "Person", "Instrument", "Programme"}, "who acts or is responsible"},
	{"WITHIN", "within", []string{"Place", "Process", "Setting", "Work", "Instrument", "Condition", "Stage", "Route"}, "the scope it is limited to"},
}

// Type is a type of relationships between domain nodes.
type Type struct {
	Name       string
	Question   string // the heading under which the model lists it
	From, To   []string
	Same       bool // both ends must have the same label
	Frame      bool // may be our frame, without a claim
	NoMode     bool // claims of it have neither mode nor polarity
	Required   []string
	Roles      []string // roles that a claim of it must carry
	Properties []Property
	Doc        string
}

// Types returns the relationship types that claims and our frame may have.
func Types() []Type { return types }

// Questions under which types are grouped.
const (
	HowItRuns  = "How does the business run?"
	Where      = "Where?"
	WhatFeeds  = "What makes it possible?"
	WhatToDo   = "What can be done?"
	HowRelated = "How do terms and claims relate?"
)

var (
	agents = []string{"ActorType", "Organisation", "Person"}
	harms  = []string{"Outcome", "Exploitation"}
	// things are what causes and effects can be.
	things = []string{"Process", "Condition", "Outcome", "Exploitation", "Method", "Task", "Stage", "Resource", "Setting", "Route", "Lever", "Programme", "Instrument", "ActorType", "Organisation", "Event", "Place", "Definition", "Work"}
	dated  = []Property{
		{Name: "from", Kind: Year, Doc: "begin of the period it holds for, as far as the text gives it"},
		{Name: "to", Kind: Year, Doc: "end of that period"},
	}
)

var types = []Type{
	{Name: "PRECEDES", Question: HowItRuns, From: []string{"Stage", "Task", "Process", "Event"}, To: []string{"Stage", "Task", "Process", "Event"}, Same: true, Frame: true, Doc: "comes before"},
	{Name: "PART_OF", Question: HowItRuns, Frame: true,
		From: []string{"Task", "Process", "Stage", "Place", "Instrument", "Organisation", "Lever", "Setting", "Outcome", "Exploitation", "Condition", "ActorType", "Method", "Route", "Resource", "Programme", "Person"},
		To:   []string{"Stage", "Process", "Place", "Instrument", "Organisation", "Task", "Lever", "Condition", "Programme", "ActorType", "Route", "Method"}, Doc: "belongs to"},
	{Name: "SUBTYPE_OF", Question: HowItRuns, Frame: true, From: []string{"ActorType", "Process", "Method", "Outcome", "Exploitation", "Resource", "Condition", "Setting", "Lever", "Task", "Organisation"}, To: []string{"ActorType", "Process", "Method", "Outcome", "Exploitation", "Resource", "Condition", "Setting", "Lever", "Task"}, Doc: "is a kind of"},
	{Name: "PERFORMS", Question: HowItRuns, From: agents, To: []string{"Task", "Process", "Programme", "Lever"}, Doc: "does a task, carries on a process, runs a programme"},
	{Name: "USES", Question: HowItRuns, From: append([]string{"Task", "Process", "Programme", "Lever", "Method"}, agents...), To: []string{"Method", "Resource", "Setting", "Route", "Condition", "ActorType"}, Doc: "does it in this way or with this"},
	{Name: "REQUIRES", Question: HowItRuns, From: []string{"Task", "Process", "Stage", "Method", "Lever", "Programme", "Route", "ActorType"}, To: []string{"Resource", "Condition", "Task", "Process", "Method", "Lever", "ActorType"}, Doc: "takes as an input"},
	{Name: "YIELDS", Question: HowItRuns, From: []string{"Task", "Process", "Stage", "Method", "Programme", "Route", "Exploitation", "ActorType"}, To: []string{"Resource", "Outcome", "Exploitation", "Condition"}, Doc: "gives as an output"},
	{Name: "PAYS", Question: HowItRuns, From: agents, To: agents, Roles: []string{"FOR"}, Doc: "gives money or worth to; FOR says what for"},
	{Name: "GAINS", Question: HowItRuns, From: agents, To: append([]string{"Resource", "Condition"}, harms...), Doc: "has the benefit of"},
	{Name: "BEARS", Question: HowItRuns, From: append([]string{"Place"}, agents...), To: append([]string{"Resource", "Condition"}, harms...), Doc: "carries the cost or the harm of"},
	{Name: "COOPERATES_WITH", Question: HowItRuns, From: agents, To: agents, Doc: "works together with"},
	{Name: "COMPETES_WITH", Question: HowItRuns, From: agents, To: agents, Doc: "works against for the same thing"},
	{Name: "CONTROLS", Question: HowItRuns, From: agents, To: append([]string{"Route", "Place", "Resource", "Process", "Condition", "Setting"}, agents...), Doc: "has power over"},
	{Name: "BECOMES", Question: HowItRuns, From: []string{"ActorType", "Process", "Organisation", "Method", "Condition", "Route"}, To: []string{"ActorType", "Process", "Organisation", "Method", "Condition", "Route"}, Doc: "turns into; UNDER and THROUGH say when and how"},

	{Name: "PASSES", Question: Where, From: []string{"Route"}, To: []string{"Place"}, Required: []string{"role"}, Doc: "leads from, through or to",
		Properties: []Property{
			{Name: "role", Kind: Choice, Choices: []string{"origin", "transit", "destination"}, Doc: "what the place is to the route"},
			{Name: "order", Kind: Whole, Doc: "place in the sequence, where the text gives one"},
			{Name: "means", Kind: Choice, Choices: []string{"land", "sea", "air", "unknown"}, Doc: "how people travel there"},
		}},
	{Name: "DISPLACES_TO", Question: Where, From: []string{"Route", "Method", "Process", "Place", "Setting"}, To: []string{"Route", "Method", "Process", "Place", "Setting"}, Same: true, Doc: "is given up for; BECAUSE_OF says why"},

	{Name: "FURTHERS", Question: WhatFeeds, From: things, To: things, Required: []string{"how"}, Doc: "makes likelier or possible; from an actor to a route: channels",
		Properties: []Property{{Name: "how", Kind: Choice, Choices: []string{"enables", "drives", "raises risk"}, Doc: "in which way"}}},
	{Name: "HINDERS", Question: WhatFeeds, From: things, To: things, Doc: "makes less likely or prevents"},
	{Name: "DEPENDS_ON", Question: WhatFeeds, From: things, To: things, Doc: "cannot do without"},

	{Name: "ACTS_ON", Question: WhatToDo, From: []string{"Lever"}, NoMode: true, Required: []string{"direction", "mechanism"},
		To:  []string{"Stage", "Task", "Process", "ActorType", "Organisation", "Method", "Condition", "Resource", "Setting", "Outcome", "Exploitation", "Instrument", "Definition", "Route", "Programme", "Lever"},
		Doc: "a lever and its target: recommends means do it, asserts means it works, disputes means either denied",
		Properties: []Property{
			{Name: "direction", Kind: Choice, Choices: []string{"weakens", "strengthens", "changes"}, Doc: "what it does to the target"},
			{Name: "mechanism", Kind: Text, Doc: "by which way, in our words; unknown where the text gives none"},
		}},
	{Name: "IMPLEMENTS", Question: WhatToDo, From: []string{"Programme", "Event"}, To: []string{"Lever", "Instrument"}, Doc: "puts into practice"},
	{Name: "BINDS", Question: WhatToDo, From: []string{"Instrument"}, To: []string{"Lever"}, Roles: []string{"BY"}, Doc: "obliges to a lever; BY says whom"},
	{Name: "INSTEAD_OF", Question: WhatToDo, From: []string{"Lever", "Programme", "Process", "Condition", "Instrument"}, To: []string{"Lever", "Programme", "Process", "Condition", "Instrument"}, Doc: "takes the place of"},

	{Name: "DIFFERS", Question: HowRelated, From: things, To: things, Same: true, Required: []string{"dimension"}, Doc: "is not the same in this respect", Properties: []Property{{Name: "dimension", Kind: Text, Doc: "in which respect, in our words"}}},
	{Name: "MORE_THAN", Question: HowRelated, From: append([]string{"Statistic"}, things...), To: append([]string{"Statistic"}, things...), Required: []string{"dimension"}, Doc: "exceeds in this respect", Properties: []Property{{Name: "dimension", Kind: Text, Doc: "in which respect, in our words"}}},
	{Name: "SAME_WORD_AS", Question: HowRelated, From: []string{"Process", "ActorType"}, To: []string{"Process", "ActorType"}, Same: true, Frame: true, Doc: "one word in two senses, kept as two nodes"},
}

// About is the type of a claim without a binary form: it has ABOUT ends only.
const About = "ABOUT"

// Record relationships: they join the record to the domain, never two domain
// nodes by a statement of their own.
var records = []Type{
	{Name: "SUBJECT", From: []string{"Claim"}, Doc: "what a claim is about"},
	{Name: "OBJECT", From: []string{"Claim"}, Doc: "what it says of it"},
	{Name: About, From: []string{"Claim"}, Doc: "an end of a claim without a binary form"},
	{Name: "BEARS_ON", From: []string{"Evidence"}, To: []string{"Claim", "Statistic", "Definition", "Event"}, Doc: "what the evidence is for or against"},
	{Name: "CITES", From: []string{"Evidence"}, To: []string{"Passage"}, Doc: "where it stands"},
	{Name: "VOICES", From: []string{"Evidence"}, Doc: "who says it"},
	{Name: "QUANTIFIES", From: []string{"Statistic"}, Doc: "the claim or node that the figure belongs to"},
	{Name: "MEASURED_BY", From: []string{"Statistic"}, Doc: "who measured it"},
	{Name: "OF", From: []string{"Definition"}, To: []string{"Process", "Exploitation", "ActorType", "Condition", "Method"}, Doc: "what it defines"},
	{Name: "BY_SOURCE", From: []string{"Definition"}, Doc: "whose definition it is"},
	{Name: "HAS_ELEMENT", From: []string{"Definition"}, Doc: "an element of the definition; kind is act, means, process or purpose"},
	{Name: "ILLUSTRATES", From: []string{"Event"}, To: []string{"Claim"}, Doc: "the claim that it is an example of"},
	{Name: "CONTRADICTS", From: []string{"Claim"}, To: []string{"Claim"}, Doc: "cannot be true together with"},
	{Name: "SUPPORTS", From: []string{"Claim"}, To: []string{"Claim"}, Doc: "is given as a reason for"},
	{Name: "REFERS_TO", From: []string{"Document"}, To: []string{"Work", "Instrument"}, Doc: "cites or announces a work"},
}

// Records returns the relationship types of the record.
func Records() []Type { return records }

// ElementKinds are the kinds of a definition's elements.
var ElementKinds = []string{"act", "means", "process", "purpose"}
