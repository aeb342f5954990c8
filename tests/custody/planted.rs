//! Files of the inventory that an attacker planted, took away or forged.

use crate::archive::{Archive, BRIDGE, CAPTURE, LOG, MANIFEST, RECORD, ROOT, WHEN, literatim, run};
use literatim::digest::Digest;
use literatim::manifest::{Added, InventoryRoot};
use std::fs;
use std::process::Command;

const NOTES: &str = "The old bridge was “closed for 11,000 hours” (https://lantern.example/bridge).\n";
const NAMES: &str = "manifests/names.d/all";

/// An archive whose bridge has an address, and notes that quote it by that.
fn archive() -> Archive {
    let archive = Archive::empty();
    let file = archive.beside("bridge.txt", BRIDGE.as_bytes());
    let url = "https://lantern.example/bridge";
    archive.run(&["add", &file, "--id", "bridge", "--captured-at", WHEN, "--url", url]).ends_with(0);
    fs::write(archive.path("notes.md"), NOTES).unwrap();
    archive
}

fn hex(bytes: &[u8]) -> String {
    Digest::of(bytes).hex()
}

/// Writes a file of what was added, with the name that its bytes have.
fn plant(archive: &Archive, text: &str) {
    let path = archive.path(Added::FOLDER).join(&hex(text.as_bytes())[..16]);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The one file of what was added.
fn added(archive: &Archive) -> String {
    let paths: Vec<String> = archive.files().into_keys().filter(|path| path.starts_with(Added::FOLDER)).collect();
    assert_eq!(paths.len(), 1);
    paths[0].clone()
}

#[test]
fn a_planted_list_of_what_waits_moves_nothing_out_of_manifests_and_history() {
    let archive = archive();
    archive.run(&["manifest"]).ends_with(0);
    let before = archive.files();
    let folder = archive.path("manifests/.literatim-staged");
    let root = hex(&before[InventoryRoot::PATH]);
    for target in ["notes.md", "../outside.md", CAPTURE, "manifests/../notes.md", "history/new/../../notes.md"] {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(hex(b"false")), "false").unwrap();
        let list = format!("{}  {target}\n{root}  {}\n", hex(b"false"), InventoryRoot::PATH);
        fs::write(folder.join("SHA256SUMS"), list).unwrap();
        archive.run(&["manifest"]).ends_with(0);
        assert_eq!(archive.files(), before, "{target}");
        assert!(!archive.folder.path().join("outside.md").exists() && !folder.exists());
    }
}

#[test]
fn a_planted_file_of_what_was_added_does_not_say_otherwise_what_the_inventory_lists() {
    let archive = archive();
    let file = added(&archive);
    let entry = fs::read_to_string(archive.path(&file)).unwrap();
    archive.run(&["manifest"]).ends_with(0);
    archive.edit(CAPTURE, "11,000", "12,000");
    let (was, is) = (BRIDGE, BRIDGE.replace("11,000", "12,000"));
    plant(&archive, &entry.replace(&hex(was.as_bytes()), &hex(is.as_bytes())));
    archive.edit("notes.md", "11,000", "12,000");
    archive.run(&["verify", "notes.md"]).ends_with(2).lacks("1 verbatim");
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {CAPTURE}"));
}

#[test]
fn two_files_of_what_was_added_that_disagree_prove_nothing() {
    let archive = archive();
    let entry = fs::read_to_string(archive.path(&added(&archive))).unwrap();
    plant(&archive, &entry.replace(&hex(BRIDGE.as_bytes()), &hex(b"other")));
    archive.run(&["verify", "notes.md"]).ends_with(2).says("otherwise than another file");
    archive.run(&["audit"]).ends_with(2).says("otherwise than another file");
}

#[test]
fn what_was_added_is_not_taken_away_in_silence() {
    let archive = archive();
    fs::remove_file(archive.path(&added(&archive))).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).lacks("1 verbatim");
    archive.run(&["audit"]).ends_with(2).says(&format!("unexpected  {CAPTURE}"));
}

#[test]
fn a_name_that_was_led_elsewhere_is_found() {
    let archive = archive();
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    let names = fs::read_to_string(archive.path(NAMES)).unwrap();
    archive.edit(NAMES, "bridge\tarchive/bridge/", "bridge\tarchive/other/");
    archive.run(&["verify", "notes.md"]).ends_with(2).says(NAMES);
    // The same, with a root that says so.
    let forged = fs::read(archive.path(NAMES)).unwrap();
    archive.edit(InventoryRoot::PATH, &hex(names.as_bytes()), &hex(&forged));
    archive.run(&["verify", "notes.md"]).lacks("1 verbatim");
    archive.run(&["audit"]).ends_with(2).says(NAMES);
    archive.run(&["manifest", "--check"]).ends_with(1).says(NAMES);
}

