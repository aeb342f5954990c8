//! Pages that are left in web archives, and read there by the place of their record.

use crate::archive::{Archive, Ran, SHARD};
use crate::web_archives::{BRIDGE, INNER, PAGE, gzip, http, package, record, response, sha256, zip};
use literatim::capture::{Extent, Record};
use literatim::manifest::Trouble;
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::process::Command;

pub const QUAY: &str = "https://www.lantern.example/2014/the-quay.html";
pub const AT: &str = "2014-06-11T09:30:00Z";
pub const WARC: &str = "archive/web-archives/crawl.warc.gz";
pub const LIST: &str = "manifests/web-archives/crawl.warc.gz.pages";
pub const FIRST: &str = "archive/the-bridge/20140611T093000Z.html";
pub const SECOND: &str = "archive/the-quay/20140611T093000Z.html";

/// What the second page says.
fn quay() -> String {
    PAGE.replace("bridge", "quay").replace("11,000", "9,000")
}

/// One response with its digests; its payload is packed.
pub fn page(url: &str, words: &str) -> Vec<u8> {
    let packed = gzip(words.as_bytes());
    let block = http("Content-Encoding: gzip\r\n", &packed);
    let digests = format!("WARC-Block-Digest: {}\r\nWARC-Payload-Digest: {}\r\n", sha256(&block), sha256(&packed));
    record("response", url, AT, &format!("Content-Type: application/http; msgtype=response\r\n{digests}"), &block)
}

fn records() -> [Vec<u8>; 3] {
    let info = record("warcinfo", "urn:x:info", AT, "Content-Type: application/warc-fields\r\n", b"software: x\r\n");
    [info, page(BRIDGE, PAGE), page(QUAY, &quay())]
}

/// Two pages, each in a gzip member of its own.
pub fn crawl() -> Vec<u8> {
    records().iter().flat_map(|record| gzip(record)).collect()
}

/// An archive with both pages in place, and notes that quote both.
pub fn archive() -> Archive {
    let archive = Archive::empty();
    archive.add_archive("crawl.warc.gz", &crawl(), &["--in-place"]).ends_with(0).says("record verified, page verified");
    archive.run(&["manifest"]).ends_with(0);
    let notes = "It was “closed for 11,000 hours, the council said” [@the-bridge].\n\n\
                 It was “closed for 9,000 hours, the council said” [@the-quay].\n";
    fs::write(archive.path("notes.md"), notes).unwrap();
    archive
}

/// The same as archives were laid out before pages were lines in lists: each with a record and a manifest of its own.
pub fn archive_of_files() -> Archive {
    let archive = archive();
    give_records(&archive);
    archive.run(&["manifest"]).ends_with(0);
    assert!(!archive.path(LIST).exists() && archive.path(&format!("{FIRST}.record.json")).exists());
    archive
}

/// Writes for each page in a list the record that it had before there were lists.
pub fn give_records(archive: &Archive) {
    for entry in archive.inventory().captures {
        let Some(extent) = entry.extent else { continue };
        let (file, span) = (extent.file(), extent.span());
        let stored = archive.bytes(file.as_str())[span.range()].to_vec();
        let mut plain = Vec::new();
        let record = match flate2::read::GzDecoder::new(&stored[..]).read_to_end(&mut plain) {
            Ok(_) => plain,
            Err(_) => stored,
        };
        let record = String::from_utf8_lossy(&record).into_owned();
        let field = |name: &str| {
            let line = record.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.map(str::to_owned)
        };
        let check = |name: &str| if field(name).is_some() { "verified" } else { "not-covered" };
        let mut warc = serde_json::json!({
            "record_id": field("WARC-Record-ID"), "kind": field("WARC-Type"), "offset": span.start,
            "block": check("WARC-Block-Digest"), "payload": check("WARC-Payload-Digest"),
            "extent": {"file": file.as_str(), "span": [span.start, span.end]},
        });
        for (key, name) in [("block_digest", "WARC-Block-Digest"), ("payload_digest", "WARC-Payload-Digest")] {
            field(name).into_iter().for_each(|digest| warc[key] = digest.into());
        }
        let mut record = serde_json::json!({
            "captured_at": field("WARC-Date"), "urls": [field("WARC-Target-URI")], "came_from": file.file_name(), "warc": warc,
        });
        if field("WARC-Type").as_deref() == Some("response") {
            record["charset"] = "utf-8".into();
        }
        let path = archive.path(&format!("{}.record.json", entry.capture));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let record = Record::from_bytes(record.to_string().as_bytes()).unwrap();
        fs::write(path, record.to_bytes()).unwrap();
    }
}

