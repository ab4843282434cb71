/*
title: Routes through a place
question: Which routes pass this place, or one inside it, on their way; what else do they pass, and for which routes were they given up or taken?
category: routes
parameters:
- {name: place, type: text, default: "", example: "place:libya", labels: [Place], doc: "key of a place or region; empty for every route, also those whose places between the ends no text gives"}
breaks when: {property: role}
of: routes in the graph
columns:
- {name: route, doc: name of the route}
- {name: route_key, doc: its key}
- {name: given, doc: "how much of the way the text gives: name, ends or stops"}
- {name: passes, doc: "list of maps: place, place_key, claim; the place asked for, or places inside it by PART_OF or by the region's list of countries"}
- {name: stops, doc: "list of maps in order: place, place_key, role (origin, transit, destination), order, means, standing, voices, claim; what is between is unknown"}
- {name: displaced_by, doc: "routes given up for this one, as maps: route, route_key, standing, claim"}
- {name: displaced_to, doc: "routes that this one was given up for, as maps: route, route_key, standing, claim"}
- {name: documents, doc: the documents that give the stops}
*/
MATCH (route:Route)
WITH route, COLLECT {
  MATCH (route)<-[:SUBJECT]-(c:Claim {type: 'PASSES', role: 'transit'})-[:OBJECT]->(stop:Place)
  OPTIONAL MATCH (asked:Place {key: $place})
  WITH c, stop, asked
  WHERE $place = '' OR stop = asked OR EXISTS { (stop)-[:PART_OF*1..3]->(asked) }
    OR stop.iso IN asked.countries OR (size(stop.countries) > 0 AND all(country IN stop.countries WHERE country IN asked.countries))
  RETURN {place: stop.name, place_key: stop.key, claim: c.key} ORDER BY stop.name
} AS passes
WHERE $place = '' OR size(passes) > 0
RETURN route.name AS route, route.key AS route_key, route.given AS given, passes,
  COLLECT {
    MATCH (route)<-[:SUBJECT]-(c:Claim {type: 'PASSES'})-[:OBJECT]->(stop:Place)
    RETURN {place: stop.name, place_key: stop.key, role: c.role, order: c.order, means: c.means, standing: c.standing, claim: c.key,
      voices: COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice }}
    ORDER BY coalesce(c.order, 0), CASE c.role WHEN 'origin' THEN 0 WHEN 'transit' THEN 1 ELSE 2 END, stop.name
  } AS stops,
  COLLECT { MATCH (route)<-[:OBJECT]-(c:Claim {type: 'DISPLACES_TO'})-[:SUBJECT]->(other)
    RETURN {route: other.name, route_key: other.key, standing: c.standing, claim: c.key} ORDER BY other.name } AS displaced_by,
  COLLECT { MATCH (route)<-[:SUBJECT]-(c:Claim {type: 'DISPLACES_TO'})-[:OBJECT]->(other)
    RETURN {route: other.name, route_key: other.key, standing: c.standing, claim: c.key} ORDER BY other.name } AS displaced_to,
  COLLECT { MATCH (route)<-[:SUBJECT]-(c:Claim {type: 'PASSES'}), (d:Document) WHERE d.key IN c.documents RETURN DISTINCT d.short AS document ORDER BY document } AS documents
ORDER BY route

// denominator
MATCH (route:Route)
RETURN count(route) AS count
