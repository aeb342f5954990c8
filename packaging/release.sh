#!/usr/bin/env bash
# Makes a release: builds every package twice, in two folders, compares the digests, and tries each package.
# bash packaging/release.sh [FOLDER] [TAG]   with TAG, it must be that of the version, and nothing may be uncommitted
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-target/packages}
tag=${2:-}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)

say() { printf '\n== %s\n' "$*"; }
fail() {
  printf 'release: %s\n' "$*" >&2
  exit 1
}

if [ -n "$tag" ]; then
  [ "$tag" = "v$version" ] || fail "the tag is $tag, and the version in Cargo.toml is $version"
  [ -z "$(git status --porcelain)" ] || fail "something is not committed"
fi
grep -q "^## $version\$" CHANGELOG.md || fail "CHANGELOG.md has no section for $version"

say "build"
bash packaging/build.sh "$out"

say "build again, in another folder"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
mkdir "$again/a folder of its own"
git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - | tar -xf - -C "$again/a folder of its own"
bash "$again/a folder of its own/packaging/build.sh" "$again/packages" >/dev/null
diff "$out/SHA256SUMS" "$again/packages/SHA256SUMS" || fail "two builds of the same sources differ"
echo "both builds have the same digests"

say "try"
bash packaging/try.sh "$out"

say "literatim $version is in $out"
