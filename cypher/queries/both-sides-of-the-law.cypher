/*
title: Both sides of the law
question: Which kinds of actors stand on which side of the business, which on both, and what do they do on each?
category: actors
parameters:
- {name: side, type: text, default: "", example: "both", values: [legitimate, illegitimate, both, unknown], doc: side on which the documents show the actor; empty for all}
breaks when: {property: side}
of: kinds of actors in the graph
columns:
- {name: side, doc: "legitimate, illegitimate, both or unknown: as the documents show the kind of actor"}
- {name: actor, doc: name of the kind of actor}
- {name: actor_key, doc: its key}
- {name: legitimate, doc: "what it does on the legitimate side, as maps: does (type of the claim, and the role of the actor where it is not the subject), what, text, mode, polarity, standing, claim. The side of a deed is our reckoning from the graph: illegitimate where the actor is only on that side, where the deed is a crime or exploits someone, or is done with an actor who is only on that side; else legitimate where the actor is only on that one, the deed is done under a programme or a law, as legitimate actors do it too, or in cooperation with one"}
- {name: illegitimate, doc: "what it does on the illegitimate side, as maps of the same form"}
- {name: undecided, doc: "what it does, where the graph does not tell on which side, as maps of the same form"}
*/
MATCH (actor:ActorType)
WHERE $side = '' AND actor.side IS NOT NULL OR actor.side = $side
OPTIONAL MATCH (actor)<-[role:SUBJECT|OBJECT|BY]-(c:Claim)
WHERE type(role) = 'SUBJECT' AND c.type IN ['PERFORMS', 'USES', 'PAYS', 'GAINS', 'CONTROLS', 'COOPERATES_WITH', 'COMPETES_WITH']
  OR type(role) = 'OBJECT' AND c.type IN ['PAYS', 'COOPERATES_WITH', 'USES'] OR type(role) = 'BY' AND c.type IN ['PERFORMS', 'USES', 'BEARS']
OPTIONAL MATCH (c)-[:SUBJECT|OBJECT]->(other) WHERE other <> actor AND (type(role) <> 'BY' OR EXISTS { (c)-[:OBJECT]->(other) })
WITH actor, type(role) AS role, c, other,
  actor.side = 'illegitimate' OR other:ActorType AND other.side = 'illegitimate' OR other:Exploitation
    OR EXISTS { (other)-[:SUBTYPE_OF*0..3]->(crime:Process) WHERE crime.key IN ['process:crime', 'process:corruption'] } AS illegitimate,
  actor.side = 'legitimate' OR c.type = 'COOPERATES_WITH' AND other.side = 'legitimate' OR c.type = 'PERFORMS'
    AND (EXISTS { (c)-[:UNDER|THROUGH]->(:Programme|Instrument) } OR EXISTS { (other)<-[:OBJECT]-(:Claim {type: 'PERFORMS'})-[:SUBJECT]->({side: 'legitimate'}) }) AS legitimate
WITH actor, CASE WHEN illegitimate AND c.polarity = 'positive' THEN 'illegitimate' WHEN legitimate THEN 'legitimate' ELSE 'undecided' END AS on,
  CASE WHEN c IS NULL THEN null ELSE {does: CASE role WHEN 'SUBJECT' THEN c.type ELSE c.type + ' (as ' + toLower(role) + ')' END, what: coalesce(other.name, actor.name),
    text: c.text, mode: c.mode, polarity: c.polarity, standing: c.standing, claim: c.key} END AS deed
ORDER BY deed.does, deed.what, deed.claim
WITH actor, collect({on: on, deed: deed}) AS deeds
RETURN actor.side AS side, actor.name AS actor, actor.key AS actor_key,
  [d IN deeds WHERE d.on = 'legitimate' AND d.deed IS NOT NULL | d.deed] AS legitimate,
  [d IN deeds WHERE d.on = 'illegitimate' AND d.deed IS NOT NULL | d.deed] AS illegitimate,
  [d IN deeds WHERE d.on = 'undecided' AND d.deed IS NOT NULL | d.deed] AS undecided
ORDER BY side, actor, actor_key

// denominator
MATCH (actor:ActorType)
RETURN count(actor) AS count
