/*
title: Works, and who cites them
question: Which texts, talks and pages do the documents cite or announce, in which passages, and what do they say of them or by them?
category: sources
parameters:
- {name: document, type: text, default: "", example: "doc:002", labels: [Document], doc: only works that this document cites; empty for all}
breaks when: {relationship: REFERS_TO}
columns:
- {name: work, doc: name of the work}
- {name: key, doc: its key}
- {name: kind, doc: "article, book, report, news, web page, policy, event, speech or newsletter"}
- {name: authors, doc: as the document gives them}
- {name: year, doc: "of publication, or unknown"}
- {name: speaks_for, doc: key of the body or person whose voice its own voice is}
- {name: cited, doc: "list of maps: document, passage, at, none; none is reference entry where it stands in the list of references only"}
- {name: lines, doc: how many lines of evidence are in its voice}
- {name: statements, doc: keys of claims and definitions that have it as an end}
of: works in the graph beside the documents
*/
MATCH (d:Document)-[r:REFERS_TO]->(w)
WHERE $document IN ['', d.key]
MATCH (p:Passage {key: r.passage})
WITH w, d, p ORDER BY d.key, p.paragraph, p.sentence
WITH w, collect({document: d.short, passage: p.key, at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), none: p.none}) AS cited
RETURN w.name AS work, w.key AS key, w.kind AS kind, w.authors AS authors, w.year AS year, w.speaks_for AS speaks_for, cited,
  COUNT { (w)<-[:VOICES]-(:Evidence) } AS lines, COLLECT { MATCH (w)<--(s:Claim|Definition) RETURN DISTINCT s.key AS key ORDER BY key } AS statements
ORDER BY work, key

// denominator
MATCH (w:Work) WHERE NOT w:Document RETURN count(w) AS count
