#!/usr/bin/env bash
# Set everything up and run the twin on this computer.
#
#   ./scripts/dev.sh
#
# It serves http://localhost:8000 (PORT=... for another port) and starts again when the code
# changes. Ctrl-C ends it. Without an account or a key the twin answers offline.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  "$ROOT/scripts/setup-local-data.sh"
  cd "$BACKEND"
  exec "${UV[@]}" run --quiet --no-sync server.py
}

main "$@"
