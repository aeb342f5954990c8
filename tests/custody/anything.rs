//! Whatever is added, and however it is named: what `add` takes in, everybody else accepts.

use crate::archive::{Archive, Ran, literatim, run};
use crate::reader::reads;
use crate::web_archives::{PAGE, gzip, response};
use std::io::Write;
use std::process::{Command, Stdio};

/// Numbers that look random, and are the same everywhere (Knuth's linear congruence).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.roll(texts.len())]
    }

    /// Up to `most` pieces, which are odd by themselves or beside each other.
    fn text(&mut self, most: usize) -> String {
        (0..=self.roll(most)).map(|_| self.of(&PIECES)).collect()
    }
}

const PIECES: [&str; 54] = [
    "a",
    "A",
    "b",
    "B",
    "boat",
    "Boat",
    "é",
    "e\u{301}",
    "ß",
    "SS",
    "ſ",
    "\u{212a}",
    "σ",
    "ς",
    "İ",
    "ı",
    "ﬁ",
    "-",
    "--",
    " ",
    ".",
    "..",
    "/",
    "\\",
    "\n",
    "\r",
    "\t",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{200d}",
    "\u{feff}",
    "%",
    "%2F",
    "%0A",
    "%00",
    "'",
    "\"",
    "*",
    "?",
    "#",
    "&",
    "~",
    "~1",
    "git",
    "con",
    "nul",
    "com¹",
    ".json",
    ".txt",
    "新聞",
    "inventory",
];

const WHOLE: [&str; 14] = [
    "",
    "-",
    ".",
    "SHA256SUMS",
    "sha256sums",
    "inventory",
    "inventory.json",
    "checkpoint",
    "x.record.json",
    ".git",
    "GIT~1",
    "web-archives",
    "a/20140611T093000Z.txt",
    "a.txt",
];

/// The name of a file, which the disk must be able to keep.
fn name(dice: &mut Dice) -> String {
    let stem = if dice.roll(4) == 0 { dice.of(&WHOLE).to_owned() } else { dice.text(6) };
    let ending =
        dice.of(&["", ".txt", ".TXT", ".md", ".html", ".HTML", ".json", ".JSON", ".pdf", ".Record.json", ".tmp", ". "]);
    let name = format!("{stem}{ending}").replace('/', "_");
    match name.as_str() {
        "" | "." | ".." => "x".to_owned(),
        _ => name,
    }
}

fn id(dice: &mut Dice) -> String {
    match dice.roll(8) {
        0 => "a/".repeat(dice.roll(80)) + "a",
        1 => "é".repeat(dice.roll(150)),
        2..=3 => dice.of(&WHOLE).to_owned(),
        _ => dice.text(5),
    }
}

fn url(dice: &mut Dice) -> String {
    let user = dice.of(&["", "", "user:pass@", "token@", "a%40b:c@"]);
    let wrap = dice.of(&["", "", "", "https://web.archive.org/web/20140611093000/", "https://a.example/?to="]);
    format!("{wrap}https://{user}lantern.example/{}", dice.text(6))
}

/// Arguments that describe an article.
fn told(dice: &mut Dice) -> Vec<String> {
    let mut args = Vec::new();
    let mut put = |name: &str, value: String| args.push(format!("--{name}={value}"));
    if dice.roll(3) > 0 {
        put("captured-at", dice.of(&["2014-06-11T09:30:00Z", "2014-06-11", "2015-01-01T00:00:00+02:00"]).to_owned());
    }
    if dice.roll(2) == 0 {
        put("id", id(dice));
    }
    if dice.roll(3) == 0 {
        put("url", url(dice));
    }
    for name in ["title", "publisher", "published"] {
        if dice.roll(4) == 0 {
            put(name, dice.text(8));
        }
    }
    if dice.roll(6) == 0 {
        put("charset", dice.of(&["utf-8", "utf-16le", "latin1", "shift_jis", "x-user-defined"]).to_owned());
    }
    if dice.roll(4) == 0 {
        put("as", dice.of(&["txt", "md", "html"]).to_owned());
    }
    args
}