#[test]
fn of_a_damaged_shard_only_what_is_in_it_cannot_be_told() {
    let archive = Archive::empty();
    fs::create_dir(archive.folder.path().join("many")).unwrap();
    let story = |n: usize| format!("Story {n}\n\nThe keeper of weir {n} measured {n} feet of water at noon.\n");
    let paths: Vec<String> = (0..70).map(|n| archive.beside(&format!("many/n{n}.txt"), story(n).as_bytes())).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    archive.run(&[&["add", "--captured-at", WHEN], paths.as_slice()].concat()).ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    let id_of = |text: &str| text.split("  archive/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let mut shards: Vec<String> =
        archive.files().into_keys().filter(|path| path.starts_with("manifests/inventory.d/")).collect();
    assert!(shards.len() > 10);
    let cited = shards.split_off(shards.len() - 2);
    let ids: Vec<String> = cited.iter().map(|path| id_of(&fs::read_to_string(archive.path(path)).unwrap())).collect();
    let quotes = ids.iter().map(|id| format!("“measured {} feet of water at noon” [@{id}].\n\n", &id[1..]));
    fs::write(archive.path("notes.md"), quotes.collect::<String>()).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(0).says("2 verbatim");
    archive.edit(&cited[0], "archive/", "archive/x");
    archive.run(&["verify", "notes.md"]).ends_with(2).says("1 verbatim").says(&cited[0]);
    archive.run(&["audit"]).ends_with(2).says(&cited[0]);
    fs::remove_file(archive.path(&cited[0])).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says("1 verbatim").says(&cited[0]);
}

/// Has the names of `archive` say something else, and the root and the end of the log agree.
fn forge_names(archive: &Archive, was: &str, is: &str) {
    archive.edit(NAMES, was, is);
    let sum = |path: &str| Digest::of(&fs::read(archive.path(path)).unwrap());
    let mut root = InventoryRoot::from_bytes(&fs::read(archive.path(InventoryRoot::PATH)).unwrap()).unwrap();
    root.sums.insert(NAMES.to_owned(), sum(NAMES));
    let log = fs::read_to_string(archive.path(LOG)).unwrap();
    let last = log.lines().last().unwrap();
    archive.edit(LOG, last, &format!("{{\"fingerprint\":\"{}\"}}", root.fingerprint()));
    root.sums.insert(LOG.to_owned(), sum(LOG));
    fs::write(archive.path(InventoryRoot::PATH), root.to_bytes()).unwrap();
}

const FALSE: &str = "The old bridge was “closed for 99,000 hours” (https://lantern.example/bridge).\n";

#[test]
fn an_address_does_not_lead_to_a_capture_that_does_not_have_it() {
    let archive = archive();
    archive.put("other", WHEN, b"The other bridge was closed for 99,000 hours.\n");
    fs::write(archive.path("notes.md"), FALSE).unwrap();
    forge_names(&archive, "example/bridge\tarchive/bridge/", "example/bridge\tarchive/other/");
    archive.run(&["verify", "notes.md"]).ends_with(2).lacks("1 verbatim").says(NAMES);
}

#[test]
fn a_branch_that_takes_a_name_away_does_not_pass_beside_the_base() {
    let archive = archive();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=n", "-c", "user.email=n@n.example", "-c", "commit.gpgsign=false"];
        let git = Command::new("git").arg("-C").arg(archive.root()).args(identity).args(args).output();
        git.is_ok_and(|output| output.status.success())
    };
    archive.run(&["manifest"]).ends_with(0);
    if !git(&["init", "-q", "-b", "main"]) {
        return skipped!("there is no git");
    }
    assert!(git(&["add", "-A"]) && git(&["commit", "-q", "-m", "x"]) && git(&["checkout", "-qb", "theirs"]));
    let file = archive.beside("other.txt", b"The other bridge was closed for 99,000 hours.\n");
    let url = "https://lantern.example/bridge";
    archive.run(&["add", &file, "--id", "other", "--captured-at", WHEN, "--url", url]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    // Two articles have the address: what is cited is not clear, until one of them loses its name.
    forge_names(&archive, "#url\tlantern.example/bridge\tarchive/bridge/20140611T093000Z.txt\n", "");
    fs::write(archive.path("notes.md"), FALSE).unwrap();
    let mut verify = literatim();
    verify.env("PATH", std::env::var_os("PATH").unwrap()).current_dir(archive.root());
    run(verify.args(["verify", "notes.md", "--base", "refs/heads/main"])).ends_with(2);
    archive.run(&["audit"]).ends_with(2).says(LOG);
}

/// Such lists name files by what this file system calls them, which nobody who writes them elsewhere can know.
#[test]
fn planted_lists_of_an_interrupted_run_hide_and_remove_nothing() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    let size = before[CAPTURE].len();
    let root = Digest::of(&before[ROOT]).hex();
    for identity in ["1".to_owned(), format!("1-{size}"), format!("0-{size}"), String::new()] {
        let folder = archive.path("manifests/.literatim-staged");
        fs::create_dir_all(&folder).unwrap();
        let lines =
            format!("{identity}  {CAPTURE}\n{identity}  {RECORD}\n{identity}  {MANIFEST}\n{identity}  notes.md\n");
        fs::write(folder.join("NEW"), format!("{lines}{identity}  history/new/none\n")).unwrap();
        fs::write(folder.join("GONE"), format!("{lines}{root}  {ROOT}\n")).unwrap();
        archive
            .run(&["audit"])
            .ends_with(0)
            .says("1 capture: 1 proven")
            .says("2 temporary files from an interrupted run");
        archive.run(&["manifest"]).ends_with(0);
        assert_eq!(archive.files(), before, "{identity}");
    }
}
