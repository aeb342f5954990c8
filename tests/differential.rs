//! Notes of every format, compared with what programs of others show of them: tests/differential/differential.py.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use std::process::Command;

/// The documents of each format; a hundred times as many are tried with the script itself.
const COUNT: &str = "1000";

#[test]
fn what_the_rendered_page_shows_as_quoted_is_judged_or_reported() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential/differential.py");
    // Debian's packages are those of its own Python.
    for python in ["python3", "/usr/bin/python3"] {
        let ran = Command::new(python).args([script, env!("CARGO_BIN_EXE_literatim"), "--count", COUNT]).output();
        let Ok(ran) = ran else { continue };
        let (written, errors) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        if errors.contains("is not there") {
            eprintln!("{python}: {errors}");
            continue;
        }
        assert!(ran.status.success(), "{written}{errors}");
        return written.lines().filter(|line| line.contains("left out")).for_each(|line| skipped!("{line}"));
    }
    skipped!("no Python with html5lib");
}
