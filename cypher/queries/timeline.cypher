/*
title: A timeline of events, agreements, route changes and figures
question: What happened when, which agreements date from when, when did routes change, and of when are the figures?
category: figures and events
parameters:
- {name: lane, type: text, default: "", example: route change, values: [event, agreement, route change, figure], doc: "only these; empty for all"}
breaks when: {relationship: BEARS_ON, rows: change}
columns:
- {name: lane, doc: "event; agreement: laws, treaties, programmes, and events of agreement; route change: statements that routes are taken, given up or changed; figure"}
- {name: name, doc: "of the event, agreement or figure; the statement of a change"}
- {name: key, doc: its key}
- {name: kind, doc: "of event, law or treaty; type of the statement"}
- {name: from, doc: "when it began, or of when it is, as the text gives it; null or unknown where it gives nothing"}
- {name: to, doc: when it ended}
- {name: begin, doc: "first year that these words can mean; null where they name none"}
- {name: end, doc: last year that these words can mean}
- {name: places, doc: "where, as maps: place, place_key, latitude, longitude"}
- {name: routes, doc: "which routes it is of, as maps: route, route_key"}
- {name: causes, doc: "because of what, as maps: name, key"}
- {name: standing, doc: "asserted, disputed or reported; null for laws, treaties and programmes"}
- {name: voices, doc: who tells of it}
- {name: documents, doc: where it is told}
*/
CALL {
  MATCH (e:Event)
  RETURN CASE e.kind WHEN 'agreement' THEN 'agreement' ELSE 'event' END AS lane, e.name AS name, e AS item, e.kind AS kind, e.from AS from, e.to AS to
  UNION ALL
  MATCH (i:Instrument|Programme)
  RETURN 'agreement' AS lane, i.name AS name, i AS item, coalesce(i.kind, 'programme') AS kind, i.since AS from, null AS to
  UNION ALL
  MATCH (c:Claim)
  WHERE c.type = 'DISPLACES_TO' AND EXISTS { (c)-[:SUBJECT|OBJECT]->(:Route) }
    OR c.type = 'PASSES' AND c.from IS NOT NULL
    OR EXISTS { (c)-[:OBJECT]->()-[:SUBTYPE_OF*0..1]->(:Task {key: 'task:change-routes'}) }
    OR c.type IN ['PERFORMS', 'USES', 'ABOUT'] AND EXISTS { (c)-[:SUBJECT|OBJECT|ABOUT]->(:Route) } AND EXISTS { (c)-[:BECAUSE_OF]->() }
  RETURN 'route change' AS lane, c.text AS name, c AS item, c.type AS kind, c.from AS from, c.to AS to
  UNION ALL
  MATCH (s:Statistic)
  RETURN 'figure' AS lane, s.name AS name, s AS item, 'figure' AS kind, coalesce(s.as_of, s.from) AS from, coalesce(s.to, s.as_of) AS to
}
WITH lane, name, item, kind, from, to WHERE $lane IN ['', lane]
// See events on the years; a decade lasts until its ninth.
WITH lane, name, item, kind, from, to,
  head([i IN range(0, size(coalesce(from, '')) - 4) WHERE substring(from, i, 4) =~ '[0-9]{4}' | toInteger(substring(from, i, 4)) + CASE WHEN from STARTS WITH 'late' THEN 7 ELSE 0 END]) AS begin,
  head([text IN [to, from] WHERE text =~ '.*[0-9]{4}.*' | head([i IN range(0, size(text) - 4) WHERE substring(text, i, 4) =~ '[0-9]{4}' | toInteger(substring(text, i, 4)) + CASE WHEN text ENDS WITH '0s' THEN 9 ELSE 0 END])]) AS end
RETURN lane, name, item.key AS key, kind, from, to, begin, end,
  COLLECT { MATCH (item)-[:IN|OBJECT|ABOUT]->(p:Place) RETURN DISTINCT {place: p.name, place_key: p.key, latitude: p.latitude, longitude: p.longitude} AS place ORDER BY place.place } AS places,
  COLLECT { MATCH (item)-[:IN|SUBJECT|OBJECT|ABOUT]->(r:Route) RETURN DISTINCT {route: r.name, route_key: r.key} AS route ORDER BY route.route } AS routes,
  COLLECT { MATCH (item)-[:BECAUSE_OF]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS causes, item.standing AS standing,
  COLLECT { MATCH (item)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN item.documents RETURN d.short AS document ORDER BY document } AS documents
ORDER BY CASE lane WHEN 'event' THEN 0 WHEN 'agreement' THEN 1 WHEN 'route change' THEN 2 ELSE 3 END, begin, from, key
