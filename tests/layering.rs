//! Data flows down the list of rooms and never back up: a room imports only rooms above it.

use std::path::{Path, PathBuf};

/// The rooms, from the top.
const ROOMS: [&str; 20] = [
    "text",
    "digest",
    "capture",
    "web_archive",
    "markup",
    "transcript",
    "segment",
    "disclosure",
    "manifest",
    "history",
    "notes",
    "matching",
    "diff",
    "verify",
    "fix",
    "report",
    "export",
    "store",
    "workspace",
    "cli",
];

/// Every source file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect();
    files.sort();
    files
}

/// Every source file: where it lies below `src/`, the first part of that, and what it says.
fn sources() -> impl Iterator<Item = (PathBuf, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    files(&src).into_iter().map(move |file| {
        let below = file.strip_prefix(&src).unwrap().to_owned();
        let first = below.iter().next().unwrap().to_str().unwrap().to_owned();
        (below, first, std::fs::read_to_string(&file).unwrap())
    })
}

/// What `source` of `room` imports that lies below it; doc comments may name any room.
fn breaks(room: &str, source: &str) -> Vec<String> {
    let place = |name: &str| ROOMS.iter().position(|room| *room == name);
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named = code.flat_map(|line| {
        line.split("crate::")
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned())
    });
    named.filter(|name| place(name).is_some_and(|other| Some(other) > place(room))).collect()
}

#[test]
fn every_room_imports_only_rooms_above_it() {
    let mut broken = Vec::new();
    for (below, first, source) in sources() {
        let room = first.trim_end_matches(".rs");
        if ROOMS.contains(&room) {
            broken.extend(breaks(room, &source).into_iter().map(|name| format!("{} imports {name}", below.display())));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_planted_import_is_found() {
    assert_eq!(breaks("text", "use crate::verify::Rule;"), ["verify"]);
    assert_eq!(breaks("matching", "use crate::diff::liken;"), ["diff"]);
    assert_eq!(breaks("verify", "use crate::text::Span;"), Vec::<String>::new());
}

#[test]
fn only_the_disk_and_the_command_line_touch_the_world() {
    let mut broken = Vec::new();
    for (below, first, source) in sources() {
        if matches!(&*first, "store" | "workspace" | "cli" | "main.rs") || below.ends_with("tests.rs") {
            continue;
        }
        for word in ["std::fs", "std::env::", "std::time", "SystemTime", "Instant::now", "println!", "eprintln!"] {
            let used = source.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word));
            if used {
                broken.push(format!("{} uses {word}", below.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
