/*
title: Find nodes by name
question: Which nodes have words that begin like these in their name, another name or key?
category: graph
parameters:
- {name: text, type: text, example: broker, doc: words or their beginnings; all must be found}
breaks when: {property: key}
columns:
- {name: key, doc: of the node}
- {name: label, doc: of the node}
- {name: name, doc: of the node}
- {name: claims, doc: how many claims have it as an end}
*/
MATCH (n)
WHERE n.key IS NOT NULL AND NOT (n:Evidence OR n:Passage OR n:Release)
WITH n, ' ' + toLower(replace(reduce(names = n.name, alias IN coalesce(n.aliases, []) | names + ' ' + alias), '-', ' ')) + ' ' + replace(replace(n.key, '-', ' '), ':', ' ') AS names
WHERE all(word IN [w IN split(toLower(replace(trim($text), '-', ' ')), ' ') WHERE w <> ''] WHERE names CONTAINS ' ' + word)
RETURN n.key AS key, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label, n.name AS name,
  COUNT { (n)<--(:Claim) } AS claims
ORDER BY claims DESC, key
LIMIT 100
