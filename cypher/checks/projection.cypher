/*
title: the relationship of a claim is missing, differs from it, or should not be there
question: Are the plain relationships exactly those of the claims that project?
category: check
columns:
- {name: key, doc: of the claim}
- {name: fault, doc: what is wrong}
*/
MATCH (c:Claim)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o)
WHERE c.release IS NOT NULL AND c.retired IS NULL
OPTIONAL MATCH (s)-[r {claim: c.key}]->(o) WHERE r.release IS NOT NULL
WITH c, r, c.polarity = 'positive' AND coalesce(c.mode, 'is') = 'is' AND c.standing <> 'reported' AS projects
WITH c, CASE
    WHEN projects AND r IS NULL THEN 'missing'
    WHEN NOT projects AND r IS NOT NULL THEN 'should not be there'
    WHEN r IS NOT NULL AND (type(r) <> c.type OR r.standing <> c.standing OR r.for <> c.for OR r.against <> c.against
      OR r.documents <> c.documents OR r.evidence <> c.evidence) THEN 'differs'
  END AS fault
WHERE fault IS NOT NULL
RETURN c.key AS key, fault
ORDER BY key
