# Everything one does with this house. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Cargo sees the same features in every form only if each says --workspace; otherwise it builds
# dozens of crates anew.
CARGO_FLAGS := --workspace --locked

.PHONY: help prepare prepare-tests web run dev test fuzz soak check generate bench release

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

prepare: ## Install what is missing to build and run (apt packages, npm modules)
	@scripts/prepare

prepare-tests: ## Install what is missing to test, too
	@scripts/prepare tests

# The browser's client. Before there is one, the server shows a page that says so.
web: prepare ## Build the browser's client into frontend/dist
	@if [ -f frontend/package.json ]; then cd frontend && npm run --silent build; fi

run: web ## Build and start the server at http://127.0.0.1:3000 (PORT=… for another)
	@cargo build $(CARGO_FLAGS)
	@exec target/debug/campfire-server

dev: prepare ## Start the server for work on it: with a log of everything it does
	@RUST_LOG="$${RUST_LOG:-info,campfire_server=debug}" cargo run --locked --package campfire-server --bin campfire-server

test: prepare-tests web ## Run every test; this is what CI runs
	@scripts/test

# Of the same laws `make test` tries a few hundred cases each, always the same ones.
fuzz: prepare-tests ## Try hostile input and pulled plugs for long, with other cases each time (FUZZ_SECONDS=300 a law)
	@scripts/fuzz

soak: prepare-tests ## A day in one hour: whether memory, handles and latency stay flat (SOAK_MINUTES=60)
	@scripts/release
	@target/programs/soak

check: prepare ## Formatting, lints, documentation, generated files: a minute
	cargo fmt --all --check
	cargo clippy $(CARGO_FLAGS) --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings -A rustdoc::private-intra-doc-links" cargo doc $(CARGO_FLAGS) --no-deps --document-private-items --quiet
	@cargo build $(CARGO_FLAGS) --quiet
	@target/debug/generate --check
	@if [ -f frontend/package.json ]; then cd frontend && npm run --silent check; fi
	@echo "All is in order."

generate: prepare ## Write what is made from the code anew: API document, types, man pages, completions
	@cargo build $(CARGO_FLAGS) --quiet
	@target/debug/generate

bench: prepare ## Measure the release build, beside the least each thing could cost: a quarter of an hour
	@scripts/release
	@cargo bench $(CARGO_FLAGS) --bench hot_paths
	@target/programs/campfire-load table

release: web ## Build the programs for real use, into target/programs
	@scripts/release
