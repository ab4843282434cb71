/*
title: A claim and its ends
question: What does this claim state, of what, under which conditions, how does it stand, and which claims speak for it or cannot be true beside it?
category: evidence
parameters:
- {name: key, type: text, example: "claim:men-more-often-cheated-or-trafficked", labels: [Claim], doc: key of the claim}
breaks when: {relationship: BEARS_ON}
columns:
- {name: key, doc: of the claim}
- {name: text, doc: the statement in our words}
- {name: type, doc: "a relationship type, or ABOUT"}
- {name: topic, doc: what it is filed under}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: polarity, doc: "negative: the statement is that it is not so"}
- {name: mode, doc: "is, ought, will or would; null for a lever and its target"}
- {name: for, doc: known voices for it}
- {name: against, doc: known voices against it}
- {name: qualified, doc: known voices that qualify it}
- {name: unknown, doc: lines of evidence whose voice is unknown}
- {name: evidence, doc: "how many lines of evidence; the query evidence lists them"}
- {name: documents, doc: keys of the documents that they stand in}
- {name: subject, doc: "map: key, label, name; null where it has none"}
- {name: object, doc: "map: key, label, name; null where it has none"}
- {name: about, doc: "list of maps: key, label, name; ends of a claim without a binary form"}
- {name: roles, doc: "list of maps: role, key, label, name"}
- {name: figures, doc: "list of maps: key, label, name; figures on it"}
- {name: events, doc: "list of maps: key, label, name; what it is illustrated by"}
- {name: contradicts, doc: "list of maps: key, text, standing; claims that cannot be true together with it"}
- {name: supports, doc: "list of maps: key, text, standing; claims that it is a reason for"}
- {name: supported_by, doc: "list of maps: key, text, standing; claims that are a reason for it"}
*/
MATCH (c:Claim {key: $key})<-[:BEARS_ON]-(e:Evidence)
WITH c, count(e) AS evidence
OPTIONAL MATCH (c)-[r]-(m) WHERE NOT m:Evidence AND coalesce(r.release, r.layer) IS NOT NULL
WITH c, evidence, type(r) AS tie, startNode(r) = c AS out, m ORDER BY tie, m.key
WITH c, evidence, collect({tie: tie, out: out, node: {key: m.key, label: CASE WHEN m:Exploitation THEN 'Exploitation' WHEN m:Document THEN 'Document' ELSE labels(m)[0] END, name: m.name}, claim: {key: m.key, text: m.text, standing: m.standing}}) AS ties
RETURN c.key AS key, c.text AS text, c.type AS type, c.topic AS topic, c.standing AS standing, c.polarity AS polarity, c.mode AS mode,
  c.for AS for, c.against AS against, c.qualified AS qualified, c.unknown AS unknown, evidence, c.documents AS documents,
  head([t IN ties WHERE t.tie = 'SUBJECT' | t.node]) AS subject, head([t IN ties WHERE t.tie = 'OBJECT' | t.node]) AS object,
  [t IN ties WHERE t.tie = 'ABOUT' | t.node] AS about,
  [t IN ties WHERE t.tie IN ['IN', 'AMONG', 'UNDER', 'THROUGH', 'FOR', 'BECAUSE_OF', 'BY', 'WITHIN'] | {role: t.tie, key: t.node.key, label: t.node.label, name: t.node.name}] AS roles,
  [t IN ties WHERE t.tie = 'QUANTIFIES' | t.node] AS figures, [t IN ties WHERE t.tie = 'ILLUSTRATES' | t.node] AS events,
  [t IN ties WHERE t.tie = 'CONTRADICTS' | t.claim] AS contradicts, [t IN ties WHERE t.tie = 'SUPPORTS' AND t.out | t.claim] AS supports,
  [t IN ties WHERE t.tie = 'SUPPORTS' AND NOT t.out | t.claim] AS supported_by
