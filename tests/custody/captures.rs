//! Several captures of one article: what changed, which quotations that breaks, and what they are pinned to.

use crate::archive::Archive;
use std::fs;

const FIRST: &str = "The river wall\n\nThe wall will protect 4,850 homes along the river, the agency told us on Monday.\n\n\
                     Work begins in spring, and the path stays open to walkers the whole time.\n\n\
                     The council met in the old hall, and the hall was full to the doors.\n";
const DAYS: [&str; 3] = ["2025-03-03T10:00:00Z", "2025-03-05T10:00:00Z", "2025-03-05T18:00:00Z"];

/// Three captures: another number in the second, a paragraph less in the third.
fn wall() -> Archive {
    let archive = Archive::empty();
    let second = FIRST.replace("4,850", "5,480");
    let third = second.replace("The council met in the old hall, and the hall was full to the doors.\n", "");
    for (day, text) in DAYS.iter().zip([FIRST, &second, &third]) {
        archive.add("wall", day, text.as_bytes()).ends_with(0);
    }
    archive
}

#[test]
fn a_capture_has_many_names_and_each_names_one() {
    let archive = wall();
    for old in ["1", "2025-03-03", "20250303T100000Z", "2025-03-03T10:00:00Z", "archive/wall/20250303T100000Z.txt"] {
        // Of two on one day the last is meant, as in a pin.
        archive.run(&["diff", "wall", old, "2025-03-05"]).ends_with(1).says("- archive/wall/20250303T").says("5T18");
    }
    let digest = literatim::digest::Digest::of(FIRST.as_bytes()).hex()[..12].to_owned();
    archive.run(&["diff", "wall", &digest, "2"]).ends_with(1).says("4,850").lacks("old hall");
    for wrong in ["0", "4", "soon", "2025-03-04", "sha256:00000000", ""] {
        archive.run(&["diff", "wall", wrong]).ends_with(2).says("it has archive/wall/").says("give a path");
    }
}

#[test]
fn two_files_are_called_by_their_names() {
    let archive = Archive::empty();
    let (old, new) = (archive.beside("old.txt", b"One line.\n"), archive.beside("new.txt", b"One other line.\n"));
    for format in ["human", "json", "html", "markdown"] {
        let format = ["diff", &old, &new, "--format", format];
        archive.run(&format).ends_with(1).says("old.txt").says("new.txt").lacks("archive/");
    }
    archive.run(&["diff", &old, &old]).ends_with(0).says("the same bytes");
    archive.run(&["diff", &old]).ends_with(2).says("give two files");
    archive.run(&["diff", &old, "nowhere.txt"]).ends_with(2).says("nowhere.txt: there is no such file");
    let noise: Vec<u8> = (0..4000u32).map(|n| (n * 7919 % 251) as u8 & 0x9F).collect();
    archive.run(&["diff", &old, &archive.beside("noise.txt", &noise)]).ends_with(2).says("noise.txt");
}

#[test]
fn every_run_writes_the_same_bytes() {
    let archive = wall();
    fs::write(archive.path("notes.md"), "“the hall was full to the doors” [@wall], “Work begins in spring” [@wall]")
        .unwrap();
    let runs: [&[&str]; 7] = [
        &["diff", "wall", "1"],
        &["diff", "wall", "1", "--format", "json"],
        &["diff", "wall", "1", "--format", "html"],
        &["diff", "wall", "1", "--format", "markdown"],
        &["history", "wall"],
        &["impact", "wall", "--format", "json"],
        &["verify", "notes.md"],
    ];
    for args in runs {
        let first = archive.run(args).out;
        assert!((0..4).all(|_| archive.run(args).out == first), "{args:?}");
    }
}

