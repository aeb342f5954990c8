#!/bin/sh
# Checks this bundle without literatim. It needs sha256sum, openssl, base64, cut, grep, od, sed, tr, find.
# Run it in the folder that holds it:  sh check.sh
set -eu

hash() { openssl dgst -sha256 -binary | base64; }
# The hash of an inner node: the byte 1, then the hashes of its two children (RFC 9162, 2.1.1).
join() { { printf '\001'; printf %s "$1" | base64 -d; printf %s "$2" | base64 -d; } | hash; }
refuse() { echo "WRONG: $1" >&2; exit 1; }

sha256sum --quiet -c SHA256SUMS || refuse "a file is not the one that was put in"

[ -d archive ] || refuse "no capture is cited"

# leads LINE INDEX SIZE HASHES: the root of the tree that these hashes lead to from the leaf (RFC 9162, 2.1.3.2); nothing
# if they do not.
leads() {
  at=$2; last=$(($3 - 1))
  [ "$at" -lt "$3" ] || return 0
  node=$({ printf '\000'; printf %s "$1"; } | hash)
  for other in $4; do
    [ "$last" -gt 0 ] || return 0
    if [ $((at % 2)) = 1 ] || [ "$at" = "$last" ]; then
      node=$(join "$other" "$node")
      while [ $((at % 2)) = 0 ] && [ "$at" != 0 ]; do at=$((at / 2)); last=$((last / 2)); done
    else
      node=$(join "$node" "$other")
    fi
    at=$((at / 2)); last=$((last / 2))
  done
  [ "$last" != 0 ] || echo "$node"
}

find archive -type f ! -name '*.record.json' | while IFS= read -r capture; do
  below=${capture#archive/}; proof="proofs/$below.tlog-proof"
  sum=$(sha256sum < "archive/$below" | cut -c1-64)
  manifest=$(sha256sum < "manifests/$below.json" | cut -c1-64)

  if [ -f "proofs/$below.page-proof" ]; then
    # A page in a list: its line must speak of it and lead to the root of the list, and the rest proves that root.
    proof="proofs/$below.page-proof"
    [ ! -f "$capture.record.json" ] || refuse "$capture.record.json is not what the list of pages has"
    line=$(sed -n '/^$/q; s/^line //p' "$proof" | base64 -d)
    case $line in "[\"$below\",\""*) ;; *) refuse "$proof is of another capture" ;; esac
    printf %s "$line" | grep -qE "\",\"$sum\",\"$manifest\",[0-9]+,[0-9]+\]\$" || refuse "$below is not what the list of pages has"
    page=$(sed -n '/^$/q; s/^index //p' "$proof"); hashes=$(sed '/^$/q' "$proof" | sed '1,3d')
    log=$(sed '1,/^$/d' "$proof" | sed -n 's/^extra //p' | base64 -d)
    pages=$(printf %s "$log" | sed -n 's/.*,"pages":{"count":\([0-9]*\),"root":"sha256:\([0-9a-f]*\)","sha256":"sha256:[0-9a-f]*"}}$/\1 \2/p')
    [ -n "$pages" ] && [ "$page" -gt 0 ] || refuse "$proof names no list of pages"
    root=$(leads "$line" "$page" $((${pages% *} + 1)) "$hashes" | base64 -d | od -An -v -tx1 | tr -d ' \n')
    [ "$root" = "${pages#* }" ] || refuse "$proof does not lead to the list of pages"
    rest=$(sed '1,/^$/d' "$proof")
  else
    [ -f "$proof" ] || refuse "$capture has no proof"
    rest=$(cat "$proof")
    log=$(printf '%s\n' "$rest" | sed -n 's/^extra //p' | base64 -d)
    # The line of the log that is proven must speak of this capture, and of this manifest.
    printf %s "$log" | grep -qF "\"sha256\":\"sha256:$sum\"" || refuse "archive/$below is not what the log lists"
    printf %s "$log" | grep -qF "\"manifest\":\"sha256:$manifest\"" || refuse "manifests/$below.json is not what the log lists"
    if [ -f "$capture.record.json" ]; then
      sum=$(sha256sum < "$capture.record.json" | cut -c1-64)
      printf %s "$log" | grep -qF "\"record\":\"sha256:$sum\"" || refuse "$capture.record.json is not what the log lists"
    elif printf %s "$log" | grep -qF '"record":"'; then
      refuse "$capture.record.json is missing"
    fi
    printf %s "$log" | grep -qF "{\"capture\":\"archive/$below\"," || refuse "$proof is of another capture"
  fi

  # The proof must end in the checkpoint that is signed.
  printf '%s\n' "$rest" | sed '1,/^$/d' | cmp -s - checkpoint || refuse "$proof ends in another checkpoint"
  size=$(sed -n 2p checkpoint); root=$(sed -n 3p checkpoint)
  index=$(printf '%s\n' "$rest" | sed -n 's/^index //p'); hashes=$(printf '%s\n' "$rest" | sed '/^$/q' | sed '1,3d')
  [ "$(leads "$log" "$index" "$size" "$hashes")" = "$root" ] || refuse "$proof does not lead to the checkpoint"
  echo "proven: archive/$below"
done

if [ -f checkpoint.sig ]; then
  echo "the checkpoint is signed; whose key this is you must know from elsewhere:"
  ssh-keygen -Y check-novalidate -n literatim -s checkpoint.sig < checkpoint || refuse "the signature does not hold"
else
  echo "the checkpoint is not signed: self-consistent, not authenticated"
fi
