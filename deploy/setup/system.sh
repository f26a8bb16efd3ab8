# Debian packages. Only what is missing is installed, so a second run asks nothing of anyone.

for_running="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk fonts-dejavu-core poppler-utils espeak-ng lame"
for_testing="chromium firefox-esr postgresql-15 nginx-light"

good_python() {
  for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3; do
    command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
  local wanted=$for_running name
  [ "$1" = run ] || wanted="$wanted $for_testing"
  [ -n "$(good_python)" ] || wanted="$wanted python3 python3-venv"
  for name in $wanted; do installed "$name" || printf '%s ' "$name"; done
}

# An account that sudo refuses must hear that, not "is this machine connected?".
may_install() {
  [ "$(id -u)" != 0 ] || return 0
  command -v sudo >/dev/null 2>&1 || return 1
  sudo -n -l apt-get >/dev/null 2>&1 && return 0
  [ -t 2 ] || return 1
  say "sudo may ask for your password, to install: $1"
  sudo -v
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -E "$@"; fi
}

system_packages() {
  local missing
  if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
    without_apt
    return
  fi
  missing=$(missing_packages "$1")
  [ -n "$missing" ] || return 0
  if ! may_install "$missing"; then
    fail "these Debian packages are missing, and this account may not install them: $missing" \
      "Ask whoever looks after this machine to run, as root: apt-get install $missing"
  fi
  say "installing Debian packages: $missing"
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update -qq </dev/null ||
    fail "apt-get update failed." "Is this machine connected, and are its package sources reachable?"
  # shellcheck disable=SC2086  # the list is words on purpose
  as_root apt-get install -y -qq --no-install-recommends $missing </dev/null >.setup/apt.log 2>&1 || {
    tail -n 5 .setup/apt.log >&2
    fail "apt-get could not install: $missing" \
      "The whole log is .setup/apt.log. A full disk and a lost connection are the usual reasons." \
      "This set-up is made for Debian 12 and newer; on an older system some of these do not exist."
  }
  [ -n "$(good_python)" ] || fail "Python 3.11 or newer is needed, and this system offers $(python3 --version 2>&1)." \
    "Debian 12 has it. With another Python on this machine: PYTHON=/path/to/python3.12 make setup"
}

# On another system the rest of the set-up still works once a person has installed these.
without_apt() {
  say "this is not a Debian system (no apt-get), so Spotcheck cannot install system packages here."
  say "needed: Python 3.11 with venv, Pango 1.50, HarfBuzz subset, Noto fonts, poppler-utils, espeak-ng, lame; for tests Chromium, PostgreSQL 15, nginx."
  [ -n "$(good_python)" ] || fail "no Python 3.11 or newer (with its venv module) was found." \
    "Install it, then run the same command again."
}