/// One `add`, of whatever kind.
fn add(archive: &Archive, dice: &mut Dice, turn: usize) -> Ran {
    let words = format!("Story {turn}\n\n{}\n", dice.text(9));
    let mut command = literatim();
    command.current_dir(archive.root()).arg("add");
    match dice.roll(6) {
        0 => {
            let page = format!("{PAGE}{turn}");
            let warc =
                gzip(&response(&url(dice).replace(char::is_control, ""), "2014-06-11T09:30:00Z", "", page.as_bytes()));
            let file = name(dice).replace(['\0', '/'], "_") + dice.of(&[".warc.gz", ".WARC.gz"]);
            command.args(["--in-place"; 1].iter().take(dice.roll(2)));
            run(command.arg(archive.beside(&file, &warc)))
        }
        1 => piped(command.args(told(dice)).arg("-"), words.as_bytes()),
        2 => {
            let below = format!("archive/{}", name(dice));
            if archive.path(&below).exists() || std::fs::write(archive.path(&below), &words).is_err() {
                return run(command.arg("nowhere"));
            }
            let ran = run(command.arg(&below));
            if ran.code != Some(0) {
                // What was dropped there by hand is in the way until somebody takes it out.
                std::fs::remove_file(archive.path(&below)).unwrap();
            }
            ran
        }
        _ => run(command.args(told(dice)).arg(archive.beside(&name(dice), words.as_bytes()))),
    }
}

fn piped(command: &mut Command, bytes: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Who refuses the arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// `sha256sum -c`, where there is one.
fn sums_hold(archive: &Archive) {
    let ran =
        Command::new("sha256sum").current_dir(archive.root()).args(["--strict", "-c", "manifests/SHA256SUMS"]).output();
    if let Ok(ran) = ran {
        assert!(
            ran.status.success(),
            "{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}

/// So many turns, each an `add` that is wholly done or not at all; how many were done.
fn turns(seed: u64, turns: usize) -> usize {
    let (archive, mut dice, mut done) = (Archive::with_bridge(), Dice(seed), 0);
    for turn in 0..turns {
        let before = archive.files();
        let ran = add(&archive, &mut dice, turn);
        let told = format!("seed {seed}, turn {turn}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("panicked"), "{told}");
        if ran.code != Some(0) {
            assert_eq!(ran.code, Some(2), "{told}");
            assert_eq!(archive.files(), before, "{told}");
            continue;
        }
        done += 1;
        for args in [&["audit"][..], &["manifest", "--check"]] {
            let checked = archive.run(args);
            assert_eq!(checked.code, Some(0), "{told}\n{}{}", checked.out, checked.err);
        }
        sums_hold(&archive);
    }
    moved(&archive);
    done
}

/// The whole of it is read by the other reader, and goes through a bag, into an archive that is as sound.
fn moved(archive: &Archive) {
    if let Some((sound, told)) = reads(&archive.root()) {
        assert!(sound, "{told}");
    }
    let bag = archive.folder.path().join("bag");
    archive.run(&["export", bag.to_str().unwrap()]).ends_with(0);
    let other = Archive::with_bridge();
    other.run(&["import", bag.to_str().unwrap()]).ends_with(0);
    other.run(&["audit"]).ends_with(0);
    other.run(&["manifest", "--check"]).ends_with(0);
    sums_hold(&other);
}

#[test]
fn whatever_is_added_is_wholly_sound_or_refused() {
    let done: usize = (1..=3).map(|seed| turns(seed, 20)).sum();
    assert!(done >= 15, "only {done} were taken in");
}

#[test]
#[ignore = "takes minutes: the same as above, many times"]
fn whatever_is_added_a_thousand_times_is_wholly_sound_or_refused() {
    let done: usize = (100..120).map(|seed| turns(seed, 100)).sum();
    assert!(done >= 500, "only {done} were taken in");
}
