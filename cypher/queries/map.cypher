/*
title: Routes on the map
question: Which places does each route begin in, pass and lead to, where do they lie, and who says so?
category: routes
breaks when: {relationship: SUBJECT, rows: change}
columns:
- {name: route, doc: name of the route}
- {name: route_key, doc: its key}
- {name: given, doc: "how much of the way the text gives: name, ends or stops; what is between is unknown"}
- {name: role, doc: "origin, transit or destination; null where no place of the route is given"}
- {name: order, doc: "place in the sequence, where the text gives one"}
- {name: place, doc: name of the place}
- {name: place_key, doc: its key}
- {name: kind, doc: what sort of place}
- {name: latitude, doc: "of a point in the place; null where the document gives no bounds"}
- {name: longitude, doc: the same}
- {name: iso, doc: ISO 3166 code of the place}
- {name: countries, doc: ISO 3166 codes of the countries of a region}
- {name: bounds, doc: who drew the region's list of countries}
- {name: means, doc: "land, sea, air or unknown"}
- {name: from, doc: "when the statement begins to hold, as the text gives it"}
- {name: to, doc: when it ceases to hold}
- {name: text, doc: the statement}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (route:Route)
OPTIONAL MATCH (route)<-[:SUBJECT]-(c:Claim {type: 'PASSES', polarity: 'positive', mode: 'is'})-[:OBJECT]->(place:Place)
RETURN route.name AS route, route.key AS route_key, route.given AS given, c.role AS role, c.order AS order,
  place.name AS place, place.key AS place_key, place.kind AS kind, place.latitude AS latitude, place.longitude AS longitude,
  place.iso AS iso, place.countries AS countries, place.bounds AS bounds, c.means AS means, c.from AS from, c.to AS to, c.text AS text, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY route, route_key, coalesce(order, 0), CASE role WHEN 'origin' THEN 0 WHEN 'transit' THEN 1 ELSE 2 END, place, claim
