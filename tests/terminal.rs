//! The command line on a terminal: colours, links, pages, progress and waiting; and none of them where there is no terminal.

#[macro_use]
mod skipped;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LITERATIM: &str = env!("CARGO_BIN_EXE_literatim");

/// An archive with an article, and notes with a word wrong.
fn root() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("ferry.txt"), "The ferry\n\nThe keeper lit the lantern at nine, and the ferry left.\n")
        .unwrap();
    fs::write(root.path().join("notes.md"), "“The keeper lit the zebra at nine” [@ferry].\n").unwrap();
    for args in [&["init"][..], &["add", "ferry.txt", "--captured-at", "2025-01-01T00:00:00Z"]] {
        let ran = Command::new(LITERATIM).args(args).env_clear().current_dir(root.path()).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    root
}

/// The output of a run in a pipe, with an environment of these variables alone.
fn in_pipe(root: &Path, args: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(LITERATIM);
    command.args(args).env_clear().envs(variables.iter().copied()).current_dir(root);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// The output of a run on a terminal, as `script` records it; `None` where `script` is not installed.
fn on_terminal(root: &Path, args: &[&str], variables: &[(&str, &str)]) -> Option<String> {
    let line = format!("{LITERATIM} {}", args.join(" "));
    let mut command = Command::new("script");
    command.args(["--quiet", "--command", &line, "/dev/null"]).env_clear().envs(variables.iter().copied());
    command.env("SHELL", "/bin/sh").env("PATH", "/usr/bin:/bin").current_dir(root).stdin(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).unwrap()),
        _ => None,
    }
}

macro_rules! or_skipped {
    ($run:expr) => {
        match $run {
            Some(shown) => shown,
            None => {
                skipped!("the command `script` is not here: nothing is tried on a terminal");
                return;
            }
        }
    };
}

const XTERM: (&str, &str) = ("TERM", "xterm");

