use literatim::capture::{CapturePath, is_web_archive};

fn path(text: &str) -> CapturePath {
    text.parse().unwrap()
}

#[test]
fn a_path_names_its_article_record_and_manifest() {
    let capture = path("archive/the-wire/20140611T093000Z.txt");
    assert_eq!(capture.article().as_str(), "the-wire");
    assert_eq!(capture.stamp().unwrap().to_string(), "2014-06-11T09:30:00Z");
    assert_eq!(capture.record(), "archive/the-wire/20140611T093000Z.txt.record.json");
    assert_eq!(capture.manifest(), "manifests/the-wire/20140611T093000Z.txt.json");
}

#[test]
fn a_dropped_file_is_an_article_of_its_own() {
    assert_eq!(path("archive/story.v2.txt").article().as_str(), "story.v2");
    assert_eq!(path("archive/story").article().as_str(), "story");
}

#[test]
fn a_path_that_leaves_the_archive_or_hides_in_it_is_refused() {
    for bad in ["archive", "archive/", "archive/../x", "x/archive/y", "/archive/x", "archive/a/.x", "archive/a//b"] {
        assert!(bad.parse::<CapturePath>().is_err(), "{bad}");
    }
}

#[test]
fn the_stem_of_a_dropped_file_must_be_an_id_too() {
    for bad in [
        "archive/a..txt",
        "archive/a .txt",
        "archive/a.json.txt",
        "archive/a.txt.record.json",
        "archive/a/x.txt.Record.JSON",
    ] {
        assert!(bad.parse::<CapturePath>().is_err(), "{bad}");
    }
}

#[test]
fn no_manifest_can_stand_where_the_inventory_does() {
    assert!("archive/inventory".parse::<CapturePath>().is_err());
    assert!("archive/Inventory".parse::<CapturePath>().is_err());
    assert_eq!(path("archive/inventory/x").manifest(), "manifests/inventory/x.json");
    assert!("archive/a.json/b.txt".parse::<CapturePath>().is_err());
    assert!("archive/SHA256SUMS/b.txt".parse::<CapturePath>().is_err());
    assert!("archive/sha256\u{17f}ums/b.txt".parse::<CapturePath>().is_err());
    assert!("archive/a/SHA256SUMS/b.txt".parse::<CapturePath>().is_ok());
    assert!("archive/SHA256SUMS.txt".parse::<CapturePath>().is_ok());
}

#[test]
fn a_web_archive_is_known_by_its_name() {
    for name in ["a.warc", "A.WARC.GZ", "a.warc.zst", "x/a.wacz"] {
        assert!(is_web_archive(name), "{name}");
    }
    for name in ["warc", "a.gz", "a.warc.txt", "a.arc"] {
        assert!(!is_web_archive(name), "{name}");
    }
}
