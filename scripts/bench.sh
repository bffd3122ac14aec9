#!/usr/bin/env bash
# Measure the twin beside a baseline of the same run and print a table of ratios.
#
#   ./scripts/bench.sh [backend|site ...]      all parts by default
#
# It exits 1 when a figure is over its limit. Quote ratios, not times: machines differ.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  if [[ $# == 0 || " $* " == *" site "* ]]; then ensure_frontend; fi
  export PYTHONPATH=$FRONTEND:$ROOT/scripts
  in_backend python -m bench "$@"
}

main "$@"
