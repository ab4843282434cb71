# Corridor. `make run` and `make test` are all a newcomer needs; the rest is for those who work on it.
SHELL := bash
NEO4J := scripts/neo4j.sh
BUILD := $(or $(CORRIDOR_BUILD),build)
TEST_PORT := 17687
TEST_URI := bolt://127.0.0.1:$(TEST_PORT)
TEST_HTTP_PORT := 17474
TEST_HTTP := http://127.0.0.1:$(TEST_HTTP_PORT)
TEST_ENV := CORRIDOR_NEO4J_PASSWORD_FILE= CORRIDOR_NEO4J_TLS_FOLDER= CORRIDOR_NEO4J_BOLT_PORT=$(TEST_PORT) CORRIDOR_NEO4J_HTTP_PORT=$(TEST_HTTP_PORT)
FUZZTIME := 30s
N := 20000

# Runs tests with the test's Neo4j, which is stopped however they end.
define with-neo4j
$(TEST_ENV) $(NEO4J) start --name test
trap '$(NEO4J) stop --name test' EXIT; CORRIDOR_TEST_NEO4J=$(TEST_URI) CORRIDOR_TEST_NEO4J_HTTP=$(TEST_HTTP) $(1)
endef

# The packages whose tests run on either backend, the tests that only a Neo4j can pass, and those that need not be run beside one.
EITHER := ./cypher ./internal/db ./internal/httpapi ./cmd/corridor
OF_NEO4J := ^Test(Neo4j|Differential|ForeignDrivers)
OF_ENGINE := ^Test(Distribut|Page.|Schemathesis|Hostile|Kill)

.PHONY: help run build web test check form lint test-engine compare test-clients tck differential neo4j neo4j-stop test-neo4j coverage update pictures notice dist fuzz bench bench-operators bench-http bench-page load prerequisites soak clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

build: web ## build the program into build/
	go build -o $(BUILD)/corridor ./cmd/corridor

dist: web ## one file for each platform into build/dist, with licences and checksums; CORRIDOR_VERSION names it
	scripts/dist.sh

run: build ## serve the graph at http://127.0.0.1:8270/ from the program's own database
	$(BUILD)/corridor serve

web: web/dist/page.js ## build the page into web/dist: needs Node.js 18 or newer

