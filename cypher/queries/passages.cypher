/*
title: The passages of a document in order
question: What was drawn from each passage of this document, one after the other, and why is there nothing from the others?
category: sources
parameters:
- {name: document, type: text, example: "doc:000", labels: [Document], doc: key of the document}
breaks when: {relationship: IN}
of: passages of the five documents
columns:
- {name: key, doc: of the passage}
- {name: at, doc: paragraph and sentence}
- {name: paragraph, doc: "number of the paragraph, from 1"}
- {name: sentence, doc: "number of the sentence in its paragraph, from 1"}
- {name: none, doc: "why nothing is drawn from it; null where something is"}
- {name: drawn, doc: "list of maps: evidence, on, on_label, text, standing, voice, voice_key, stance, hedge, reading, paraphrase; what was drawn from it"}
*/
MATCH (d:Document {key: $document})<-[:IN]-(p:Passage)
OPTIONAL MATCH (p)<-[:CITES]-(e:Evidence)-[:BEARS_ON]->(x), (e)-[:VOICES]->(v)
WITH p, e, x, v ORDER BY x.key, v.key, e.key
WITH p, collect(CASE WHEN e IS NULL THEN null ELSE {evidence: e.key, on: x.key, on_label: labels(x)[0], text: coalesce(x.text, x.name), standing: x.standing,
  voice: coalesce(v.short, v.name), voice_key: v.key, stance: e.stance, hedge: e.hedge, reading: e.reading, paraphrase: e.paraphrase} END) AS drawn
RETURN p.key AS key, 'p' + toString(p.paragraph) + 's' + toString(p.sentence) AS at, p.paragraph AS paragraph, p.sentence AS sentence, p.none AS none, drawn
ORDER BY paragraph, sentence, key

// denominator
MATCH (p:Passage) RETURN count(p) AS count
