/*
title: Claims in dispute, with every voice
question: On what do the voices disagree, who stands where, how sure are they, and in which passage?
category: disagreement
parameters:
- {name: about, type: text, default: "", example: "process:trafficking", labels: [Any], doc: key of a node that the claim has as an end; empty for all}
breaks when: {property: stance}
of: claims and definitions with this end
columns:
- {name: claim, doc: key of the claim or definition}
- {name: text, doc: "the statement, or what the definition says"}
- {name: standing, doc: "disputed, or reported where no document asserts it itself"}
- {name: for, doc: known voices for it}
- {name: against, doc: known voices against it}
- {name: qualified, doc: known voices that qualify it}
- {name: unknown, doc: lines of evidence whose voice nobody names}
- {name: voices, doc: "list of maps: voice, voice_key, stance, hedge, document, at, paraphrase"}
- {name: contradicts, doc: keys of claims that cannot be true together with it}
- {name: documents, doc: where it is spoken of}
*/
MATCH (c:Claim|Definition)
WHERE EXISTS { (c)<-[:BEARS_ON]-(e:Evidence) WHERE e.stance IN ['disputes', 'qualifies'] } AND ($about = '' OR EXISTS { (c)-->({key: $about}) })
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WITH c, e, v, p, d ORDER BY e.stance, v.name, d.key, p.paragraph, p.sentence
WITH c, collect({voice: coalesce(v.short, v.name), voice_key: v.key, stance: e.stance, hedge: e.hedge, document: d.short,
  at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), paraphrase: e.paraphrase}) AS voices
RETURN c.key AS claim, coalesce(c.text, c.gist) AS text, c.standing AS standing, c.for AS for, c.against AS against, c.qualified AS qualified, c.unknown AS unknown, voices,
  COLLECT { MATCH (c)-[:CONTRADICTS]-(other:Claim) RETURN DISTINCT other.key AS key ORDER BY key } AS contradicts,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents
ORDER BY claim

// graph
MATCH (c:Claim|Definition)
WHERE EXISTS { (c)<-[:BEARS_ON]-(e:Evidence) WHERE e.stance IN ['disputes', 'qualifies'] } AND ($about = '' OR EXISTS { (c)-->({key: $about}) })
RETURN c.key AS claim, COLLECT { MATCH (c)-[:CONTRADICTS]-(other:Claim) RETURN other.key ORDER BY other.key } AS contradicts
ORDER BY claim

// denominator
MATCH (c:Claim|Definition) WHERE $about = '' OR EXISTS { (c)-->({key: $about}) } RETURN count(c) AS count
