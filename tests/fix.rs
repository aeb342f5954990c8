//! `literatim fix`: what it writes, what it leaves alone, and the patch it prints.

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use std::path::Path;
use std::process::{Command, Output};

/// A folder with the sample archive in it, and these notes.
fn place(notes: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["archive", "manifests", "history", "literatim.toml"] {
        let copied = Command::new("cp").arg("-r").arg(from.join(part)).arg(folder.path()).status().unwrap();
        assert!(copied.success());
    }
    std::fs::create_dir(folder.path().join("my notes")).unwrap();
    std::fs::write(folder.path().join(NOTES), notes).unwrap();
    folder
}

const NOTES: &str = "my notes/a.md";

fn run(folder: &tempfile::TempDir, args: &[&str]) -> (Option<i32>, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_literatim"))
        .args(args)
        .arg(NOTES)
        .env_clear()
        .current_dir(folder.path())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
}

fn fixed(notes: &str, args: &[&str]) -> String {
    let folder = place(notes);
    let (code, told) = run(&folder, &[&["fix"], args].concat());
    assert_eq!(code, Some(0), "{told}");
    std::fs::read_to_string(folder.path().join(NOTES)).unwrap()
}

#[test]
fn typography_becomes_the_archives_own() {
    for (notes, mended) in [
        ("> the island's only guesthouse — [@night-boat]\n", "> the island’s only guesthouse — [@night-boat]\n"),
        (
            "It is \"the *island's* only guesthouse\" [@night-boat].",
            "It is \"the *island’s* only guesthouse\" [@night-boat].",
        ),
        ("“the island&#39;s only […] has room” x", "“the island&#39;s only […] has room” x"),
        (
            "> the island\\'s\r\n> only guesthouse\r\n>\r\n> — [@night-boat]\r\n",
            "> the island’s\r\n> only guesthouse\r\n>\r\n> — [@night-boat]\r\n",
        ),
        (
            "> The night boat … has room for 340 passengers … the breaker's yard at [the isle of] Holm — [@night-boat]",
            "> The night boat … has room for 340 passengers … the breaker’s yard at [the isle of] Holm — [@night-boat]",
        ),
    ] {
        assert_eq!(fixed(notes, &[]), mended);
    }
}

#[test]
fn a_citation_is_put_in_where_the_words_stand_in_one_article() {
    for (notes, mended) in [
        (
            "He said “considered it urgent at ten past nine that morning”.\n",
            "He said “considered it urgent at ten past nine that morning” [@quarry-vote].\n",
        ),
        (
            "- “considered it urgent at ten past nine that morning”\n\nMore.\n",
            "- “considered it urgent at ten past nine that morning” [@quarry-vote]\n\nMore.\n",
        ),
        (
            "> A question\n\n> considered it urgent at ten past nine that morning\n\nMore.",
            "> A question\n\n> considered it urgent at ten past nine that morning\n> — [@quarry-vote]\n\nMore.",
        ),
    ] {
        assert_eq!(fixed(notes, &[]), mended);
    }
}

/// What `fix` makes of notes whose name ends so; verify agrees with it.
fn fixed_as(ending: &str, notes: &str) -> String {
    let folder = place("");
    let name = format!("notes.{ending}");
    std::fs::write(folder.path().join(&name), notes).unwrap();
    for command in ["fix", "verify"] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_literatim"));
        let output = run.args([command, &name]).env_clear().current_dir(folder.path()).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{ending}: {told}");
        assert!(command == "fix" || !told.contains("quote-uncited"), "{ending}: {told}");
    }
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn a_citation_is_put_in_as_the_format_of_the_notes_writes_it() {
    let url = "https://www.northfold-review.example/the-committee-that-voted-in-the-dark/5871";
    let words = "considered it urgent at ten past nine that morning";
    for (ending, notes, mended) in [
        ("tex", format!("He \\enquote{{{words}}}.\n"), format!("He \\enquote{{{words}}} \\cite{{quarry-vote}}.\n")),
        (
            "tex",
            format!("\\begin{{quote}}\n{words}\n\\end{{quote}}\n"),
            format!("\\begin{{quote}}\n{words} \\cite{{quarry-vote}}\n\\end{{quote}}\n"),
        ),
        ("adoc", format!("He “{words}”.\n"), format!("He “{words}” cite:[quarry-vote].\n")),
        ("rst", format!("He “{words}”.\n"), format!("He “{words}” :cite:`quarry-vote`.\n")),
        ("mediawiki", format!("He “{words}”.\n"), format!("He “{words}”<ref>{{{{cite web |url={url}}}}}</ref>.\n")),
        (
            "html",
            format!("<p>He “<em>{words}</em>”.</p>\n"),
            format!("<p>He “<em>{words}</em>” (<a href=\"{url}\">quarry-vote</a>).</p>\n"),
        ),
        (
            "html",
            format!("<blockquote class=x><p>{words}</p></blockquote>\n"),
            format!("<blockquote cite=\"{url}\" class=x><p>{words}</p></blockquote>\n"),
        ),
        ("html", format!("<p>He <q>{words}</q>.</p>\n"), format!("<p>He <q cite=\"{url}\">{words}</q>.</p>\n")),
    ] {
        assert_eq!(fixed_as(ending, &notes), mended);
    }
}

