# Sourced by the other scripts: where the repository is, what they say, and the tools they need.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BACKEND=$ROOT/backend
FRONTEND=$ROOT/frontend
NODE_AT_LEAST=20.19
UV=(uv)

say() {
  if [[ -t 2 ]]; then printf '\033[2m%s\033[0m\n' "$*" >&2; else printf '%s\n' "$*" >&2; fi
}

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Set UV to a uv that runs, installing it through pip when there is none.
ensure_uv() {
  local python=python3
  have python3 || python=python
  if uv --version >/dev/null 2>&1; then
    UV=(uv)
    return
  fi
  have "$python" || die "neither uv nor Python is installed: install uv, https://docs.astral.sh/uv/"
  if ! "$python" -m uv --version >/dev/null 2>&1; then
    say "Installing uv with pip ..."
    "$python" -m pip install --quiet --disable-pip-version-check uv >/dev/null 2>&1 ||
      "$python" -m pip install --quiet --user --break-system-packages uv >/dev/null 2>&1 ||
      die "pip could not install uv: install it yourself, https://docs.astral.sh/uv/"
  fi
  UV=("$python" -m uv)
}

# Fail clearly unless there is a Python that the backend runs on, or uv can fetch one.
ensure_python() {
  "${UV[@]}" python find '>=3.12' >/dev/null 2>&1 && return
  if UV_PYTHON=$(pyenv_python); then
    export UV_PYTHON
    return
  fi
  say "Installing Python 3.12 ..."
  "${UV[@]}" python install --quiet 3.12 >/dev/null 2>&1 ||
    die "Python 3.12 or newer is missing and could not be fetched: install it, then run this again."
}

# Print a fitting Python that pyenv has installed but not selected: uv does not look there.
pyenv_python() {
  local python
  for python in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
      printf '%s\n' "$python"
      return
    fi
  done
  return 1
}

# Install the backend's packages, exactly as pinned, into backend/.venv.
ensure_backend() {
  ensure_uv
  ensure_python
  (cd "$BACKEND" && "${UV[@]}" sync --quiet) ||
    die "the Python packages could not be installed (see above): check the network and try again."
}

# Run a command of the backend's environment, in backend/.
in_backend() { (cd "$BACKEND" && "${UV[@]}" run --quiet --no-sync "$@"); }

# Run a module of scripts/cloud in place of this script: cloud MODULE [ARGUMENT...]
cloud() {
  cd "$BACKEND" || die "there is no $BACKEND"
  PYTHONPATH=$ROOT/scripts exec "${UV[@]}" run --quiet --no-sync python -m "cloud.$1" "${@:2}"
}

# Say what is wrong with this computer's Node.js; fail when nothing is.
node_fault() {
  local fix="install it, https://nodejs.org/, then run this again." version
  if ! have node || ! have npm; then
    echo "Node.js is missing: $fix"
    return
  fi
  version=$(node --version)
  [[ $(printf '%s\n' "$NODE_AT_LEAST" "${version#v}" | sort -V | head -1) != "$NODE_AT_LEAST" ]] &&
    echo "Node.js ${version#v} is older than $NODE_AT_LEAST: $fix"
}

# Install the site's packages, exactly as locked, whenever the lock has changed.
ensure_frontend() {
  local fault lock=$FRONTEND/package-lock.json
  if fault=$(node_fault); then die "$fault"; fi
  local installed=$FRONTEND/node_modules/.installed-lock.json
  cmp -s "$lock" "$installed" && return
  say "Installing the site's packages ..."
  in_frontend npm ci --loglevel=error --no-audit --no-fund ||
    die "the site's packages could not be installed (see above): check the network and try again."
  cp "$lock" "$installed"
}

# Run a command in frontend/, without telling anybody.
in_frontend() { (cd "$FRONTEND" && NEXT_TELEMETRY_DISABLED=1 "$@"); }