pub fn extent(archive: &Archive, capture: &str) -> Extent {
    *archive.inventory().entry(&capture.parse().unwrap()).unwrap().extent.clone().unwrap()
}

pub fn verify(archive: &Archive) -> Ran {
    archive.run(&["verify", "notes.md"])
}

/// Why the first page is not proven.
#[track_caller]
fn astray(archive: &Archive) -> String {
    match archive.trouble(FIRST) {
        Trouble::RecordMismatch { how, .. } => how,
        other => panic!("{other:?}"),
    }
}

fn put(archive: &Archive, bytes: &[u8]) {
    fs::write(archive.path(WARC), bytes).unwrap();
}

#[test]
fn a_page_is_quoted_from_where_it_lies() {
    let archive = archive();
    assert!(!archive.path("archive/the-bridge").exists() && !archive.path("manifests/the-bridge").exists());
    assert_eq!(archive.bytes(WARC), crawl());
    verify(&archive).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0).says("0 manifests written, 3 unchanged");
    archive.run(&["show", "the-bridge", "--bytes"]).ends_with(0).says("11,000").says("0 do not match");
    archive.run(&["find", "closed for 9,000 hours"]).ends_with(0).says("the-quay");
    archive.run(&["show"]).ends_with(0).says("2 articles").lacks("web-archives");
}

#[test]
fn the_record_tells_file_place_id_address_date_and_what_was_checked() {
    let archive = archive_of_files();
    let record: Value = serde_json::from_slice(&archive.bytes(&format!("{FIRST}.record.json"))).unwrap();
    let [info, first, _] = records().map(|record| gzip(&record).len());
    assert_eq!(record["warc"]["extent"], serde_json::json!({"file": WARC, "span": [info, info + first]}));
    assert_eq!((&record["urls"][0], &record["captured_at"]), (&BRIDGE.into(), &AT.into()));
    assert_eq!((&record["warc"]["block"], &record["warc"]["payload"]), (&"verified".into(), &"verified".into()));
    assert!(record["warc"]["record_id"].as_str().unwrap().starts_with("<urn:x:"));
    let inventory = archive.inventory();
    let entry = inventory.entry(&FIRST.parse().unwrap()).unwrap();
    assert_eq!(entry.extent.as_deref(), Some(&extent(&archive, FIRST)));
    assert_eq!(entry.sha256.to_string(), sha256(PAGE.as_bytes()));
}

#[test]
fn plain_files_and_packages_are_read_in_place_too() {
    let plain = records().concat();
    let inner = crawl();
    let list = package(&[(INNER, &inner)]);
    let wacz = zip(&[(INNER, &inner), ("datapackage.json", list.as_bytes())]);
    for (name, bytes) in [("crawl.warc", plain), ("crawl.wacz", wacz)] {
        let archive = Archive::empty();
        archive.add_archive(name, &bytes, &["--in-place", "--prefix", "lantern.example/2014/the-bridge"]).ends_with(0);
        fs::write(archive.path("notes.md"), "It was “closed for 11,000 hours” [@the-bridge].\n").unwrap();
        verify(&archive).ends_with(0);
        archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
        let place = extent(&archive, FIRST);
        let mut changed = bytes.clone();
        changed[place.span().end - 12] ^= 1;
        fs::write(archive.path(place.file().as_str()), changed).unwrap();
        verify(&archive).ends_with(2);
    }
}

