#!/usr/bin/env bash
# Installs each package in an empty place, with an empty home folder and without the network, and runs it up to its first finding:
# bash packaging/try.sh [FOLDER]
set -euo pipefail
packages=$(cd "${1:-"$(dirname "$0")/../target/packages"}" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/home"

# A session of a newcomer: an article, notes with one word wrong, a verdict.
session() {
  local how=$1 path=$2 root=$place/session-$1
  mkdir "$root"
  printf 'The ferry\n\nThe keeper lit the lantern at nine, and the ferry left.\n' >"$root/ferry.txt"
  printf '“The keeper lit the zebra at nine” [@ferry].\n' >"$root/notes.md"
  (
    cd "$root"
    run() { env -i HOME="$place/home" PATH="$path:/usr/bin:/bin" literatim "$@"; }
    run init >/dev/null
    run add ferry.txt >/dev/null
    if said=$(run verify notes.md); then
      echo "$how: an altered quotation passed" >&2
      exit 1
    fi
    grep -q 'notes say “zebra”, the archive says “lantern”' <<<"$said"
    echo "$how: $(run --version), installed and run"
  )
}

(cd "$packages" && sha256sum --quiet -c SHA256SUMS)

tar -xzf "$packages"/literatim-*-x86_64-linux.tar.gz -C "$place"
session tarball "$(echo "$place"/literatim-*-x86_64-linux)"

python3 -m venv "$place/venv"
HOME=$place/home "$place/venv/bin/pip" --quiet install --no-index "$packages"/literatim-*.whl
session pip "$place/venv/bin"

mkdir "$place/npm"
(
  cd "$place/npm"
  echo '{ "private": true }' >package.json
  HOME=$place/home npm install --silent --offline --no-audit --no-fund "$packages"/literatim-linux-x64-[0-9]*.tgz "$packages"/literatim-[0-9]*.tgz
)
# Node has to be found by the script that npm installs.
session npm "$place/npm/node_modules/.bin:$(dirname "$(command -v node)")"

# A system of its own, as empty as `dpkg` lets it be.
mkdir -p "$place/system/var/lib/dpkg/"{info,updates,triggers}
touch "$place/system/var/lib/dpkg/"{status,available}
dpkg --root="$place/system" --force-not-root --force-bad-path --install "$packages"/literatim_*_amd64.deb >/dev/null
session deb "$place/system/usr/bin"
test -s "$place/system/usr/share/man/man1/literatim-verify.1.gz"
test -s "$place/system/usr/share/bash-completion/completions/literatim"