#[test]
fn no_citation_is_put_in_where_the_author_names_a_source() {
    let words = "“considered it urgent at ten past nine that morning”";
    for notes in [
        format!("He said {words} ([Gazette](saved/vote.htm)).\n"),
        format!("As [the paper](https://x.example/1) has it, {words}.\n"),
        format!("He said {words}. [[vote]]\n"),
        format!("He said {words}.[^2]\n\n[^2]: In the paper.\n"),
        format!("He said {words} (https://x.example/1).\n"),
        format!("==He said {words} to us.==\n"),
        "> considered it urgent at ten past nine that morning\n\n— [Gazette](saved/vote.htm)\n".to_owned(),
    ] {
        assert_eq!(fixed(&notes, &[]), notes);
    }
    // A link in another sentence, or another item of a list, is none of this one.
    for (mark, other) in
        [("- ", "See [this](https://x.example/1)"), ("1. ", "See [@night-boat]"), ("* ", "See www.x.example")]
    {
        let item = format!("{mark}{other}\n{mark}He said {words}\n{mark}{other}\n");
        assert!(fixed(&item, &[]).contains("[@quarry-vote]"), "{item}");
    }
    let notes = format!("See [this](https://x.example/1). He said {words}.\n");
    assert!(fixed(&notes, &[]).contains("[@quarry-vote]"));
}

#[test]
fn a_citation_has_the_form_of_the_others_in_the_notes() {
    let other = "“will sail as advertised”";
    let words = "He said “considered it urgent at ten past nine that morning”";
    let mended = fixed(&format!("{other} [[night-boat]].\n\n{words}.\n"), &[]);
    assert_eq!(mended, format!("{other} [[night-boat]].\n\n{words} [[quarry-vote]].\n"));
    let mended = fixed(&format!("{other} [@night-boat].\n\n{words}.\n"), &[]);
    assert_eq!(mended, format!("{other} [@night-boat].\n\n{words} [@quarry-vote].\n"));
}

#[test]
fn no_citation_is_put_in_where_the_words_stand_in_two() {
    let notes = "He said “the berth at Skerrow is needed from 00.50”.\n";
    assert_eq!(fixed(notes, &[]), notes);
}

#[test]
fn a_comment_that_nothing_needs_goes_and_one_that_is_needed_stays() {
    let needed = "<!-- literatim: allow quote-altered -- so it was -->\n“it does not wish to carry us” [@night-boat]\n";
    let unused = "<!-- literatim: allow quote-altered -- so it was -->\n“does not want to carry us” [@night-boat]\n";
    assert_eq!(fixed(needed, &[]), needed);
    assert_eq!(fixed(unused, &[]), "“does not want to carry us” [@night-boat]\n");
    let range = "“does not want to carry us” [@night-boat]\n\n<!-- literatim: off -->\n\nPlain.\n\n<!-- literatim: on -->\n\nEnd.\n";
    assert_eq!(fixed(range, &[]), "“does not want to carry us” [@night-boat]\n\nPlain.\n\nEnd.\n");
}

#[test]
fn words_numbers_and_negations_are_touched_only_when_asked() {
    let notes = "> at a yearly cost of 2.1 million — [@night-boat]\n\n“It does want to carry us” [@night-boat]\n\n“the last vessel would” [@night-boat]\n";
    assert_eq!(fixed(notes, &[]), notes);
    let mended = fixed(notes, &["--unsafe"]);
    assert!(
        mended.contains("1.2 million") && mended.contains("does not want") && mended.contains("last boat would"),
        "{mended}"
    );
}

