//! What each house style takes, quotation by quotation: `tests/styles/taken.md`.

use std::path::Path;
use std::process::Command;

const STYLES: [&str; 7] = ["exact", "chicago", "mla", "ap", "bluebook", "oxford", "wikipedia"];
const PAGE: &str = "tests/styles/taken.md";

/// For each quotation, the styles that take it, and the kinds of the edits they tell of.
fn expected() -> Vec<(Vec<String>, Vec<String>)> {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).unwrap();
    let comments = page.split("<!-- taken by: ").skip(1).map(|rest| rest.split(" -->").next().unwrap().to_owned());
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    comments
        .map(|comment| comment.split_once(';').map(|(styles, edits)| (words(styles), words(edits))).unwrap())
        .collect()
}

/// For each quotation its verdict, and the kinds of its edits.
fn found(style: &str) -> Vec<(bool, Vec<String>)> {
    let output = Command::new(env!("CARGO_BIN_EXE_literatim"))
        .args(["verify", "--format", "json", "--style", style, PAGE])
        .env_clear()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["style"], style);
    let judged = |quotation: &serde_json::Value| {
        let edits = quotation["edits"].as_array().unwrap().iter();
        let mut kinds: Vec<String> = edits.map(|edit| edit["kind"].as_str().unwrap().to_owned()).collect();
        kinds.dedup();
        (quotation["verdict"] == "verbatim", kinds)
    };
    report["quotations"].as_array().unwrap().iter().map(judged).collect()
}

#[test]
fn each_style_takes_what_its_guide_does_and_tells_of_it() {
    let expected = expected();
    for style in STYLES {
        let found = found(style);
        assert_eq!(found.len(), expected.len());
        for (number, ((holds, kinds), (styles, edits))) in found.iter().zip(&expected).enumerate() {
            assert_eq!(*holds, styles.iter().any(|name| name == style), "{style}, quotation {}", number + 1);
            if *holds {
                assert_eq!(kinds, edits, "{style}, quotation {}", number + 1);
            }
        }
    }
}

#[test]
fn what_is_accepted_one_by_one_counts_too() {
    let root = tempfile::tempdir().unwrap();
    let copy = |from: &str| {
        let status =
            Command::new("cp").args(["-r", from]).arg(root.path()).current_dir(env!("CARGO_MANIFEST_DIR")).status();
        assert!(status.unwrap().success());
    };
    copy("archive");
    copy("manifests");
    copy("history");
    let verdict = |notes: &str, config: &str| {
        std::fs::write(root.path().join("literatim.toml"), config).unwrap();
        std::fs::write(root.path().join("notes.md"), notes).unwrap();
        let mut verify = Command::new(env!("CARGO_BIN_EXE_literatim"));
        verify.args(["verify", "notes.md"]).current_dir(root.path()).status().unwrap().code()
    };
    let parenthesis = "> It (the boat) wants to have sailed. — [@night-boat]\n";
    let straight = "> runs the island's only guesthouse — [@night-boat]\n";
    for (notes, config, code) in [
        (parenthesis, "", 1),
        (parenthesis, "accept = [\"parentheses\"]", 0),
        (parenthesis, "style = \"mla\"", 1),
        (parenthesis, "style = \"ap\"", 0),
        (straight, "accept = [\"typography\"]", 0),
        // What is accepted of one kind is accepted of no other.
        (straight, "accept = [\"decoding\"]", 1),
        (straight, "accept = [\"initial-case\", \"final-punctuation\", \"decoding\"]", 1),
    ] {
        assert_eq!(verdict(notes, config), Some(code), "{config}: {notes}");
    }
}

#[test]
fn explain_says_what_a_style_takes_and_why() {
    let explain = |name: &str| {
        let mut explain = Command::new(env!("CARGO_BIN_EXE_literatim"));
        String::from_utf8(explain.args(["explain", name]).output().unwrap().stdout).unwrap()
    };
    for style in STYLES {
        assert!(explain(style).starts_with(style) && explain(style).contains("refuses"), "{}", explain(style));
    }
    assert!(explain("oxford").contains("initial-case") && !explain("oxford").contains("final-punctuation"));
}
