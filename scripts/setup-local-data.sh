#!/usr/bin/env bash
# Usage: ./scripts/setup-local-data.sh
# Makes the files of backend/data/ that are missing from their templates. Never overwrites one.
set -euo pipefail

main() {
  local data made=0
  data="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/backend/data"
  local template file
  for template in "$data"/*_template.*; do
    file="${template/_template./.}"
    if [[ ! -e "$file" && ! -L "$file" ]]; then
      cp "$template" "$file"
      echo "Made backend/data/${file##*/} from its template."
      made=$((made + 1))
    fi
  done
  if ((made == 0)); then
    echo "backend/data/ has all its files."
  else
    echo "Now write your own words into them; linkedin.pdf comes from LinkedIn: More, Save to PDF."
  fi
}

main "$@"
