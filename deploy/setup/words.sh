# Shared by the set-up scripts: how they speak, and how they remember what is already done.
# A step is done when its stamp holds the hash of everything it was made from.

say() { printf 'set-up: %s\n' "$*"; }

fail() {
  printf '\nset-up stopped: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  printf '  Nothing was lost: run the same command again and it goes on from here.\n' >&2
  exit 1
}

# What a step is made from: words and files, as one hash.
inputs() {
  for input in "$@"; do
    if [ -f "$input" ]; then sha256sum <"$input"; else printf '%s\n' "$input"; fi
  done | sha256sum | cut -d' ' -f1
}

done_before() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

mark_done() { mkdir -p "$(dirname "$1")" && printf '%s\n' "$2" >"$1"; }
