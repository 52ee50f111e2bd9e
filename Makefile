# `make` lists the targets: each has its one line of text after ##.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

web := internal/web
spa := examples/spa
# Its own module keeps the linter's hundreds of dependencies out of go.mod.
lint := go tool -modfile=tools/go.mod golangci-lint

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' Makefile

.PHONY: gen
gen: ## generate graph/gen from the schema and gqlgen.yml
	go tool gqlgen generate
	go run ./graph/sequential
	go tool gqlgen generate --config bench/stock/gqlgen.yml

.PHONY: gen-check
gen-check: gen ## fail if the generated code is not what the schemas give
	git diff --exit-code -- graph/gen bench/stock/gen
	@new=$$(git ls-files --others --exclude-standard -- graph/gen bench/stock/gen); \
	if [[ -n $$new ]]; then echo "not committed: $$new"; exit 1; fi

.PHONY: fmt
fmt: ## format all Go code
	$(lint) fmt

.PHONY: lint
lint: ## check the linter's configuration and all Go code
	$(lint) config verify
	$(lint) run

.PHONY: test
test: ## run all tests that need no service
	CGO_ENABLED=0 go test ./...

.PHONY: test-mongo
test-mongo: ## run all tests on MONGODB_TEST_URI too, by default on a server of mongodb-start
	uri=$${MONGODB_TEST_URI:-$$(scripts/mongodb-compatible.sh start)}; \
	MONGODB_TEST_URI=$$uri go test -count=1 -p 1 ./...

.PHONY: race
race: ## run the tests with the race detector, heavy ones in their short form
	CGO_ENABLED=1 go test -race -short -timeout 25m ./internal/... ./graph/...

.PHONY: fuzz
fuzz: ## fuzz the two targets whose turn it is, a minute each
	scripts/fuzz.sh

.PHONY: cover
cover: ## run all tests and say how much of the code they reach
	mkdir -p .cache
	go test -coverpkg=./... -coverprofile=.cache/cover.out ./...
	go tool cover -html=.cache/cover.out -o .cache/cover.html
	go tool cover -func=.cache/cover.out | tail -n 1

.PHONY: run
run: ## run the server on its embedded store; more flags in ARGS
	go run ./cmd/thidua $(ARGS)

.PHONY: bench
bench: ## measure the server, also against stock gqlgen and plain net/http, and print a table
	{ go test -run='^$$' -bench='Requests$$' -count=4 ./bench; \
	  go test -run='^$$' -bench='RequestsKept|Served|Search|Memory' -timeout=60m ./bench; } | go run ./bench/table

million := $(CURDIR)/.cache/bench-million

.PHONY: bench-million
bench-million: export THIDUA_BENCH_ARTICLES = 1000000
bench-million: export THIDUA_BENCH_DATA = $(million)
bench-million: ## the same with a million articles, which take half an hour to load the first time and 5 GB to keep
	mkdir -p $(million)
	go test -run=TestLibrary -count=1 -timeout=5h -v ./bench
	go test -run='^$$' -bench='Served|Search' -timeout=60m ./bench | go run ./bench/table

.PHONY: bench-streams
bench-streams: ## hold 1,000 subscriptions for five minutes of mixed load, and fail if memory does not stay flat
	go test -run='^$$' -bench=Streams -benchtime=5x -timeout=20m ./bench

$(web)/node_modules/.package-lock.json: $(web)/package.json $(web)/package-lock.json
	npm --prefix $(web) ci --no-audit --no-fund

.PHONY: web
web: $(web)/node_modules/.package-lock.json ## build the browser parts into internal/web/dist
	npm --prefix $(web) run build

.PHONY: web-check
web-check: $(web)/node_modules/.package-lock.json ## check the browser parts' types, and that dist is what the sources give
	npm --prefix $(web) run check
	npm --prefix $(web) run web-check

$(spa)/node_modules/.package-lock.json: $(spa)/package.json $(spa)/package-lock.json
	npm --prefix $(spa) ci --no-audit --no-fund

.PHONY: spa-check
spa-check: $(spa)/node_modules/.package-lock.json ## build the example app, and check that its types are what the schema gives
	npm --prefix $(spa) run generate
	git diff --exit-code -- $(spa)/src/gql
	@new=$$(git ls-files --others --exclude-standard -- $(spa)/src/gql); \
	if [[ -n $$new ]]; then echo "not committed: $$new"; exit 1; fi
	npm --prefix $(spa) run check
	npm --prefix $(spa) run build

.PHONY: browser-test
browser-test: $(web)/node_modules/.package-lock.json $(spa)/node_modules/.package-lock.json ## drive the playground and the embeds in Chromium
	npm --prefix $(web) run test:browser

.PHONY: mongodb-start
mongodb-start: ## start a MongoDB-compatible server from Debian's packages (as root) and print its URI
	@scripts/mongodb-compatible.sh start

.PHONY: mongodb-stop
mongodb-stop: ## stop the server of mongodb-start
	@scripts/mongodb-compatible.sh stop

.PHONY: ci
ci: ## run exactly what CI runs
	.ci/run