#[test]
fn a_newer_capture_is_told_in_verify_and_in_impact() {
    let archive = wall();
    let notes = "They wrote “will protect 4,850 homes” [@wall].\n\nAnd “the hall was full to the doors” [@wall].\n";
    fs::write(archive.path("notes.md"), notes).unwrap();
    archive
        .run(&["verify", "notes.md"])
        .ends_with(0)
        .says("the capture of 2025-03-03T10:00:00Z says")
        .says("(number)")
        .says("these words are in the capture of");
    // Without a name, the notes are all that lie in the archive's folder, and are called as they lie there.
    archive
        .run(&["impact", "wall"])
        .ends_with(1)
        .says("./notes.md:1:13: reworded (number)")
        .says("./notes.md:3:6: gone: ");
    fs::write(archive.path("notes.md"), "“Work begins in spring” [@wall]").unwrap();
    archive.run(&["impact", "wall"]).ends_with(0).says("1 holds");
    fs::write(archive.path("notes.md"), "Nothing is quoted here.").unwrap();
    archive.run(&["impact", "wall"]).ends_with(2).says("no quotation in these notes cites wall");
}

#[test]
fn a_lock_in_the_midst_of_a_merge_is_not_read() {
    let archive = wall();
    fs::write(archive.path("notes.md"), "“Work begins in spring” [@wall]\r\n").unwrap();
    archive.run(&["pin", "notes.md"]).ends_with(0).says("1 quotation is pinned");
    archive.run(&["verify", "--locked", "notes.md"]).ends_with(0);
    let lock = fs::read_to_string(archive.path("quotations.lock")).unwrap();
    fs::write(archive.path("quotations.lock"), format!("{lock}<<<<<<< HEAD\n{lock}=======\n>>>>>>> other\n")).unwrap();
    for args in [["pin", "notes.md"].as_slice(), &["verify", "--locked", "notes.md"]] {
        archive.run(args).ends_with(2).says("quotations.lock: line 2").says("unfinished merge");
    }
    assert!(fs::read_to_string(archive.path("quotations.lock")).unwrap().contains("======="), "it is left as it was");
}

#[test]
fn lines_of_notes_that_are_gone_are_told_and_dropped() {
    let archive = Archive::with_bridge();
    let quoted = "It was “closed for 11,000 hours” [@bridge].\n";
    for name in ["kept.md", "gone.md"] {
        fs::write(archive.path(name), quoted).unwrap();
    }
    archive.run(&["pin", "kept.md", "gone.md"]).ends_with(0).says("2 quotations are pinned").lacks("no longer exist");
    archive.run(&["verify", "--locked", "kept.md"]).ends_with(0).lacks("no longer exists");
    fs::remove_file(archive.path("gone.md")).unwrap();
    archive
        .run(&["verify", "--locked", "kept.md"])
        .ends_with(0)
        .says("quotations.lock: it lists 1 quotation of gone.md, which no longer exists");
    archive
        .run(&["pin", "kept.md"])
        .ends_with(0)
        .says("gone.md: these notes no longer exist: 1 quotation removed from quotations.lock")
        .says("1 quotation is pinned");
    assert!(!fs::read_to_string(archive.path("quotations.lock")).unwrap().contains("gone.md"));
    archive.run(&["verify", "--locked", "kept.md"]).ends_with(0).lacks("gone");
}

#[test]
fn lines_of_notes_outside_of_the_root_are_kept_where_those_are_there() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("notes.md"), "It was “closed for 11,000 hours” [@bridge].\n").unwrap();
    let outside = archive.beside("outside.md", "“The old bridge”, “closed for 11,000 hours” [@bridge].\n".as_bytes());
    archive.run(&["pin", "notes.md", &outside]).says("outside.md");
    let lock = fs::read_to_string(archive.path("quotations.lock")).unwrap();
    archive.run(&["pin", "notes.md"]).lacks("gone");
    assert_eq!(fs::read_to_string(archive.path("quotations.lock")).unwrap(), lock);
    assert!(lock.contains("outside.md"), "{lock}");
}

