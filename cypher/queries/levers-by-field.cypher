/*
title: Levers by field of policy
question: In which fields of policy do the levers lie, how many are there, what do they act on, and which of them are in dispute?
category: levers
breaks when: {property: field}
columns:
- {name: field, doc: field of policy}
- {name: levers, doc: names of all levers of the field}
- {name: lever_keys, doc: their keys}
- {name: statements, doc: how many statements there are of what they act on}
- {name: targets, doc: "names of what they act on, as asserted or disputed"}
- {name: target_keys, doc: their keys}
- {name: reported, doc: keys of the levers of which no more than a report says on what they act}
- {name: disputed, doc: keys of the disputed statements}
- {name: documents, doc: where a lever of the field is said to act on something}
*/
MATCH (l:Lever)
WHERE l.field IS NOT NULL // a lever that a user has added may lack it
WITH DISTINCT l.field AS field
RETURN field,
  COLLECT { MATCH (l:Lever {field: field}) RETURN l.name ORDER BY l.name, l.key } AS levers,
  COLLECT { MATCH (l:Lever {field: field}) RETURN l.key ORDER BY l.name, l.key } AS lever_keys,
  COUNT { (:Lever {field: field})<-[:SUBJECT]-(:Claim {type: 'ACTS_ON'}) } AS statements,
  COLLECT { MATCH (:Lever {field: field})-[:ACTS_ON]->(t) WITH DISTINCT t ORDER BY t.name, t.key RETURN t.name } AS targets,
  COLLECT { MATCH (:Lever {field: field})-[:ACTS_ON]->(t) WITH DISTINCT t ORDER BY t.name, t.key RETURN t.key } AS target_keys,
  COLLECT { MATCH (l:Lever {field: field}) WHERE EXISTS { (l)<-[:SUBJECT]-(:Claim {type: 'ACTS_ON'}) } AND NOT EXISTS { (l)-[:ACTS_ON]->() }
    RETURN l.key ORDER BY l.key } AS reported,
  COLLECT { MATCH (:Lever {field: field})<-[:SUBJECT]-(c:Claim {type: 'ACTS_ON', standing: 'disputed'}) RETURN c.key ORDER BY c.key } AS disputed,
  COLLECT { MATCH (:Lever {field: field})<-[:SUBJECT]-(c:Claim {type: 'ACTS_ON'}), (d:Document) WHERE d.key IN c.documents
    RETURN DISTINCT d.short AS short ORDER BY short } AS documents
ORDER BY field
