// What a file with a dump or a report may hold.
:param number => 3 + 4
:param {name: 'Ada', day: date('2024-01-02')}
CREATE (a:Person {name: $name, day: $day})-[r:KNOWS {since: 1833}]->(b:Person) RETURN a, r;
MATCH p = (:Person)-[:KNOWS]->() RETURN p, $number AS n;
:begin
CREATE (:N);
MATCH (n:N) RETURN count(n);
:rollback
MATCH (n:N) RETURN count(n);
:begin
CREATE (:N);
:commit
MATCH (n:N) RETURN count(n);
CREATE INDEX names FOR (p:Person) ON (p.name);
SHOW INDEXES YIELD name, type, labelsOrTypes WHERE name = 'names';
:use system
SHOW DATABASES YIELD name;
:use neo4j
RETURN point({x: 1, y: 2}) AS p, duration('P1DT2H') AS d, datetime('2024-07-01T12:00[Europe/Stockholm]') AS z,
  [1, null, {a: 1.5}] AS l, 9223372036854775807 AS big;
DROP INDEX names;
MATCH (n) DETACH DELETE n;
