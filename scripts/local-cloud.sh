#!/usr/bin/env bash
# Run the whole cloud on this computer, without an AWS account, and open it in a browser.
#
#   ./scripts/local-cloud.sh [--model offline|URL] [--model-name NAME] [--port PORT]
#
# An AWS emulator takes what terraform/ makes, and the twin is deployed to it. Behind the emulated
# Bedrock is `offline` (quotes of your files, the default) or any OpenAI-compatible server at URL.
# Ctrl-C takes it down. It needs terraform and Node.js.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  ensure_frontend >&2
  "$ROOT/scripts/setup-local-data.sh" >&2
  cloud local_cloud "$@"
}

main "$@"
