//! What programs that save pages write into them: the address and the moment are taken, as a claim.

use crate::archive::{Archive, Ran};

const URL: &str = "https://harbour-post.example/2025/01/ferry";
const STAMP: &str = "20250120T221000Z";
const WORDS: &str = "Passengers who hold a season ticket need not do anything, the harbour office wrote on Tuesday.";
const NOW: &str = "captured now";

fn page(above: &str) -> String {
    format!("{above}<title>Ferry</title><article><h1>Ferry</h1><p>{WORDS}</p></article>")
}

fn add(archive: &Archive, name: &str, text: &str, more: &[&str]) -> Ran {
    let file = archive.beside(name, text.as_bytes());
    archive.run(&[&["add", &file], more].concat())
}

/// The record of the only capture.
fn record(archive: &Archive) -> String {
    let files = archive.files();
    let (_, bytes) = files.iter().find(|(name, _)| name.ends_with(".record.json")).unwrap();
    String::from_utf8(bytes.clone()).unwrap()
}

fn single_file(url: &str, date: &str) -> String {
    format!(
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {url} \n saved date: {date}\n-->\n<meta charset=utf-8>"
    )
}

fn monolith(url: &str, moment: &str) -> String {
    format!("<!-- Saved from {url} at {moment} using monolith v2.10.0 -->\n<!DOCTYPE html><html>")
}

fn archived(moment: &str) -> String {
    format!(
        "<!--\n     FILE ARCHIVED ON {moment} AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 08:01:02 Feb 03, 2025.\n     \
         JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE.\n-->\n<!--\nplayback timings (ms):\n  load: 3\n-->"
    )
}

fn wombat(url: &str, stamp: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><script src=\"/_static/js/wombat.js\"></script>\n<script>\n  \
         __wm.wombat(\"{url}\",\"{stamp}\",\"https://web.archive.org/\",\"web\");\n</script>\n\
         <!-- End Wayback Rewrite JS Include -->\n"
    )
}

#[test]
fn the_moment_and_the_address_of_the_program_that_saved_a_page_are_a_claim() {
    for above in [
        single_file(URL, "Mon Jan 20 2025 23:10:00 GMT+0100 (Central European Standard Time)"),
        single_file(&format!("https://web.archive.org/web/20250120221000/{URL}"), "Sat Feb 01 2025 10:00:00 GMT+0000 (UTC)"),
        monolith(URL, "2025-01-20T22:10:00Z"),
        "<!DOCTYPE html>\n<html lang=\"en\">\n<!-- Mirrored from harbour-post.example/2025/01/ferry by HTTrack Website Copier/3.x \
         [XR&CO'2014], Mon, 20 Jan 2025 22:10:00 GMT -->\n<head>"
            .to_owned(),
        wombat(URL, "20250120221000"),
        format!("<!-- saved from url=(0080)https://web.archive.org/web/20250120221000/{URL} -->\n<html>"),
        format!("<link rel=canonical href=https://web.archive.org/web/20250120221000/{URL}>"),
        format!("<link rel=canonical href=https://archive.ph/2025.01.20-221000/{URL}>"),
        format!("<link rel=canonical href=http://archive.today/20250120221000/{URL}>"),
    ] {
        let archive = Archive::empty();
        add(&archive, "saved.html", &page(&above), &[])
            .ends_with(0)
            .says(&format!("added archive/ferry/{STAMP}.html"))
            .says("captured 2025-01-20T22:10:00Z, as ")
            .lacks(NOW);
        let record = record(&archive);
        assert!(record.contains("\"claimed\": true") && record.contains("\"captured_at_claimed\": true"), "{record}");
        let notes = format!("“Passengers who hold a season ticket need not do anything” ({URL}).\n");
        archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())]).ends_with(0).says("1 verbatim");
        archive.run(&["audit"]).ends_with(0);
    }
}

#[test]
fn the_comment_of_the_wayback_machine_stands_below_the_page() {
    let archive = Archive::empty();
    let text = format!("<html><body>{}</body>\n</html>\n{}", page(""), archived("22:10:00 Jan 20, 2025"));
    add(&archive, "below.html", &text, &[]).ends_with(0).says(STAMP).says("the Wayback Machine says");
    let archive = Archive::empty();
    add(&archive, "above.html", &page(&archived("22:10:00 Jan 20, 2025")), &[]).ends_with(0).says(STAMP);
    // In a script that nothing ends, or inside the page, it is a word of the page.
    for text in [
        format!("<html>{}<script>'</html>' {}", page(""), archived("22:10:00 Jan 20, 2025")),
        format!("<html>{}<p>More.</p></html>", page("").replace("<p>", &archived("22:10:00 Jan 20, 2025"))),
        format!("<html>{}</html>{}<p>More.</p>", page(""), archived("22:10:00 Jan 20, 2025")),
    ] {
        add(&Archive::empty(), "inside.html", &text, &[]).ends_with(0).says(NOW).lacks(STAMP);
    }
}

