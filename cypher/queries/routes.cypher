/*
title: Routes, where they begin, pass and end
question: Which routes do the documents name, from where, through where and to where do they lead, and how much of the way is given?
category: routes
parameters:
- {name: place, type: text, default: "", example: "place:europe", labels: [Place], doc: "only routes with this place, or one that is part of it, on them; empty for all"}
- {name: skip, type: integer, default: 0, example: 0, min: 0, max: 1073741824, doc: how many to leave out at the beginning}
- {name: limit, type: integer, default: 100, example: 100, min: 1, max: 1073741824, doc: how many at most}
breaks when: {relationship: SUBJECT}
columns:
- {name: route, doc: name of the route}
- {name: key, doc: its key}
- {name: given, doc: "how much of the way the text gives: name, ends or stops; what is between is unknown"}
- {name: origins, doc: "list of maps: place, place_key, standing, claim; where it begins"}
- {name: transits, doc: "the same; what it passes, in the order that the text gives, or else by name"}
- {name: destinations, doc: "the same; where it leads"}
- {name: statements, doc: how many claims have it as an end}
- {name: documents, doc: authors and years of the documents that these claims stand in}
of: routes that match
*/
MATCH (route:Route)
WHERE $place = '' OR EXISTS { (route)<-[:SUBJECT]-(:Claim {type: 'PASSES'})-[:OBJECT]->(:Place)-[:PART_OF*0..3]->(:Place {key: $place}) }
OPTIONAL MATCH (route)<-[:SUBJECT]-(c:Claim {type: 'PASSES', polarity: 'positive', mode: 'is'})-[:OBJECT]->(place:Place)
WITH route, c, place ORDER BY c.order, place.name, c.key
WITH route, collect(CASE WHEN c IS NULL THEN null ELSE {role: c.role, stop: {place: place.name, place_key: place.key, standing: c.standing, claim: c.key}} END) AS stops
OPTIONAL MATCH (said:Claim)-->(route)
WITH route, stops, collect(DISTINCT said) AS claims
OPTIONAL MATCH (d:Document) WHERE any(said IN claims WHERE d.key IN said.documents)
WITH route, stops, claims, d ORDER BY d.key
RETURN route.name AS route, route.key AS key, route.given AS given,
  [s IN stops WHERE s.role = 'origin' | s.stop] AS origins, [s IN stops WHERE s.role = 'transit' | s.stop] AS transits,
  [s IN stops WHERE s.role = 'destination' | s.stop] AS destinations, size(claims) AS statements, collect(d.short) AS documents
ORDER BY route, key
SKIP $skip LIMIT $limit
// denominator
MATCH (route:Route)
WHERE $place = '' OR EXISTS { (route)<-[:SUBJECT]-(:Claim {type: 'PASSES'})-[:OBJECT]->(:Place)-[:PART_OF*0..3]->(:Place {key: $place}) }
RETURN count(route) AS count
