/*
title: Claims, and who stands where
question: Which claims of this standing, type, document, voice and node are there, and who says what of each?
category: evidence
parameters:
- {name: standing, type: text, default: "", example: disputed, values: [asserted, disputed, reported], doc: only claims of this standing; empty for all}
- {name: type, type: text, default: "", example: "", values: [PRECEDES, PART_OF, SUBTYPE_OF, PERFORMS, USES, REQUIRES, YIELDS, PAYS, GAINS, BEARS, COOPERATES_WITH, COMPETES_WITH, CONTROLS, BECOMES, PASSES, DISPLACES_TO, FURTHERS, HINDERS, DEPENDS_ON, ACTS_ON, IMPLEMENTS, BINDS, INSTEAD_OF, DIFFERS, MORE_THAN, SAME_WORD_AS, ABOUT], doc: "only claims of this relationship type, or ABOUT; empty for all"}
- {name: document, type: text, default: "", example: "", labels: [Document], doc: only claims that stand in this document; empty for all}
- {name: voice, type: text, default: "", example: "", labels: [Person, Organisation, Holder, Work, Document, Instrument], doc: "only claims of which this voice, or a work that speaks for it, says something; empty for all"}
- {name: about, type: text, default: "", example: "", labels: [Any], doc: only claims that have this node as an end; empty for all}
breaks when: {relationship: BEARS_ON}
of: claims
columns:
- {name: key, doc: of the claim}
- {name: text, doc: the statement in our words}
- {name: type, doc: "a relationship type, or ABOUT"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: polarity, doc: "negative: the statement is that it is not so"}
- {name: mode, doc: "is, ought, will or would; null for a lever and its target"}
- {name: subject, doc: key of its subject; null where it has none}
- {name: object, doc: key of its object; null where it has none}
- {name: for, doc: known voices for it}
- {name: against, doc: known voices against it}
- {name: qualified, doc: known voices that qualify it}
- {name: unknown, doc: lines of evidence whose voice is unknown}
- {name: voices, doc: "list of maps: evidence, voice, voice_key, stance, hedge, reading, paraphrase, document, short, passage, at"}
- {name: documents, doc: keys of the documents that it stands in}
*/
MATCH (c:Claim)
WHERE $standing IN ['', c.standing] AND $type IN ['', c.type] AND ($document = '' OR $document IN c.documents)
  AND ($about = '' OR EXISTS { (c)-->({key: $about}) })
  AND ($voice = '' OR EXISTS { (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) WHERE v.key = $voice OR v.speaks_for = $voice })
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WITH c, e, v, p, d ORDER BY d.key, p.paragraph, p.sentence, v.key, e.key
WITH c, collect({evidence: e.key, voice: coalesce(v.short, v.name), voice_key: v.key, stance: e.stance, hedge: e.hedge, reading: e.reading, paraphrase: e.paraphrase,
  document: d.key, short: d.short, passage: p.key,
  at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence)}) AS voices
OPTIONAL MATCH (c)-[:SUBJECT]->(subject)
OPTIONAL MATCH (c)-[:OBJECT]->(object)
RETURN c.key AS key, c.text AS text, c.type AS type, c.standing AS standing, c.polarity AS polarity, c.mode AS mode, subject.key AS subject, object.key AS object,
  c.for AS for, c.against AS against, c.qualified AS qualified, c.unknown AS unknown, voices, c.documents AS documents
ORDER BY key

// denominator
MATCH (c:Claim) RETURN count(c) AS count
