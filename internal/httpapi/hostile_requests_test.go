package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// intrusions are texts that mean something to an interpreter behind a service
// that splices them into a language.
var intrusions = []string{
	`x'}) DETACH DELETE n //`,
	`x"}) DETACH DELETE n //`,
	"x`) MATCH (n) DETACH DELETE n //",
	`\u0027}) DETACH DELETE n //`,
	`x' OR 1=1 WITH 0 AS _ CALL { MATCH (n) DETACH DELETE n } RETURN 1 //`,
	`}) LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l //`,
	"x\x00y",
	"\xff\xfe\xc0\xaf",
	"../../../../etc/passwd",
	"${jndi:ldap://localhost/x}",
	"<script>alert(1)</script>",
	strings.Repeat("A", 20_000),
	strings.Repeat("%", 300),
	"\u202e\u0000\ufeff",
	"{{7*7}}",
	"key\r\nX-Injected: 1",
}

// readers are addresses that take a key or a name of a closed list.
var readers = []string{
	"/api/v1/nodes/%s", "/api/v1/nodes/%s/neighbours", "/api/v1/claims/%s", "/api/v1/passages/%s",
	"/api/v1/queries/%s", "/api/v1/queries/%s/picture", "/api/v1/queries/%s/export",
	"/api/v1/nodes?label=%s", "/api/v1/nodes?standing=%s", "/api/v1/actors?side=%s",
	"/api/v1/paths?to=actor:broker&from=%s", "/api/v1/queries/methods-of-task?task=%s",
	"/api/v1/nodes/actor:broker/neighbours?type=%s", "/api/v1/nodes?cursor=%s",
}

func hostileRequests() []hostile {
	return slices.Concat(hostileTexts(), hostileAddresses(), hostileParameters(), hostileBodies(), hostileScenes(), hostileStatements(), hostileHeads())
}

// hostileTexts puts each intrusion where a key, a name, a label or a cursor is wanted.
func hostileTexts() (all []hostile) {
	for i, text := range intrusions {
		for _, address := range readers {
			escaped := url.PathEscape(text)
			if strings.Contains(address, "?") {
				escaped = url.QueryEscape(text)
			}
			all = append(all, hostileGet(fmt.Sprintf("intrusion %d in %s", i, address), fmt.Sprintf(address, escaped)))
		}
	}
	return all
}

func hostileAddresses() (all []hostile) {
	for _, target := range []string{
		"/api/v1/../../etc/passwd", "/api/v1/%2e%2e/%2e%2e/etc/passwd", "/api/v1/..%2f..%2fetc%2fpasswd", "/api/v1/..\\..\\x",
		"/page/../../go.mod", "/page/%2e%2e%2f%2e%2e%2fgo.mod", "/page/..%5c..%5cgo.mod", "/page/%00", "/page//etc/passwd",
		"/api/v1//nodes", "/api/v1/nodes/", "/api//v1/nodes", "/api/v1/nodes;x=1", "/api/v2/nodes", "/API/V1/NODES", "/.git/config", "/.env",
		"/api/v1/%c0%ae%c0%ae/x", "/debug/pprof/", "/debug/vars", "/server-status", "/wp-login.php", "/api/v1/openapi.json/..", "/api/v1/nodes%2f..%2f..",
		"/api/v1/" + strings.Repeat("a/", 2_000), "/api/v1/" + strings.Repeat("x", 30_000), "http://evil.example/api/v1/nodes",
	} {
		all = append(all, hostileGet("address "+target[:min(40, len(target))], target))
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "get", "X"} {
		all = append(all, hostile{name: method, text: method + " /api/v1/nodes HTTP/1.1\r\n" + hostLine + "\r\n"})
	}
	return all
}