#[test]
fn words_that_a_hyphen_joins_come_apart() {
    let notes = "“has room-for 340 passengers” [@night-boat]\n";
    assert_eq!(fixed(notes, &["--unsafe"]), notes.replace('-', " ").replace("night boat", "night-boat"));
}

#[test]
fn brackets_and_ellipses_say_what_was_changed_and_dropped() {
    let notes = "> it wants to have sailed. — [@night-boat]\n\n> The service was restored last spring, at a yearly cost of 1.2 million. — [@night-boat]\n";
    let mended = "> [i]t wants to have sailed. — [@night-boat]\n\n> The service was restored last spring …, at a yearly cost of 1.2 million. — [@night-boat]\n";
    assert_eq!(fixed(notes, &["--unsafe"]), mended);
}

#[test]
fn a_word_or_number_that_was_cut_is_written_out_when_asked() {
    for (notes, mended) in [
        ("> as room for 340 passengers — [@night-boat]\n", "> has room for 340 passengers — [@night-boat]\n"),
        ("“room for 340 passen” [@night-boat]\n", "“room for 340 passengers” [@night-boat]\n"),
        ("“oom for *340 passen*” [@night-boat]\n", "“room for *340 passengers*” [@night-boat]\n"),
    ] {
        assert_eq!(fixed(notes, &[]), notes);
        assert_eq!(fixed(notes, &["--unsafe"]), mended);
    }
}

#[test]
fn a_wrong_citation_is_put_right_when_asked() {
    let notes =
        "The vote: “It took four minutes.” [@night-boat; p. 3] And “hold the boat for the train” [@night-boat].\n";
    assert_eq!(fixed(notes, &[]), notes);
    let mended = fixed(notes, &["--unsafe"]);
    assert_eq!(mended, notes.replacen("@night-boat", "@quarry-vote", 1));
    let link = "> It took four minutes.\n\n— [source](https://lowland-news.example/2025/01/night-boat)\n";
    assert!(fixed(link, &["--unsafe"]).contains("(https://www.northfold-review.example/"));
}

#[test]
fn a_footnote_that_others_need_is_not_changed_for_one() {
    let notes = "“It took four minutes.”[^1] And “hold the boat for the train”[^1].\n\n[^1]: [@night-boat]\n";
    let mended = fixed(notes, &["--unsafe"]);
    assert!(mended.contains("[^1]: [@night-boat]"), "{mended}");
}

#[test]
fn the_patch_is_one_that_git_applies_and_then_verify_agrees() {
    let notes =
        "# Notes\n\n> the island's only guesthouse — [@night-boat]\n\n“It does not want to carry us” [@night-boat]";
    let folder = place(notes);
    let (code, diff) = run(&folder, &["fix", "--diff"]);
    assert_eq!(code, Some(1));
    assert_eq!(std::fs::read_to_string(folder.path().join(NOTES)).unwrap(), notes);
    std::fs::write(folder.path().join("the.patch"), diff).unwrap();
    let git = |args: &[&str]| Command::new("git").args(args).current_dir(folder.path()).status();
    if !git(&["init", "--quiet"]).is_ok_and(|status| status.success()) {
        return skipped!("there is no git");
    }
    assert!(git(&["apply", "the.patch"]).unwrap().success());
    assert_eq!(run(&folder, &["fix", "--diff"]), (Some(0), String::new()));
    assert_eq!(run(&folder, &["verify"]).0, Some(0));
}

#[test]
fn what_cannot_be_read_is_2_and_standard_input_cannot_be_mended() {
    let folder = place("x");
    std::fs::write(folder.path().join(NOTES), b"\xff").unwrap();
    let (code, told) = run(&folder, &["fix"]);
    assert!(code == Some(2) && told.contains("not UTF-8"), "{told}");
    let (code, told) = run(&folder, &["fix", "-"]);
    assert!(code == Some(2) && told.contains("give a file"), "{told}");
}

#[test]
fn what_is_struck_out_or_raised_is_left_as_it_is() {
    for (notes, mended) in [
        (
            "> the island's ~~one~~ only guesthouse — [@night-boat]\n",
            "> the island’s ~~one~~ only guesthouse — [@night-boat]\n",
        ),
        (
            "It is “<del>in all</del> the island's only guesthouse” [@night-boat].",
            "It is “<del>in all</del> the island’s only guesthouse” [@night-boat].",
        ),
    ] {
        assert_eq!(fixed(notes, &[]), mended);
    }
}
