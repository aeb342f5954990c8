//! The JSON of `add`, `audit`, `find`, `manifest` and `show`.

use crate::archive::{Archive, BRIDGE, CAPTURE, MANIFEST, WHEN};
use serde_json::{Value, json};
use std::fs;

/// The object that a command writes, which is all that it writes.
#[track_caller]
fn object(archive: &Archive, args: &[&str], code: i32) -> Value {
    let ran = archive.run(&[args, &["--json"]].concat()).ends_with(code);
    assert_eq!((ran.err.as_str(), ran.out.lines().count()), ("", 1), "{}\n{}", ran.out, ran.err);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(value["warnings"].is_array() && value["errors"].is_array(), "{value}");
    value
}

#[test]
fn what_was_added_is_said_with_errors_inside() {
    let archive = Archive::empty();
    let folder = archive.folder.path().join("kept");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.txt"), "The ferry did not leave in the morning.\n").unwrap();
    fs::write(folder.join("b.txt"), "The ferry did not leave in the morning.\n").unwrap();
    fs::write(folder.join("empty.txt"), "").unwrap();
    fs::write(folder.join("x.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(folder.join(".hidden"), "").unwrap();
    let path = folder.to_str().unwrap();
    let dry = object(&archive, &["add", path, "--captured-at", WHEN, "--dry-run"], 2);
    let added = object(&archive, &["add", path, "--captured-at", WHEN], 2);
    assert_eq!((&dry["dry_run"], &added["dry_run"]), (&json!(true), &json!(false)));
    assert_eq!(dry["files"], added["files"]);
    assert_eq!(added["format"], "literatim add 1");
    assert_eq!((&added["added"], &added["already_there"]), (&json!(2), &json!(0)));
    assert_eq!(added["left_out"], json!(["1 hidden file or folder"]));
    let file = &added["files"][0];
    assert_eq!(file["outcome"], "added");
    assert_eq!((&file["article"], &file["kind"], &file["words"]), (&json!("a"), &json!("plain text"), &json!(8)));
    assert_eq!((&file["capture"], &file["path"]), (&json!("archive/a/20140611T093000Z.txt"), &file["capture"]));
    assert_eq!((&file["captured_at"], &file["captured_at_from"]), (&json!(WHEN), &json!("given")));
    let outcomes: Vec<&Value> = added["files"].as_array().unwrap().iter().map(|file| &file["outcome"]).collect();
    assert_eq!(outcomes, ["added", "same-bytes", "added"]);
    assert!(added["files"][2]["warnings"][0].as_str().unwrap().contains("not read"), "{added}");
    assert_eq!(added["errors"][0]["what"], "the file is empty");
    // A file by its name, that which lies in the archive, and nothing at all.
    fs::write(archive.path("archive/dropped.txt"), "Dropped by hand.\n").unwrap();
    assert_eq!(object(&archive, &["add", "archive/dropped.txt"], 0)["files"][0]["outcome"], "listed");
    assert_eq!(object(&archive, &["add", "nowhere.txt"], 2)["errors"][0]["what"], "no such file");
    let failed = object(&archive, &["add", path, "--id", "x"], 2);
    assert_eq!((&failed["format"], &failed["errors"][0]["about"]), (&json!("literatim add 1"), &json!("--id")));
}

#[test]
fn an_audit_has_its_findings() {
    let archive = Archive::with_bridge();
    let sound = object(&archive, &["audit"], 0);
    assert_eq!(
        (&sound["format"], &sound["captures"], &sound["proven"]),
        (&json!("literatim audit 1"), &json!(1), &json!(1))
    );
    assert_eq!((&sound["findings"], &sound["signed"], &sound["dated"]), (&json!([]), &json!(false), &json!(false)));
    assert_eq!(sound["made_texts"], json!({}));
    assert!(sound["fingerprint"].as_str().unwrap().starts_with("sha256:"));
    archive.edit(CAPTURE, "11,000", "12,000");
    fs::remove_file(archive.path(MANIFEST)).unwrap();
    fs::write(archive.path("archive/new.txt"), "x").unwrap();
    let broken = object(&archive, &["audit"], 2);
    let kinds: Vec<String> = broken["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["kind"].as_str().unwrap(), one["path"].as_str().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [format!("changed {CAPTURE}"), "unexpected archive/new.txt".to_owned(), format!("missing {MANIFEST}")]
    );
    assert!(broken["findings"][0]["committed"] != broken["findings"][0]["found"]);
    let failed = object(&archive, &["audit", "--since", "nowhere"], 2);
    assert_eq!(failed["errors"][0]["about"], "nowhere");
}

#[test]
fn places_of_words_are_found() {
    let archive = Archive::with_bridge();
    let found = object(&archive, &["find", "was closed for"], 0);
    assert_eq!(
        (&found["format"], &found["exact"], &found["count"]),
        (&json!("literatim find 1"), &json!(true), &json!(1))
    );
    let place = &found["places"][0];
    assert_eq!(
        (&place["article"], &place["path"], &place["role"]),
        (&json!("bridge"), &json!(CAPTURE), &json!("body"))
    );
    assert_eq!((&place["words"], &place["paragraph"]), (&json!("was closed for"), &json!(1)));
    let nothing = object(&archive, &["find", "zebra"], 1);
    assert_eq!((&nothing["places"], &nothing["captures_searched"]), (&json!([]), &json!(1)));
    archive.edit(CAPTURE, "11,000", "12,000");
    let broken = object(&archive, &["find", "zebra"], 2);
    assert_eq!(
        (&broken["errors"][0]["about"], &broken["errors"][0]["what"]),
        (&json!(CAPTURE), &json!("its bytes changed"))
    );
}

#[test]
fn manifests_are_made_and_checked() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("archive/new.txt"), BRIDGE.replace("bridge", "gate")).unwrap();
    let checked = object(&archive, &["manifest", "--check"], 1);
    assert_eq!((&checked["check"], &checked["is_written"]), (&json!(true), &json!(false)));
    assert_eq!(checked["missing"][0], "manifests/new.txt.json");
    let made = object(&archive, &["manifest"], 0);
    assert_eq!(
        (&made["format"], &made["captures"], &made["is_written"]),
        (&json!("literatim manifest-run 1"), &json!(2), &json!(true))
    );
    assert_eq!(object(&archive, &["manifest", "--check"], 0)["missing"], json!([]));
    archive.edit(CAPTURE, "11,000", "12,000");
    fs::write(archive.path("archive/a?.txt"), "x").unwrap();
    let broken = object(&archive, &["manifest"], 2);
    assert_eq!((&broken["is_written"], &broken["errors"][0]["about"]), (&json!(false), &json!(CAPTURE)));
    assert_eq!(broken["errors"][1]["about"], "archive/a?.txt");
}