#[test]
fn the_environment_decides_on_colour_as_other_programs_let_it() {
    let root = root();
    let verify = ["verify", "notes.md"];
    let has_colour = |shown: &str| shown.contains("\u{1B}[1;31m");
    for (variables, expected) in [
        (&[][..], false),
        (&[("FORCE_COLOR", "1")], true),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("FORCE_COLOR", "0")], false),
        (&[("CLICOLOR", "1")], false),
        (&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], false),
    ] {
        assert_eq!(has_colour(&in_pipe(root.path(), &verify, variables)), expected, "in a pipe: {variables:?}");
    }
    for (variables, expected) in [
        (&[XTERM][..], true),
        (&[XTERM, ("NO_COLOR", "1")], false),
        (&[XTERM, ("NO_COLOR", "")], true),
        (&[XTERM, ("CLICOLOR", "0")], false),
        (&[XTERM, ("CLICOLOR", "1")], true),
        (&[XTERM, ("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], true),
        (&[("TERM", "dumb")], false),
    ] {
        let shown = or_skipped!(on_terminal(root.path(), &verify, variables));
        assert_eq!(has_colour(&shown), expected, "on a terminal: {variables:?}");
    }
}

#[test]
fn paths_are_links_where_the_terminal_has_links() {
    let root = root();
    let here = root.path().canonicalize().unwrap();
    let link = format!("\u{1B}]8;;file://{}/", here.display());
    let notes = format!("{link}notes.md\u{1B}\\");
    let capture = format!("{link}archive/ferry/20250101T000000Z.txt\u{1B}\\");
    let verify = ["verify", "notes.md"];
    assert!(!in_pipe(root.path(), &verify, &[("TERM_PROGRAM", "WezTerm")]).contains("]8;;"));
    let shown = or_skipped!(on_terminal(root.path(), &verify, &[XTERM, ("TERM_PROGRAM", "WezTerm")]));
    assert!(shown.contains(&notes) && shown.contains(&capture), "{shown:?}");
    let never = or_skipped!(on_terminal(
        root.path(),
        &["verify", "notes.md", "--color", "never"],
        &[XTERM, ("TERM_PROGRAM", "WezTerm")]
    ));
    assert!(!never.contains('\u{1B}'), "{never:?}");
    let other = or_skipped!(on_terminal(root.path(), &verify, &[XTERM]));
    assert!(!other.contains("]8;;"), "{other:?}");
    let found = or_skipped!(on_terminal(root.path(), &["find", "lantern"], &[XTERM, ("FORCE_HYPERLINK", "1")]));
    assert!(found.contains(&capture), "{found:?}");
    let file = root.path().join("report.txt");
    let to_file = format!("human={}", file.display());
    let _ = on_terminal(root.path(), &["verify", "notes.md", "--output", &to_file], &[XTERM, ("FORCE_HYPERLINK", "1")]);
    assert!(!fs::read_to_string(file).unwrap().contains('\u{1B}'), "a file is no terminal");
}

#[test]
fn a_rule_is_a_page_on_a_terminal_and_markdown_in_a_pipe() {
    let root = root();
    let piped = in_pipe(root.path(), &["explain", "quote-short"], &[]);
    assert!(piped.starts_with("# quote-short\n\n"), "{piped}");
    let shown = or_skipped!(on_terminal(root.path(), &["explain", "quote-short"], &[XTERM]));
    assert!(shown.starts_with("\u{1B}[1mquote-short\u{1B}[0m\r\n\r\n") && !shown.contains("## "), "{shown:?}");
    let plain = or_skipped!(on_terminal(root.path(), &["explain", "quote-short"], &[XTERM, ("NO_COLOR", "1")]));
    assert!(plain.starts_with("quote-short\r\n\r\n") && !plain.contains('\u{1B}'), "{plain:?}");
    let prose = plain.lines().filter(|line| !line.starts_with("    "));
    assert!(prose.map(|line| line.chars().count()).all(|columns| columns <= 80), "it is wrapped: {plain}");
}

const WAITING: &str = "literatim: waiting for another literatim that writes to this archive";

/// Holds the lock of the archive for a while from now on.
fn held(root: &Path, time: Duration) -> std::thread::JoinHandle<()> {
    let lock = File::options().write(true).open(root.join("manifests/.lock")).unwrap();
    lock.lock().unwrap();
    std::thread::spawn(move || {
        std::thread::sleep(time);
        drop(lock);
    })
}

#[test]
fn waiting_for_another_writer_is_said_at_once_and_in_a_pipe_nothing_else_is() {
    let root = root();
    let other = held(root.path(), Duration::from_millis(2500));
    let begun = Instant::now();
    let mut command = Command::new(LITERATIM);
    command.args(["set", "ferry", "--title", "The ferry"]).env_clear().current_dir(root.path());
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line.trim_end(), WAITING);
    assert!(begun.elapsed() < Duration::from_millis(2000), "{:?}", begun.elapsed());
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(rest, "", "no progress in a pipe");
    other.join().unwrap();
}

#[test]
fn a_long_run_shows_a_line_on_a_terminal_that_is_away_in_the_end() {
    let root = root();
    let other = held(root.path(), Duration::from_millis(2500));
    let shown = on_terminal(root.path(), &["set", "ferry", "--title", "Boat"], &[XTERM]);
    other.join().unwrap();
    let shown = or_skipped!(shown);
    assert!(shown.contains(WAITING), "{shown:?}");
    let (before, end) = shown.rsplit_once("set, 2s").expect("a line says how long it takes");
    assert!(before.matches("set, 1s").count() > 3, "it moves: {shown:?}");
    let (erased, output) = end.split_once("archive/ferry/").expect("then the output comes");
    assert!(erased.ends_with("\r\u{1B}[2K") && !output.contains('\u{1B}'), "{shown:?}");
}

#[test]
fn a_short_run_shows_no_progress() {
    let root = root();
    let shown = or_skipped!(on_terminal(root.path(), &["audit"], &[XTERM]));
    assert!(!shown.contains("audit,") && !shown.contains("\u{1B}[2K"), "{shown:?}");
}
