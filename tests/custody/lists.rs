//! Files that a list names, added with what the list says of them.

use crate::archive::{Archive, Ran};
use literatim::digest::Digest;
use std::fs;

const WEIR: &str = "The weir was closed for a week before anybody asked why it was.\n";
const FERRY: &str = "The ferry did not leave in the morning, and nobody asked why.\n";

/// A folder beside the archive with files, and a list of them.
fn listed(name: &str, list: &str) -> (Archive, String) {
    let archive = Archive::empty();
    let folder = archive.folder.path().join("kept");
    for (path, text) in [("a/weir.txt", WEIR), ("Überfahrt (1).txt", FERRY), ("storage/AB12CD34/Weir - 2019.txt", WEIR)]
    {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
    fs::write(folder.join("x.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    let path = folder.join(name);
    fs::write(&path, list).unwrap();
    (archive, path.to_str().unwrap().to_owned())
}

fn verify(archive: &Archive, notes: &str) -> Ran {
    archive.run(&["verify", &archive.beside("n.md", notes.as_bytes())])
}

#[test]
fn a_table_of_path_address_date_and_digest_is_added_and_a_wrong_digest_costs_its_entry() {
    let digest = Digest::of(WEIR.as_bytes());
    let list = format!(
        "path,url,date,sha256\na/weir.txt,https://x.example/weir,2025-01-20,{digest}\n\
         Überfahrt (1).txt,https://x.example/ferry,2025-01-21,{digest}\ngone.txt,,,\nx.png,nowhere,,\n"
    );
    let (archive, path) = listed("l.csv", &list);
    archive
        .run(&["add", "--list", &path])
        .ends_with(2)
        .says("added archive/weir/20250120T000000Z.txt")
        .says("1 file added, 3 not added")
        .says(&format!(
            "its digest is not that in the list\n    list   {digest}\n    file   {}",
            Digest::of(FERRY.as_bytes())
        ))
        .says("l.csv:3: Überfahrt (1).txt")
        .says("l.csv:4: gone.txt")
        .says("no such file")
        .says("l.csv:5")
        .says("not a web address");
    verify(&archive, "“closed for a week” (https://x.example/weir)\n").ends_with(0);
    archive.run(&["add", "--list", &path]).ends_with(2).says("0 files added, 1 already in the archive, 3 not added");
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn lists_in_yaml_and_json_are_added_too_and_a_dry_run_writes_nothing() {
    for (name, list) in [
        ("l.yaml", "- file: a/weir.txt\n  id: weir-2025\n  captured_at: 2025-01-20T22:10:00Z\n  title: The Weir\n"),
        (
            "l.json",
            r#"{"sources": [{"file": "a/weir.txt", "id": "weir-2025", "accessed": "2025-01-20T22:10:00Z", "title": "The Weir"}]}"#,
        ),
    ] {
        let (archive, path) = listed(name, list);
        let before = archive.files();
        archive
            .run(&["add", "--list", &path, "--dry-run"])
            .ends_with(0)
            .says("would add archive/weir-2025/20250120T221000Z.txt");
        assert_eq!(archive.files(), before);
        archive.run(&["add", "--list", &path]).ends_with(0).says("1 file added");
        archive.run(&["show", "weir-2025"]).ends_with(0).says("The Weir");
        verify(&archive, "“closed for a week” [@weir-2025]\n").ends_with(0);
    }
}

#[test]
fn a_bibliography_with_files_is_added_and_its_keys_name_the_articles() {
    let bib = "@online{smith2019,\n title = {The {Weir}},\n url = {https://x.example/weir},\n urldate = {2025-01-20},\n \
        file = {Picture:x.png:image/png;Snapshot:/home/ann/Zotero/storage/AB12CD34/Weir - 2019.txt:text/plain}\n}\n\
        @misc{Jones:20, file = {Überfahrt (1).txt}}\n@misc{nofile, title = {X}}\n@misc{bad, file = {a.txt\n";
    let (archive, path) = listed("refs.bib", bib);
    archive
        .run(&["add", "--list", &path])
        .ends_with(2)
        .says("added archive/smith2019/20250120T000000Z.txt")
        .says("added archive/smith2019-2/20250120T000000Z.png")
        .says("added archive/jones-20/")
        .says("refs.bib:9")
        .says("no entry of BibTeX");
    verify(&archive, "“closed for a week” [@smith2019], “closed for a week” (https://x.example/weir)\n")
        .ends_with(0)
        .says("2 verbatim");
    let record = fs::read_to_string(archive.path("archive/smith2019/20250120T000000Z.txt.record.json")).unwrap();
    assert!(record.contains("\"storage/AB12CD34/Weir - 2019.txt\"") && record.contains("The Weir"), "{record}");
    assert!(!record.contains("ann"), "{record}");
}

#[test]
fn bytes_that_are_there_under_another_key_are_named() {
    let list = "path,key\na/weir.txt,one\nstorage/AB12CD34/Weir - 2019.txt,two\n";
    let (archive, path) = listed("l.csv", list);
    archive
        .run(&["add", "--list", &path])
        .ends_with(0)
        .says("1 file added, 1 with the bytes of another one")
        .says("so [@two] is no article");
    fs::write(&path, "path,key\na/weir.txt,three\n").unwrap();
    archive.run(&["add", "--list", &path]).ends_with(0).says("literatim set one --id three");
}

#[test]
fn a_list_that_is_none_is_an_error_with_its_line() {
    for (name, list, says) in [
        ("l.csv", "name,size\nx,1\n", "l.csv:1: its first line names no column path or file"),
        ("l.json", "[\n{]\n", "l.json:2: not JSON"),
        ("l.txt", "x\n", "l.txt:1: its name ends in none of"),
        ("l.csv", "path\n", "no entry of this list names a file"),
    ] {
        let (archive, path) = listed(name, list);
        archive.run(&["add", "--list", &path]).ends_with(2).says(says);
        archive.run(&["add", "--list", &path, "x.txt"]).ends_with(2).says("cannot be used with");
    }
}
