//! Web pages: taken in, shown, and put right by hand.

use crate::archive::Archive;
use std::fs;

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>The lamp is lit - The Lantern</title>
<link rel="canonical" href="https://lantern.example/2020/the-lamp-is-lit.html">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"The lamp is lit","datePublished":"2020-02-03",
"publisher":{"name":"The Lantern"}}</script></head><body>
<nav class="menu"><ul><li><a href="/">Home</a><li><a href="/news">News</a><li><a href="/sport">Sport</a></ul></nav>
<article><h1>The lamp is lit</h1><div class="article-body">
<p>The lamp over the bridge was lit again last night, for the first time since the flood, and a crowd of some forty
people stood in the rain to see it burn &ndash; &ldquo;and high time,&rdquo; said the mayor, who had come with a dog.</p>
<p>It went out after an hour. The lamplighter, who is eighty, said that the oil was at fault, and that he had said so
to the mayor, to the wife of the mayor, and to the dog, none of whom had listened to a word of it.</p>
<p>A second lamp is to be lit on Sunday, if the weather holds and the oil comes in time, the council said.</p>
</div></article>
<aside class="related"><h3>More from the Lantern</h3><ul><li><a href="/x">The bridge is closed until the spring</a></ul></aside>
<footer>&copy; 2020 The Lantern. All rights reserved.</footer></body></html>
"#;

fn with_page() -> Archive {
    let archive = Archive::empty();
    let page = archive.beside("page.html", PAGE.as_bytes());
    archive.run(&["add", &page, "--captured-at", "2020-02-04"]).ends_with(0).says("archive/the-lamp-is-lit/");
    archive
}

#[test]
fn a_page_says_itself_where_it_comes_from() {
    let archive = with_page();
    let shown = archive.run(&["show", "https://lantern.example/2020/the-lamp-is-lit.html"]).ends_with(0);
    shown.says("publisher The Lantern").says("published 2020-02-03");
    let page = archive.beside("again.html", PAGE.as_bytes());
    archive.run(&["add", &page, "--url", "https://other.example/story"]).ends_with(0).says("archive/story/");
}

#[test]
fn a_quotation_holds_in_the_story_of_a_page_and_not_in_its_furniture() {
    let archive = with_page();
    let verify = |words: &str| {
        let notes = archive.beside("notes.md", format!("> {words}\n\n— [@the-lamp-is-lit]\n").as_bytes());
        archive.run(&["verify", &notes])
    };
    verify("to see it burn – “and high time,” said the mayor, who had come with a dog.").ends_with(0);
    verify("The bridge is closed until the spring")
        .ends_with(1)
        .says("quote-outside-body")
        .says("page-related")
        .says("literatim mark");
    verify("It went out after two hours.").ends_with(1);
}

#[test]
fn show_tells_why_and_proves_every_character() {
    let archive = with_page();
    archive.run(&["show", "the-lamp-is-lit", "--why"]).ends_with(0).says("page-headline").says("its words match");
    archive.run(&["show", "the-lamp-is-lit", "--bytes"]).ends_with(0).says(" 0 do not match").says("bytes ");
    let body = archive.run(&["show", "the-lamp-is-lit", "--body"]).ends_with(0);
    body.says("A second lamp is to be lit").lacks("More from the Lantern");
}

#[test]
fn a_person_overrules_the_rules_and_it_stays_so() {
    let archive = with_page();
    let notes =
        archive.beside("notes.md", b"> The bridge is closed until the spring\n\n\xe2\x80\x94 [@the-lamp-is-lit]\n");
    archive.run(&["verify", &notes]).ends_with(1);
    let mark =
        |part: &str, role: &str, why: &str| archive.run(&["mark", "the-lamp-is-lit", part, role, "--because", why]);
    mark("related-links 9", "body", "it is").ends_with(2).says("no such part");
    mark("related-links 2", "bodies", "it is").ends_with(2).says("unknown role");
    mark("related-links 2", "body", " ").ends_with(2).says("a reason cannot be empty");
    mark("related-links 2", "body", "the story says it too").ends_with(0);
    archive.run(&["verify", &notes]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0).says("0 manifests written");
    archive.run(&["show", "the-lamp-is-lit", "--why"]).ends_with(0).says("by-hand");
    archive.run(&["audit"]).ends_with(0);
    let record = "archive/the-lamp-is-lit/20200204T000000Z.html.record.json";
    let text = fs::read_to_string(archive.path(record)).unwrap();
    assert!(text.contains("the story says it too"), "{text}");
    fs::write(archive.path(record), text.replace("\"body\"", "\"bodies\"")).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("unknown role");
}
