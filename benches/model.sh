#!/usr/bin/env bash
# Makes the model that separates a page's story from its furniture, the same to the byte each time:
#   bash benches/model.sh CLONES > src/segment/model/page/model.txt
# CLONES is a folder with clones of four public repositories, each at any commit that has the pages that it had in 2026:
#   article-extraction-benchmark    github.com/scrapinghub/article-extraction-benchmark, MIT
#   fundus                          github.com/flairNLP/fundus, MIT
#   web-content-extraction-benchmark  github.com/Murrough-Foley/web-content-extraction-benchmark, CC-BY-4.0
#   readability                     github.com/mozilla/readability, Apache-2.0
# Two thirds of the sites of each are trained on. The third that is kept aside is chosen by a hash of the site's name
# (`fold` in benches/gold/mod.rs): nobody looks at its pages, and no model learns from them. News weighs more, since the
# labels of the other sets are less exact.
set -euo pipefail
clones=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make() { python3 benches/elsewhere.py "$1" "$clones/$2" "$work/$1" >&2; }
make web article-extraction-benchmark
make fundus fundus
make wcxb web-content-extraction-benchmark
make wcxb-other web-content-extraction-benchmark
make readability readability
cargo build --release --locked --quiet --example train
cd "$work"
"${CARGO_TARGET_DIR:-$OLDPWD/target}"/release/examples/train 'web*3,fundus*2,wcxb,readability*2,wcxb-other*0.7'
