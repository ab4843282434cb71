// The words of the language: those that it keeps for itself, and its functions.

export const keywords = [
  "MATCH", "OPTIONAL", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER", "BY", "SKIP", "LIMIT", "AS", "DISTINCT", "AND", "OR", "XOR", "NOT", "IN", "IS", "NULL",
  "TRUE", "FALSE", "STARTS", "ENDS", "CONTAINS", "CASE", "WHEN", "THEN", "ELSE", "END", "ASC", "ASCENDING", "DESC", "DESCENDING", "UNION", "ALL", "ANY",
  "NONE", "SINGLE", "EXISTS", "COUNT", "COLLECT", "CALL", "YIELD", "EXPLAIN", "PROFILE", "SHORTEST", "USING", "INDEX", "CREATE", "MERGE", "SET", "DELETE",
  "DETACH", "REMOVE", "FOREACH", "LOAD", "CSV", "FROM", "ON",
];

/** Keywords that only write: they are coloured, but nobody is offered them where only reads are taken. */
const writing = new Set(["CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "LOAD", "CSV", "FROM", "ON", "USING", "INDEX"]);

/** What is offered beside names and functions; the last three look like functions, and are not. */
export const offered = [...keywords.filter((word) => !writing.has(word)), "ORDER BY", "OPTIONAL MATCH", "STARTS WITH", "ENDS WITH", "IS NOT NULL", "shortestPath", "allShortestPaths", "reduce"];

/** What a type of relationship joins. */
export const joins = (doc: string, from: string, to: string): string => `${doc}. From ${from} to ${to}.`;

export interface Word { name: string; takes: string; doc: string }

/** Functions by what they take and give; a test asks the database whether it knows each. */
export const functions: Word[] = [
  ["count", "(value)", "how many values are not null; count(*) counts rows"],
  ["collect", "(value)", "a list of the values of a group"],
  ["sum", "(number)", "of a group"],
  ["avg", "(number)", "the mean of a group"],
  ["min", "(value)", "the least of a group"],
  ["max", "(value)", "the greatest of a group"],
  ["stDev", "(number)", "standard deviation of a sample"],
  ["stDevP", "(number)", "standard deviation of all"],
  ["percentileCont", "(number, share)", "percentile, between values"],
  ["percentileDisc", "(number, share)", "percentile, one of the values"],
  ["labels", "(node)", "the labels of a node"],
  ["type", "(relationship)", "the type of a relationship"],
  ["properties", "(node or relationship)", "all properties as a map"],
  ["keys", "(node, relationship or map)", "names of the properties"],
  ["elementId", "(node or relationship)", "the database's own name for it"],
  ["startNode", "(relationship)", "where it begins"],
  ["endNode", "(relationship)", "where it ends"],
  ["nodes", "(path)", "the nodes of a path"],
  ["relationships", "(path)", "the relationships of a path"],
  ["length", "(path)", "how many relationships a path has"],
  ["size", "(list or text)", "how many items or characters"],
  ["head", "(list)", "the first item"],
  ["last", "(list)", "the last item"],
  ["tail", "(list)", "all but the first item"],
  ["range", "(from, to, step)", "whole numbers, both ends among them"],
  ["reverse", "(list or text)", "the other way round"],
  ["coalesce", "(value, …)", "the first that is not null"],
  ["exists", "(pattern)", "whether there is such a thing"],
  ["toLower", "(text)", "in small letters"],
  ["toUpper", "(text)", "in capitals"],
  ["trim", "(text)", "without space at its ends"],
  ["split", "(text, at)", "a list of its parts"],
  ["replace", "(text, what, by)", "another in the place of each"],
  ["substring", "(text, from, length)", "a part; the first character is 0"],
  ["left", "(text, n)", "its first characters"],
  ["right", "(text, n)", "its last characters"],
  ["toString", "(value)", "as text"],
  ["toInteger", "(value)", "as a whole number; null where it is none"],
  ["toFloat", "(value)", "as a number; null where it is none"],
  ["toBoolean", "(value)", "as true or false; null where it is neither"],
  ["abs", "(number)", "without its sign"],
  ["round", "(number, digits)", "to the nearest"],
  ["ceil", "(number)", "up to a whole number"],
  ["floor", "(number)", "down to a whole number"],
  ["sqrt", "(number)", "square root"],
  ["sign", "(number)", "-1, 0 or 1"],
  ["date", "(text or map)", "a day"],
  ["datetime", "(text or map)", "a moment, with its zone"],
  ["duration", "(text or map)", "a span of time"],
  ["point", "(map)", "a place by its coordinates"],
].map(([name = "", takes = "", doc = ""]) => ({ name, takes, doc }));

/** Properties that nodes of every label may have. */
export const ofNodes: Word[] = [
  ["key", "text", "names it for good, such as actor:broker"],
  ["name", "text", "how it is called"],
  ["aliases", "list of text", "other names"],
  ["note", "text", "our remark"],
].map(([name = "", takes = "", doc = ""]) => ({ name, takes, doc }));

/** Properties of the relationships that stand for claims. */
export const ofRelationships: Word[] = [
  ["standing", "text", "asserted, disputed, reported or frame"],
  ["claim", "text", "key of the claim that it stands for"],
  ["for", "whole number", "known voices for it"],
  ["against", "whole number", "known voices against it"],
  ["documents", "list of text", "keys of those that it stands in"],
  ["evidence", "list of text", "keys of its evidence"],
  ["hedge", "text", "how sure the text is"],
].map(([name = "", takes = "", doc = ""]) => ({ name, takes, doc }));
