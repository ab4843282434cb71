/*
title: Definitions side by side
question: How does each source define this process, by which acts, means, processes and purposes?
category: terms
parameters:
- {name: of, type: text, default: "", example: "process:trafficking", labels: [Process, Exploitation, ActorType, Condition, Method], doc: key of what is defined; empty for all}
breaks when: {relationship: OF}
of: definitions in the graph
columns:
- {name: defines, doc: what is defined}
- {name: defines_key, doc: its key}
- {name: definition, doc: key of the definition}
- {name: name, doc: of the definition}
- {name: sources, doc: whose it is}
- {name: since, doc: when it was given}
- {name: gist, doc: what it says in our words}
- {name: acts, doc: elements of the kind act}
- {name: means, doc: elements of the kind means}
- {name: processes, doc: elements of the kind process}
- {name: purposes, doc: elements of the kind purpose}
- {name: element_keys, doc: keys of all elements}
- {name: own_elements, doc: names of elements that no other definition of the same thing has}
- {name: standing, doc: "asserted where a document gives it as its own, reported where it is another's"}
- {name: objections, doc: "list of maps: voice, stance, document, paraphrase; who disputes or qualifies it"}
- {name: documents, doc: where it stands}
*/
MATCH (d:Definition)-[:OF]->(p)
WHERE $of = '' OR p.key = $of
RETURN p.name AS defines, p.key AS defines_key, d.key AS definition, d.name AS name,
  COLLECT { MATCH (d)-[:BY_SOURCE]->(s) RETURN DISTINCT coalesce(s.short, s.name) AS name ORDER BY name } AS sources, d.since AS since, d.gist AS gist,
  COLLECT { MATCH (d)-[:HAS_ELEMENT {kind: 'act'}]->(x) RETURN x.name ORDER BY x.name } AS acts,
  COLLECT { MATCH (d)-[:HAS_ELEMENT {kind: 'means'}]->(x) RETURN x.name ORDER BY x.name } AS means,
  COLLECT { MATCH (d)-[:HAS_ELEMENT {kind: 'process'}]->(x) RETURN x.name ORDER BY x.name } AS processes,
  COLLECT { MATCH (d)-[:HAS_ELEMENT {kind: 'purpose'}]->(x) RETURN x.name ORDER BY x.name } AS purposes,
  COLLECT { MATCH (d)-[:HAS_ELEMENT]->(x) RETURN DISTINCT x.key AS key ORDER BY key } AS element_keys,
  COLLECT { MATCH (d)-[:HAS_ELEMENT]->(x) WHERE NOT EXISTS { (p)<-[:OF]-(other:Definition)-[:HAS_ELEMENT]->(x) WHERE other <> d }
    RETURN x.name ORDER BY x.name } AS own_elements, d.standing AS standing,
  COLLECT { MATCH (d)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(:Passage)-[:IN]->(w:Document) WHERE e.stance IN ['disputes', 'qualifies']
    RETURN {voice: coalesce(v.short, v.name), stance: e.stance, document: w.short, paraphrase: e.paraphrase} ORDER BY e.key } AS objections,
  COLLECT { MATCH (w:Document) WHERE w.key IN d.documents RETURN w.short ORDER BY w.short } AS documents
ORDER BY defines, definition

// denominator
MATCH (d:Definition) RETURN count(d) AS count
