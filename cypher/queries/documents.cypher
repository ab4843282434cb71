/*
title: The documents
question: From which documents was the graph drawn, which part of each is held, and how much was drawn from it?
category: sources
parameters:
- {name: skip, type: integer, default: 0, example: 0, min: 0, max: 1073741824, doc: how many to leave out at the beginning}
- {name: limit, type: integer, default: 100, example: 100, min: 1, max: 1073741824, doc: how many at most}
breaks when: {relationship: IN}
columns:
- {name: key, doc: of the document}
- {name: title, doc: of the document}
- {name: short, doc: author and year}
- {name: authors, doc: "names; null where the document gives none"}
- {name: year, doc: of publication}
- {name: kind, doc: "article, report or web page"}
- {name: held, doc: which part of the work we hold}
- {name: certain, doc: whether the bibliographic data are beyond doubt}
- {name: passages, doc: how many passages the part that we hold has}
- {name: drawn, doc: from how many of them something was drawn}
- {name: share, doc: "drawn of passages, in per cent; the rest has a reason each"}
- {name: evidence, doc: "how many lines of evidence stand in it: what one voice says of one statement in one passage"}
- {name: claims, doc: "how many claims, figures, definitions and events they bear on"}
- {name: voices, doc: "how many voices speak in it, its own among them"}
- {name: adds, doc: "how many of the claims, figures, definitions and events stand in no other document"}
of: documents
*/
MATCH (d:Document)<-[:IN]-(p:Passage)
OPTIONAL MATCH (p)<-[:CITES]-(e:Evidence)-[:BEARS_ON]->(statement)
OPTIONAL MATCH (e)-[:VOICES]->(voice)
WITH d, count(DISTINCT p) AS passages, count(DISTINCT CASE WHEN e IS NULL THEN null ELSE p END) AS drawn,
  count(DISTINCT e) AS evidence, count(DISTINCT statement) AS claims, count(DISTINCT voice) AS voices,
  count(DISTINCT CASE WHEN statement.documents = [d.key] THEN statement END) AS adds
RETURN d.key AS key, d.name AS title, d.short AS short, d.authors AS authors, d.year AS year, d.kind AS kind, d.held AS held, d.certain AS certain,
  passages, drawn, toInteger(round(100.0 * drawn / passages)) AS share, evidence, claims, voices, adds
ORDER BY key
SKIP $skip LIMIT $limit
// denominator
MATCH (d:Document)
RETURN count(d) AS count