#[test]
fn what_cannot_be_read_by_itself_is_told_and_not_taken() {
    let whole = gzip(&records().concat());
    Archive::empty()
        .add_archive("crawl.warc.gz", &whole, &["--in-place"])
        .ends_with(2)
        .says("not a gzip member of its own")
        .says("nothing was added");
    let archive = Archive::empty();
    // The first page shares a member with the record before it, the second has one of its own.
    let [info, first, second] = records();
    let mixed = [gzip(&[info, first].concat()), gzip(&second)].concat();
    archive.add_archive("crawl.warc.gz", &mixed, &["--in-place", "--salvage"]).ends_with(2).says("the-quay");
    assert!(!archive.path("archive/the-bridge").exists());
    archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
    // A record in two members.
    let [_, first, _] = records();
    let split = [gzip(&first[..99]), gzip(&first[99..])].concat();
    Archive::empty().add_archive("crawl.warc.gz", &split, &["--in-place"]).ends_with(2).says("of its own");
    Archive::empty().add_archive("crawl.warc.gz", &split, &[]).ends_with(0);
    Archive::empty()
        .add_archive("a.warc.zst", b"\x28\xb5\x2f\xfd", &["--in-place"])
        .ends_with(2)
        .says("warcio recompress");
    let packed = [("datapackage.json", package(&[(INNER, &crawl())])), (INNER, String::new())];
    let wacz = zip(&[(packed[0].0, packed[0].1.as_bytes()), (INNER, &crawl())]);
    Archive::empty().add_archive("a.wacz", &wacz, &["--in-place"]).ends_with(2).says("is compressed inside its WACZ");
    archive.run(&["add", "notes.md", "--in-place"]).ends_with(2).says("for web archives");
}

