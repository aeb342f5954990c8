#!/usr/bin/env bash
# Prints how well body is told from page furniture, beside other extractors, on the labelled pages in ../shared/gold.
#   bash benches/pages.sh [FOLDER…]  peers that are not there are left out, and said to be
# Each FOLDER holds other labelled pages, such as `benches/elsewhere.py` makes. Two thirds of the sites of some are trained on
# (`benches/model.sh`), and the third that is kept aside is printed apart: nobody looks at its pages.
# trafilatura is asked if `python3 -c 'import trafilatura'` works ($PYTHON names another); dom_smoothie is built.
set -euo pipefail
others=()
for folder in "$@"; do others+=("$(realpath "$folder")"); done
cd "$(dirname "$0")/.."
gold=../shared/gold/web
python=${PYTHON:-python3}
[ -f "$gold/gold.json" ] || { echo "there are no labelled pages at $gold: nothing to measure" >&2; exit 0; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/html"
cp "$gold/gold.json" "$work/"
for page in "$gold"/html/*.html.gz; do
  gunzip -c "$page" >"$work/html/$(basename "$page" .gz)"
done

row() { # name, predictions, pages a second
  printf '%-14s %s  %s pages a second\n' "$1" "$(python3 "$gold/score.py" "$2" | tail -1)" "$3"
}

compare() { # the folder, name, predictions
  printf '%-14s %s\n' "$2" "$(cd "$gold" && python3 -c 'import json, score, sys
gold, have = (json.load(open(path, encoding="utf8")) for path in sys.argv[1:])
print("precision %.3f recall %.3f F1 %.3f" % score.score(gold, have)[:3])' "$1/gold.json" "$3")"
}

cargo build --release --locked --quiet --example gold --example train --example lines
examples=${CARGO_TARGET_DIR:-target}/release/examples
"$examples/gold" "$work" predictions >"$work/ours.json"
row literatim "$work/ours.json" "$("$examples/gold" "$work" speed)"

if "$python" -c 'import trafilatura' 2>/dev/null; then
  "$python" benches/peers/extract.py "$work/html" >"$work/trafilatura.json" 2>"$work/speed"
  row trafilatura "$work/trafilatura.json" "$(tail -1 "$work/speed")"
else
  echo "trafilatura    not installed for $python: left out"
fi

if cargo build --release --quiet --manifest-path benches/peers/Cargo.toml 2>"$work/why"; then
  "${CARGO_TARGET_DIR:-benches/peers/target}/release/literatim-peers" "$work/html" >"$work/dom_smoothie.json" 2>"$work/speed"
  row dom_smoothie "$work/dom_smoothie.json" "$(tail -1 "$work/speed")"
else
  echo "dom_smoothie   could not be built: left out"
fi

# F1 on the sites that were looked at and on those that were kept aside (`fold` in gold/mod.rs), by script; how a quotation of
# each sentence of the body is judged; and what of the rest is called body, or gets a warning only.
table() { # the folder
  local kind=table
  grep -q '"without"' "$1/gold.json" && kind=phrases
  for mode in default precision; do
    if "$python" -c 'import trafilatura' 2>/dev/null; then
      "$python" benches/peers/extract.py "$1/html" "$mode" >"$work/peer.json" 2>/dev/null
      echo "beside trafilatura ($mode):"
      "$examples/gold" "$1" "$kind" "$work/peer.json"
    else
      "$examples/gold" "$1" "$kind"
      return
    fi
  done
}

for folder in "$work" "${others[@]}"; do
  echo
  echo "$folder:"
  table "$folder"
done

echo
echo "models of these 181 pages alone, on sites that they were not trained on (benches/model.sh makes the one of the program):"
"$examples/train" "$work" measure
echo
echo "roles of parts of 40 pages that a person labelled, by models that were not trained on their sites:"
"$examples/train" "$work" typed benches/typed/labels.txt
echo
echo "text that is left of the same pages after a coarse extraction, without its markup:"
"$examples/lines" "$gold/lines-residual.jsonl"
echo "the model for lines has seen them too; on sites that it was not trained on:"
"$examples/train" "$gold/lines-residual.jsonl" measure
"$examples/train" "$gold/lines-residual.jsonl" | cmp - src/segment/model/lines/model.txt && echo "the recipe gives the model for lines"
