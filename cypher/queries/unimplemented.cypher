/*
title: Levers recommended and not in practice
question: Which levers does somebody recommend of which no document tells that anybody puts them into practice, carries them on or acts through them?
category: levers
parameters:
- {name: field, type: text, default: "", example: protection, values: [border control, law enforcement, law, protection, labour, demand, cooperation, governance, development, knowledge, information], doc: field of policy; empty for all}
breaks when: {relationship: IMPLEMENTS, rows: change}
of: levers that somebody recommends
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: proposers, doc: voices that recommend it}
- {name: targets, doc: "list of maps: target, target_key, standing, claim"}
- {name: bound_by, doc: keys of the instruments that oblige somebody to it}
- {name: intended, doc: "keys of claims that somebody ought to, will, would or does not carry it on, or is only reported to"}
- {name: documents, doc: where it is recommended}
*/
MATCH (lever:Lever)
WHERE ($field = '' OR lever.field = $field) AND NOT EXISTS { (lever)<-[:IMPLEMENTS|PERFORMS]-() }
  AND NOT EXISTS { (lever)<-[:THROUGH|UNDER|BECAUSE_OF]-(c:Claim {mode: 'is', polarity: 'positive'}) WHERE c.standing <> 'reported' }
  AND EXISTS { (lever)<-[:SUBJECT]-(:Claim {type: 'ACTS_ON'})<-[:BEARS_ON]-(:Evidence {stance: 'recommends'}) }
RETURN lever.name AS lever, lever.key AS lever_key, lever.field AS field,
  COLLECT { MATCH (lever)<-[:SUBJECT]-(:Claim {type: 'ACTS_ON'})<-[:BEARS_ON]-(:Evidence {stance: 'recommends'})-[:VOICES]->(v)
    RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS proposers,
  COLLECT { MATCH (lever)<-[:SUBJECT]-(c:Claim {type: 'ACTS_ON'})-[:OBJECT]->(t)
    RETURN {target: t.name, target_key: t.key, standing: c.standing, claim: c.key} ORDER BY t.name, c.key } AS targets,
  COLLECT { MATCH (lever)<-[:BINDS]-(i:Instrument) RETURN DISTINCT i.key AS key ORDER BY key } AS bound_by,
  COLLECT { MATCH (lever)<-[:OBJECT]-(c:Claim) WHERE c.type IN ['IMPLEMENTS', 'PERFORMS'] RETURN c.key ORDER BY c.key } AS intended,
  COLLECT { MATCH (lever)<-[:SUBJECT]-(:Claim {type: 'ACTS_ON'})<-[:BEARS_ON]-(:Evidence {stance: 'recommends'})-[:CITES]->(:Passage)-[:IN]->(d:Document)
    RETURN DISTINCT d.short AS short ORDER BY short } AS documents
ORDER BY lever

// denominator
MATCH (lever:Lever)
WHERE EXISTS { (lever)<-[:SUBJECT]-(:Claim {type: 'ACTS_ON'})<-[:BEARS_ON]-(:Evidence {stance: 'recommends'}) }
RETURN count(lever) AS count