// hostileParameters are wrong in kind, number or name.
func hostileParameters() (all []hostile) {
	for _, target := range []string{
		"nodes?limit=0", "nodes?limit=-1", "nodes?limit=1e9", "nodes?limit=99999999999999999999", "nodes?limit=x", "nodes?limit=", "nodes?limit=NaN",
		"nodes?limit=1.5", "nodes?limit=0x10", "nodes?limit=1&limit=2", "nodes?unknown=1", "nodes?limit[]=1", "nodes?%6cimit=1&limit=2",
		"nodes?cursor=eyJsaXN0IjoiIn0", "nodes?cursor=" + strings.Repeat("A", 10_000), "nodes?document=" + strings.Repeat("doc:", 5_000),
		"search", "search?q=", "search?q=x&limit=100000", "search?q=x&label=Nothing", "search?q=" + strings.Repeat("a+", 15_000),
		"paths", "paths?from=actor:broker", "paths?from=actor:broker&to=actor:broker&max=-1", "paths?from=actor:broker&to=actor:smuggler&max=9999",
		"queries/stages?x=1", "queries/routes-through?place=actor:broker", "queries/routes-through?place=place:libya&place=place:niger",
		"atlas?left=NaN", "atlas?right=Infinity", "atlas?top=1e308", "atlas?left=10&right=-10", "atlas?bottom=5&top=5", "atlas?most=0", "atlas?most=99999999999", "atlas?left=" + strings.Repeat("9", 400),
		"nodes?" + strings.Repeat("a=1&", 5_000), "nodes?=", "nodes?limit=%zz", "nodes?limit=1;cursor=x",
		"nodes/actor:broker?key=actor:smuggler", "counts?limit=0", "stages?stage=x", "documents?limit=true", "levers?stage=lever:x", "actors?stage=" + url.QueryEscape("stage:recruitment\x00"),
	} {
		all = append(all, hostileGet("parameters "+target[:min(60, len(target))], "/api/v1/"+target))
	}
	return all
}

// hostileBodies are no statement as it is wanted.
func hostileBodies() (all []hostile) {
	const address = "/api/v1/cypher"
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for name, body := range map[string]string{
		"empty": "", "null": "null", "a list": "[]", "a text": `"RETURN 1"`, "a number": "1", "cut": `{"statement": "RETURN 1"`, "two values": `{"statement":"RETURN 1"}{}`,
		"unknown field": `{"statement":"RETURN 1","x":1}`, "statement is a number": `{"statement":1}`, "statement is a list": `{"statement":["RETURN 1"]}`, "statement is null": `{"statement":null}`,
		"no statement": `{"parameters":{}}`, "parameters are a list": `{"statement":"RETURN 1","parameters":[]}`, "parameters are a text": `{"statement":"RETURN 1","parameters":"x"}`,
		"limit is a text": `{"statement":"RETURN 1","limit":"1"}`, "limit is 0": `{"statement":"RETURN 1","limit":0}`, "limit is huge": `{"statement":"RETURN 1","limit":1e30}`, "limit is negative": `{"statement":"RETURN 1","limit":-5}`,
		"NaN": `{"statement":"RETURN $x","parameters":{"x":NaN}}`, "out of bounds": `{"statement":"RETURN $x","parameters":{"x":1e999}}`, "a long number": `{"statement":"RETURN $x","parameters":{"x":` + strings.Repeat("9", 5_000) + `}}`,
		"deep": `{"statement":"RETURN $x","parameters":{"x":` + deep(100_000) + `}}`, "deep objects": `{"statement":"RETURN $x","parameters":{"x":` + strings.Repeat(`{"a":`, 50_000) + "1" + strings.Repeat("}", 50_000) + `}}`,
		"huge": `{"statement":"RETURN $x","parameters":{"x":"` + strings.Repeat("x", 2<<20) + `"}}`, "many parameters": `{"statement":"RETURN 1","parameters":{` + strings.Repeat(`"a":1,`, 300_000) + `"b":1}}`,
		"bytes that are no text": "{\"statement\":\"RETURN \xff\xfe\"}", "a zero byte": "{\"statement\":\"RETURN 1\x00\"}", "UTF-16": "\xff\xfe{\x00}\x00", "a byte order mark": "\xef\xbb\xbf{}", "XML": "<statement>RETURN 1</statement>", "a form": "statement=RETURN+1",
		"a long statement": `{"statement":"RETURN '` + strings.Repeat("x", 100_000) + `'"}`, "a deep statement": `{"statement":"RETURN ` + strings.Repeat("(", 30_000) + "1" + strings.Repeat(")", 30_000) + `"}`,
		"deep lists": `{"statement":"RETURN ` + deep(20_000) + `"}`, "many NOTs": `{"statement":"RETURN ` + strings.Repeat("NOT ", 15_000) + `true"}`, "single quotes": `{'statement':'RETURN 1'}`, "comments": `{"statement":"RETURN 1"/* */}`,
	} {
		all = append(all, hostilePost("body "+name, address, body))
	}
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "application/json-patch+json", "*/*", strings.Repeat("a", 1_000), "application/json;;;="} {
		all = append(all, hostileBody("type "+kind[:min(20, len(kind))], address, kind, `{"statement":"RETURN 1"}`))
	}
	slices.SortFunc(all, func(a, b hostile) int { return strings.Compare(a.name, b.name) })
	return all
}