#[test]
fn a_flipped_byte_is_a_breach_that_names_file_and_record() {
    let archive = archive();
    let (whole, span) = (crawl(), extent(&archive, FIRST).span());
    for at in [span.start, span.start + 20, (span.start + span.end) / 2, span.end - 9, span.end - 1] {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        put(&archive, &changed);
        let ran = verify(&archive).ends_with(2).says("fixity-breach");
        assert!(ran.out.contains(WARC) && ran.out.contains(BRIDGE), "{at}: {}", ran.out);
        let audit = archive.run(&["audit"]).ends_with(2);
        assert!(audit.out.contains(&format!("changed     {FIRST}")), "{at}: {}", audit.out);
        assert!(audit.out.contains(&format!("changed     {WARC}")), "{at}: {}", audit.out);
        // The other page is as it was.
        assert_eq!(archive.load().witnesses.len(), 1, "{at}");
        archive.run(&["manifest", "--check"]).ends_with(2);
        archive.run(&["manifest"]).ends_with(2).says("nothing was written");
    }
    // What no page lies in is told by the audit alone.
    let mut changed = whole.clone();
    changed[4] ^= 1;
    put(&archive, &changed);
    verify(&archive).ends_with(0);
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {WARC}")).says("1 changed");
    put(&archive, &whole);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn a_page_that_was_changed_with_digests_that_fit_is_a_breach_with_both_digests() {
    let archive = archive();
    let [info, first, second] = records();
    // As long as before: stored, not packed, so that every record keeps its place.
    let plain = [info.clone(), first.clone(), second.clone()].concat();
    drop(archive);
    let archive = Archive::empty();
    let page = |words: &str| response(BRIDGE, AT, "", words.as_bytes());
    let plain_with = |words: &str| [info.clone(), page(words)].concat();
    assert!(plain.len() > plain_with(PAGE).len());
    archive.add_archive("crawl.warc", &plain_with(PAGE), &["--in-place"]).ends_with(0);
    let forged = PAGE.replace("11,000", "12,000");
    fs::write(archive.path("archive/web-archives/crawl.warc"), plain_with(&forged)).unwrap();
    fs::write(archive.path("notes.md"), "It was “closed for 12,000 hours” [@the-bridge].\n").unwrap();
    verify(&archive).ends_with(2).says("fixity-breach").lacks("0 refuted, 1 verbatim");
    let Trouble::RecordMismatch { how, digests: Some((committed, found)) } = archive.trouble(FIRST) else { panic!() };
    assert!(how.contains("not the one that was hashed"), "{how}");
    assert_eq!((committed.to_string(), found.to_string()), (sha256(PAGE.as_bytes()), sha256(forged.as_bytes())));
    assert_eq!(archive.load().witnesses.len(), 0);
}

#[test]
fn a_file_that_is_gone_shrank_was_replaced_or_written_anew_is_told_apart() {
    let archive = archive();
    let (whole, span) = (crawl(), extent(&archive, FIRST).span());
    fs::remove_file(archive.path(WARC)).unwrap();
    assert_eq!(archive.trouble(FIRST), Trouble::Gone(WARC.parse().unwrap()));
    verify(&archive).ends_with(2).says("capture-missing");
    archive.run(&["audit"]).ends_with(2).says(&format!("missing     {WARC}"));
    put(&archive, &whole[..span.end - 1]);
    assert!(astray(&archive).contains("cut short"), "{}", astray(&archive));
    archive.run(&["audit"]).ends_with(2).says("not in the readable part of the file");
    // Records of other lengths before it: it is there, somewhere else.
    let moved = [gzip(&records()[2]), whole.clone()].concat();
    put(&archive, &moved);
    verify(&archive).ends_with(2).says("fixity-breach");
    let (from, to) = (moved.len() - whole.len() + span.start, moved.len() - whole.len() + span.end);
    archive.run(&["audit"]).ends_with(2).says(&format!("its record moved to bytes {from} to {to}"));
    // Another record in its very place.
    let [info, ..] = records();
    let other = response(BRIDGE, "2014-06-12T00:00:00Z", "", PAGE.as_bytes());
    put(&archive, &[gzip(&info), gzip(&other), vec![0; 4096]].concat());
    assert!(
        astray(&archive).contains("was rewritten") || astray(&archive).contains("no longer have the record"),
        "{}",
        astray(&archive)
    );
    archive.run(&["audit"]).ends_with(2).says("not in the readable part of the file");
    // What has nothing to do with it.
    put(&archive, &vec![b'x'; whole.len()]);
    assert!(astray(&archive).contains("no longer have the record"), "{}", astray(&archive));
    // And back.
    put(&archive, &whole);
    verify(&archive).ends_with(0);
}

#[test]
fn another_record_in_the_same_place_is_named() {
    let archive = Archive::empty();
    let one = response(BRIDGE, AT, "X: a\r\n", PAGE.as_bytes());
    let other = response(BRIDGE, AT, "X: b\r\n", PAGE.as_bytes());
    assert_eq!(one.len(), other.len());
    archive.add_archive("crawl.warc", &one, &["--in-place"]).ends_with(0);
    give_records(&archive);
    archive.run(&["manifest"]).ends_with(0);
    let path = "archive/web-archives/crawl.warc";
    fs::write(archive.path(path), &other).unwrap();
    // The words are the same bytes: they are proven, and the audit tells that the file is another.
    assert_eq!(archive.load().witnesses.len(), 1);
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {path}")).says("was rewritten");
    archive.run(&["manifest", "--check"]).ends_with(2).says("was rewritten");
    let forged = String::from_utf8(other).unwrap().replace("11,000", "12,000");
    fs::write(archive.path(path), forged).unwrap();
    assert!(astray(&archive).contains("was rewritten"), "{}", astray(&archive));
}

#[test]
fn nothing_is_read_beyond_the_record() {
    let archive = archive();
    let (whole, span) = (crawl(), extent(&archive, FIRST).span());
    // Everything outside of the first page is overwritten.
    let mut changed = vec![0xff; whole.len()];
    changed[span.range()].copy_from_slice(&whole[span.range()]);
    put(&archive, &changed);
    let holdings = archive.load();
    assert_eq!(holdings.witnesses.iter().map(|witness| witness.path().as_str()).collect::<Vec<_>>(), [FIRST]);
}

#[test]
fn an_extent_that_was_edited_leads_to_no_other_page() {
    let archive = archive_of_files();
    let (first, second) = (extent(&archive, FIRST).span(), extent(&archive, SECOND).span());
    let record = format!("{FIRST}.record.json");
    let told = |span: literatim::text::Span| format!("{},\n        {}\n", span.start, span.end);
    archive.edit(&record, &told(first), &told(second));
    archive.run(&["manifest"]).ends_with(2).says("was rewritten").says("nothing was written");
    archive.run(&["audit"]).ends_with(2).says(&record);
    for (start, end) in [(0, usize::MAX), (first.start, first.end + 1), (first.start + 1, first.end), (0, first.end)] {
        let archive = self::archive_of_files();
        archive.edit(&record, &told(first), &told(literatim::text::Span::new(start, end)));
        archive.run(&["manifest"]).ends_with(2).says("nothing was written");
    }
}

#[test]
fn sha256sum_lists_the_web_archive_once_and_no_page_in_it() {
    let archive = archive();
    let sums = String::from_utf8(archive.bytes(SHARD)).unwrap();
    assert_eq!(sums.matches(&format!("  {WARC}\n")).count(), 1, "{sums}");
    assert!(!sums.contains("the-bridge") && sums.contains(&format!("  {LIST}\n")), "{sums}");
    let check = |archive: &Archive| {
        let mut command = Command::new("sh");
        let all = "find manifests/SHA256SUMS manifests/*.d -type f -exec cat {} +";
        command.args(["-c", &format!("{all} | sha256sum --check --strict --status")]).current_dir(archive.root());
        command.status().map(|status| status.success())
    };
    match check(&archive) {
        Ok(agrees) => assert!(agrees),
        Err(_) => return skipped!("there is no sha256sum here"),
    }
    let mut changed = crawl();
    *changed.last_mut().unwrap() ^= 1;
    put(&archive, &changed);
    assert!(!check(&archive).unwrap());
}

#[test]
fn adding_again_changes_nothing_and_brings_back_what_is_gone() {
    let archive = archive();
    let before = archive.files();
    let add = |bytes: &[u8]| archive.add_archive("crawl.warc.gz", bytes, &["--in-place"]);
    let (again, another) = (|| add(&crawl()), || add(&gzip(&records()[1])));
    again().ends_with(0).says("already in the archive, nothing changed");
    archive.run(&["add", WARC, "--in-place"]).ends_with(0).says("already in the archive");
    archive.add_archive("crawl.warc.gz", &crawl(), &[]).ends_with(0).says("already in the archive");
    assert_eq!(archive.files(), before);
    fs::remove_file(archive.path(WARC)).unwrap();
    another().ends_with(2).says("another file already has this name");
    again().ends_with(0).says("is restored");
    assert_eq!(archive.files(), before);
    another().ends_with(2).says("another file already has this name");
    assert_eq!(archive.files(), before);
}

#[test]
fn a_web_archive_that_lies_in_the_archive_keeps_its_place() {
    let archive = Archive::empty();
    fs::create_dir_all(archive.path("archive/crawls")).unwrap();
    fs::write(archive.path("archive/crawls/2014.warc.gz"), crawl()).unwrap();
    archive.run(&["add", "archive/crawls/2014.warc.gz", "--in-place"]).ends_with(0).says("is now listed");
    assert_eq!(extent(&archive, FIRST).file().as_str(), "archive/crawls/2014.warc.gz");
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
}

#[test]
fn a_capture_that_lies_in_two_places_is_told() {
    let archive = archive();
    fs::create_dir_all(archive.path("archive/the-bridge")).unwrap();
    fs::write(archive.path(FIRST), PAGE).unwrap();
    archive.run(&["audit"]).ends_with(2).says("is here too");
    archive.run(&["manifest"]).ends_with(2).says("is here too").says("nothing was written");
    fs::write(archive.path(FIRST), PAGE.replace("11,000", "12,000")).unwrap();
    // What is committed to is the page in the web archive, whatever lies beside it.
    fs::write(archive.path("notes.md"), "It was “closed for 12,000 hours” [@the-bridge].\n").unwrap();
    verify(&archive).ends_with(1);
}

#[test]
fn a_page_in_a_web_archive_that_is_not_listed_is_told() {
    let archive = archive_of_files();
    let record = format!("{FIRST}.record.json");
    let (there, as_it_was) = (archive.bytes(&record), Archive::empty());
    fs::create_dir_all(as_it_was.path("archive/the-bridge")).unwrap();
    fs::create_dir_all(as_it_was.path("archive/web-archives")).unwrap();
    fs::write(as_it_was.path(&record), &there).unwrap();
    as_it_was.run(&["audit"]).ends_with(2).says(FIRST).says("its web archive is missing");
    put(&as_it_was, &crawl());
    as_it_was.run(&["audit"]).ends_with(2).says(&format!("unexpected  {FIRST}.record.json")).says(WARC);
    as_it_was.run(&["manifest"]).ends_with(0);
    as_it_was.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
    // Without its web archive in the list, whoever has the list could not fetch it.
    fs::remove_file(as_it_was.path(&record)).unwrap();
    as_it_was.run(&["audit"]).ends_with(2).says(&format!("missing     {record}"));
}

#[test]
fn a_revisit_lies_in_the_record_that_it_refers_to() {
    let told = format!("WARC-Payload-Digest: {}\r\n", sha256(PAGE.as_bytes()));
    let original = response("https://harbour.example/first.html", AT, &told, PAGE.as_bytes());
    let revisit = record("revisit", "https://lantern.example/copy/", "2014-07-01T00:00:00Z", &told, b"");
    let archive = Archive::empty();
    let other = archive.beside("b.warc.gz", &gzip(&original));
    let copy = ["--in-place", "--prefix", "lantern.example/copy", &other];
    archive.add_archive("a.warc.gz", &gzip(&revisit), &copy).ends_with(0).says("page verified");
    let capture = "archive/copy/20140701T000000Z.html";
    assert_eq!(extent(&archive, capture).file().as_str(), "archive/web-archives/b.warc.gz");
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn proofs_bundles_bags_and_web_archives_are_made_of_pages_in_place() {
    let archive = archive();
    let proof = archive.run(&["prove", "the-bridge"]).ends_with(0).out;
    archive.run(&["prove", "--check", &archive.beside("proof", proof.as_bytes())]).ends_with(0).says(FIRST);
    archive.run(&["prove", WARC]).ends_with(0);
    let at = |name: &str| archive.folder.path().join(name).to_str().unwrap().to_owned();
    archive.run(&["evidence", "notes.md", "-o", &at("bundle.zip")]).ends_with(0).says("2 quotations, 2 captures");
    archive.run(&["export", "--as", "wacz", &at("out.wacz")]).ends_with(0).says("2 captures in");
    let other = Archive::empty();
    other.run(&["add", &at("out.wacz")]).ends_with(0).says("page verified");
    assert_eq!(other.bytes(FIRST), PAGE.as_bytes());
    archive.run(&["export", &at("bag")]).ends_with(0).says("3 captures in");
    let files = |archive: &Archive| {
        let ours = ["archive/", "manifests/", "history/"];
        let mut files = archive.files();
        files.retain(|path, _| ours.iter().any(|folder| path.starts_with(folder)) && !path.contains("/.git"));
        files
    };
    let fresh = Archive::empty();
    fresh.run(&["import", &at("bag")]).ends_with(0).says("3 captures imported, with their history");
    assert!(files(&fresh) == files(&archive));
    let used = Archive::with_bridge();
    used.run(&["import", &at("bag")]).ends_with(0).says("3 captures imported, 0 already here");
    used.run(&["import", &at("bag")]).ends_with(0).says("0 captures imported, 3 already here");
    used.run(&["audit"]).ends_with(0).says("4 captures: 4 proven");
    let crate_: Value =
        serde_json::from_slice(&fs::read(format!("{}/data/ro-crate-metadata.json", at("bag"))).unwrap()).unwrap();
    let graph = crate_["@graph"].as_array().unwrap();
    let page = graph.iter().find(|one| one["@id"] == FIRST).unwrap();
    assert_eq!((&page["@type"], &page["isPartOf"]["@id"]), (&"NewsArticle".into(), &WARC.into()));
    assert_eq!(graph[1]["hasPart"].as_array().unwrap().len(), 1);
}

#[test]
fn a_part_that_is_marked_by_hand_is_marked_in_place() {
    let archive = archive();
    archive.run(&["mark", "the-bridge", "body 2", "caption", "--because", "it stands under a picture"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["show", "the-bridge"]).ends_with(0).says("caption");
    assert!(!archive.path(FIRST).exists());
}

#[test]
fn two_captures_in_place_are_compared_and_pinned() {
    let archive = Archive::empty();
    let later = PAGE.replace("11,000", "12,000");
    let warc =
        [response(BRIDGE, AT, "", PAGE.as_bytes()), response(BRIDGE, "2014-07-01T00:00:00Z", "", later.as_bytes())];
    archive.add_archive("crawl.warc", &warc.concat(), &["--in-place"]).ends_with(0).says("which now has 2");
    archive.run(&["diff", "the-bridge"]).says("11,000").says("12,000");
    archive.run(&["history", "the-bridge"]).says("2014-07-01");
    fs::write(archive.path("notes.md"), "It was “closed for 11,000 hours” [@the-bridge].\n").unwrap();
    verify(&archive).ends_with(0).says("quote-superseded");
    archive.run(&["pin", "notes.md"]).ends_with(0);
    archive.run(&["verify", "--locked", "notes.md"]).ends_with(0);
}
