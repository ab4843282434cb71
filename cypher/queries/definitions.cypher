/*
title: Definitions side by side
question: How does each source define this process, by which acts, means, processes and purposes?
category: terms
parameters:
- {name: of, type: text, default: "", example: "process:trafficking", doc: key of what is defined; empty for all}
breaks when: {relationship: OF}
columns:
- {name: defines, doc: what is defined}
- {name: definition, doc: key of the definition}
- {name: name, doc: of the definition}
- {name: sources, doc: whose it is}
- {name: gist, doc: what it says in our words}
- {name: acts, doc: elements of the kind act}
- {name: means, doc: elements of the kind means}
- {name: processes, doc: elements of the kind process}
- {name: purposes, doc: elements of the kind purpose}
- {name: standing, doc: "asserted, disputed or reported"}
*/
MATCH (d:Definition)-[:OF]->(p)
WHERE $of = '' OR p.key = $of
MATCH (d)-[:BY_SOURCE]->(source)
WITH d, p, source ORDER BY source.name
WITH d, p, collect(DISTINCT source.name) AS sources
OPTIONAL MATCH (d)-[has:HAS_ELEMENT]->(element)
WITH d, p, sources, has, element ORDER BY element.name
RETURN p.name AS defines, d.key AS definition, d.name AS name, sources, d.gist AS gist,
  collect(CASE WHEN has.kind = 'act' THEN element.name END) AS acts,
  collect(CASE WHEN has.kind = 'means' THEN element.name END) AS means,
  collect(CASE WHEN has.kind = 'process' THEN element.name END) AS processes,
  collect(CASE WHEN has.kind = 'purpose' THEN element.name END) AS purposes,
  d.standing AS standing
ORDER BY defines, definition
