# The virtual environment .venv: every package at one version, each file checked against its hash.

python_packages() {
  local python key
  python=$(good_python)
  key=$(inputs "$("$python" --version)" requirements.txt requirements-test.txt)
  done_before .venv/spotcheck.stamp "$key" && [ -x .venv/bin/python ] && return 0
  if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv || fail "the virtual environment .venv could not be made." \
      "On Debian: apt-get install python3-venv. Is there space on the disk?"
  fi
  say "installing Python packages (a minute or two the first time)"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes \
    -r requirements-test.txt >.setup/pip.log 2>&1 </dev/null || {
    { grep -v "^WARNING: Retrying" .setup/pip.log || true; } | tail -n 5 >&2
    if grep -q "THESE PACKAGES DO NOT MATCH THE HASHES" .setup/pip.log; then
      fail "a package that came over the network is not the one this project names by its hash." \
        "Do not go on by hand: the package source may have been tampered with. See .setup/pip.log."
    fi
    fail "the Python packages could not be installed." \
      "The whole log is .setup/pip.log. Is the package index reachable from this machine, and is there space on the disk?"
  }
  mark_done .venv/spotcheck.stamp "$key"
}
