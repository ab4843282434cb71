/*
title: Routes from a place
question: Which routes begin at this place or inside it, and where do they lead?
category: routes
parameters:
- {name: place, type: text, default: "", example: "place:cuba", labels: [Place], doc: "key of a place or region, with the places inside it; empty for all"}
breaks when: {property: role}
of: statements of where a route begins
columns:
- {name: place, doc: "the place asked for, or one inside it by PART_OF or by the region's list of countries"}
- {name: place_key, doc: its key}
- {name: route, doc: name of the route}
- {name: route_key, doc: its key}
- {name: given, doc: "how much of the way the text gives: name, ends or stops"}
- {name: onward, doc: "what else the route passes and where it leads, as maps: place, place_key, role, order, standing, claim; what is between is unknown"}
- {name: means, doc: "land, sea, air or unknown"}
- {name: text, doc: the statement}
- {name: period, doc: "from and to, where the text gives them"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (route:Route)<-[:SUBJECT]-(c:Claim {type: 'PASSES', role: 'origin'})-[:OBJECT]->(place:Place)
OPTIONAL MATCH (asked:Place {key: $place})
WITH route, c, place, asked
WHERE $place = '' OR place = asked OR EXISTS { (place)-[:PART_OF*1..3]->(asked) }
  OR place.iso IN asked.countries OR (size(place.countries) > 0 AND all(country IN place.countries WHERE country IN asked.countries))
RETURN place.name AS place, place.key AS place_key, route.name AS route, route.key AS route_key, route.given AS given,
  COLLECT {
    MATCH (route)<-[:SUBJECT]-(on:Claim {type: 'PASSES'})-[:OBJECT]->(stop:Place) WHERE on.role <> 'origin'
    RETURN {place: stop.name, place_key: stop.key, role: on.role, order: on.order, standing: on.standing, claim: on.key}
    ORDER BY coalesce(on.order, 0), CASE on.role WHEN 'origin' THEN 0 WHEN 'transit' THEN 1 ELSE 2 END, stop.name
  } AS onward,
  c.means AS means, c.text AS text, c {.from, .to} AS period, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY place, route, claim

// denominator
MATCH (c:Claim {type: 'PASSES', role: 'origin'})
RETURN count(c) AS count
