#!/bin/sh
# Checks this bundle without literatim. It needs sha256sum, openssl, base64, cut, grep, sed, find.
# Run it in the folder that holds it:  sh check.sh
set -eu

hash() { openssl dgst -sha256 -binary | base64; }
# The hash of an inner node: the byte 1, then the hashes of its two children (RFC 9162, 2.1.1).
join() { { printf '\001'; printf %s "$1" | base64 -d; printf %s "$2" | base64 -d; } | hash; }
refuse() { echo "WRONG: $1" >&2; exit 1; }

sha256sum --quiet -c SHA256SUMS || refuse "a file is not the one that was put in"

[ -d archive ] || refuse "no capture is cited"

find archive -type f ! -name '*.record.json' | while IFS= read -r capture; do
  below=${capture#archive/}; proof="proofs/$below.tlog-proof"
  [ -f "$proof" ] || refuse "$capture has no proof"
  line=$(sed -n 's/^extra //p' "$proof" | base64 -d)

  # The line of the log that is proven must speak of this capture, and of this manifest.
  sum=$(sha256sum < "archive/$below" | cut -c1-64)
  printf %s "$line" | grep -qF "\"sha256\":\"sha256:$sum\"" || refuse "archive/$below is not what the log lists"
  sum=$(sha256sum < "manifests/$below.json" | cut -c1-64)
  printf %s "$line" | grep -qF "\"manifest\":\"sha256:$sum\"" || refuse "manifests/$below.json is not what the log lists"
  if [ -f "$capture.record.json" ]; then
    sum=$(sha256sum < "$capture.record.json" | cut -c1-64)
    printf %s "$line" | grep -qF "\"record\":\"sha256:$sum\"" || refuse "$capture.record.json is not what the log lists"
  elif printf %s "$line" | grep -qF '"record":"'; then
    refuse "$capture.record.json is missing"
  fi
  printf %s "$line" | grep -qF "{\"capture\":\"archive/$below\"," || refuse "$proof is of another capture"

  # The proof must end in the checkpoint that is signed.
  sed '1,/^$/d' "$proof" | cmp -s - checkpoint || refuse "$proof ends in another checkpoint"
  size=$(sed -n 2p checkpoint); root=$(sed -n 3p checkpoint)

  # From the leaf up to the root (RFC 9162, 2.1.3.2).
  at=$(sed -n 's/^index //p' "$proof"); last=$((size - 1))
  [ "$at" -lt "$size" ] || refuse "$proof: there is no such line"
  node=$({ printf '\000'; printf %s "$line"; } | hash)
  for other in $(sed '/^$/q' "$proof" | sed '1,3d'); do
    [ "$last" -gt 0 ] || refuse "$proof is too long"
    if [ $((at % 2)) = 1 ] || [ "$at" = "$last" ]; then
      node=$(join "$other" "$node")
      while [ $((at % 2)) = 0 ] && [ "$at" != 0 ]; do at=$((at / 2)); last=$((last / 2)); done
    else
      node=$(join "$node" "$other")
    fi
    at=$((at / 2)); last=$((last / 2))
  done
  [ "$last" = 0 ] && [ "$node" = "$root" ] || refuse "$proof does not lead to the checkpoint"
  echo "proven: archive/$below"
done

if [ -f checkpoint.sig ]; then
  echo "the checkpoint is signed; whose key this is you must know from elsewhere:"
  ssh-keygen -Y check-novalidate -n literatim -s checkpoint.sig < checkpoint || refuse "the signature does not hold"
else
  echo "the checkpoint is not signed: self-consistent, not authenticated"
fi