#[test]
fn a_clipper_says_when_in_front_matter_beside_an_address() {
    let clipping = |fields: &str| format!("---\ntitle: Ferry\n{fields}---\n\n# Ferry\n\n{WORDS}\n");
    for (fields, stamp) in [
        (format!("source: {URL}\ncreated: 2025-01-20\n"), "20250120T000000Z"),
        (format!("source: \"{URL}\"\ncreated: \"[[2025-01-20]]\"\n"), "20250120T000000Z"),
        (format!("created: 2025-01-20T23:10:00 (UTC +01:00)\nsource: {URL}\n"), STAMP),
        (format!("url: {URL}\ndate_saved: 2025-01-20 22:10:00\n"), STAMP),
        (format!("source: https://web.archive.org/web/20250120221000/{URL}\ncreated: 2025-02-01\n"), STAMP),
    ] {
        let archive = Archive::empty();
        add(&archive, "ferry.md", &clipping(&fields), &[]).ends_with(0).says(&format!("archive/ferry/{stamp}.md"));
    }
    // The front matter of somebody's own notes, and code, date nothing.
    for fields in ["created: 2025-01-20\n".to_owned(), format!("published: 2025-01-20\nsource: {URL}\n")] {
        add(&Archive::empty(), "ferry.md", &clipping(&fields), &[]).ends_with(0).says(NOW);
    }
    let code = format!("# Ferry\n\n```\n---\nsource: {URL}\ncreated: 2025-01-20\n---\n```\n\n{WORDS}\n");
    add(&Archive::empty(), "code.md", &code, &[]).ends_with(0).says(NOW);
    let comment = format!("# Ferry\n\n{}\n\n{WORDS}\n", monolith(URL, "2025-01-20T22:10:00Z"));
    add(&Archive::empty(), "comment.md", &comment, &[]).ends_with(0).says(NOW);
}

/// Readers may write into a page, and its scripts may: neither dates it.
#[test]
fn the_words_of_a_page_date_nothing() {
    let comment =
        "<!-- Saved from https://harbour-post.example/other at 2011-01-20T22:10:00Z using monolith v2.10.0 -->";
    for text in [
        page("").replace("<p>", &format!("<p>{comment}")),
        page("").replace("</p>", &format!("</p>{comment}")),
        page(&format!("<script>'{comment}'</script>")),
        page(&format!("<script src=a.js></script>{comment}")),
        page(&format!("<style>{comment}</style>")),
        page(&format!("<p>The office said.</p>{comment}")),
        page(&format!("The office said. {comment}")),
        page("").replace("<title>Ferry", &format!("<title>{comment}Ferry")),
        page("").replace("<p>", &format!("<p>{}", wombat("https://harbour-post.example/other", "20110120221000"))),
    ] {
        let archive = Archive::empty();
        add(&archive, "ferry.html", &text, &[]).ends_with(0).says(NOW).lacks("2011");
        assert!(!record(&archive).contains("other"), "{text}");
    }
}

#[test]
fn programs_that_disagree_say_nothing() {
    let two = |one: &str, other: &str| page(&format!("{one}{other}"));
    let early = monolith(URL, "2025-01-20T22:10:00Z");
    let late = single_file(URL, "Tue Jan 21 2025 22:10:00 GMT+0000 (UTC)");
    add(&Archive::empty(), "a.html", &two(&early, &late), &[])
        .ends_with(0)
        .says("monolith's comment and SingleFile's comment say that it was saved at 2025-01-20T22:10:00Z and at")
        .says(NOW);
    // One moment in two zones is no difference.
    let same = single_file(URL, "Mon Jan 20 2025 17:10:00 GMT-0500 (EST)");
    add(&Archive::empty(), "a.html", &two(&early, &same), &[]).ends_with(0).says(STAMP).lacks("disagree");
    let elsewhere = monolith("https://harbour-post.example/other", "2025-01-20T22:10:00Z");
    let archive = Archive::empty();
    add(&archive, "a.html", &two(&early, &elsewhere), &[]).ends_with(0).says("neither counts; give the right address");
    assert!(!record(&archive).contains("harbour-post"));
}