# Types, unit tests, then the bundle; nothing is done where nothing changed.
web/dist/page.js: web/node_modules/.package-lock.json web/tsconfig.json web/build.mjs $(wildcard web/src/* web/src/*/* web/test/*)
	cd web && npm run --silent check && npm run --silent build
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json web/.npmrc
	cd web && npm ci --no-audit --no-fund
	@touch $@

neo4j: ## start a Neo4j on bolt://127.0.0.1:7687, for --uri
	$(NEO4J) start

neo4j-stop: ## stop it
	$(NEO4J) stop

check: form ## format, vet, lint, build, tests but those in Chromium and on Neo4j
	CI= CORRIDOR_TEST_NEO4J= go test -skip '$(OF_NEO4J)|^TestPage' ./...

form: web
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "gofmt the files above"; exit 1; }
	go vet ./...
	$(MAKE) lint

lint: ## staticcheck
	go tool staticcheck ./...

test: prerequisites form ## everything, with the race detector: all on the engine, then on Neo4j what runs on either
	scripts/clients.sh
	$(MAKE) dist
	for system in windows darwin; do GOOS=$$system go vet ./... || exit 1; done
	CORRIDOR_TEST_NEO4J= CORRIDOR_TEST_CLIENTS=$$(scripts/clients.sh) CORRIDOR_TEST_DIST=$$(cd $(BUILD)/dist && pwd) CORRIDOR_SCREENSHOTS=$(abspath $(BUILD))/screenshots \
		go test -race -count=1 -p 1 -timeout 25m -skip '$(OF_NEO4J)' ./...
	$(call with-neo4j,go test -race -count=1 -p 1 -timeout 25m -skip '$(OF_ENGINE)' $(EITHER) && \
		CORRIDOR_TEST_NEO4J=$(TEST_URI) CORRIDOR_TEST_CLIENTS=$$(scripts/clients.sh) go test -race -count=1 -p 1 -timeout 25m -run '$(OF_NEO4J)' ./internal/cyphertest ./internal/bolt)

test-engine: web ## only the tests that run on either backend, on the project's own engine: needs no server
	CORRIDOR_TEST_NEO4J= go test -count=1 -p 1 -timeout 20m -skip '$(OF_NEO4J)' $(EITHER)

compare: ## each named query on the engine and on Neo4j, side by side: rows and times
	$(call with-neo4j,go test -count=1 -v -timeout 20m -run '^TestNeo4jGivesTheSameRows$$' ./cypher)

test-clients: ## the drivers for Python and JavaScript and cypher-shell, each on the project's own database
	scripts/clients.sh
	CORRIDOR_TEST_CLIENTS=$$(scripts/clients.sh) go test -count=1 -run '^TestForeignDrivers|^TestCypherShell' ./internal/bolt

tck: ## the openCypher TCK on the engine: CORRIDOR_TCK names its folder, ../shared/tck by default
	@set -o pipefail; go test -count=1 -v -run '^TestTCK$$' ./internal/cyphertest | sed -nE '/passed, [0-9]+ failed/{s/^.*: ([0-9]+ passed)/\1/;h;d}; /^(=== |--- |PASS|ok|FAIL)/!p; $${x;p}'

differential: ## N (20000) random queries on the engine and on Neo4j, others each time; CORRIDOR_SEED repeats a run
	$(call with-neo4j,CORRIDOR_SEED=$${CORRIDOR_SEED:-$$(date +%s)} CORRIDOR_DIFFERENTIAL=$(N) go test -count=1 -v -timeout 12h -run '^TestDifferential' ./internal/cyphertest)

test-neo4j: web ## the same on Neo4j
	$(call with-neo4j,go test -count=1 -p 1 -timeout 20m $(EITHER))

coverage: build ## how much of the documents is recorded, and whether it is true to them
	$(BUILD)/corridor coverage --strict --documents $(or $(CORRIDOR_SHARED),../shared)/documents

update: ## write generated and golden files anew; read the diff
	go test ./graph -run 'Generated|Edition' -update
	go test ./internal/ingest -run 'TestRead$$' -update
	go test ./internal/httpapi -run 'Generated|WorkedExamples' -update
	go test ./internal/exchange -run Golden -update
	CORRIDOR_TEST_NEO4J= go test ./cypher -run Golden -update
	CORRIDOR_TEST_NEO4J= go test ./cmd/corridor -run Readme -update
	CORRIDOR_TEST_CLIENTS=$$(scripts/clients.sh) go test ./internal/bolt -run '^TestCypherShell$$' -update
	$(MAKE) notice

pictures: build ## take the README's pictures of the page anew, in Chromium
	scripts/pictures.sh $(BUILD)/corridor

notice: ## write NOTICE anew, from the modules linked and the packages bundled
	@mkdir -p $(BUILD)
	go run ./internal/notice >$(BUILD)/NOTICE
	mv $(BUILD)/NOTICE NOTICE

fuzz: ## each fuzz target for FUZZTIME
	go test ./graph -fuzz 'FuzzRead$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./graph -fuzz FuzzReadItems -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/db -fuzz FuzzReadLogical -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/ingest -fuzz FuzzRead -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/ingest -fuzz FuzzMark -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/httpapi -fuzz FuzzTypedParameters -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./cypher -fuzz FuzzParse -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/statement -fuzz FuzzCheck -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/cyphertest -fuzz FuzzParseCell -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/engine/storage -fuzz FuzzOpen -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/engine/storage -fuzz FuzzBackup -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/engine/storage -fuzz FuzzTextQuery -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/engine -fuzz FuzzRun -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/engine/syntax -fuzz FuzzParse -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/engine/value -fuzz FuzzParseTemporal -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/bolt -fuzz FuzzPackStream -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/bolt -fuzz FuzzChunks -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
	go test ./internal/bolt -fuzz FuzzSession -fuzztime $(FUZZTIME) -fuzzminimizetime 10x

bench: ## the engine in the process beside loops written by hand: time, memory, disk
	go run ./bench

bench-operators: ## each operator of a query's plan by itself: time and allocations
	go test ./internal/engine/exec -run '^$$' -bench Operators -benchmem

bench-http: ## how long the service takes to answer, as the table in docs/http.md
	go test ./internal/httpapi -run '^$$' -bench Reads -benchtime 1x -timeout 60m

bench-page: web ## how fast the service places and shows a graph of 50,000 nodes, and the page is in Chromium; go run ./bench -page DIR makes a folder with one to look at
	CORRIDOR_TEST_NEO4J= go test ./internal/httpapi -run '^$$' -bench '^BenchmarkAtlas$$' -benchtime 1x -timeout 10m
	CORRIDOR_TEST_NEO4J= go test ./cmd/corridor -run '^$$' -bench '^BenchmarkPage$$' -benchtime 1x -timeout 15m

load: ## how the service bears 64 clients for a minute, on the engine and on Neo4j, beside the same reads over Bolt
	CORRIDOR_TEST_NEO4J= go test ./internal/httpapi -run '^$$' -bench Load -benchtime 1x -timeout 60m
	$(call with-neo4j,go test ./internal/httpapi -run '^$$' -bench Load -benchtime 1x -timeout 60m)

soak: ## what is too long for CI: 200 kills of the database and of the service, each fuzz target for five minutes
	CORRIDOR_TEST_NEO4J= CORRIDOR_KILLS=200 go test -count=1 -v -timeout 30m -run '^TestKill' ./cmd/corridor
	$(MAKE) fuzz FUZZTIME=5m

prerequisites: ## install what the tests need beside Go, where that may be done
	scripts/prerequisites.sh

clean: ## stop the databases and remove what was built
	$(NEO4J) status | while read -r name _; do $(NEO4J) stop --name "$$name"; done
	rm -rf $(BUILD) web/node_modules web/dist/*.js web/dist/*.css web/dist/*.svg web/dist/index.html