// hostileScenes name too much, what is not there, or are no scene.
func hostileScenes() (all []hostile) {
	const address = "/api/v1/scene"
	keys := strings.Repeat(`"actor:broker",`, 9_999) + `"actor:broker"`
	openings := strings.Repeat(`{"key":"process:trafficking"},`, 9_999) + `{"key":"process:trafficking"}`
	for i, body := range []string{
		"", "null", "[]", "{}", `"actor:broker"`, `{"nodes":`, `{"nodes":["actor:broker"]}{}`, `{"nodes":[` + keys + `]}`, `{"open":[` + openings + `]}`,
		`{"paths":[` + strings.Repeat(`{"from":"actor:broker","to":"process:trafficking","k":50},`, 500) + `{"from":"actor:broker","to":"process:trafficking"}]}`,
		`{"nodes":"actor:broker"}`, `{"nodes":{"actor:broker":1}}`, `{"nodes":[1]}`, `{"nodes":[["actor:broker"]]}`, `{"nodes":[null]}`, `{"nodes":[""]}`, `{"nodes":null}`, `{"nodes":["` + strings.Repeat("x", 900_000) + `"]}`,
		`{"nodes":["actor:` + strings.Repeat("broker-", 10_000) + `"]}`, `{"nodes":["actor:broker\u0000"]}`, `{"nodes":["x'}) DETACH DELETE n //"]}`, `{"nodes":["claim:x"]}`, `{"nodes":["actor:broker"],"layout":"circle"}`,
		`{"open":{"key":"actor:broker"}}`, `{"open":["actor:broker"]}`, `{"open":[{}]}`, `{"open":[null]}`, `{"open":[{"key":1}]}`, `{"open":[{"key":"actor:broker","limit":1e9}]}`, `{"open":[{"key":"actor:broker","limit":-1}]}`,
		`{"open":[{"key":"actor:broker","limit":"5"}]}`, `{"open":[{"key":"actor:broker","type":"USES]-() DETACH DELETE n //"}]}`, `{"open":[{"key":"actor:broker","direction":"out'"}]}`, `{"open":[{"key":"actor:broker","then":{}}]}`,
		`{"paths":[{"from":"actor:broker"}]}`, `{"paths":[{"from":"actor:broker","to":"process:trafficking","max":99}]}`, `{"paths":[{"from":"actor:broker","to":"process:trafficking","k":1000000}]}`, `{"paths":[{"from":"actor:broker","to":"process:trafficking","types":["*"]}]}`,
		`{"nodes":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`, `{"open":[{"key":` + strings.Repeat(`{"a":`, 50_000) + "1" + strings.Repeat("}", 50_000) + `}]}`, `{"nodes":[` + strings.Repeat(`"a",`, 400_000) + `"a"]}`,
	} {
		all = append(all, hostilePost(fmt.Sprintf("scene %d %.40s", i, body), address, body))
	}
	return append(all, hostileBody("scene as text", address, "text/plain", `{"nodes":["actor:broker"]}`), hostileGet("scene by GET", address))
}

