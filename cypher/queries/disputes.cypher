/*
title: Claims in dispute, with every voice
question: On what do the voices disagree, who stands where, how sure are they, and in which passage?
category: disagreement
parameters:
- {name: about, type: text, default: "", example: "process:trafficking", doc: key of a node that the claim has as an end; empty for all}
breaks when: {relationship: BEARS_ON}
columns:
- {name: claim, doc: key of the claim}
- {name: text, doc: the statement}
- {name: standing, doc: disputed or reported}
- {name: for, doc: known voices for it}
- {name: against, doc: known voices against it}
- {name: qualified, doc: known voices that qualify it}
- {name: voices, doc: "list of maps: voice, stance, hedge, document, at, paraphrase"}
*/
MATCH (c:Claim)
WHERE EXISTS { (c)<-[:BEARS_ON]-(e:Evidence) WHERE e.stance IN ['disputes', 'qualifies'] } AND ($about = '' OR EXISTS { (c)-->({key: $about}) })
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WITH c, e, v, p, d ORDER BY e.stance, v.name, d.key, p.paragraph, p.sentence
RETURN c.key AS claim, c.text AS text, c.standing AS standing, c.for AS for, c.against AS against, c.qualified AS qualified,
  collect({voice: v.name, stance: e.stance, hedge: e.hedge, document: d.key,
    at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), paraphrase: e.paraphrase}) AS voices
ORDER BY claim
