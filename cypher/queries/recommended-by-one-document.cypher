/*
title: What one document recommends and no other
question: Which levers does each document recommend in its own voice that no other document recommends in its own, and what do the others say of them?
category: levers
parameters:
- {name: document, type: text, default: "", example: "doc:001", labels: [Document], doc: key of a document; empty for all}
breaks when: {property: stance}
of: levers that a document recommends in its own voice
columns:
- {name: document, doc: author and year}
- {name: document_key, doc: its key}
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: targets, doc: "list of maps: target, target_key, direction, standing, claim; what the document recommends it for"}
- {name: elsewhere, doc: "list of maps: document, voice, stance, claim; what stands of the lever's effect in other documents"}
*/
MATCH (d:Document)<-[:VOICES]-(:Evidence {stance: 'recommends'})-[:BEARS_ON]->(c:Claim {type: 'ACTS_ON'})
WHERE $document = '' OR d.key = $document
MATCH (c)-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
WHERE NOT EXISTS {
  MATCH (other:Document)<-[:VOICES]-(:Evidence {stance: 'recommends'})-[:BEARS_ON]->(:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever)
  WHERE other <> d }
WITH DISTINCT d, lever, c, target ORDER BY target.name, c.key
WITH d, lever, collect({target: target.name, target_key: target.key, direction: c.direction, standing: c.standing, claim: c.key}) AS targets
RETURN d.short AS document, d.key AS document_key, lever.name AS lever, lever.key AS lever_key, lever.field AS field, targets,
  COLLECT {
    MATCH (lever)<-[:SUBJECT]-(c:Claim {type: 'ACTS_ON'})<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(:Passage)-[:IN]->(other:Document)
    WHERE other <> d
    WITH DISTINCT other.short AS short, coalesce(v.short, v.name) AS voice, e.stance AS stance, c.key AS claim ORDER BY short, claim, voice, stance
    RETURN {document: short, voice: voice, stance: stance, claim: claim} } AS elsewhere
ORDER BY document_key, lever

// graph
MATCH (d:Document)<-[:VOICES]-(:Evidence {stance: 'recommends'})-[:BEARS_ON]->(c:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever)
WHERE ($document = '' OR d.key = $document) AND NOT EXISTS {
  MATCH (other:Document)<-[:VOICES]-(:Evidence {stance: 'recommends'})-[:BEARS_ON]->(:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever)
  WHERE other <> d }
RETURN DISTINCT c.key AS key ORDER BY key

// denominator
MATCH (:Document)<-[:VOICES]-(:Evidence {stance: 'recommends'})-[:BEARS_ON]->(:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever)
RETURN count(DISTINCT lever) AS count