#[test]
fn a_moment_that_cannot_be_is_said_and_not_taken() {
    for (moment, why) in [
        ("2999-01-01T00:00:00Z", "which is in the future"),
        ("1989-12-31T23:59:59Z", "before there were web pages"),
        ("2025-02-30T10:00:00Z", "which is none"),
        ("yesterday", "which is none"),
    ] {
        let archive = Archive::empty();
        add(&archive, "ferry.html", &page(&monolith(URL, moment)), &[])
            .ends_with(0)
            .says(why)
            .says("--captured-at")
            .says(NOW)
            .says("archive/ferry/");
        assert!(!record(&archive).contains("captured_at_claimed"));
    }
    let canonical = format!("<link rel=canonical href=https://web.archive.org/web/29990120221000/{URL}>");
    add(&Archive::empty(), "ferry.html", &page(&canonical), &[]).ends_with(0).says(NOW).lacks("2999");
}

#[test]
fn what_is_given_wins_over_what_is_claimed() {
    let text = page(&monolith(URL, "2025-01-20T22:10:00Z"));
    let archive = Archive::empty();
    add(&archive, "ferry.html", &text, &["--captured-at", "2024-01-01"])
        .ends_with(0)
        .says("20240101T000000Z")
        .lacks("captured 20");
    assert!(!record(&archive).contains("captured_at_claimed"));
    let archive = Archive::empty();
    let given = "https://web.archive.org/web/20230101000000/https://harbour-post.example/x";
    add(&archive, "ferry.html", &text, &["--url", given]).ends_with(0).says("archive/x/20230101T000000Z");
    // The moment is a claim, also where the address is none.
    let archive = Archive::empty();
    add(&archive, "ferry.html", &text, &["--url", "https://harbour-post.example/x"]).ends_with(0).says(STAMP);
    let record = record(&archive);
    assert!(record.contains("\"captured_at_claimed\": true") && !record.contains("\"claimed\""), "{record}");
}

#[test]
fn a_page_that_was_saved_elsewhere_than_it_says_is_found_by_both_addresses() {
    let archive = Archive::empty();
    let canonical = "<link rel=canonical href=https://wire.example/ferry>";
    add(&archive, "ferry.html", &page(&(monolith(URL, "2025-01-20T22:10:00Z") + canonical)), &[]).ends_with(0);
    for url in [URL, "https://wire.example/ferry"] {
        let notes = format!("“Passengers who hold a season ticket need not do anything” ({url}).\n");
        archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())]).ends_with(0).says("1 verbatim");
    }
}

/// A comment that names the address of another article makes no capture of it.
#[test]
fn a_claimed_address_adds_no_capture_to_another_article() {
    let archive = Archive::empty();
    add(&archive, "ferry.html", &page(""), &["--url", URL, "--captured-at", "2025-01-01"]).ends_with(0);
    let other =
        "<title>Budget</title><article><p>The council put the vote on the budget off until the spring.</p></article>";
    let other = format!("{}{other}", monolith(URL, "2025-01-20T22:10:00Z"));
    add(&archive, "other.html", &other, &[]).ends_with(0).says("but its title is another one").lacks("which now has 2");
}

#[test]
fn a_file_without_a_moment_is_captured_now_and_that_is_said_once() {
    let archive = Archive::empty();
    add(&archive, "minutes.txt", "The office wrote on Tuesday.", &[]).ends_with(0).says(NOW).says("--captured-at");
    add(&archive, "minutes.txt", "The office wrote on Tuesday.", &[]).ends_with(0).says("nothing changed").lacks(NOW);
    let wayback = format!("https://web.archive.org/web/20250120221000/{URL}");
    add(&archive, "ferry.html", &page(""), &["--url", &wayback]).ends_with(0).says(STAMP).lacks(NOW);
}

const MHTML: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbour-post.example/ferry\r\n\
    Subject: Ferry\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"-x-\"\r\n\r\n\
    ---x-\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>The office wr=\r\note.</p>\r\n---x---\r\n";
const MAIL: &str = "From: Ann <ann@post.example>\nTo: Bob <bob@post.example>\nSubject: Ferry\nMessage-ID: <1@post.example>\n\
    MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nThe office wrote.\n";

