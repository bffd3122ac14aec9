#!/usr/bin/env bash
# Pin the newest versions of the whole tree of Python packages in backend/pyproject.toml.
#
#   ./scripts/pin.sh
#
# The pins are versions only: a lock file would also write down whose package index was asked.
# What goes into the Lambda package is pinned by hash too, for every platform that has a wheel.
set -euo pipefail

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_uv
  ensure_python
  local work
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  without_pins "$BACKEND/pyproject.toml" >"$work/pyproject.toml"
  (cd "$work" && "${UV[@]}" lock --quiet && "${UV[@]}" export --quiet --all-groups --no-hashes \
    --no-annotate --no-header --no-emit-project --output-file pins.txt >/dev/null)
  with_pins "$work/pyproject.toml" "$work/pins.txt" >"$work/pinned.toml"
  mv "$work/pinned.toml" "$BACKEND/pyproject.toml"
  rm -f "$BACKEND/uv.lock"
  pin_package requirements-lambda.txt
  pin_package requirements-lambda-openai.txt --group openai
  say "Pinned $(grep -c == "$work/pins.txt") packages in backend/pyproject.toml."
}

# Write the pins of the Lambda package, with hashes: pin_package FILE [OPTION...]
pin_package() {
  (cd "$BACKEND" && "${UV[@]}" pip compile pyproject.toml "${@:2}" --quiet --generate-hashes \
    --python-version 3.12 --python-platform linux --no-annotate --no-header \
    --no-emit-index-url --no-emit-find-links --output-file "$1" >/dev/null)
}

without_pins() { sed '/^constraint-dependencies = \[$/,/^\]$/d' "$1"; }

# Put the pins behind the line [tool.uv].
with_pins() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line"
    if [[ $line == '[tool.uv]' ]]; then
      echo 'constraint-dependencies = ['
      sed "s/\"/'/g; s/^/  \"/; s/\$/\",/" "$2"
      echo ']'
    fi
  done <"$1"
}

main "$@"
