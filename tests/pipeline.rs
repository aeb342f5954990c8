//! `literatim verify --jsonl`: one object in, one out.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

fn verify(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
    command.args(["verify", "--jsonl"]).args(args).env_clear().current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

fn answers(lines: &[u8], args: &[&str]) -> (Option<i32>, Vec<Value>) {
    let mut child = verify(args).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

const RIGHT: &str = r#"{"id": 7, "quote": "The vote was six to five.", "article": "quarry-vote"}"#;
const WRONG: &str = r#"{"id": "w", "quote": "The vote was six to four.", "article": "quarry-vote", "more": []}"#;

#[test]
fn each_line_is_answered_in_order_with_its_id() {
    let (code, answers) = answers(format!("{RIGHT}\n{WRONG}\n{RIGHT}").as_bytes(), &[]);
    assert_eq!(code, Some(1));
    let told: Vec<_> = answers.iter().map(|answer| (&answer["id"], answer["verdict"].as_str().unwrap())).collect();
    assert_eq!(told, [(&Value::from(7), "verbatim"), (&Value::from("w"), "refuted"), (&Value::from(7), "verbatim")]);
    assert_eq!(answers[0]["loci"][0]["role"], "body");
    assert_eq!(answers[1]["findings"][0]["rule"], "quote-altered");
    assert_eq!(answers[1]["findings"][0]["variants"][0]["archived"], "five");
    assert!(answers[1]["nearest"]["archived"].as_str().unwrap().contains("six to five"));
}

#[test]
fn each_answer_is_there_before_the_next_question() {
    let mut child = verify(&[]).spawn().unwrap();
    let (mut asks, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for _ in 0..3 {
        writeln!(asks, "{RIGHT}").unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert!(line.starts_with("{\"id\":7,\"verdict\":\"verbatim\""), "{line}");
    }
    drop(asks);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_line_that_is_not_understood_is_answered_and_ends_in_2() {
    for bad in ["{", "[]", "{\"id\":\"x\"}", "{\"id\":\"x\",\"quote\":\" \"}", "", "{\"id\":\"x\",\"quote\":7}"] {
        let (code, answers) = answers(format!("{RIGHT}\n{bad}\n{RIGHT}\n").as_bytes(), &[]);
        assert_eq!((code, answers.len()), (Some(2), 3), "{bad}");
        assert!(answers[1]["error"].is_string() && answers[1]["line"] == 2, "{bad}: {}", answers[1]);
        assert_eq!(answers[1]["id"], if bad.contains('x') { Value::from("x") } else { Value::Null });
        assert_eq!(answers[2]["verdict"], "verbatim");
    }
    let (code, answers) = answers(b"{\"quote\": \"\xff\"}\n", &[]);
    assert!(code == Some(2) && answers[0]["error"].is_string());
}

#[test]
fn nothing_asked_is_nothing_checked() {
    assert_eq!(answers(b"", &[]), (Some(2), Vec::new()));
    assert_eq!(answers(b"{\"quote\": \"two words\"}", &[]).0, Some(2));
}

#[test]
fn styles_and_every_kind_of_citation_count() {
    let line = |cite: &str| format!("{{\"quote\": \"the island's only guesthouse\", \"source\": \"{cite}\"}}");
    assert_eq!(answers(line("night-boat").as_bytes(), &[]).0, Some(1));
    let names = [
        "night-boat",
        "[@night-boat]",
        "https://lowland-news.example/2025/01/night-boat",
        "archive/night-boat/20250120T221000Z.txt",
        "sha256:9f6e94744051",
    ];
    for name in names {
        let (code, answers) = answers(line(name).as_bytes(), &["--style", "chicago"]);
        assert_eq!((code, answers[0]["article"].as_str()), (Some(0), Some("night-boat")), "{name}");
        assert_eq!(answers[0]["edits"][0]["kind"], "typography");
    }
    let (code, answers) = answers(line("nobody-archived-this").as_bytes(), &[]);
    assert!(code == Some(2) && answers[0]["findings"][0]["rule"] == "citation-unknown");
}

#[test]
fn a_pair_of_marks_around_all_words_does_not_count() {
    for quote in ["“The vote was six to five.”", "«The vote was six to five.»", r#"\"The vote was six to five.\""#]
    {
        let line = format!("{{\"quote\": \"{quote}\", \"article\": \"quarry-vote\"}}\n");
        let (code, answers) = answers(line.as_bytes(), &[]);
        assert_eq!((code, answers[0]["verdict"].as_str()), (Some(0), Some("verbatim")), "{quote}");
    }
    let wrong = "{\"quote\": \"“The vote was six to four.”\", \"article\": \"quarry-vote\"}\n";
    let (code, answers) = answers(wrong.as_bytes(), &[]);
    assert_eq!((code, answers[0]["verdict"].as_str()), (Some(1), Some("refuted")));
    assert_eq!(answers[0]["findings"][0]["variants"].as_array().unwrap().len(), 1, "the marks are no difference");
    assert!(answers[0]["findings"][0]["help"].is_string());
}

#[test]
fn empty_input_is_said_to_be_empty() {
    let mut command = verify(&[]);
    let child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("standard input is empty"));
}

#[test]
fn an_article_that_is_added_meanwhile_counts_from_the_next_line_on() {
    let root = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        assert!(command.args(args).env_clear().current_dir(root.path()).output().unwrap().status.success(), "{args:?}");
    };
    run(&["init"]);
    std::fs::write(root.path().join("one.txt"), "The ferry left at nine that evening.\n").unwrap();
    std::fs::write(root.path().join("two.txt"), "The lantern was lit at noon that day.\n").unwrap();
    run(&["add", "one.txt"]);
    let mut child = verify(&[]).current_dir(root.path()).spawn().unwrap();
    let (mut asks, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let mut ask = |line: &str| {
        writeln!(asks, "{line}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        serde_json::from_str::<Value>(&answer).unwrap()["verdict"].as_str().unwrap().to_owned()
    };
    let line = r#"{"quote": "The lantern was lit at noon", "article": "two"}"#;
    assert_eq!(ask(line), "unverifiable");
    run(&["add", "two.txt"]);
    assert_eq!(ask(line), "verbatim");
    drop(asks);
    assert!(child.wait().is_ok());
}

/// The words of an answer with the edits of its finding made.
fn mended(answer: &Value) -> (String, String) {
    let fix = &answer["findings"][0]["fixes"][0];
    let mut words = answer["text"].as_str().unwrap().to_owned();
    for edit in fix["edits"].as_array().unwrap() {
        let span: Vec<usize> =
            edit["span"].as_array().unwrap().iter().map(|at| at.as_u64().unwrap() as usize).collect();
        words.replace_range(span[0]..span[1], edit["text"].as_str().unwrap());
    }
    (words, fix["applicability"].as_str().unwrap().to_owned())
}

#[test]
fn a_refuted_answer_has_the_edits_that_make_it_hold() {
    let line = |quote: &str, article: &str| format!("{{\"quote\": \"{quote}\", \"article\": \"{article}\"}}\n");
    for (quote, article, how, holds) in [
        ("the island's only guesthouse", "night-boat", "safe", "the island’s only guesthouse"),
        ("The vote was six to four.", "[@quarry-vote]", "unsafe", "The vote was six to five."),
        ("“The vote was six to four.”", "quarry-vote", "unsafe", "The vote was six to five."),
    ] {
        let (code, answered) = answers(line(quote, article).as_bytes(), &[]);
        assert_eq!(code, Some(1));
        assert_eq!(mended(&answered[0]), (holds.to_owned(), how.to_owned()), "{quote}");
        assert_eq!(answers(line(holds, article).as_bytes(), &[]).0, Some(0), "{holds}");
    }
    let (_, answered) = answers(line("Nobody ever wrote anything like this here.", "quarry-vote").as_bytes(), &[]);
    assert!(answered[0]["findings"][0].get("fixes").is_none(), "{}", answered[0]);
}

#[test]
fn an_article_that_is_changed_meanwhile_counts_from_the_next_line_on() {
    let root = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        let ran = command.args(args).env_clear().current_dir(root.path()).output().unwrap();
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    run(&["init"]);
    std::fs::write(root.path().join("one.txt"), "The ferry left at nine that evening.\n").unwrap();
    run(&["add", "one.txt", "--captured-at", "2025-01-01T00:00:00Z"]);
    let mut child = verify(&[]).current_dir(root.path()).stderr(Stdio::null()).spawn().unwrap();
    let (mut asks, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let mut ask = || {
        writeln!(asks, "{{\"quote\": \"The ferry left at nine\", \"article\": \"one\"}}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        serde_json::from_str::<Value>(&answer).unwrap()["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask(), "verbatim");
    let capture = "archive/one/20250101T000000Z.txt";
    std::fs::write(root.path().join(capture), "The ferry left at ten that evening.\n").unwrap();
    run(&["manifest", "--accept-changed", capture, "--because", "a better copy"]);
    assert_eq!(ask(), "refuted");
    run(&["remove", capture, "--because", "it may not be kept"]);
    assert_eq!(ask(), "unverifiable");
    drop(asks);
    assert!(child.wait().is_ok());
}
