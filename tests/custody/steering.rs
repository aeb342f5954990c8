//! Nothing that steers a terminal, or that a reader does not see, is written by any command: not of articles, of notes, of
//! the names of files, of arguments.

use crate::archive::{Archive, literatim, run};
use std::fs;

/// A sequence that clears the screen, one character that begins such a sequence, a mark that turns the direction, and a
/// space without width.
const NASTY: &str = "\u{1b}[2J\u{9b}31m\u{202e}\u{200b}";

/// Returns true if a terminal would obey `c`, or a reader not see it.
fn steers(c: char) -> bool {
    c != '\n' && c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn page(word: &str) -> String {
    let nasty = "&#27;[2J\u{9b}31m\u{202e}\u{200b}";
    format!(
        "<!doctype html><title>The boat {nasty}</title><meta name=author content=\"Ann {nasty}\"><meta \
         property=og:site_name content=\"Lamp {nasty}\"><body><article><h1>The boat {nasty}</h1><p>The boat {nasty} carries \
         {word} people and nine bicycles, the harbour master said on Tuesday, and it costs no more than the bus.</p>\
         <p>Nobody {nasty} had asked the crew, which heard of it in the evening from a newspaper of another \
         town.</p></article></body>"
    )
}

fn archive() -> Archive {
    let archive = Archive::empty();
    let url = format!("https://lamp.example/boat?x={NASTY}");
    for (word, when) in [("40", "2014-06-11T09:30:00Z"), ("41", "2014-06-12T09:30:00Z")] {
        let file = archive.beside(&format!("boat {NASTY}.html"), page(word).as_bytes());
        archive
            .run(&[
                "add",
                &file,
                "--id",
                "boat",
                "--captured-at",
                when,
                "--title",
                &format!("Boat {NASTY}"),
                "--publisher",
                NASTY,
            ])
            .ends_with(0);
    }
    archive.run(&["set", "boat", "--url", &url, "--because", &format!("why {NASTY}")]);
    let notes = format!(
        "It “carries 41 people{NASTY} and nine bicycles” [@boat], “carries 40 people and nine bicycles” [@boat], and “had \
         {NASTY} asked” [@no{NASTY}].\n\n> Nobody {NASTY} had asked the crew, which heard of it\n\n— [@boat]\n\n“not closed \
         {NASTY}\n"
    );
    fs::write(archive.path(&format!("no{NASTY}tes.md")), notes).unwrap();
    fs::write(archive.path(&format!("archive/odd{NASTY}\nauthentic   ann signed.txt")), "x").unwrap();
    archive
}

/// Each way of asking, in words separated by spaces; `NOTES` is the file of notes.
const ASKED: &str = "
add SOURCE --captured-at 2014-06-13T00:00:00Z
add SOURCE --json --id other
add SOURCE --dry-run --id another
add NASTY
show
show --json
show boat
show boat --why
show boat --bytes
show boat --body
show boat --json
show NASTY
show NASTY --json
find people
find people --json
find NASTY
cite people and nine bicycles --as markdown
cite people and nine bicycles --as pandoc
cite people and nine bicycles --as footnote
cite people and nine bicycles --as html
cite people and nine bicycles --as bibtex
cite people and nine bicycles --as csl
cite people and nine bicycles --as w3c
cite people and nine bicycles --as wikipedia
coverage
coverage --format json
history boat
history boat --format json
diff boat
diff boat --all
diff boat --format json
diff boat --format html
diff boat --format markdown
diff NASTY
impact boat
impact boat --format json
audit
audit --json
audit --since NASTY
manifest
manifest --json
manifest --check
log
prove boat
prove NASTY
explain NASTY
baseline NOTES
pin NOTES
verify NOTES --locked
verify NOTES --verbose
verify NOTES --audit
verify NOTES --statistics
verify NASTY
verify --NASTY
attest NOTES
export --as annotations NOTES
disclose NOTES --public ../public
fix NOTES
set boat --title NASTY --because NASTY --notes NOTES
mark boat 2 author-note --because NASTY
rename boat ship --because NASTY --notes NOTES
remove NASTY --because NASTY
rename ship NASTY
sign
evidence NOTES -o ../evidence.zip
export ../bag
frobnicate-NASTY
";

#[test]
fn no_command_writes_what_steers_a_terminal_or_cannot_be_seen() {
    let archive = archive();
    let source = archive.beside(&format!("new {NASTY}.html"), page("50").as_bytes());
    let notes = format!("no{NASTY}tes.md");
    let mut asked: Vec<Vec<String>> = ASKED
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .collect();
    let formats =
        ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"];
    asked.extend(formats.map(|format| ["verify", "NOTES", "--format", format].map(str::to_owned).to_vec()));
    let mut count = 0;
    for args in asked {
        let meant = |arg: &String| match arg.as_str() {
            "NOTES" => notes.clone(),
            "SOURCE" => source.clone(),
            arg => arg.replace("NASTY", NASTY),
        };
        let ran = run(literatim().current_dir(archive.root()).args(args.iter().map(meant)));
        for text in [&ran.out, &ran.err] {
            let found = text.find(steers).map(|at| text[at..].chars().take(20).collect::<String>());
            assert!(found.is_none(), "{args:?}: {found:?} in {text:?}");
            // Names with a line break in them begin no line.
            assert!(!text.lines().any(|line| line.starts_with("authentic")), "{args:?}: {text}");
        }
        count += usize::from(!ran.out.is_empty() || !ran.err.is_empty());
    }
    assert!(count > 60, "{count}");
    // Files that are written for others are text, too.
    for path in archive.files().keys().filter(|path| !path.starts_with("archive/") && !path.ends_with("tes.md")) {
        let text = String::from_utf8(archive.bytes(path)).unwrap();
        assert!(!text.contains('\u{1b}'), "{path}: {text:?}");
    }
}
