/*
title: Find nodes by name
question: Which nodes have these words in their name, another name or key?
category: about
parameters:
- {name: text, type: text, example: broker, doc: words or a part of one}
columns:
- {name: key, doc: of the node}
- {name: label, doc: of the node}
- {name: name, doc: of the node}
- {name: claims, doc: how many claims have it as an end}
*/
MATCH (n)
WHERE n.key IS NOT NULL AND NOT (n:Evidence OR n:Passage OR n:Release)
  AND (toLower(n.name) CONTAINS toLower($text) OR n.key CONTAINS toLower($text) OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS toLower($text)))
RETURN n.key AS key, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label, n.name AS name,
  COUNT { (n)<--(:Claim) } AS claims
ORDER BY claims DESC, key
LIMIT 100
