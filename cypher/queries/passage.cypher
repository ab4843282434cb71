/*
title: A passage
question: Which passage is this, where does it stand, and what became of it?
category: sources
parameters:
- {name: key, type: text, example: "passage:003-a01944e6e791", labels: [Passage], doc: key of the passage}
breaks when: {relationship: IN}
columns:
- {name: key, doc: of the passage}
- {name: document, doc: title of the document}
- {name: document_key, doc: its key}
- {name: short, doc: author and year}
- {name: at, doc: paragraph and sentence}
- {name: paragraph, doc: "number of the paragraph, from 1"}
- {name: sentence, doc: "number of the sentence in its paragraph, from 1"}
- {name: hash, doc: "of its normalised words, which are not kept"}
- {name: occurrence, doc: "which one of that hash in the document, from 1"}
- {name: notes, doc: "endnotes of the sentence, whose texts are missing; null where it has none"}
- {name: none, doc: "why nothing is drawn from it; null where something is"}
- {name: drawn, doc: "how many lines of evidence stand in it; the query drawn-from-passage lists them"}
- {name: refers_to, doc: "list of maps: key, label, name; works that it cites or announces"}
*/
MATCH (p:Passage {key: $key})-[:IN]->(d:Document)
OPTIONAL MATCH (d)-[:REFERS_TO {passage: p.key}]->(work)
WITH p, d, work ORDER BY work.key
WITH p, d, collect(CASE WHEN work IS NULL THEN null ELSE {key: work.key, label: CASE WHEN work:Document THEN 'Document' ELSE labels(work)[0] END, name: work.name} END) AS works
RETURN p.key AS key, d.name AS document, d.key AS document_key, d.short AS short, 'p' + toString(p.paragraph) + 's' + toString(p.sentence) AS at,
  p.paragraph AS paragraph, p.sentence AS sentence, p.hash AS hash, p.occurrence AS occurrence, p.notes AS notes, p.none AS none,
  COUNT { (p)<-[:CITES]-(:Evidence) } AS drawn, works AS refers_to
