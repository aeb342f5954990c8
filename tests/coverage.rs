//! `literatim coverage`: what of the archive is quoted.

use serde_json::Value;
use std::process::Command;

fn coverage(notes: &str, args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("n.md");
    std::fs::write(&file, notes).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
    command.arg("coverage").args(args).arg(&file).env_clear().current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const NOTES: &str =
    "“They let me sleep on the boat.” [@night-boat] and “They were very decent about it.” [@night-boat]\n
> They let me sleep on the boat. … The service was restored last spring — [@night-boat]

“They let me sleep on the yacht.” [@night-boat]
";

#[test]
fn the_quoted_paragraphs_are_told_with_what_quotes_them() {
    let told: Value = serde_json::from_str(&coverage(NOTES, &["--format", "json"])).unwrap();
    let article = &told["articles"][0];
    assert_eq!((&article["article"], &article["quotations"]), (&"night-boat".into(), &3.into()));
    let paragraphs: Vec<(u64, usize)> = article["quoted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["paragraph"].as_u64().unwrap(), one["by"].as_array().unwrap().len()))
        .collect();
    assert_eq!(paragraphs, [(2, 3), (3, 1)]);
    let both = "They let me sleep on the boat. They were very decent about it. The service was restored last spring";
    // What is quoted twice counts once; the blanks between the quotations do not count.
    let taken = both.chars().count() - 2;
    assert_eq!(article["quoted_characters"].as_u64().unwrap() as usize, taken);
    assert!(told["unquoted"].as_array().unwrap().contains(&"quarry-vote".into()));
}

#[test]
fn people_are_told_too() {
    let told = coverage(NOTES, &[]);
    assert!(told.contains("2 of ") && told.contains("body 3") && told.contains("n.md:3:1"), "{told}");
    assert!(told.contains("not quoted: ") && told.contains("by 3 quotations"), "{told}");
}

#[test]
fn a_large_archive_does_not_list_everything_that_is_not_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let ran =
            Command::new(env!("CARGO_BIN_EXE_literatim")).args(args).env_clear().current_dir(folder.path()).output();
        String::from_utf8(ran.unwrap().stdout).unwrap()
    };
    run(&["init"]);
    for number in 0..60 {
        std::fs::write(folder.path().join(format!("archive/a{number:02}.txt")), format!("{number} lanterns.\n"))
            .unwrap();
    }
    run(&["manifest"]);
    std::fs::write(folder.path().join("notes.md"), "Nothing is quoted.\n").unwrap();
    let shown = run(&["coverage"]);
    assert!(shown.contains("a49, and 10 more (`--format json` lists all)\n") && !shown.contains("a50"), "{shown}");
    assert!(run(&["coverage", "--format", "json"]).contains("\"a59\""));
}
