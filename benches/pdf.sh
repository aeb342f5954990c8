#!/usr/bin/env bash
# Makes two hundred PDFs with five programs, judges faithful and altered quotations of them, and prints how many are judged right, beside
# other verifiers on the same files, and the time and memory of a page beside pdftotext.
#   bash benches/pdf.sh [FOLDER]   FOLDER keeps the files (1,700 pages, 30 MB) for the next run
# On Debian it installs what it needs; elsewhere: Typst and ReportLab (Python), pdflatex, Chromium, LibreOffice, pdftotext.
# Peers that cannot be installed are left out, and said to be.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"

if command -v apt-get >/dev/null && ! command -v pdflatex soffice chromium pdftotext qpdf >/dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends poppler-utils qpdf chromium libreoffice-writer hyphen-en-us fonts-dejavu fonts-liberation \
    texlive-latex-base texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended lmodern cm-super-minimal >/dev/null
fi
venv() { [ -d "$folder/python/$1" ] || python3 -m venv "$folder/python/$1"; "$folder/python/$1/bin/pip" install -q "${@:2}" 2>/dev/null; }
venv makers typst==0.15.2 reportlab==5.1.0 pyphen

cargo build --release --locked --quiet
program=${CARGO_TARGET_DIR:-target}/release/literatim
[ -f "$folder/truth.json" ] || "$folder/python/makers/bin/python" benches/pdf/make.py "$folder"
"$folder/python/makers/bin/python" benches/pdf/check.py "$folder" "$program"
for peer in pagecite astra-tools forrt-research-mcp; do
  if venv "$peer" "$peer"; then
    "$folder/python/$peer/bin/python" benches/pdf/peers.py "$peer" "$folder"
  else
    echo "$peer cannot be installed here: left out"
  fi
done
"$folder/python/makers/bin/python" benches/pdf/speed.py "$folder" "$program"
