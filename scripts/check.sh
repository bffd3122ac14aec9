#!/usr/bin/env bash
# Check the code without running it: lint, format, types, shell scripts, unused code.
#
#   ./scripts/check.sh
set -euo pipefail

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
  say "wire types" && in_frontend npm run --silent types -- --check
  say "tsc" && in_frontend npm run --silent typecheck
  say "eslint, knip" && in_frontend npm run --silent lint
}

main "$@"
