/*
title: a relationship between domain nodes has no claim, is not our frame and hangs on no figure, definition or event
question: Which loaded relationships rest on nothing?
category: check
columns:
- {name: from, doc: key}
- {name: type, doc: of the relationship}
- {name: to, doc: key}
*/
MATCH (a)-[r]->(b)
WHERE r.release IS NOT NULL AND coalesce(r.basis, '') <> 'frame'
  AND none(label IN labels(a) + labels(b) WHERE label IN ['Claim', 'Evidence', 'Passage', 'Document', 'Release'])
  AND NOT EXISTS { (a)<-[:SUBJECT]-(:Claim {key: r.claim})-[:OBJECT]->(b) }
  AND NOT ((a:Statistic OR a:Definition OR a:Event) AND EXISTS { (a)<-[:BEARS_ON]-(:Evidence) })
RETURN a.key AS from, type(r) AS type, b.key AS to
ORDER BY from, type, to
