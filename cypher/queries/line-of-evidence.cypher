/*
title: A line of evidence
question: What does this line of evidence say, of which statement, in whose voice, and where does it stand?
category: evidence
parameters:
- {name: key, type: text, example: "evidence:000-27e90f52bddf~claim:business-view-matters-for-policy~doc:000", labels: [Evidence], doc: key of the line of evidence}
breaks when: {relationship: VOICES}
columns:
- {name: key, doc: of the line of evidence}
- {name: stance, doc: what the voice does with the statement}
- {name: hedge, doc: how sure the text is}
- {name: reading, doc: how far our statement is from the words}
- {name: paraphrase, doc: what the passage says in our words}
- {name: "on", doc: "map: key, label, text, standing; the claim, figure, definition or event that it bears on"}
- {name: voice, doc: "map: key, label, name; who says it"}
- {name: passage, doc: "map: key, at, hash; where it stands"}
- {name: document, doc: "map: key, name, short"}
- {name: beside, doc: keys of the other lines of evidence on the same statement}
*/
MATCH (x)<-[:BEARS_ON]-(e:Evidence {key: $key})-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
RETURN e.key AS key, e.stance AS stance, e.hedge AS hedge, e.reading AS reading, e.paraphrase AS paraphrase,
  {key: x.key, label: labels(x)[0], text: coalesce(x.text, x.gist, x.measures, x.name), standing: x.standing} AS on,
  {key: v.key, label: CASE WHEN v:Document THEN 'Document' ELSE labels(v)[0] END, name: v.name} AS voice,
  {key: p.key, at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), hash: p.hash} AS passage,
  {key: d.key, name: d.name, short: d.short} AS document,
  COLLECT { MATCH (x)<-[:BEARS_ON]-(other:Evidence) WHERE other <> e RETURN other.key ORDER BY other.key } AS beside
