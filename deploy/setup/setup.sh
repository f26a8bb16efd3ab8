#!/usr/bin/env bash
# Brings a bare Debian 12 machine (or this checkout) to where `make run` and `make test` work.
# Usage: deploy/setup/setup.sh [run|test]   test (the default) adds Chromium and PostgreSQL for the tests.
# Safe to run again at any time; takes a second when nothing changed.
set -euo pipefail
umask 022
cd "$(dirname "$0")/../.."

purpose=${1:-test}
case "$purpose" in
  run | test) ;;
  *) echo "usage: deploy/setup/setup.sh [run|test]" >&2 && exit 2 ;;
esac

# Two set-ups of one checkout at once would trip over each other's half-written files.
mkdir -p .setup
exec 9>.setup/lock
flock 9

. deploy/setup/words.sh
. deploy/setup/system.sh
. deploy/setup/python.sh
. deploy/setup/browser.sh

trap 'fail "it was interrupted."' INT TERM HUP

system_packages "$purpose"
python_packages
node_runtime
browser_packages
worker_script
shipped_data
worker_voices
