//! Pages taken out of web archives.

use crate::archive::{Archive, Ran};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use literatim::digest::Digest;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

pub const PAGE: &str = "<!doctype html><title>The bridge reopens</title><body><article><h1>The bridge reopens</h1>\
    <p>The old bridge was closed for 11,000 hours, the council said on Monday, and will carry trams again.</p>\
    <p>“We have waited long enough,” said the mayor, who walked over it with her children in the early morning.</p>\
    <p>Engineers replaced every second rivet, painted the railings, and found a letter in a pillar, dated 1911.</p>\
    <p>The work cost a third more than was planned; the council says that steel became dearer in those years.</p>\
    </article></body>";
pub const BRIDGE: &str = "https://www.lantern.example/2014/the-bridge.html";

/// A record; `more` are further lines of its head.
pub fn record(kind: &str, url: &str, date: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let id = Digest::of(format!("{kind}{url}{date}{more}").as_bytes()).hex();
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x:{}>\r\nWARC-Date: {date}\r\nWARC-Target-URI: {url}\r\n{more}Content-Length: {}\r\n\r\n",
        &id[..8],
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

pub fn http(head: &str, body: &[u8]) -> Vec<u8> {
    [b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n", head.as_bytes(), b"\r\n", body].concat()
}

const RESPONSE: &str = "Content-Type: application/http; msgtype=response\r\n";

pub fn response(url: &str, date: &str, more: &str, body: &[u8]) -> Vec<u8> {
    record("response", url, date, &format!("{RESPONSE}{more}"), &http("", body))
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

pub fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", Digest::of(bytes).hex())
}

impl Archive {
    pub fn add_archive(&self, name: &str, bytes: &[u8], more: &[&str]) -> Ran {
        let path = self.beside(name, bytes);
        self.run(&[&["add", path.as_str()], more].concat())
    }

    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    /// How many captures there are.
    fn count(&self) -> usize {
        self.files().keys().filter(|path| path.starts_with("archive/") && path.ends_with(".record.json")).count()
    }
}

#[test]
fn a_page_is_its_payload_with_every_coding_undone_and_can_be_quoted() {
    let archive = Archive::empty();
    let packed = gzip(PAGE.as_bytes());
    let chunked = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let block = http("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &chunked);
    let digests = format!("WARC-Block-Digest: {}\r\nWARC-Payload-Digest: {}\r\n", sha256(&block), sha256(&packed));
    let warc = record("response", BRIDGE, "2014-06-11T09:30:00Z", &format!("{RESPONSE}{digests}"), &block);
    for (name, bytes) in [("a.warc", warc.clone()), ("a.warc.gz", gzip(&warc))] {
        archive.add_archive(name, &bytes, &[]).ends_with(0).says("record verified, page verified");
    }
    let capture = "archive/the-bridge/20140611T093000Z.html";
    assert_eq!(archive.bytes(capture), PAGE.as_bytes());
    let record: serde_json::Value = serde_json::from_slice(&archive.bytes(&format!("{capture}.record.json"))).unwrap();
    assert_eq!(record["urls"][0], BRIDGE);
    assert_eq!(record["charset"], "utf-8");
    assert_eq!(record["came_from"], "a.warc");
    assert_eq!(record["warc"]["block"], "verified");
    assert_eq!(record["warc"]["payload_digest"], sha256(&packed));
    fs::write(archive.path("notes.md"), format!("It was “closed for 11,000 hours, the council said” ({BRIDGE}).\n"))
        .unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("1 capture: 1 proven");
}

#[test]
fn a_quotation_runs_over_the_markers_of_a_page_in_a_web_archive() {
    let archive = Archive::empty();
    let page = "<html><head><title>The dam</title></head><body><article><h1>The dam</h1><p>The dam was raised in 1871\
        <sup><a href='#n1'>1</a></sup> and mended <s>once</s> twice since then,<span hidden> as we hear</span> the keeper said.\
        <p>Nobody on the island has seen its foot, he said, but the pike that live in the pond behind it.</article></body></html>";
    archive.add_archive("d.warc", &response(BRIDGE, "2014-06-11T09:30:00Z", "", page.as_bytes()), &[]).ends_with(0);
    let words = "The dam was raised in 1871 and mended twice since then, the keeper said.";
    fs::write(archive.path("notes.md"), format!("It says “{words}” ({BRIDGE}).\n")).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn zstd_with_and_without_a_dictionary_frame_is_read() {
    let warc = response(BRIDGE, "2014-06-11T09:30:00Z", "", PAGE.as_bytes());
    // One raw block in one frame: magic, no flags, window, block header.
    let size = u32::try_from(warc.len()).unwrap() << 3 | 1;
    let frame = [b"\x28\xb5\x2f\xfd\x00\x58", &size.to_le_bytes()[..3], &warc].concat();
    let skippable = [b"\x50\x2a\x4d\x18\x03\0\0\0abc", frame.as_slice()].concat();
    for bytes in [&frame, &skippable] {
        let archive = Archive::empty();
        archive.add_archive("a.warc.zst", bytes, &[]).ends_with(0).says("page not covered");
        assert_eq!(archive.bytes("archive/the-bridge/20140611T093000Z.html"), PAGE.as_bytes());
    }
    let archive = Archive::empty();
    let broken = [b"\x5d\x2a\x4d\x18\x03\0\0\0abc", frame.as_slice()].concat();
    archive.add_archive("a.warc.zst", &broken, &[]).ends_with(2);
    archive
        .add_archive("a.warc.zst", &[frame.as_slice(), b"garbage"].concat(), &[])
        .ends_with(2)
        .says("something else");
}

#[test]
fn the_four_answers_are_told_apart_and_only_the_first_is_quiet() {
    let at = "2014-06-11T09:30:00Z";
    let body = |told: &str| response(BRIDGE, at, &format!("WARC-Payload-Digest: {told}\r\n"), PAGE.as_bytes());
    let said = |warc: &[u8]| Archive::empty().add_archive("a.warc", warc, &[]);
    said(&body(&sha256(PAGE.as_bytes()))).ends_with(0).says("digests of pages:   1 verified, 0 wrong");
    said(&body("md5:900150983cd24fb0d6963f7d28e17f72")).ends_with(0).says("0 wrong, 1 unverifiable");
    said(&response(BRIDGE, at, "", PAGE.as_bytes())).ends_with(0).says("0 unverifiable, 1 not covered");
    let wrong = body(&sha256(b"other words"));
    said(&wrong).ends_with(2).says("do not match its digest").says("nothing was added");
    let archive = Archive::empty();
    archive.add_archive("a.warc", &wrong, &["--salvage"]).ends_with(2).says("page wrong");
    let record = archive.bytes("archive/the-bridge/20140611T093000Z.html.record.json");
    assert!(String::from_utf8(record).unwrap().contains("\"payload\": \"wrong\""));
}

#[test]
fn a_block_whose_digest_is_wrong_is_no_page() {
    let at = "2014-06-11T09:30:00Z";
    let warc = response(BRIDGE, at, &format!("WARC-Block-Digest: {}\r\n", sha256(b"x")), PAGE.as_bytes());
    let archive = Archive::empty();
    archive.add_archive("a.warc", &warc, &[]).ends_with(2).says("digests of records: 0 verified, 1 wrong");
    assert_eq!(archive.count(), 0);
}

#[test]
fn a_revisit_has_the_payload_of_the_record_it_refers_to() {
    let told = format!("WARC-Payload-Digest: {}\r\n", sha256(PAGE.as_bytes()));
    let original =
        response("http://lantern.example/2014/the-bridge.html", "2014-06-11T09:30:00Z", &told, PAGE.as_bytes());
    let refers = "WARC-Refers-To-Target-URI: http://lantern.example/2014/the-bridge.html\r\nWARC-Refers-To-Date: 2014-06-11T09:30:00Z\r\n";
    let revisit = |digest: &str, refers: &str| {
        record("revisit", "https://lantern.example/copy/", "2014-07-01T00:00:00Z", &format!("{digest}{refers}"), b"")
    };
    let archive = Archive::empty();
    let both = [revisit(&told, refers), original.clone()].concat();
    archive.add_archive("a.warc", &both, &["--prefix", "lantern.example/copy"]).ends_with(0).says("page verified");
    assert_eq!(archive.bytes("archive/copy/20140701T000000Z.html"), PAGE.as_bytes());
    assert_eq!(archive.count(), 1);
    // By its digest alone, and from another file.
    let archive = Archive::empty();
    let other = archive.beside("b.warc", &original);
    archive.add_archive("a.warc", &revisit(&told, ""), &[&other]).ends_with(0);
    assert_eq!(archive.count(), 2);
    // What it refers to has other bytes than its digest, or is not there.
    let lie = format!("WARC-Payload-Digest: {}\r\n", sha256(b"other words"));
    let lying = [revisit(&lie, refers), original].concat();
    Archive::empty().add_archive("a.warc", &lying, &[]).ends_with(2).says("does not match the digest");
    Archive::empty().add_archive("a.warc", &revisit(&told, refers), &[]).ends_with(2).says("add the file that has it");
}

#[test]
fn pages_are_chosen_by_pattern_prefix_and_date() {
    let page = |url: &str, date: &str| response(url, date, "", format!("{PAGE}{url}{date}").as_bytes());
    let warc = [
        page("https://lantern.example/a.html", "2014-01-01T00:00:00Z"),
        page("https://lantern.example/b.html", "2014-02-01T00:00:00Z"),
        page("https://harbour.example/c.html", "2014-03-01T00:00:00Z"),
        record("request", "https://lantern.example/a.html", "2014-01-01T00:00:00Z", "", b"GET / HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://lantern.example/d",
            "2014-01-01T00:00:00Z",
            RESPONSE,
            b"HTTP/1.1 404 Not Found\r\n\r\n",
        ),
        record(
            "resource",
            "https://lantern.example/e.png",
            "2014-01-01T00:00:00Z",
            "Content-Type: image/png\r\n",
            b"PNG",
        ),
        record("resource", "urn:x:y", "2014-01-01T00:00:00Z", "Content-Type: text/plain\r\n", b"words"),
    ]
    .concat();
    let taken = |args: &[&str]| {
        let archive = Archive::empty();
        let ran = archive.add_archive("a.warc", &warc, args);
        (ran.code, archive.count())
    };
    assert_eq!(taken(&[]), (Some(0), 3));
    assert_eq!(taken(&["--url", "https://lantern.example/*"]), (Some(0), 2));
    assert_eq!(taken(&["--prefix", "lantern.example", "--since", "2014-02-01"]), (Some(0), 1));
    assert_eq!(taken(&["--url", "*/b.html", "--url", "*/c.html"]), (Some(0), 2));
    assert_eq!(taken(&["--since", "2015-01-01"]), (Some(2), 0));
    let archive = Archive::empty();
    archive
        .add_archive("a.warc", &warc, &[])
        .says("7 records: 3 pages")
        .says("1 no response or resource")
        .says("1 with a status other than 200")
        .says("1 neither HTML nor text")
        .says("1 without a web address");
    archive.run(&["add", "-", "--since", "2014-01-01"]).ends_with(2).says("for web archives");
    archive.add_archive("a.warc", &warc, &["--id", "x"]).ends_with(2).says("a web archive have their own");
}

#[test]
fn two_pages_whose_addresses_end_alike_are_two_articles() {
    let page = |year: &str| {
        response(&format!("https://lantern.example/{year}/story.html"), "2014-01-01T00:00:00Z", "", year.as_bytes())
    };
    let archive = Archive::empty();
    archive.add_archive("a.warc", &[page("2013"), page("2014")].concat(), &[]).ends_with(0);
    assert_eq!(archive.bytes("archive/story/20140101T000000Z.html"), b"2013");
    assert_eq!(archive.bytes("archive/lantern-example-2014-story/20140101T000000Z.html"), b"2014");
    let page = archive.beside("page.html", b"2015");
    archive
        .run(&["add", &page, "--url", "https://harbour.example/story.html"])
        .ends_with(0)
        .says("harbour-example-story");
}

#[test]
fn two_records_of_one_moment_with_other_bytes_are_told() {
    let at = "2014-06-11T09:30:00Z";
    let warc = [response(BRIDGE, at, "", b"one"), response(BRIDGE, at, "X: y\r\n", b"other")].concat();
    let archive = Archive::empty();
    archive.add_archive("a.warc", &warc, &[]).ends_with(2).says("other bytes for this page");
    archive.add_archive("a.warc", &warc, &["--salvage"]).ends_with(2);
    assert_eq!(archive.count(), 1);
}

#[test]
fn a_length_that_lies_ends_the_reading_and_what_is_hidden_in_it_is_never_read() {
    let fake = response("https://lantern.example/fake.html", "2014-06-11T09:30:00Z", "", b"words never said");
    let whole = response(BRIDGE, "2014-06-11T09:30:00Z", "", &[PAGE.as_bytes(), b"\r\n\r\n", &fake].concat());
    // As it stands, the hidden record is words of the page.
    let archive = Archive::empty();
    archive.add_archive("a.warc", &whole, &[]).ends_with(0).says("1 record: 1 page");
    // With a length that ends before it, it would be the next record: the four bytes between are there.
    let text = String::from_utf8(whole).unwrap();
    let told: usize = text.split("Content-Length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
    for shorter in [told - 1, told - fake.len() - 1, told - fake.len() - 3, 0] {
        let lying = text.replacen(&format!("Content-Length: {told}"), &format!("Content-Length: {shorter}"), 1);
        let archive = Archive::empty();
        archive.add_archive("a.warc", lying.as_bytes(), &[]).ends_with(2).says("does not end there");
        archive.add_archive("a.warc", lying.as_bytes(), &["--salvage"]).ends_with(2);
        assert_eq!(archive.count(), 0);
    }
}

#[test]
fn endless_heads_end() {
    let line = format!("WARC/1.1\r\nX: {}\r\n\r\n", "x".repeat(64 << 20));
    let many = format!("WARC/1.1\r\n{}\r\n", "X: y\r\n".repeat(1_000_000));
    for head in [line, many] {
        let packed = gzip(head.as_bytes());
        Archive::empty().add_archive("a.warc.gz", &packed, &[]).ends_with(2).says("is longer than");
    }
}

#[test]
fn words_of_a_web_archive_do_not_steer_the_terminal() {
    let url = "https://lantern.example/\u{1b}[31m\u{202e}story";
    let warc =
        response(url, "2014-06-11T09:30:00Z", "WARC-Payload-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n", b"x");
    let ran = Archive::empty().add_archive("a.warc", &warc, &[]).ends_with(2);
    assert!(!ran.err.contains(['\u{1b}', '\u{202e}']) && !ran.out.contains('\u{1b}'), "{:?}", ran.err);
}

/// Files in a ZIP file: name, bytes, whether packed.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut table) = (Vec::new(), Vec::new());
    for (at, (name, bytes)) in files.iter().enumerate() {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let is_packed = at % 2 == 1;
        let mut packed = bytes.to_vec();
        if is_packed {
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(bytes).unwrap();
            packed = packer.finish().unwrap();
        }
        let size = |size: usize| u32::try_from(size).unwrap().to_le_bytes();
        let shared = [
            &[20, 0, 0, 0, if is_packed { 8 } else { 0 }, 0, 0, 0, 0, 0][..],
            &crc.sum().to_le_bytes(),
            &size(packed.len()),
            &size(bytes.len()),
            &size(name.len())[..2],
            &[0, 0],
        ]
        .concat();
        table.extend([b"PK\x01\x02\x14\x00", shared.as_slice(), &[0; 10], &size(zip.len()), name.as_bytes()].concat());
        zip.extend([b"PK\x03\x04", shared.as_slice(), name.as_bytes(), &packed].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let numbers = [u32::try_from(table.len()).unwrap().to_le_bytes(), u32::try_from(zip.len()).unwrap().to_le_bytes()];
    [&zip[..], &table, b"PK\x05\x06\0\0\0\0", &count, &count, &numbers.concat(), &[0, 0]].concat()
}

pub fn package(files: &[(&str, &[u8])]) -> String {
    let resource = |(name, bytes): &(&str, &[u8])| {
        format!(r#"{{"path":"{name}","hash":"{}","bytes":{}}}"#, sha256(bytes), bytes.len())
    };
    format!(r#"{{"resources":[{}]}}"#, files.iter().map(resource).collect::<Vec<_>>().join(","))
}

pub const INNER: &str = "archive/a.warc.gz";

fn bridge_warc() -> Vec<u8> {
    gzip(&response(BRIDGE, "2014-06-11T09:30:00Z", "", PAGE.as_bytes()))
}

#[test]
fn a_wacz_is_read_when_every_file_in_it_is_what_its_list_says() {
    let warc = bridge_warc();
    let list = package(&[(INNER, &warc)]);
    let seal = |digest: &str| format!(r#"{{"path":"datapackage.json","hash":"{digest}"}}"#);
    let wacz = |list: &str, seal: &str| {
        let files = [
            (INNER, warc.as_slice()),
            ("datapackage.json", list.as_bytes()),
            ("datapackage-digest.json", seal.as_bytes()),
        ];
        zip(&files)
    };
    let archive = Archive::empty();
    let good = wacz(&list, &seal(&sha256(list.as_bytes())));
    archive.add_archive("a.wacz", &good, &[]).ends_with(0).says("files 1 verified").says("are not signed");
    let record = archive.bytes("archive/the-bridge/20140611T093000Z.html.record.json");
    assert!(String::from_utf8(record).unwrap().contains("\"within\": \"archive/a.warc.gz\""));
    let refused =
        |bytes: &[u8], words: &str| drop(Archive::empty().add_archive("a.wacz", bytes, &[]).ends_with(2).says(words));
    refused(&wacz(&list, &seal(&sha256(b"x"))), "is for another datapackage.json");
    refused(&wacz(&package(&[(INNER, b"x")]), "{}"), "its digest is wrong");
    refused(&wacz(&package(&[]), "{}"), "not in its list of digests");
    refused(&wacz(&package(&[(INNER, &warc), ("gone", b"")]), "{}"), "gone is in its list of digests, but missing");
    refused(&wacz("{\"resources\":[],\"resources\":[]}", "{}"), "duplicate field");
    let signed = format!(
        r#"{{"path":"datapackage.json","hash":"{0}","signedData":{{"hash":"{1}"}}}}"#,
        sha256(list.as_bytes()),
        sha256(b"x")
    );
    refused(&wacz(&list, &signed), "what is signed in it is another");
}

#[test]
fn a_zip_file_that_two_readers_would_read_as_two_is_refused() {
    let warc = bridge_warc();
    let list = package(&[(INNER, &warc)]);
    let good = zip(&[(INNER, &warc), ("datapackage.json", list.as_bytes())]);
    let refused =
        |bytes: &[u8], words: &str| drop(Archive::empty().add_archive("a.wacz", bytes, &[]).ends_with(2).says(words));
    let find = |bytes: &[u8], what: &[u8]| memchr::memmem::rfind(bytes, what).unwrap();
    Archive::empty().add_archive("a.wacz", &good, &[]).ends_with(0);
    // Two of one name: the first, or the last?
    refused(&zip(&[(INNER, &warc), (INNER, &warc), ("datapackage.json", list.as_bytes())]), "twice");
    for name in ["../x", "/x", "a/../b", "a//b", "a\\b", "c:/x", "x\0y", "."] {
        refused(&zip(&[(name, b"x"), ("datapackage.json", list.as_bytes())]), "not allowed as a file name");
    }
    // Another name where the file stands than in the table of contents.
    let mut bytes = good.clone();
    bytes[30] = b'X';
    refused(&bytes, "is called");
    // Two entries that share bytes: the second's header is the first's.
    let mut bytes = good.clone();
    let second = find(&bytes, b"PK\x01\x02");
    bytes[second + 42..second + 46].fill(0);
    refused(&bytes, "overlaps");
    // Sizes that differ in the two places.
    let mut bytes = good.clone();
    bytes[22] ^= 1;
    refused(&bytes, "from the table of contents");
    // A file in it that is longer than it says.
    let mut bytes = good.clone();
    let second = find(&bytes, b"PK\x01\x02");
    let local = find(&bytes, b"PK\x03\x04");
    bytes[second + 24] ^= 1;
    bytes[local + 22] ^= 1;
    refused(&bytes, "bytes than declared");
    // A second end in the comment of the first, something before it all, and an end that is cut.
    let mut bytes = good.clone();
    let end = find(&bytes, b"PK\x05\x06");
    let inner = bytes[end..].to_vec();
    let comment = bytes.len() - 2;
    bytes[comment..].copy_from_slice(&u16::try_from(inner.len()).unwrap().to_le_bytes());
    bytes.extend(inner);
    refused(&bytes, "two end records");
    refused(&[b"x", good.as_slice()].concat(), "");
    refused(&good[..good.len() - 1], "not a ZIP file");
    refused(b"", "not a ZIP file");
}

#[test]
fn any_one_byte_changed_in_a_web_archive_is_told_or_changes_no_page() {
    let told = format!("WARC-Block-Digest: {}\r\n", sha256(&http("", PAGE.as_bytes())));
    let warc = response(BRIDGE, "2014-06-11T09:30:00Z", &told, PAGE.as_bytes());
    let mut changed = 0;
    for at in (0..warc.len()).step_by(1) {
        let mut bytes = warc.clone();
        bytes[at] ^= 0x02;
        let mut sweep = literatim::web_archive::PageReader::of(literatim::web_archive::PageFilter::default());
        let read = sweep.read(bytes.as_slice(), "a.warc", None);
        sweep.finish();
        if read.is_ok() && sweep.pages.iter().any(|page| !page.is_wrong() && page.bytes != PAGE.as_bytes()) {
            changed += 1;
            // Only where the digest itself was changed into something else that is none.
            assert!(sweep.pages.iter().all(|page| page.provenance.block != literatim::capture::Check::Verified));
        }
    }
    assert_eq!(changed, 0);
}

fn conformance(folder: &str) -> Option<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance").join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        skipped!("there is no {}", folder.display());
        return None;
    };
    let is_license =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("LICENSE"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| !is_license(path)).collect();
    files.sort();
    Some(files)
}

/// Adds each of the files to an archive of its own; the name, the exit code and the number of captures.
fn added(files: &[PathBuf], ending: &str) -> Vec<(String, Option<i32>, usize)> {
    let add = |file: &PathBuf| {
        let archive = Archive::empty();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let copy = archive.beside(&format!("{name}{ending}"), &fs::read(file).unwrap());
        let ran = archive.run(&["add", &copy]);
        archive.run(&["audit"]).ends_with(0);
        (name, ran.code, archive.count())
    };
    files.iter().map(add).collect()
}

#[test]
fn the_files_that_other_readers_of_warc_are_tested_with() {
    let Some(files) = conformance("warc") else { return };
    let (arcs, warcs): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.to_string_lossy().contains(".arc"));
    let results = added(&warcs, "");
    let taken: Vec<&str> =
        results.iter().filter(|(_, code, _)| *code == Some(0)).map(|(name, ..)| name.as_str()).collect();
    assert_eq!(
        taken,
        [
            "cc.warc.gz",
            // The name says that it is no web archive: kept as it is.
            "example-bad.warc.gz.bad",
            "example-iana.org-chunked.warc",
            "example-resource.warc.gz",
            "example-wget-bad-target-uri.warc.gz",
            "example.warc",
            "example.warc.gz",
        ]
    );
    // Nothing to quote from (4), a revisit whose block digest is wrong, two that are damaged.
    assert_eq!(results.len() - taken.len(), 7, "{results:?}");
    assert!(results.iter().all(|(_, code, count)| (*code == Some(0)) == (*count == 1)), "{results:?}");
    assert!(added(&arcs, "").iter().all(|(_, code, count)| *code == Some(2) && *count == 0));
}

#[test]
fn the_files_that_other_readers_of_wacz_are_tested_with() {
    let Some(files) = conformance("wacz") else { return };
    let results = added(&files, "");
    let codes: Vec<_> = results.iter().map(|(name, code, _)| (name.as_str(), code.unwrap())).collect();
    assert_eq!(
        codes,
        [
            ("invalid_example_1.wacz", 2),
            // Its digests are those of its files, and signed; the signature is what is not valid, and nobody says it is.
            ("invalid_signed_example_1.wacz", 0),
            ("valid_example_1.wacz", 0),
            ("valid_example_2.wacz", 0),
            ("valid_signed_example_1.wacz", 0),
        ]
    );
}

#[test]
fn nothing_is_taken_out_of_hostile_files() {
    let Some(files) = conformance("hostile") else { return };
    let results = added(&files, "");
    assert_eq!(results.len(), 11);
    for (name, code, count) in results {
        assert_eq!((code, count), (Some(2), 0), "{name}");
    }
}
