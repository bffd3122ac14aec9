#!/usr/bin/env bash
# Deploy the twin to AWS, or only what changed of it.
#
#   ./scripts/deploy.sh [dev|test|prod] [--yes] [--allow-template]
#   ./scripts/deploy.sh [dev|test|prod] --rollback [--yes]
#
# The plan is shown before it is made; --yes makes it unasked. The first deployment uploads
# backend/data/. --rollback puts the previous package and site back; unasked, it changes nothing
# but the functions. A run that was stopped halfway is carried on by the next. It needs terraform,
# Node.js and AWS credentials.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  ensure_frontend >&2
  cloud deploy "$@"
}

main "$@"
