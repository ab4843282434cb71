// group-by over all PAYS
MATCH (:Actor)-[p:PAYS]->(:Actor)
RETURN p.year AS y, count(*) AS n, sum(p.amount) AS s
ORDER BY y
