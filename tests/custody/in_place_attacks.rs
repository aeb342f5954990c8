//! Somebody who can write to a web archive that pages are read in, or to what says where they lie.

use crate::archive::{Archive, SHARD};
use crate::in_place::{AT, FIRST, QUAY, SECOND, WARC, archive, archive_of_files, crawl, extent, page, verify};
use crate::web_archives::{BRIDGE, PAGE, gzip, http, response};
use literatim::manifest::Trouble;
use std::fs;

#[test]
fn an_inventory_whose_extent_leads_out_of_the_archive_is_none() {
    let file = format!("\"file\":\"{WARC}\"");
    for (was, is) in [
        (file.as_str(), "\"file\":\"archive/../secret.warc\""),
        (&file, "\"file\":\"/etc/crawl.warc\""),
        (&file, "\"file\":\"archive/the-quay/x.html\""),
        ("\"span\":[", "\"span\":[9"),
        ("\"span\":[", "\"span\":[ "),
        ("\"extent\":{", "\"extent\":{\"file\":\"archive/x.warc\","),
        (",\"extent\":", ",\"extent\":null,\"extent\":"),
    ] {
        let archive = archive_of_files();
        archive.edit_listed(SHARD, was, is);
        assert_eq!(archive.load().witnesses.len(), 0, "{is}");
        archive.run(&["audit"]).ends_with(2).says(SHARD);
    }
}

#[test]
fn an_entry_without_its_extent_proves_nothing() {
    let archive = archive_of_files();
    let mut entries = archive.inventory().captures;
    entries[0].extent = None;
    archive.forge(entries);
    fs::write(archive.path(FIRST), PAGE).unwrap();
    assert!(matches!(archive.trouble(FIRST), Trouble::Manifest(_)), "{:?}", archive.trouble(FIRST));
    archive.run(&["audit"]).ends_with(2);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_to_a_web_archive() {
    let archive = archive();
    let outside = archive.beside("elsewhere.warc.gz", &crawl());
    fs::remove_file(archive.path(WARC)).unwrap();
    std::os::unix::fs::symlink(&outside, archive.path(WARC)).unwrap();
    assert!(matches!(archive.trouble(FIRST), Trouble::Unreadable(why) if why.contains("symbolic link")));
    archive.run(&["audit"]).ends_with(2).says("symbolic link");
    assert_eq!(archive.load().witnesses.len(), 0);
}

#[cfg(unix)]
#[test]
fn a_hard_link_out_of_the_archive_lets_nobody_change_a_page() {
    let archive = archive();
    let outside = archive.folder.path().join("linked");
    fs::hard_link(archive.path(WARC), &outside).unwrap();
    let mut changed = crawl();
    changed[extent(&archive, FIRST).span().end - 6] ^= 1;
    fs::write(&outside, changed).unwrap();
    verify(&archive).ends_with(2).says("fixity-breach");
}

#[test]
fn pages_that_were_swapped_in_their_file_are_both_told() {
    let pages = [response(BRIDGE, AT, "", b"The bridge is closed."), response(QUAY, AT, "", b"The quay stands open.")];
    let archive = Archive::empty();
    archive.add_archive("crawl.warc", &pages.concat(), &["--in-place"]).ends_with(0);
    let (first, second) = (extent(&archive, FIRST).span(), extent(&archive, SECOND).span());
    assert_ne!(first.len(), second.len());
    let swapped = [pages[1].clone(), pages[0].clone()].concat();
    fs::write(archive.path("archive/web-archives/crawl.warc"), swapped).unwrap();
    assert_eq!(archive.load().witnesses.len(), 0);
    let (from, to) = (second.len(), second.len() + first.len());
    archive
        .run(&["audit"])
        .ends_with(2)
        .says(&format!("its record moved to bytes {from} to {to}"))
        .says(&format!("its record moved to bytes 0 to {}", second.len()));
}

#[test]
fn a_web_archive_made_anew_with_its_manifests_is_caught_by_history() {
    let archive = archive();
    let checkpoint = archive.beside("kept", &archive.bytes("history/checkpoint"));
    archive.run(&["audit", "--since", &checkpoint]).ends_with(0);
    let forged = Archive::empty();
    let forged_page = gzip(&page(BRIDGE, &PAGE.replace("11,000", "12,000")));
    forged.add_archive("crawl.warc.gz", &forged_page, &["--in-place"]).ends_with(0);
    forged.run(&["audit"]).ends_with(0).says("self-consistent, not authenticated");
    assert_ne!(forged.run(&["audit", "--since", &checkpoint]).code, Some(0));
}

#[test]
fn what_a_record_is_called_does_not_steer_the_terminal() {
    let block = http("", PAGE.as_bytes());
    let warc = |id: &str, block: &[u8]| {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <{id}>\r\nWARC-Date: {AT}\r\nWARC-Target-URI: {BRIDGE}\r\n\
             Content-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    };
    let archive = Archive::empty();
    archive.add_archive("crawl.warc", &warc("\u{1b}[31m\u{202e}a", &block), &["--in-place"]).ends_with(0);
    fs::write(archive.path("notes.md"), "It was “closed for 11,000 hours” [@the-bridge].\n").unwrap();
    let forged = String::from_utf8(block.clone()).unwrap().replace("11,000", "12,000").into_bytes();
    for changed in [warc("\u{1b}[31m\u{202e}a", &forged), warc("\u{1b}[32m\u{202e}b", &block)] {
        fs::write(archive.path("archive/web-archives/crawl.warc"), changed).unwrap();
        for args in
            [&["verify", "notes.md"][..], &["audit"], &["verify", "notes.md", "--format", "github"], &["manifest"]]
        {
            let ran = archive.run(args);
            assert!(!(ran.out + &ran.err).contains(['\u{1b}', '\u{202e}']), "{args:?}");
        }
    }
}
