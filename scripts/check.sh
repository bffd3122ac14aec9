#!/usr/bin/env bash
# Check the code without running it: lint, format, types, shell scripts.
#
#   ./scripts/check.sh
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  say "ruff" && in_backend ruff check .
  say "ruff format" && in_backend ruff format --check .
  say "mypy --strict" && in_backend mypy .
  say "shellcheck" && in_backend shellcheck --external-sources --source-path="$ROOT" \
    "$ROOT"/scripts/*.sh "$ROOT"/backend/run.sh "$ROOT"/.ci/run
}

main "$@"
