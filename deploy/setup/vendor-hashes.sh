#!/usr/bin/env bash
# Writes the hashes in vendor.txt anew from what npm installs now. For the person who changed a version on purpose.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/setup/words.sh
. deploy/setup/system.sh
. deploy/setup/browser.sh

# Only the copying is left out here: its check would refuse the very change that is wanted.
copy_vendor() { :; }
rm -f .setup/browser.stamp
node_runtime
browser_packages
rm -f .setup/browser.stamp

while read -r line; do
  if [[ $line == \#* ]]; then echo "$line" && continue; fi
  read -r _ target source <<<"$line"
  printf '%s %s %s\n' "$(sha256sum <"node_modules/$source" | cut -d' ' -f1)" "$target" "$source"
done <deploy/setup/vendor.txt >.setup/vendor.txt
mv .setup/vendor.txt deploy/setup/vendor.txt
git --no-pager diff --stat -- deploy/setup/vendor.txt
