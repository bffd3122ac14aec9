#!/usr/bin/env bash
# Set everything up and run every check and every test.
#
#   ./scripts/test.sh
#
# With CI=true a tool that is missing is a failure, not a skipped test.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  "$ROOT/scripts/check.sh"
  ensure_backend
  say "pytest, the twin"
  in_backend python -m pytest -n 2 --dist loadfile
  say "vitest, the site's parts"
  in_frontend npm run --silent test
  say "pytest, the scripts and the site in a browser"
  outside ../scripts/tests ../frontend/e2e
  say "pytest, the infrastructure"
  outside ../terraform/tests
}

# Run the tests of folders beside backend/, two workers at a time.
outside() {
  in_backend python -m pytest -c pyproject.toml -n 2 --dist loadfile "$@"
}

main "$@"
