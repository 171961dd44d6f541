#!/usr/bin/env bash
# The official Python clients before the gateway: a virtual environment of its own, a gateway, pytest. Needs python3 with venv
# and a package index; without those it says SKIPPED and why.
set -u
cd "$(dirname "$0")/../.." || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

skip() {
  echo "SKIPPED: python clients: $1"
  exit 0
}

command -v python3 >/dev/null || skip "no python3"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || skip "python3 is older than 3.9"
python3 -m venv "$scratch/venv" >"$scratch/log" 2>&1 || skip "python3 has no venv: $(tail -1 "$scratch/log")"
"$scratch/venv/bin/python" -m pip install -q --disable-pip-version-check -r test/python/requirements.txt >"$scratch/log" 2>&1 || {
  # An index that can be asked has what is named here, or the names are wrong: that is a failure.
  if "$scratch/venv/bin/python" -m pip download -q --no-deps --disable-pip-version-check -d "$scratch" iniconfig >/dev/null 2>&1; then
    cat "$scratch/log"
    exit 1
  fi
  skip "the packages cannot be had: $(tail -1 "$scratch/log")"
}
node scripts/build.mjs || exit 1
export PYTHONDONTWRITEBYTECODE=1
"$scratch/venv/bin/python" -m pytest -q -p no:cacheprovider test/python
