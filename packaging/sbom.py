#!/usr/bin/env python3
"""Writes the bill of materials of the binary: every package that is compiled into it, or runs while it is built (CycloneDX 1.6).

python3 packaging/sbom.py TARGET. It reads Cargo.lock and what `cargo metadata` says of this target; the same sources give the same bytes.
"""

import json
import os
import subprocess
import sys
import tomllib
import uuid
from datetime import datetime, timezone

target = sys.argv[1]
command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
metadata = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
with open("Cargo.lock", "rb") as lock:
    locked = tomllib.load(lock)["package"]
digests = {(package["name"], package["version"]): package.get("checksum") for package in locked}
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
root = metadata["resolve"]["root"]


def needs(node):
    """The packages that a package is built with, or from; not those that only its tests need."""
    kinds = lambda dependency: {kind["kind"] for kind in dependency["dep_kinds"]}
    return sorted(found["pkg"] for found in node["deps"] if kinds(found) - {"dev"})


def reference(identity):
    package = packages[identity]
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(identity):
    package = packages[identity]
    found = {
        "type": "application" if identity == root else "library",
        "bom-ref": reference(identity),
        "name": package["name"],
        "version": package["version"],
        "purl": reference(identity),
    }
    digest = digests[package["name"], package["version"]]
    if digest:
        found["hashes"] = [{"alg": "SHA-256", "content": digest}]
    if package["license"]:
        # Before the expressions of SPDX, Cargo wrote a slash for OR.
        found["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if package["repository"]:
        found["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return found


reached, waiting = set(), [root]
while waiting:
    identity = waiting.pop()
    if identity not in reached:
        reached.add(identity)
        waiting += needs(nodes[identity])

ordered = sorted(reached, key=reference)
bom = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "metadata": {
        "timestamp": datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "component": component(root),
        "properties": [{"name": "target", "value": target}],
    },
    "components": [component(identity) for identity in ordered if identity != root],
    "dependencies": [
        {"ref": reference(identity), "dependsOn": sorted({reference(need) for need in needs(nodes[identity])})} for identity in ordered
    ],
}
# The number is of these contents.
bom["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bom, sort_keys=True)).urn
print(json.dumps(bom, indent=1, sort_keys=True, ensure_ascii=False))
