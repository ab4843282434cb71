/*
title: Routes through a place
question: Which routes begin at, pass or lead to this place, and in which order do they pass places?
category: routes
parameters:
- {name: place, type: text, default: "", example: "place:libya", doc: key of a place; empty for all routes}
breaks when: {relationship: BEARS_ON, rows: change}
columns:
- {name: route, doc: name of the route}
- {name: route_key, doc: its key}
- {name: given, doc: "how much of the way the text gives: name, ends or stops"}
- {name: stops, doc: "list of maps: place, role, order, means, standing, claim; what is between is unknown"}
- {name: displaced_by, doc: routes given up for this one}
- {name: displaced_to, doc: routes that this one was given up for}
*/
MATCH (route:Route)
WHERE $place = '' OR EXISTS { (route)<-[:SUBJECT]-(:Claim {type: 'PASSES'})-[:OBJECT]->({key: $place}) }
  OR EXISTS { (route)<-[:SUBJECT|OBJECT]-(:Claim)-[:IN]->({key: $place}) }
OPTIONAL MATCH (route)<-[:SUBJECT]-(passes:Claim {type: 'PASSES'})-[:OBJECT]->(place:Place)
WITH route, passes, place
ORDER BY coalesce(passes.order, CASE passes.role WHEN 'origin' THEN 0 WHEN 'transit' THEN 50 ELSE 99 END), place.name
WITH route, collect(CASE WHEN place IS NULL THEN null ELSE {place: place.name, role: passes.role, order: passes.order, means: passes.means, standing: passes.standing, claim: passes.key} END) AS stops
RETURN route.name AS route, route.key AS route_key, route.given AS given, stops,
  [(other:Route)-[:DISPLACES_TO]->(route) | other.name] AS displaced_by,
  [(route)-[:DISPLACES_TO]->(other:Route) | other.name] AS displaced_to
ORDER BY route
