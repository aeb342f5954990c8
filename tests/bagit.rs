//! The conformance suite of the Library of Congress: the folder of a bag is the verdict that is expected.

#![expect(clippy::disallowed_methods, reason = "a test that is skipped says so, and reads files")]

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use literatim::export::bag::check;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(root: &Path, folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files(root, &entry, names);
        } else {
            names.insert(entry.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
}

fn bags(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut bags: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    bags.sort();
    bags
}

#[test]
fn every_bag_is_what_its_folder_says() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/bagit");
    if !suite.exists() {
        return skipped!("there is no {}", suite.display());
    }
    let (mut agreed, mut wrong) = (0, Vec::new());
    for version in bags(&suite) {
        for (verdict, holds) in [("valid", true), ("invalid", false), ("linux-only", false)] {
            for bag in bags(&version.join(verdict)).into_iter() {
                let mut names = BTreeSet::new();
                files(&bag, &bag, &mut names);
                let flaws = check(&names, &mut |path| fs::read(bag.join(path)).ok());
                match flaws.is_empty() == holds {
                    true => agreed += 1,
                    false => wrong.push(format!("{}: {flaws:?}", bag.display())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{agreed} agreed, and not:\n{}", wrong.join("\n"));
    assert_eq!(agreed, 48);
}
