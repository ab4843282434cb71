/*
title: The evidence for a relationship
question: Which statements lead from this node to that one, who says each of them, with which stance, and in which passage?
category: evidence
parameters:
- {name: from, type: text, example: "process:smuggling", labels: [Any], doc: key of the node that the relationship leaves}
- {name: to, type: text, example: "process:trafficking", labels: [Any], doc: key of the node that it leads to}
- {name: type, type: text, default: "", example: DIFFERS, doc: type of the relationship; empty for all}
breaks when: {relationship: OBJECT}
columns:
- {name: claim, doc: "key of the claim; of a figure, definition or event where the relationship leaves one"}
- {name: type, doc: of the relationship}
- {name: text, doc: the statement}
- {name: standing, doc: "asserted, disputed or reported; a relationship that is only our frame has no evidence"}
- {name: polarity, doc: "negative: the statement is that it is not so"}
- {name: mode, doc: "is, ought, will or would; null for a lever and its target"}
- {name: voice, doc: who says it}
- {name: voice_key, doc: its key}
- {name: stance, doc: what the voice does with the statement}
- {name: hedge, doc: how sure the text is}
- {name: document, doc: author and year}
- {name: at, doc: paragraph and sentence}
- {name: passage, doc: key of the passage}
- {name: paraphrase, doc: what the passage says in our words}
of: lines of evidence for anything that leads from the one to the other
*/
MATCH (c)-[end]->({key: $to})
WHERE c.key = $from AND coalesce(end.release, end.layer) IS NOT NULL AND end.claim IS NULL OR type(end) = 'OBJECT' AND EXISTS { (c)-[:SUBJECT]->({key: $from}) }
WITH c, CASE WHEN c.key = $from THEN type(end) ELSE c.type END AS type
WHERE $type IN ['', type]
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
RETURN c.key AS claim, type, coalesce(c.text, c.gist, c.measures, c.name) AS text, c.standing AS standing, c.polarity AS polarity, c.mode AS mode,
  coalesce(v.short, v.name) AS voice, v.key AS voice_key, e.stance AS stance, e.hedge AS hedge,
  d.short AS document, 'p' + toString(p.paragraph) + 's' + toString(p.sentence) AS at, p.key AS passage, e.paraphrase AS paraphrase
ORDER BY type, claim, d.key, p.paragraph, p.sentence, voice_key

// denominator
MATCH (c)-[end]->({key: $to})
WHERE c.key = $from AND coalesce(end.release, end.layer) IS NOT NULL AND end.claim IS NULL OR type(end) = 'OBJECT' AND EXISTS { (c)-[:SUBJECT]->({key: $from}) }
MATCH (c)<-[:BEARS_ON]-(e:Evidence)
RETURN count(DISTINCT e) AS count
