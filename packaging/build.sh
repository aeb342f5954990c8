#!/usr/bin/env bash
# Builds every package that can be installed without a compiler, into a folder: bash packaging/build.sh [FOLDER]
#
# One binary, linked against nothing but the kernel, goes into all of them. The same sources give the same bytes: times come from
# the last commit (or SOURCE_DATE_EPOCH), and paths of this machine are left out.
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-target/packages}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
cargo_home=${CARGO_HOME:-$HOME/.cargo}
# Separated as Cargo wants it: a folder may have a space in its name.
flags=(-Ctarget-feature=+crt-static "--remap-path-prefix=$PWD=/literatim" "--remap-path-prefix=$cargo_home=/cargo")
CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && printf '%s' "${flags[*]}")
export CARGO_ENCODED_RUSTFLAGS
export CFLAGS="-ffile-prefix-map=$cargo_home=/cargo"
# Whatever the caller has for its own builds.
unset CARGO_PROFILE_RELEASE_DEBUG CARGO_PROFILE_RELEASE_LTO CARGO_PROFILE_RELEASE_OPT_LEVEL CARGO_INCREMENTAL CARGO_TARGET_DIR

say() { printf '== %s\n' "$*"; }

# With musl, the binary has all of its C library in it. Where its standard library and its compiler cannot be had, that of the system
# is linked statically: it runs as well, and looks up no names of hosts or users, for which glibc would want its own files.
target=x86_64-unknown-linux-musl
if ! command -v musl-gcc >/dev/null && command -v apt-get >/dev/null; then
  apt-get install -y -qq --no-install-recommends musl-tools >/dev/null 2>&1 || true
fi
if ! command -v musl-gcc >/dev/null ||
  ! { [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ] || rustup target add "$target" >/dev/null 2>&1; }; then
  target=x86_64-unknown-linux-gnu
  say "there is no musl here: glibc is linked statically instead"
fi

say "binary for $target"
cargo build --locked --release --target "$target" --target-dir target/dist
binary=target/dist/$target/release/literatim

rm -rf "$out"
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What every package has beside the binary.
mkdir -p "$work/man" "$work/completions"
"$binary" generate man "$work/man" >/dev/null
for shell in bash zsh fish powershell elvish; do
  "$binary" generate "$shell" >"$work/completions/literatim.$shell"
done
strip --strip-all -o "$work/literatim" "$binary"

# Files of a package get one time, one owner and the rights that they need.
settle() {
  chmod -R u=rwX,go=rX "$1"
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

say "tarball"
name=literatim-$version-x86_64-linux
mkdir -p "$work/$name"
cp -r "$work/literatim" "$work/man" "$work/completions" README.md LICENSE-MIT LICENSE-APACHE CHANGELOG.md "$work/$name/"
settle "$work/$name"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" -cf - "$name" | gzip -9n >"$out/$name.tar.gz"

say "Debian package"
deb=$work/deb
mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/share/man/man1" "$deb/usr/share/doc/literatim" \
  "$deb/usr/share/bash-completion/completions" "$deb/usr/share/zsh/vendor-completions" "$deb/usr/share/fish/vendor_completions.d"
cp "$work/literatim" "$deb/usr/bin/"
cp "$work"/man/*.1 "$deb/usr/share/man/man1/"
gzip -9n "$deb"/usr/share/man/man1/*.1
cp "$work/completions/literatim.bash" "$deb/usr/share/bash-completion/completions/literatim"
cp "$work/completions/literatim.zsh" "$deb/usr/share/zsh/vendor-completions/_literatim"
cp "$work/completions/literatim.fish" "$deb/usr/share/fish/vendor_completions.d/"
cat LICENSE-MIT LICENSE-APACHE >"$deb/usr/share/doc/literatim/copyright"
cat >"$deb/DEBIAN/control" <<CONTROL
Package: literatim
Version: $version
Architecture: amd64
Maintainer: The literatim authors <literatim@example.org>
Section: text
Priority: optional
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Description: verifier of quotations against archived articles
 Proves that the quotations in your notes stand, letter for letter, in the body
 of the articles you archived.
CONTROL
(cd "$deb" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
settle "$deb"
dpkg-deb --root-owner-group -Zxz --build "$deb" "$out/literatim_${version}_amd64.deb" >/dev/null

say "wheel"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install wheel
wheel=$work/wheel/literatim-$version
mkdir -p "$wheel/literatim-$version.data/scripts" "$wheel/literatim-$version.dist-info/licenses"
cp "$work/literatim" "$wheel/literatim-$version.data/scripts/"
cp LICENSE-MIT LICENSE-APACHE "$wheel/literatim-$version.dist-info/licenses/"
cat >"$wheel/literatim-$version.dist-info/METADATA" <<METADATA
Metadata-Version: 2.4
Name: literatim
Version: $version
Summary: $(sed -n 's/^description = "\(.*\)"/\1/p' Cargo.toml)
License-Expression: MIT OR Apache-2.0
License-File: LICENSE-MIT
License-File: LICENSE-APACHE
Keywords: quotation,citation,provenance,archive,verification
Requires-Python: >=3.8
Description-Content-Type: text/markdown

$(cat README.md)
METADATA
# The binary needs no library of the system, so it runs with any: with glibc from 2.17 on, and with musl.
cat >"$wheel/literatim-$version.dist-info/WHEEL" <<WHEEL
Wheel-Version: 1.0
Generator: literatim
Root-Is-Purelib: false
Tag: py3-none-manylinux_2_17_x86_64
Tag: py3-none-musllinux_1_1_x86_64
WHEEL
settle "$wheel"
"$work/venv/bin/wheel" pack --dest-dir "$out" "$wheel" >/dev/null

say "npm packages"
cp -r packaging/npm "$work/npm"
cp README.md "$work/npm/literatim/"
mkdir "$work/npm/literatim-linux-x64/bin"
cp "$work/literatim" "$work/npm/literatim-linux-x64/bin/"
for package in literatim literatim-linux-x64; do
  sed -i "s/0\.0\.0-version/$version/g" "$work/npm/$package/package.json"
  cp LICENSE-MIT LICENSE-APACHE "$work/npm/$package/"
  settle "$work/npm/$package"
  chmod 755 "$work/npm/$package"/bin/literatim "$work/npm/$package"/literatim.js 2>/dev/null || true
  (cd "$out" && npm pack --silent "$work/npm/$package" >/dev/null)
done

say "bill of materials"
python3 packaging/sbom.py "$target" >"$out/literatim.cdx.json"

say "sums"
(cd "$out" && sha256sum -- * | sort -k2 >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" SHA256SUMS && cat SHA256SUMS)
