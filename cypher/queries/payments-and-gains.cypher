/*
title: Who pays whom, who gains, who bears the loss
question: Where does the money come from and go to, for what, and who has the profit or the harm?
category: business
parameters:
- {name: actor, type: text, default: "", example: "actor:smuggler", labels: [ActorType, Organisation, Person, Place, Process], doc: "key of an actor at either end; empty for all"}
breaks when: {relationship: SUBJECT}
of: statements of payments, gains, losses and what is done for money
columns:
- {name: who, doc: "who pays, gains, bears, or acts for profit; a process that yields money"}
- {name: who_key, doc: its key}
- {name: does, doc: "type of the claim: PAYS, GAINS, BEARS, YIELDS, or that of what is done for money"}
- {name: whom_or_what, doc: "who is paid, what is gained, borne or yielded, or what is done"}
- {name: whom_or_what_key, doc: its key}
- {name: text, doc: the statement}
- {name: for, doc: names of what the payment is for or what is sought}
- {name: in, doc: names of where}
- {name: figures, doc: "list of maps: key, low, high, words, unit, currency, per"}
- {name: mode, doc: "is, ought, will or would"}
- {name: polarity, doc: positive or negative}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: hedge, doc: "least hedge of the asserting evidence; null where the claim is reported or says no is"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE (c.type IN ['PAYS', 'GAINS', 'BEARS'] OR EXISTS { (c)-[:FOR]->(:Resource {kind: 'money'}) } OR c.type = 'YIELDS' AND b.kind = 'money')
  AND ($actor = '' OR a.key = $actor OR b.key = $actor)
OPTIONAL MATCH (a)-[r {claim: c.key}]->(b)
RETURN a.name AS who, a.key AS who_key, c.type AS does, b.name AS whom_or_what, b.key AS whom_or_what_key, c.text AS text,
  COLLECT { MATCH (c)-[:FOR]->(x) RETURN x.name AS name ORDER BY name } AS for,
  COLLECT { MATCH (c)-[:IN]->(x) RETURN x.name AS name ORDER BY name } AS in,
  COLLECT { MATCH (s:Statistic)-[:QUANTIFIES]->(c) RETURN s {.key, .low, .high, .words, .unit, .currency, .per} ORDER BY s.key } AS figures,
  c.mode AS mode, c.polarity AS polarity, c.standing AS standing, r.hedge AS hedge,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY does, who, whom_or_what, claim

// denominator
MATCH (c:Claim)-[:OBJECT]->(b)
WHERE c.type IN ['PAYS', 'GAINS', 'BEARS'] OR EXISTS { (c)-[:FOR]->(:Resource {kind: 'money'}) } OR c.type = 'YIELDS' AND b.kind = 'money'
RETURN count(c) AS count
