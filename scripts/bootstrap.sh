#!/usr/bin/env bash
# Prepare an AWS account, once: terraform's state bucket, its locks, and a role for GitHub Actions.
#
#   ./scripts/bootstrap.sh [OWNER/REPO] [--yes]
#
# OWNER/REPO is the GitHub repository that may deploy (default: as before, or git's origin). It
# prints the secret to set there. Running it again changes nothing, or only what differs.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  cloud bootstrap "$@"
}

main "$@"
