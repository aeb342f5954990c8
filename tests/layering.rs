//! Data flows down the list of rooms and never back up: a room imports only rooms above it.

use std::path::{Path, PathBuf};

/// The rooms, from the top: the names in the list of `src/lib.rs`, which is the one list of them.
fn rooms() -> Vec<String> {
    let lib = include_str!("../src/lib.rs");
    let list = lib.lines().filter_map(|line| line.strip_prefix("//! ")).filter(|line| {
        let number = line.split(". ").next().unwrap_or_default();
        number.parse::<usize>().is_ok() || line.starts_with("   ")
    });
    let names = list.flat_map(|line| line.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>());
    names.filter(|name| lib.lines().any(|line| line.ends_with(&format!("mod {name};")))).collect()
}

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
    let rooms = rooms();
    let place = |name: &str| rooms.iter().position(|room| room == name);
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named = code.flat_map(|line| {
        line.split("crate::")
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned())
    });
    named.filter(|name| place(name).is_some_and(|other| Some(other) > place(room))).collect()
}

#[test]
fn the_list_of_rooms_has_every_room_once() {
    let lib = include_str!("../src/lib.rs");
    let declared = lib.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    let mut declared: Vec<&str> = declared.map(|name| name.trim_end_matches(';')).collect();
    let mut listed = rooms();
    declared.sort_unstable();
    listed.sort_unstable();
    assert_eq!(declared, listed);
}

#[test]
fn every_room_imports_only_rooms_above_it() {
    let mut broken = Vec::new();
    for (below, first, source) in sources() {
        let room = first.trim_end_matches(".rs");
        if rooms().iter().any(|name| name == room) {
            broken.extend(breaks(room, &source).into_iter().map(|name| format!("{} imports {name}", below.display())));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_planted_import_is_found() {
    assert_eq!(breaks("text", "use crate::verify::Rule;"), ["verify"]);
    assert_eq!(breaks("matching", "use crate::diff::align;"), ["diff"]);
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

/// The path of a module, from the crate: `notes::formats` for `src/notes/formats/mod.rs`.
fn module(below: &Path) -> Vec<String> {
    let mut parts: Vec<String> = below.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    let file = parts.pop().unwrap();
    let name = file.trim_end_matches(".rs");
    if !matches!(name, "mod" | "lib" | "main") {
        parts.push(name.to_owned());
    }
    parts
}

/// Each path that the `use` declarations of `source` name, spelled out, with whether it is handed on.
fn imports(source: &str) -> Vec<(Vec<String>, bool)> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().map(|line| line.split("//").next().unwrap().trim());
    let text = lines.collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for statement in text.split(';') {
        let Some((before, tree)) = statement.split_once("use ").filter(|(before, _)| is_visibility(before)) else {
            continue;
        };
        let mut paths = Vec::new();
        spell_out(tree.trim(), &mut Vec::new(), &mut paths);
        found.extend(paths.into_iter().map(|path| (path, before.contains("pub"))));
    }
    found
}

fn is_visibility(before: &str) -> bool {
    let last = before.rsplit([']', '}']).next().unwrap().trim();
    last.is_empty() || last.starts_with("pub")
}

fn spell_out(tree: &str, prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match tree.split_once('{') {
        Some((head, rest)) if head.ends_with("::") || head.is_empty() => {
            let names: Vec<String> = head.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
            let count = names.len();
            prefix.extend(names);
            let inner = rest.strip_suffix('}').unwrap_or(rest);
            let (mut depth, mut start) = (0, 0);
            for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        let one = inner[start..at].trim();
                        if !one.is_empty() {
                            spell_out(one, prefix, paths);
                        }
                        start = at + 1;
                    }
                    _ => {}
                }
            }
            prefix.truncate(prefix.len() - count);
        }
        _ => {
            let name = tree.split(" as ").next().unwrap();
            paths.push(prefix.iter().cloned().chain(name.split("::").map(|name| name.trim().to_owned())).collect());
        }
    }
}

type Modules = std::collections::BTreeMap<Vec<String>, String>;

/// The module in which what `path` names is defined, as seen from `from`: through every module that only hands it on.
fn defined(modules: &Modules, from: &[String], path: &[String], depth: usize) -> Option<Vec<String>> {
    let mut at: Vec<String> = from.to_vec();
    let mut rest = path.iter().map(String::as_str).peekable();
    match *rest.peek()? {
        "crate" => {
            rest.next();
            at.clear();
        }
        "self" => drop(rest.next()),
        "super" => {
            while rest.next_if_eq(&"super").is_some() {
                at.pop();
            }
        }
        first => {
            let child = [&at[..], &[first.to_owned()]].concat();
            modules.contains_key(&child).then_some(())?;
        }
    }
    for name in rest {
        let child = [&at[..], &[name.to_owned()]].concat();
        if modules.contains_key(&child) {
            at = child;
            continue;
        }
        let handed_on =
            imports(modules.get(&at)?).into_iter().find(|(path, _)| path.last().is_some_and(|last| last == name));
        return match handed_on {
            Some((path, _)) if depth < 8 => defined(modules, &at, &path, depth + 1).or(Some(at)),
            _ => Some(at),
        };
    }
    Some(at)
}

/// The files that each file imports from; what a module above it defines is shared by all that it holds.
fn arrows(modules: &Modules) -> std::collections::BTreeMap<Vec<String>, Vec<Vec<String>>> {
    let of = |(from, source): (&Vec<String>, &String)| {
        let private = imports(source).into_iter().filter(|(_, handed_on)| !handed_on);
        let mut to: Vec<Vec<String>> = private
            .filter_map(|(path, _)| defined(modules, from, &path, 0))
            .filter(|to| !from.starts_with(to))
            .collect();
        to.sort();
        to.dedup();
        (from.clone(), to)
    };
    modules.iter().map(of).collect()
}

/// What can be reached from a file and leads back to it.
fn circles(modules: &Modules) -> Vec<String> {
    let arrows = arrows(modules);
    let mut circles = Vec::new();
    for start in arrows.keys() {
        let mut seen = std::collections::BTreeSet::new();
        let mut open = vec![start.clone()];
        while let Some(one) = open.pop() {
            for next in arrows.get(&one).into_iter().flatten() {
                if next == start {
                    circles.push(format!("{} is imported by {}", start.join("::"), one.join("::")));
                }
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
    }
    circles
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let modules: Modules = sources().map(|(below, _, source)| (module(&below), source)).collect();
    let circles = circles(&modules);
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_planted_circle_is_found() {
    let file = |path: &str, source: &str| (path.split("::").map(str::to_owned).collect(), source.to_owned());
    let mut modules: Modules = [
        file("a", "mod b;\nmod c;\npub use b::One;\npub use c::{Other, Two as Three};"),
        file("a::b", "use super::{Other, c::x};\npub struct One;"),
        file("a::c", "pub struct Other;\npub struct Two;"),
    ]
    .into();
    assert_eq!(circles(&modules), Vec::<String>::new());
    modules.extend([file("a::c", "use crate::a::One;\npub struct Other;\npub struct Two;")]);
    assert_eq!(circles(&modules).len(), 2);
}
