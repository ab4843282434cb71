/*
title: a claim, figure, definition or event has no evidence
question: Which loaded statements rest on no passage?
category: check
columns:
- {name: key, doc: of the statement}
*/
MATCH (c)
WHERE (c:Claim OR c:Statistic OR c:Definition OR c:Event) AND c.release IS NOT NULL AND c.retired IS NULL
  AND NOT EXISTS { (c)<-[:BEARS_ON]-(:Evidence)-[:CITES]->(:Passage)-[:IN]->(:Document) }
RETURN c.key AS key
ORDER BY key
