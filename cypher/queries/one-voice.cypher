/*
title: What rests on one voice
question: Which statements does one voice alone make, so that no other known voice is for, against or in part for them?
category: evidence
parameters:
- {name: label, type: text, default: "", example: Claim, values: [Claim, Statistic, Definition, Event], doc: which kind of statement; empty for all}
- {name: type, type: text, default: "", example: BECOMES, doc: type of the claims; empty for all}
- {name: topic, type: text, default: "", example: "", doc: "what the claims are filed under, as in becoming or levers; empty for all"}
- {name: about, type: text, default: "", example: "", labels: [Any], doc: key of a node that the statement has as an end; empty for all}
breaks when: {property: for}
columns:
- {name: label, doc: "Claim, Statistic, Definition or Event"}
- {name: type, doc: of the claim}
- {name: text, doc: "the statement, what the figure measures, or what the definition says"}
- {name: key, doc: its key}
- {name: standing, doc: "asserted where it is a document's own voice, else reported"}
- {name: voice, doc: who says it}
- {name: voice_key, doc: its key}
- {name: hedges, doc: how sure the text is each time that the voice says it}
- {name: unknown, doc: lines of evidence of voices that the documents leave unknown}
- {name: documents, doc: where it stands}
of: statements of this kind
*/
MATCH (s:Claim|Statistic|Definition|Event)
WHERE s.for = 1 AND s.against = 0 AND s.qualified = 0 AND ($label = '' OR $label IN labels(s))
  AND $type IN ['', s.type] AND $topic IN ['', s.topic] AND ($about = '' OR EXISTS { (s)-->({key: $about}) })
MATCH (s)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WHERE e.stance IN ['asserts', 'recommends'] AND v.key <> 'holder:unknown'
WITH s, v, e, d ORDER BY d.key, p.paragraph, p.sentence
// A body that speaks in a document of its own is one voice: its own name stands for both.
WITH s, collect(coalesce(v.speaks_for, v.key))[0] AS voice_key, collect(e.hedge) AS hedges, collect(DISTINCT d.short) AS documents
MATCH (voice:Document|Work|Organisation|Person|Holder|Instrument {key: voice_key})
RETURN labels(s)[0] AS label, s.type AS type, coalesce(s.text, s.gist, s.measures, s.name) AS text, s.key AS key, s.standing AS standing,
  coalesce(voice.short, voice.name) AS voice, voice_key, hedges, s.unknown AS unknown, documents
ORDER BY label, type, voice_key, key

// denominator
MATCH (s:Claim|Statistic|Definition|Event)
WHERE ($label = '' OR $label IN labels(s)) AND $type IN ['', s.type] AND $topic IN ['', s.topic] AND ($about = '' OR EXISTS { (s)-->({key: $about}) })
RETURN count(s) AS count
