/*
title: a standing or a count of voices differs from the recount of the evidence
question: Are the numbers on statements those of their evidence?
category: check
columns:
- {name: key, doc: of the statement}
- {name: recount, doc: "for, against, qualified, standing by the evidence"}
- {name: recorded, doc: the same as loaded}
*/
MATCH (c)<-[bears:BEARS_ON]-(e:Evidence)-[voices:VOICES]->(v), (e)-[cites:CITES]->(:Passage)-[:IN]->(d:Document)
WHERE c.release IS NOT NULL AND bears.release IS NOT NULL AND voices.release IS NOT NULL AND cites.release IS NOT NULL
WITH c, e, v, d, coalesce(v.speaks_for, v.key) AS voice
WITH c,
  collect(DISTINCT CASE WHEN e.stance IN ['asserts', 'recommends'] AND voice <> 'holder:unknown' THEN voice END) AS pro,
  collect(DISTINCT CASE WHEN e.stance = 'disputes' AND voice <> 'holder:unknown' THEN voice END) AS con,
  collect(DISTINCT CASE WHEN e.stance = 'qualifies' AND voice <> 'holder:unknown' THEN voice END) AS but,
  sum(CASE WHEN e.stance IN ['disputes', 'qualifies'] THEN 1 ELSE 0 END) AS contested,
  sum(CASE WHEN v:Document AND e.hedge <> 'hearsay' AND e.stance IN ['asserts', 'recommends'] THEN 1 ELSE 0 END) AS own
WITH c, size(pro) AS pro, size(con) AS con, size(but) AS but,
  CASE WHEN own = 0 THEN 'reported' WHEN contested > 0 THEN 'disputed' ELSE 'asserted' END AS standing
WHERE c.for <> pro OR c.against <> con OR c.qualified <> but OR c.standing <> standing
RETURN c.key AS key, [pro, con, but, standing] AS recount, [c.for, c.against, c.qualified, c.standing] AS recorded
ORDER BY key
