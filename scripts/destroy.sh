#!/usr/bin/env bash
# Remove a deployment from AWS: its site, its conversations and its uploaded files.
#
#   ./scripts/destroy.sh dev|test|prod [--yes]
#
# It asks for the environment's name; --yes answers that in CI only. The state bucket that
# bootstrap.sh made stays.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  cloud destroy "$@"
}

main "$@"