/// `cp -r sources archive` made all of them captures of one article, so that a citation of one passed for another.
#[test]
fn files_that_were_put_into_a_folder_are_articles_of_their_own() {
    let archive = Archive::empty();
    let put = |path: &str, words: &str| {
        fs::create_dir_all(archive.path(path).parent().unwrap()).unwrap();
        fs::write(archive.path(path), format!("A headline\n\n{words}\n")).unwrap();
    };
    put("archive/daily/2025-01-20.txt", "The ferry will not sail before noon, the harbour master said.");
    archive.run(&["manifest"]).ends_with(0);
    let quoted = |key: &str| {
        let notes = format!("> The ferry will not sail before noon\n>\n> — [@{key}]\n");
        archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())])
    };
    quoted("daily/2025-01-20").ends_with(0);
    quoted("daily").ends_with(0);
    put("archive/daily/20250121.txt", "The school opens its doors on Monday, the council said.");
    archive.run(&["manifest"]).ends_with(0);
    quoted("daily/2025-01-20").ends_with(0);
    quoted("daily/20250121").ends_with(1).says("quote-misattributed");
    quoted("daily").ends_with(2).says("matches 2 articles");
    archive.add("daily", DAYS[0], b"A headline\n\nThe tram is late.\n").ends_with(0);
    quoted("daily").ends_with(1).says("quote-misattributed");
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
}

/// A page only had to name another's address to become a capture of it, and its words passed for that article's.
#[test]
fn a_page_that_claims_the_address_of_another_article_is_not_a_capture_of_it() {
    const URL: &str = "https://lantern.example/ferry";
    let archive = Archive::empty();
    let page = |name: &str, title: &str, words: &str| {
        let words: String = words.split('|').map(|paragraph| format!("<p>{paragraph}</p>")).collect();
        let html = format!(
            "<title>{title}</title><link rel=canonical href={URL}><article><h1>{title}</h1><p>{words}</p></article>"
        );
        archive.beside(name, html.as_bytes())
    };
    let words = "The ferry will not sail before noon, and the harbour master said that it may not sail at all today.|\
                 Those who came to the quay at dawn went home again, and the café on the square was full by nine.";
    let add = |file: &str, when: &str| archive.run(&["add", file, "--captured-at", when]).ends_with(0);
    add(&page("ferry.html", "Ferry waits for the tide", words), DAYS[0]);
    let record = fs::read_to_string(archive.path("archive/ferry/20250303T100000Z.html.record.json")).unwrap();
    assert!(record.contains("\"claimed\": true"), "{record}");
    let more = format!("{words}|It sailed in the evening.");
    add(&page("again.html", "Ferry waits for the tide", &more), DAYS[1]).says("a new capture of ferry");
    let other = "The warden sold the boat to a timber company, as a baker told the crowd on the square.|No boat has \
                 crossed since then, and the bell by the landing was taken down in the autumn by two of his cousins.";
    add(&page("other.html", "Boat sold", other), DAYS[2])
        .says("it says that its address is that of ferry")
        .says("--id ferry");
    let notes = format!(
        "“The warden sold the boat to a timber company” ({URL}).\n\n“The ferry will not sail before noon” ({URL}).\n"
    );
    archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())]).ends_with(1).says("1 verbatim, 1 refuted");
}

#[test]
fn the_address_that_a_clipper_or_a_browser_wrote_into_a_page_is_taken() {
    let archive = Archive::empty();
    let words = "The ferry will not sail before noon, and the harbour master said that it may not sail at all today.";
    for (name, text) in [
        ("a.md", format!("---\ntitle: \"A\"\nsource: \"https://lantern.example/a.md\"\n---\n{words}\n")),
        ("b.md", format!("+++\nurl = \"https://lantern.example/b.md\"\n+++\n{words}\n")),
        ("c.html", format!("<!-- saved from url=(0029)https://lantern.example/c.html -->\n<p>{words}</p>")),
        (
            "d.html",
            format!(
                "<html><!--\n Page saved with SingleFile \n url: https://lantern.example/d.html \n--><p>{words}</p>"
            ),
        ),
    ] {
        archive.run(&["add", &archive.beside(name, text.as_bytes()), "--captured-at", DAYS[0]]).ends_with(0);
        let notes = format!("“The ferry will not sail after noon” (https://lantern.example/{name}).\n");
        archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())]).ends_with(1).says("quote-altered");
    }
}
