/*
title: What this release changed
question: What did the release that is loaded add, change and retire against the one before it?
category: graph
parameters:
- {name: change, type: text, default: "", example: added, values: [added, changed, retired], doc: empty for all}
- {name: label, type: text, default: "", example: Route, values: [Stage, Task, Process, ActorType, Organisation, Holder, Person, Place, Setting, Route, Method, Resource, Condition, Outcome, Exploitation, Lever, Programme, Instrument, Event, Statistic, Definition, Work, Document, Passage, Claim, Evidence], doc: only nodes with this label; empty for all}
breaks when: {property: release}
columns:
- {name: change, doc: "added, changed or retired; after a first load everything is added"}
- {name: label, doc: of the node}
- {name: key, doc: of the node; that of a retired one may be gone}
- {name: name, doc: of the node}
- {name: what, doc: "of a changed one: the properties, and the types of the relationships that leave it, that differ"}
- {name: release, doc: hash of the release}
- {name: previous, doc: hash of the release before; null after a first load}
of: nodes of the release, with those that it retired
*/
MATCH (r:Release {loaded: true}), (n)
WHERE r.release IS NOT NULL AND n.release IS NOT NULL AND n.retired IS NULL AND NOT n:Release AND $change IN ['', 'added'] AND ($label = '' OR $label IN labels(n))
  AND (r.previous IS NULL OR n.key IN r.added)
RETURN 'added' AS change, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label,
  n.key AS key, n.name AS name, null AS what, r.release AS release, r.previous AS previous
ORDER BY label, key
UNION ALL
MATCH (r:Release {loaded: true})
WHERE r.release IS NOT NULL AND $change IN ['', 'changed']
UNWIND range(0, size(coalesce(r.changed, [])) - 1) AS i
WITH r, r.changed[i] AS key, r.changed_what[i] AS what
MATCH (n {key: key})
WHERE $label = '' OR $label IN labels(n)
RETURN 'changed' AS change, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label,
  key, n.name AS name, what, r.release AS release, r.previous AS previous
ORDER BY label, key
UNION ALL
MATCH (r:Release {loaded: true})
WHERE r.release IS NOT NULL AND $change IN ['', 'retired']
UNWIND range(0, size(coalesce(r.retired, [])) - 1) AS i
WITH r, r.retired[i] AS key, r.retired_names[i] AS name, r.retired_labels[i] AS label
WHERE $label IN ['', label]
RETURN 'retired' AS change, label, key, name, null AS what, r.release AS release, r.previous AS previous
ORDER BY label, key

// denominator
MATCH (r:Release {loaded: true}), (n)
WHERE r.release IS NOT NULL AND n.release IS NOT NULL AND n.retired IS NULL AND NOT n:Release AND ($label = '' OR $label IN labels(n))
WITH r, count(n) AS standing
RETURN standing + size([label IN coalesce(r.retired_labels, []) WHERE $label IN ['', label]]) AS count
