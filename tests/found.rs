//! The cases that public bug reports and real notes gave, run by their own script where they lie beside the repository.

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The cases that still fall short. The list only gets shorter.
const FALL_SHORT: &str = include_str!("found.txt");

/// Cases that cannot be laid out: they change a file that an archive of this format does not have.
const MOOT: [&str; 1] = ["114-merge-conflict-in-log"];

#[test]
fn no_case_falls_short_that_is_not_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/found");
    if !folder.join("run.py").is_file() {
        skipped!("no {}", folder.display());
        return;
    }
    MOOT.iter().for_each(|case| skipped!("{case} changes a file that this format does not have"));
    let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let cases = names.filter(|name| name.starts_with(|c: char| c.is_ascii_digit()) && !MOOT.contains(&name.as_str()));
    let mut script = Command::new("python3");
    script.args(["run.py", env!("CARGO_BIN_EXE_literatim"), "."]).args(cases).current_dir(&folder);
    let ran = script.output();
    let Ok(ran) = ran else {
        skipped!("python3 cannot be run");
        return;
    };
    let written = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
    let short: BTreeSet<&str> = written
        .lines()
        .filter_map(|line| line.strip_prefix("falls short: "))
        .filter_map(|line| line.split(':').next())
        .collect();
    assert!(written.contains(" passed, "), "the script did not come to its end:\n{written}");
    let listed: BTreeSet<&str> = FALL_SHORT.lines().collect();
    let worse: Vec<&&str> = short.difference(&listed).collect();
    assert!(worse.is_empty(), "these fall short and are not listed: {worse:#?}\n{written}");
    let better: Vec<&&str> = listed.difference(&short).collect();
    assert!(better.is_empty(), "these pass now: take them out of tests/found.txt: {better:#?}");
}
