/*
title: Nodes, page by page
question: Which nodes of this label, with these words in their names, of this document and of this standing does the graph hold?
category: graph
parameters:
- {name: label, type: text, default: "", example: Condition, values: [Stage, Task, Process, ActorType, Organisation, Holder, Person, Place, Setting, Route, Method, Resource, Condition, Outcome, Exploitation, Lever, Programme, Instrument, Event, Statistic, Definition, Work, Document, Passage, Claim, Evidence], doc: "a label; empty for all"}
- {name: text, type: text, default: "", example: border, doc: "words of a name or another name, or their beginnings; all must be found; empty for all"}
- {name: document, type: text, default: "", example: "doc:004", labels: [Document], doc: "only what this document gives: its passages, their evidence, the statements that this bears on and what they are of; empty for all"}
- {name: standing, type: text, default: "", example: asserted, values: [asserted, disputed, reported], doc: "only statements of this standing and what they are of; empty for all"}
- {name: after, type: text, default: "", example: "condition:b", doc: "the last key of the page before; empty for the first page"}
- {name: limit, type: integer, default: 100, example: 5, min: 1, max: 1073741824, doc: how many at most}
breaks when: {property: key}
columns:
- {name: key, doc: of the node}
- {name: label, doc: "of the node; of two, the narrower"}
- {name: name, doc: of the node}
- {name: claims, doc: how many claims have it as an end}
- {name: standing, doc: "of a claim, figure, definition or event: asserted, disputed or reported; null for others"}
of: nodes that match, from there on
*/
MATCH (n)
WHERE n.key > $after AND NOT n:Release AND ($label = '' OR $label IN labels(n))
WITH n, ' ' + toLower(replace(reduce(names = n.name, alias IN coalesce(n.aliases, []) | names + ' ' + alias), '-', ' ')) AS names
WHERE all(word IN split(toLower(replace($text, '-', ' ')), ' ') WHERE names CONTAINS ' ' + word)
  AND ($document = '' OR $document IN n.documents OR EXISTS { (n)<--(s) WHERE $document IN s.documents } OR EXISTS { (n)-[:CITES|IN*1..2]->(:Document {key: $document}) })
  AND ($standing = '' OR n.standing = $standing OR EXISTS { (n)<--(s) WHERE s.standing = $standing })
WITH n ORDER BY n.key LIMIT $limit
OPTIONAL MATCH (n)<-[end]-(c:Claim) WHERE NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
RETURN n.key AS key, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label, n.name AS name,
  count(DISTINCT c) AS claims, n.standing AS standing
ORDER BY key
// denominator
MATCH (n)
WHERE n.key > $after AND NOT n:Release AND ($label = '' OR $label IN labels(n))
WITH n, ' ' + toLower(replace(reduce(names = n.name, alias IN coalesce(n.aliases, []) | names + ' ' + alias), '-', ' ')) AS names
WHERE all(word IN split(toLower(replace($text, '-', ' ')), ' ') WHERE names CONTAINS ' ' + word)
  AND ($document = '' OR $document IN n.documents OR EXISTS { (n)<--(s) WHERE $document IN s.documents } OR EXISTS { (n)-[:CITES|IN*1..2]->(:Document {key: $document}) })
  AND ($standing = '' OR n.standing = $standing OR EXISTS { (n)<--(s) WHERE s.standing = $standing })
RETURN count(n) AS count
