// label scan + range filter + sum
MATCH (e:Event)
WHERE e.year >= $y0 AND e.year <= $y1 AND e.amount > $amt
RETURN count(e) AS n, sum(e.amount) AS s
