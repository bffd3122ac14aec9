#!/usr/bin/env bash
# Set everything up and run the twin and its site on this computer.
#
#   ./scripts/dev.sh
#
# The site is on http://localhost:3000 (SITE_PORT=... for another port), the twin on
# http://localhost:8000 (PORT=...). Both start again when their code changes; Ctrl-C ends both.
# Without an account or a key the twin answers offline; without Node the twin runs alone.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  "$ROOT/scripts/setup-local-data.sh"
  local fault site_port=${SITE_PORT:-3000} port
  if fault=$(node_fault); then
    say "The site is left out: $fault"
    serve_twin
    return
  fi
  port=$(in_backend python server.py --port)
  require_free PORT "$port"
  require_free SITE_PORT "$site_port"
  ensure_frontend
  serve_both "$port" "$site_port"
}

serve_twin() {
  cd "$BACKEND"
  exec "${UV[@]}" run --quiet --no-sync server.py
}

# Run both until one of them ends or Ctrl-C comes, then end the other.
serve_both() {
  if [[ $2 != 3000 ]]; then export CORS_ORIGINS=${CORS_ORIGINS:-http://localhost:$2}; fi
  say "The site opens on http://localhost:$2 as soon as it is ready; Ctrl-C ends everything."
  serve_twin &
  local twin=$!
  (cd "$FRONTEND" && NEXT_PUBLIC_API_URL=http://localhost:$1 NEXT_TELEMETRY_DISABLED=1 \
    exec node_modules/.bin/next dev --hostname localhost --port "$2") &
  RUNNING=("$twin" "$!")
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'end_both' EXIT
  while kill -0 "${RUNNING[0]}" && kill -0 "${RUNNING[1]}"; do sleep 0.5; done 2>/dev/null
}

end_both() {
  trap '' INT TERM
  kill "${RUNNING[@]}" 2>/dev/null || true
  wait "${RUNNING[@]}" 2>/dev/null || true
}

require_free() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then
    die "$1 $2 is taken: stop what runs there, or set $1 to another port."
  fi
}

main "$@"
