/*
title: What a document says of levers
question: Which levers does this document propose, report or dispute, in whose voice and in which passages, and does another document speak of them?
category: levers
parameters:
- {name: document, type: text, default: "", example: "doc:004", labels: [Document], doc: key of a document; empty for all}
breaks when: {relationship: CITES}
of: "statements of a lever and its target, counted once for each document"
columns:
- {name: document, doc: author and year}
- {name: document_key, doc: its key}
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: responsible, doc: who would act}
- {name: own, doc: "what the document itself does with it: asserts, recommends, disputes, qualifies, asks; empty where it only reports others"}
- {name: says, doc: "list of maps: voice, stance, hedge, at, paraphrase; all that the document has on it"}
- {name: elsewhere, doc: other documents that speak of the same lever and target}
- {name: standing, doc: "asserted, disputed or reported, after the evidence of all documents"}
- {name: claim, doc: key of the claim}
*/
MATCH (d:Document)<-[:IN]-(p:Passage)<-[:CITES]-(e:Evidence)-[:BEARS_ON]->(c:Claim {type: 'ACTS_ON'}), (e)-[:VOICES]->(v)
WHERE $document = '' OR d.key = $document
WITH d, c, e, v, p ORDER BY p.paragraph, p.sentence, v.key
WITH d, c, collect({voice: coalesce(v.short, v.name), stance: e.stance, hedge: e.hedge,
  at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), paraphrase: e.paraphrase}) AS says
MATCH (c)-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
RETURN d.short AS document, d.key AS document_key, lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  c.direction AS direction, c.mechanism AS mechanism,
  COLLECT { MATCH (c)-[:BY]->(body) RETURN body.name ORDER BY body.name } AS responsible,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(d) RETURN DISTINCT e.stance AS stance ORDER BY stance } AS own, says,
  COLLECT { MATCH (other:Document) WHERE other.key IN c.documents AND other <> d RETURN other.short ORDER BY other.short } AS elsewhere,
  c.standing AS standing, c.key AS claim
ORDER BY document_key, lever, target, claim

// graph
MATCH (c:Claim {type: 'ACTS_ON'}) WHERE $document = '' OR $document IN c.documents RETURN c.key AS claim ORDER BY claim

// denominator
MATCH (c:Claim {type: 'ACTS_ON'}) RETURN sum(size(c.documents)) AS count