#[test]
fn articles_are_shown_with_their_segments() {
    let archive = Archive::with_bridge();
    archive.run(&["add", &archive.beside("x.png", b"\x89PNG\r\n\x1a\n"), "--id", "picture"]).ends_with(0);
    let all = object(&archive, &["show"], 0);
    let states: Vec<&str> =
        all["articles"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["proven", "not-read"]);
    let one = object(&archive, &["show", "bridge"], 0);
    assert_eq!(
        (&one["format"], &one["capture"], &one["media_type"]),
        (&json!("literatim show 1"), &json!(CAPTURE), &json!("text/plain"))
    );
    let text: String = one["segments"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(text, BRIDGE);
    assert_eq!(object(&archive, &["show", "nobody"], 2)["errors"].as_array().unwrap().len(), 1);
}

#[test]
fn a_file_that_is_not_read_is_no_error_where_nobody_cites_it() {
    let archive = Archive::with_bridge();
    let picture = archive.beside("x.png", b"\x89PNG\r\n\x1a\n");
    archive
        .run(&["add", &picture, "--id", "picture"])
        .ends_with(0)
        .says("  a picture (PNG): its text is not read")
        .says("write its words into a text file, and add that too");
    archive
        .run(&["add", &archive.beside("x.mp3", b"ID3\x03"), "--id", "sound"])
        .ends_with(0)
        .says("a sound recording (MP3)");
    let talk = archive.beside("talk.aac", b"\x01\x02");
    archive
        .run(&["add", &talk, "--id", "talk"])
        .ends_with(0)
        .says("its text is not read")
        .says("write down what is said");
    archive.run(&["audit"]).ends_with(0).says("4 captures: 4 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["show"]).ends_with(0).says("kept, and not read").lacks("audit");
    archive.run(&["find", "zebra"]).ends_with(1).says("in 1 capture; 3 kept and not read").lacks("audit");
    archive.run(&["find", "was closed"]).ends_with(0);
    let verify = |notes: &str| archive.run(&["verify", &archive.beside("n.md", notes.as_bytes())]);
    verify("“was closed for 11,000 hours” [@bridge]\n").ends_with(0).lacks("picture");
    let notes = archive.folder.path().join("n.md");
    archive.run(&["coverage", notes.to_str().unwrap()]).ends_with(0).says("by 1 quotation");
    archive.run(&["verify", "--audit", notes.to_str().unwrap()]).ends_with(0);
    verify("“was closed for 11,000 hours” [@bridge]\n\nThey say “of oak from the old forest” of it.\n").ends_with(0);
    let cited = "“was closed for 11,000 hours” [@bridge]\n\n“Under the bridge” [@picture]\n";
    verify(cited)
        .ends_with(2)
        .says("1 verbatim")
        .says("1 could not be checked")
        .says("archive/picture/")
        .lacks("archive/sound");
}
