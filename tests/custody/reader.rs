//! A reader of the formats that shares nothing with the program: both must say the same.

use crate::archive::{Archive, CAPTURE, MANIFEST, WHEN};
use literatim::history::{Checkpoint, History};
use literatim::manifest::Inventory;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Whether the reader finds nothing wrong, and what it said; `None`, and said, where there is no Python.
fn reads(root: &Path) -> Option<(bool, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader.py");
    match Command::new("python3").arg(script).arg(root).output() {
        Ok(output) => Some((
            output.status.success(),
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        )),
        Err(_) => {
            eprintln!("skipped: there is no python3 here");
            None
        }
    }
}

#[test]
fn the_sample_archive_is_read_by_its_description_alone() {
    let Some((sound, told)) = reads(Path::new(env!("CARGO_MANIFEST_DIR"))) else { return };
    assert!(sound, "{told}");
}

#[test]
fn archives_with_a_past_are_read_and_every_change_is_seen_by_both() {
    let archive = Archive::with_bridge();
    archive.add("odd “ü” \u{1f6b2}", WHEN, "Wörds.\n".as_bytes()).ends_with(0);
    archive.add("latin", WHEN, b"caf\xe9 au lait\n").ends_with(0);
    archive.add("gone", WHEN, b"Gone.\n").ends_with(0);
    fs::remove_dir_all(archive.path("archive/gone")).unwrap();
    archive.run(&["manifest"]).ends_with(0);
    let Some((sound, told)) = reads(&archive.root()) else { return };
    assert!(sound, "{told}");
    for path in [CAPTURE, MANIFEST, History::PATH, Checkpoint::PATH, Inventory::PATH] {
        let bytes = fs::read(archive.path(path)).unwrap();
        for at in [0, bytes.len() / 3, bytes.len() - 2] {
            let mut edited = bytes.clone();
            edited[at] ^= 1;
            fs::write(archive.path(path), edited).unwrap();
            assert!(!reads(&archive.root()).unwrap().0, "{path} {at}");
            archive.run(&["audit"]).ends_with(2);
        }
        fs::write(archive.path(path), bytes).unwrap();
    }
}
