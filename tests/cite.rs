//! `literatim cite`: what it prints is what `verify` takes.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn literatim(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
    command.args(args).env_clear().current_dir(env!("CARGO_MANIFEST_DIR"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that has no use for its input may be gone by now.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn cite(words: &str, form: &str) -> String {
    let output = literatim(&["cite", words, "--as", form], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const WORDS: [&str; 3] = [
    "considered it urgent at ten past nine that morning",
    // It stands there with other marks, and marks of its own.
    "IT TOOK FOUR MINUTES.",
    "harrowmere's new river wall will stop short of tannery row",
];

#[test]
fn what_is_printed_for_notes_is_verbatim_and_bound() {
    for words in WORDS {
        for form in ["markdown", "pandoc", "footnote", "html"] {
            let printed = cite(words, form);
            let output = literatim(&["verify", "--format", "json", "-"], &printed);
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let quotations = report["quotations"].as_array().unwrap();
            assert_eq!(quotations.len(), 1, "{form}\n{printed}");
            assert_eq!(quotations[0]["verdict"], "verbatim", "{form}\n{printed}{report}");
            assert!(quotations[0]["article"].is_string(), "{form}\n{printed}");
        }
    }
}

#[test]
fn what_is_printed_for_programs_has_the_words_and_where_they_stand() {
    let csl: serde_json::Value = serde_json::from_str(&cite(WORDS[0], "csl")).unwrap();
    assert_eq!((&csl[0]["id"], &csl[0]["annote"]), (&"quarry-vote".into(), &WORDS[0].into()));
    assert_eq!(csl[0]["issued"]["date-parts"][0], serde_json::json!([2025, 4, 14]));
    let annotation: serde_json::Value = serde_json::from_str(&cite(WORDS[0], "w3c")).unwrap();
    let selector = &annotation["target"]["selector"];
    assert_eq!((&selector["type"], &selector["exact"]), (&"TextQuoteSelector".into(), &WORDS[0].into()));
    let around = ["prefix", "exact", "suffix"].map(|part| selector[part].as_str().unwrap()).concat();
    let article =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/archive/quarry-vote/20250415T050000Z.md"));
    assert!(article.unwrap().split_whitespace().collect::<Vec<_>>().join(" ").contains(around.trim()), "{around}");
    let fragment = cite(WORDS[0], "text-fragment");
    assert!(fragment.contains("#:~:text=") && fragment.contains("-,considered%20it%20urgent"), "{fragment}");
}

#[test]
fn words_that_stand_in_two_articles_must_be_told_apart_and_words_of_none_are_1() {
    let two = "the berth at Skerrow is needed from 00.50";
    let output = literatim(&["cite", two], "");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.code() == Some(1) && told.contains("night-boat-tribune") && told.contains("--article"),
        "{told}"
    );
    let output = literatim(&["cite", two, "--as", "pandoc", "--article", "night-boat"], "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("“{two}” [@night-boat]\n"));
    assert_eq!(literatim(&["cite", "nobody wrote this"], "").status.code(), Some(1));
    // A caption is not the story's.
    assert_eq!(literatim(&["cite", "TOBIN ARKWELL/LOWLAND NEWS"], "").status.code(), Some(1));
}

#[test]
fn earlier_names_of_commands_still_work_and_no_list_shows_them() {
    let find = literatim(&["find", "six to five", "--as", "pandoc"], "");
    let cite = literatim(&["cite", "six to five", "--as", "pandoc"], "");
    assert_eq!((find.status.code(), &find.stdout), (Some(0), &cite.stdout));
    let all = literatim(&["--help"], "");
    let help = String::from_utf8(all.stdout).unwrap();
    for (earlier, now) in
        [(&["completions", "bash"][..], &["generate", "bash"][..]), (&["schema"], &["generate", "schema"])]
    {
        let [earlier_ran, now_ran] = [earlier, now].map(|args| literatim(args, ""));
        assert!(now_ran.status.success() && !now_ran.stdout.is_empty(), "{now:?}");
        assert_eq!(earlier_ran.stdout, now_ran.stdout, "{earlier:?}");
    }
    for name in ["cite", "rename", "completions", "man", "schema"] {
        assert!(!help.contains(&format!("\n  {name} ")), "{name} is listed");
        assert!(literatim(&[name, "--help"], "").status.success(), "{name}");
    }
}

#[test]
fn words_are_found_in_the_article_that_is_named_and_in_no_other() {
    let found = |args: &[&str]| {
        let output = literatim(args, "");
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = found(&["find", "six to five", "--article", "quarry-vote"]);
    assert!(code == Some(0) && text.contains("quarry-vote, body"), "{text}");
    let (code, text) = found(&["find", "six to five", "--article", "night-boat"]);
    assert!(code == Some(1) && text.contains("0 places, in 1 capture"), "{text}");
}