// hostileStatements write, reach outside of the graph, are no Cypher, or take more than they may.
func hostileStatements() (all []hostile) {
	for i, text := range []string{
		"CREATE (n:Task {key: 'task:x'})", "MERGE (n:Task {key: 'task:x'})", "MATCH (n) SET n.x = 1", "MATCH (n) SET n:X", "MATCH (n) REMOVE n.key", "MATCH (n) DELETE n", "MATCH (n) DETACH DELETE n", "MATCH (n) NODETACH DELETE n",
		"FOREACH (x IN [1] | CREATE (:Task))", "CALL { CREATE (:Task) }", "CALL { MATCH (n) DELETE n } IN TRANSACTIONS", "UNWIND [1] AS x CALL (x) { CREATE (:Task {x: x}) } RETURN 1", "MATCH (n) RETURN EXISTS { CREATE (:Task) }",
		"/* RETURN 1 */ CREATE (:Task)", "// RETURN\nCREATE (:Task)", "RETURN 1 /* ; */ ; CREATE (:Task)", "EXPLAIN CREATE (:Task)", "PROFILE CREATE (:Task)", "CYPHER runtime=slotted CREATE (:Task)", "cReAtE (:Task)", "\u00a0CREATE (:Task)", "CR\\u0045ATE (:Task)",
		"CREATE INDEX x FOR (n:Task) ON (n.x)", "DROP INDEX x IF EXISTS", "CREATE CONSTRAINT x FOR (n:Task) REQUIRE n.x IS UNIQUE", "DROP CONSTRAINT x", "CREATE DATABASE x", "DROP DATABASE neo4j", "CREATE USER x SET PASSWORD 'abcdefgh'", "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'", "GRANT ROLE admin TO x", "SHOW USERS", "SHOW SETTINGS", "TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "STOP DATABASE neo4j",
		"LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "LOAD CSV FROM 'http://127.0.0.1:1/' AS l RETURN l", "LOAD CSV FROM 'http://169.254.169.254/latest/meta-data/' AS l RETURN l", "LOAD CSV WITH HEADERS FROM $x AS l RETURN l",
		"CALL dbms.listConfig()", "CALL dbms.security.listUsers()", "CALL db.clearQueryCaches()", "CALL db.createLabel('X')", "CALL apoc.load.json('file:///etc/passwd')", "CALL apoc.cypher.runWrite('CREATE (:Task)', {})", "CALL corridor.backup()", "CALL db.index.fulltext.createNodeIndex('x', ['Task'], ['x'])", "USE system SHOW USERS", "USE neo4j CREATE (:Task)",
		"RETURN 1; RETURN 2", "", " ", ";", "//", "RETURN", "MATCH (n", "RETURN 'x", "RETURN `x", "RETURN \"x", "RETURN /* x", "RETURN $", "RETURN $x", "RETURN x", "RETURN 1 +", "MATCH (n) RETURN n.", "RETURN 1/0", "RETURN 'a' =~ '('", "RETURN toInteger([])", "RETURN date('x')", "RETURN range(1, 10, 0)", "RETURN nothing(1)", "CALL nothing()", "RETURN [x IN 1 | x]", "RETURN {a: 1, a: }", "SELECT * FROM users", "'; DROP TABLE users; --", "db.users.find()", "\x00", "RETURN \u0000",
		"RETURN 9223372036854775808", "RETURN 1e400 + toInteger('x') + []",
	} {
		body, err := json.Marshal(map[string]any{"statement": text})
		if err != nil {
			panic(err) // texts
		}
		all = append(all, hostilePost(fmt.Sprintf("statement %d %.40s", i, text), "/api/v1/cypher", string(body)))
	}
	return all
}

// greedy are statements that take all the memory that there is. A Neo4j has as
// much as it was given, and ends over it or not, so they are for the engine.
func greedy() []hostile {
	return []hostile{
		hostilePost("a list doubled sixty times", "/api/v1/cypher", `{"statement": "RETURN reduce(s = [0], x IN range(1, 60) | s + s)"}`),
		hostilePost("texts without end", "/api/v1/cypher", `{"statement": "UNWIND range(1, 100000000) AS x RETURN collect('`+strings.Repeat("x", 200)+`' + x)"}`),
	}
}

// hostileHeads are wrong before the address is looked at, or lie about who asks.
func hostileHeads() (all []hostile) {
	head := func(name, text string, outside bool) {
		all = append(all, hostile{name: "head " + name, text: text, outside: outside})
	}
	const line = "GET /api/v1/counts HTTP/1.1\r\n"
	for _, host := range []string{"evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "0.0.0.0", "169.254.169.254", "[::ffff:10.0.0.1]", "localhost@evil.example"} {
		head("host "+host, line+"Host: "+host+"\r\nConnection: close\r\n\r\n", strings.Contains(host, "@"))
	}
	for _, header := range []string{"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"} {
		head(header, line+hostLine+header+"\r\n\r\n", false)
	}
	head("no host", line+"Connection: close\r\n\r\n", true)
	head("two hosts", line+"Host: localhost\r\nHost: evil.example\r\n\r\n", true)
	head("no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", true)
	head("a header without a colon", line+hostLine+"X\r\n\r\n", true)
	head("a header with a zero byte", line+hostLine+"X: a\x00b\r\n\r\n", true)
	head("headers that are too many", line+hostLine+strings.Repeat("X-A: "+strings.Repeat("a", 1_000)+"\r\n", 200)+"\r\n", true)
	head("a header that is too long", line+hostLine+"Cookie: "+strings.Repeat("a", 200_000)+"\r\n\r\n", true)
	head("two lengths", "POST /api/v1/cypher HTTP/1.1\r\n"+hostLine+"Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", true)
	head("a length that is no number", "POST /api/v1/cypher HTTP/1.1\r\n"+hostLine+"Content-Type: application/json\r\nContent-Length: x\r\n\r\n{}", true)
	head("chunks that are none", "POST /api/v1/cypher HTTP/1.1\r\n"+hostLine+"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}", false)
	head("a length and chunks", "POST /api/v1/cypher HTTP/1.1\r\n"+hostLine+"Content-Type: text/plain\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false)
	head("a body that never comes", "POST /api/v1/cypher HTTP/1.1\r\n"+hostLine+"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{", false)
	head("an upgrade", "GET /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", false)
	return all
}