#[test]
fn a_file_of_another_kind_than_its_name_says_is_refused_with_its_kind() {
    let docx = [b"PK\x03\x04", &[0; 26][..], b"[Content_Types].xml"].concat();
    let kinds: [(&[u8], &str); 5] = [
        (&docx, "a file of Word, Excel or PowerPoint"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a gzip file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a picture (JPEG)"),
        (b"bplist00\xd1\x01", "a web archive of Safari"),
    ];
    for (bytes, kind) in kinds {
        let archive = Archive::empty();
        let before = archive.files();
        let named = archive.beside("saved.bin", bytes);
        for ending in ["html", "txt", "md"] {
            archive.run(&["add", &named, "--as", ending]).ends_with(2).says(kind).says("leave out --as");
            let file = archive.beside(&format!("saved.{ending}"), bytes);
            archive.run(&["add", &file]).ends_with(2).says(kind).says("give it the ending of its kind");
        }
        assert_eq!(archive.files(), before, "{kind}");
        // Kept for its bytes, under its own kind.
        archive.run(&["add", &named]).ends_with(0).says("its text is not read");
    }
}

#[test]
fn a_file_of_a_kind_that_is_read_is_taken_under_its_own_ending() {
    let mime = MAIL.replace("text/plain; charset=utf-8", "multipart/alternative; boundary=x");
    let base64 = MAIL.replace("\n\nThe", "\nContent-Transfer-Encoding: base64\n\nVGhl");
    let epub = [b"PK\x03\x04", &[0; 26][..], b"mimetypeapplication/epub+zip"].concat();
    let kinds: [(&[u8], &str, &str); 4] = [
        (MHTML.as_bytes(), "MHTML (multipart/related)", ".mhtml"),
        (mime.as_bytes(), "a mail whose words are encoded (MIME)", ".eml"),
        (base64.as_bytes(), "a mail whose words are encoded (MIME)", ".eml"),
        (&epub, "an EPUB book", ".epub"),
    ];
    for (bytes, kind, own) in kinds {
        for ending in ["html", "txt", "md", "bin"] {
            let archive = Archive::empty();
            let file = archive.beside(&format!("saved.{ending}"), bytes);
            if ending != "bin" {
                archive.run(&["add", &file, "--as", ending]).ends_with(2).says(kind).says("leave out --as");
            }
            archive.run(&["add", &file]).ends_with(0).says(&format!("so it is added as {own}"));
        }
    }
}

#[test]
fn json_is_added_with_a_pointer_to_its_text_and_without_one_the_likeliest_is_named() {
    let archive = Archive::empty();
    let json = "{\"a\": {\"body\": \"The lamp over the bridge was lit again last night, for the first time since.\"}}";
    let file = archive.beside("page.json", json.as_bytes());
    archive.run(&["add", &file]).ends_with(2).says("say where in it the text is").says("--pointer`, such as /a/body");
    archive.run(&["add", &file, "--pointer", "a/body"]).ends_with(2).says("begins with a slash");
    let text = archive.beside("page.txt", b"The lamp is lit.");
    archive
        .run(&["add", &text, "--pointer", "/a"])
        .ends_with(2)
        .says("where the text is in JSON, and this file is not JSON");
    archive.run(&["add", &file, "--pointer", "/a/body"]).ends_with(0).says("its body has 15 words");
}

#[test]
fn a_file_that_cannot_be_read_is_kept_and_it_is_said_why() {
    let archive = Archive::empty();
    let file = archive.beside("book.epub", b"PK\x03\x04 cut off");
    archive.run(&["add", &file]).ends_with(0).says("it is not a ZIP file, or cut off at the end").says("save it again");
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn a_text_that_looks_like_another_kind_is_taken() {
    for text in [
        "%PDF-1.7 is what such files begin with.\n",
        "From: the harbour office\nTo: all passengers\n\nThe office wrote.\n",
        "From the office: it wrote on Tuesday.\n",
        "Subject: a history of the ferry. Its dates: unknown.\n\nThe office wrote.\n",
        "GIF89a was the second form of it.\n",
    ] {
        add(&Archive::empty(), "minutes.txt", text, &[]).ends_with(0).lacks("first bytes").lacks("mail");
    }
    add(&Archive::empty(), "letter.txt", MAIL, &[]).ends_with(0).says("it is a mail, so it is added as .eml");
    add(&Archive::empty(), "letter.html", MAIL, &[]).ends_with(0).says("so it is added as .eml");
}

#[test]
fn a_web_page_that_is_added_as_text_is_taken_and_that_is_said() {
    for start in ["<!DOCTYPE html>", "\u{feff}\n<html lang=en>", "<!-- saved -->\n<!doctype HTML>"] {
        let archive = Archive::empty();
        add(&archive, "ferry.txt", &page(start), &[]).ends_with(0).says("it is a web page, and it is read as text");
        add(&archive, "ferry.html", &page(start), &[]).ends_with(0).lacks("first bytes");
    }
}
