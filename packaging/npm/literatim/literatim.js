#!/usr/bin/env node
// Runs the binary of the package for this platform. Nothing is downloaded.
"use strict";

const { spawnSync } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
let binary;
try {
  binary = require.resolve(`literatim-${platform}/bin/literatim`);
} catch {
  console.error(
    `literatim: there is no package for ${platform}, or it was not installed (npm install without --omit=optional); ` +
      "see docs/install.md for other ways to install it",
  );
  process.exit(2);
}
const ran = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (ran.error) {
  console.error(`literatim: ${binary}: ${ran.error.message}`);
  process.exit(2);
}
if (ran.signal) {
  process.kill(process.pid, ran.signal);
}
process.exit(ran.status ?? 2);
