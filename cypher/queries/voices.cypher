/*
title: Who speaks
question: Whose views do the documents hold, how many of each voice, with which stance, and in which documents?
category: disagreement
parameters:
- {name: document, type: text, default: "", example: "doc:003", labels: [Document], doc: key of a document; empty for all}
breaks when: {relationship: VOICES}
of: voices in the graph
columns:
- {name: voice, doc: name}
- {name: voice_key, doc: its key; the query views lists what it says}
- {name: label, doc: "Person, Organisation, Holder (a party that is not named), Work, Instrument, or Document for a document's own voice"}
- {name: speaks_for, doc: key of the body or person whose voice it is}
- {name: lines, doc: how many lines of evidence it has}
- {name: asserts, doc: how many of them assert}
- {name: recommends, doc: how many recommend}
- {name: disputes, doc: how many dispute}
- {name: qualifies, doc: how many qualify}
- {name: asks, doc: how many raise a question}
- {name: alone, doc: "of how many claims, figures, definitions and events that it speaks of no other voice speaks"}
- {name: documents, doc: where it is heard}
*/
MATCH (v)<-[:VOICES]-(e:Evidence)-[:CITES]->(:Passage)-[:IN]->(d:Document)
WHERE $document = '' OR d.key = $document
WITH v, e, d ORDER BY d.short
WITH v, count(e) AS lines, collect(e.stance) AS stances, collect(DISTINCT d.short) AS documents
RETURN v.name AS voice, v.key AS voice_key, CASE WHEN v:Document THEN 'Document' ELSE labels(v)[0] END AS label, v.speaks_for AS speaks_for, lines,
  size([s IN stances WHERE s = 'asserts']) AS asserts, size([s IN stances WHERE s = 'recommends']) AS recommends,
  size([s IN stances WHERE s = 'disputes']) AS disputes, size([s IN stances WHERE s = 'qualifies']) AS qualifies, size([s IN stances WHERE s = 'asks']) AS asks,
  COUNT { MATCH (v)<-[:VOICES]-(e:Evidence)-[:BEARS_ON]->(x), (e)-[:CITES]->(:Passage)-[:IN]->(d:Document)
    WHERE ($document = '' OR d.key = $document) AND NOT EXISTS { (x)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(other) WHERE other <> v } RETURN DISTINCT x } AS alone, documents
ORDER BY lines DESC, voice_key

// denominator
MATCH (:Evidence)-[:VOICES]->(v) RETURN count(DISTINCT v) AS count
