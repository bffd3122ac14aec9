#!/usr/bin/env bash
# Upload the files of backend/data/ that a deployed twin answers from.
#
#   ./scripts/upload-personal-data.sh [dev|test|prod] [--allow-template]
#
# They are checked first, and only what changed is sent. The twin answers from them within a
# minute; nothing is deployed.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  cloud upload_personal_data "$@"
}

main "$@"
