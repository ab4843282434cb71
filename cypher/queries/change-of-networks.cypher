/*
title: How networks change
question: How do the networks of migrants and smugglers change, what drives it, what comes of it, and how do they answer pressure?
category: change
breaks when: {property: type}
columns:
- {name: aspect, doc: "turns into; takes the place of; what drives it; what comes of it; who takes part; how they answer pressure; what is said of it"}
- {name: from, doc: "subject of the statement, or the first thing that it is about"}
- {name: from_key, doc: its key}
- {name: type, doc: type of the claim}
- {name: to, doc: "object of the statement; null where it has none"}
- {name: to_key, doc: its key}
- {name: text, doc: the statement}
- {name: conditions, doc: "under which, as maps: name, key"}
- {name: causes, doc: "because of what, as maps: name, key"}
- {name: ways, doc: "through which, as maps: name, key"}
- {name: in, doc: names of where}
- {name: polarity, doc: "positive, or negative where the statement is that it is not so"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
// Changes of networks stand in the graph as processes, and as networks across borders that come to be.
WITH ['process:professionalisation', 'process:poly-crime', 'process:network-cooperation', 'process:network-competition', 'condition:transnational-network'] AS changes,
  ['actor:criminal-network', 'actor:migrant-network', 'actor:small-smuggling-group', 'process:professional-smuggling', 'process:network-migration'] AS networks
MATCH (c:Claim)-[:SUBJECT|ABOUT]->(a)
WHERE c.type <> 'ACTS_ON'
OPTIONAL MATCH (c)-[:OBJECT]->(b)
WITH c, a, b, changes, EXISTS { (a)-[:SUBTYPE_OF*0..3]->(x) WHERE x.key IN networks } AS ofNetwork, EXISTS { (b)-[:SUBTYPE_OF*0..3]->(x) WHERE x.key IN networks } AS toNetwork
WITH c, a, b, CASE
  WHEN c.type = 'BECOMES' AND (ofNetwork OR toNetwork) THEN [0, 'turns into']
  WHEN c.type = 'DISPLACES_TO' AND (ofNetwork OR toNetwork) THEN [1, 'takes the place of']
  WHEN c.type IN ['FURTHERS', 'HINDERS'] AND (b.key IN changes OR toNetwork AND b:ActorType) THEN [2, 'what drives it']
  WHEN c.type <> 'ABOUT' AND a.key IN changes OR EXISTS { (c)-[:BECAUSE_OF]->(x) WHERE x.key IN changes } THEN [3, 'what comes of it']
  WHEN c.type IN ['PERFORMS', 'USES'] AND b.key IN changes THEN [4, 'who takes part']
  WHEN a.side = 'illegitimate' AND EXISTS { (b)-[:SUBTYPE_OF*0..1]->(:Task {key: 'task:change-routes'}) } THEN [5, 'how they answer pressure']
  WHEN c.type = 'ABOUT' AND a.key IN changes THEN [6, 'what is said of it'] END AS kind
WHERE kind IS NOT NULL
RETURN kind[1] AS aspect, a.name AS from, a.key AS from_key, c.type AS type, b.name AS to, b.key AS to_key, c.text AS text,
  COLLECT { MATCH (c)-[:UNDER]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS conditions,
  COLLECT { MATCH (c)-[:BECAUSE_OF]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS causes,
  COLLECT { MATCH (c)-[:THROUGH]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS ways,
  COLLECT { MATCH (c)-[:IN]->(x) RETURN x.name AS name ORDER BY name } AS in, c.polarity AS polarity, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY kind[0], from, to, claim
