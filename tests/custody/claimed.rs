//! Addresses that captures give themselves: two articles are never made one by them.

use crate::archive::{Archive, Ran};
use std::fs;

const DAYS: [&str; 2] = ["2025-03-03T10:00:00Z", "2025-03-04T10:00:00Z"];
const GATES: &str = "The lock keepers met in the rope loft on Monday and spoke about the gates for two hours.|Nobody had the \
                     money, said Ardan of the yard, and the council would not lend it to them this year.";
const FERRY: &str = "Passengers who hold a season ticket need not do anything, the harbour office wrote on Tuesday.|The last \
                     boat back stays where it was in the plan, and the first one leaves twenty minutes later.";

fn paragraphs(words: &str) -> String {
    words.split('|').map(|text| format!("<p>{text}</p>")).collect()
}

fn page(title: &str, head: &str, words: &str) -> String {
    let words = paragraphs(words);
    format!("<title>{title}</title>{head}<article><h1>{title}</h1>{words}</article>")
}

fn canonical(url: &str) -> String {
    format!("<link rel=canonical href={url}>")
}

/// The ids of the articles in the archive.
fn articles(archive: &Archive) -> Vec<String> {
    let mut ids: Vec<String> = archive.inventory().captures.iter().map(|entry| entry.article.to_string()).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn add(archive: &Archive, files: &[&str], more: &[&str]) -> Ran {
    archive.run(&[&["add"], files, more].concat())
}

#[test]
fn two_pages_that_name_the_front_page_of_their_site_are_two_articles() {
    for front in ["https://courier.example/", "https://courier.example", "https://www.courier.example/index.html"] {
        for head in [canonical(front), format!("<meta property=og:url content={front}>")] {
            let archive = Archive::empty();
            let one = archive.beside("gates.html", page("Keepers ask for gates", &head, GATES).as_bytes());
            let other = archive.beside("ferry.html", page("Ferry leaves later", &head, FERRY).as_bytes());
            add(&archive, &[&one, &other], &[]).ends_with(0).says("the front page of its site");
            assert_eq!(articles(&archive), ["ferry", "gates"], "{head}");
            // The front page of a site is not the source of every quotation that links to it.
            let notes = format!("“The last boat back stays where it was in the plan” ({front}).\n");
            archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())]).lacks("misattributed");
        }
    }
}

#[test]
fn pages_of_one_name_that_name_the_front_page_are_told_apart_by_what_they_show() {
    let archive = Archive::empty();
    fs::create_dir(archive.path("../other")).unwrap();
    let head = canonical("https://courier.example/");
    let gates = page("Keepers ask for gates", &head, GATES);
    let one = archive.beside("story.html", gates.as_bytes());
    let other = archive.beside("other/story.html", page("Ferry leaves later", &head, FERRY).as_bytes());
    add(&archive, &[&one], &["--captured-at", DAYS[0]]).ends_with(0).says("added archive/story/");
    add(&archive, &[&other], &["--captured-at", DAYS[1]]).ends_with(0).says("added archive/story-");
    assert_eq!(articles(&archive).len(), 2);
    add(&archive, &[&one, &other], &[]).ends_with(0).says("nothing changed");
    assert_eq!(articles(&archive).len(), 2);
    // A revision is known by its title and its words.
    archive.beside("story.html", gates.replace("two hours", "three hours").as_bytes());
    add(&archive, &[&one], &["--captured-at", DAYS[1]]).ends_with(0).says("a new capture of story, which now has 2");
}

#[test]
fn a_page_is_known_by_the_address_that_is_no_front_page() {
    let archive = Archive::empty();
    let url = "https://courier.example/gates";
    let both = format!("{}<meta property=og:url content={url}>", canonical("https://courier.example/"));
    add(&archive, &[&archive.beside("a.html", page("Keepers", &both, GATES).as_bytes())], &[]).ends_with(0);
    let notes = format!("“Nobody had the money, said Ardan of the yard” ({url}).\n");
    archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())]).ends_with(0).says("1 verbatim");
}

#[test]
fn unlike_pages_under_one_address_are_told_apart_and_the_difference_is_named() {
    let site =
        |name: &str| format!("{}<meta property=og:site_name content={name}>", canonical("https://courier.example/x"));
    let old = page("Keepers ask for gates", &site("Courier"), GATES);
    let day = "The council opens its session with a minute for the pilot, and hears the warden of the lock.";
    for (other, why) in [
        (page("Ferry leaves later", &site("Courier"), FERRY), "its title is another one"),
        (page("Keepers ask for gates", &site("Tribune"), GATES), "it is of another site"),
        (page("Keepers ask for gates", &site("Courier"), FERRY), "most of its words are others"),
        (page("水門の番人が門を求める", &site("Courier"), GATES), "its title is another one"),
        (page("Смотрители просят ворота", &site("Courier"), GATES), "its title is another one"),
        (page("Keepers ask for gates", &site("Courier"), day), "most of its words are others"),
    ] {
        let archive = Archive::empty();
        let (one, other) = (archive.beside("one.html", old.as_bytes()), archive.beside("other.html", other.as_bytes()));
        // In one moment both inputs are named; on another day, the article is.
        add(&archive, &[&one, &other], &[]).ends_with(0).says(why).says("one.html").says("other.html says that");
        assert_eq!(articles(&archive).len(), 2, "{why}");
        let archive = Archive::empty();
        let (one, other) =
            (archive.beside("one.html", old.as_bytes()), archive.beside("other.html", &fs::read(other).unwrap()));
        add(&archive, &[&one], &["--captured-at", DAYS[0]]).ends_with(0);
        add(&archive, &[&other], &["--captured-at", DAYS[1]]).ends_with(0).says(why).says("that of x");
        assert_eq!(articles(&archive).len(), 2, "{why}");
    }
}

/// The menu of a site made most of the words of two short columns the same.
#[test]
fn two_days_of_a_column_with_one_long_menu_are_two_articles() {
    let sections =
        ["News of the town", "Sport and its tables", "The courts of the river towns", "Letters to the editor"];
    let menu: String =
        (0..8).flat_map(|_| sections).map(|name| format!("<li><a href=/{}>{name}</a></li>", name.len())).collect();
    let column = |words: &str| {
        let head = canonical("https://courier.example/the-day");
        format!(
            "<title>The day in the town</title>{head}<nav><ul>{menu}</ul></nav><article><h1>The day in the town</h1>{}</article>",
            paragraphs(words)
        )
    };
    let archive = Archive::empty();
    let file = |name: &str, words: &str| archive.beside(name, column(words).as_bytes());
    add(&archive, &[&file("monday.html", GATES)], &["--captured-at", DAYS[0]]).ends_with(0);
    add(&archive, &[&file("tuesday.html", FERRY)], &["--captured-at", DAYS[1]])
        .ends_with(0)
        .says("most of its words are others");
    let revised = GATES.replace("two hours", "three hours");
    add(&archive, &[&file("revised.html", &revised)], &["--captured-at", DAYS[1]])
        .ends_with(0)
        .says("a new capture of the-day");
    assert_eq!(articles(&archive).len(), 2);
}

#[test]
fn the_page_and_a_clipping_of_one_article_are_one_article_on_two_days() {
    let archive = Archive::empty();
    let url = "https://courier.example/gates";
    let html = archive.beside("gates.html", page("Keepers ask for gates", &canonical(url), GATES).as_bytes());
    let words = GATES.replace('|', "\n\n");
    let text = format!("---\ntitle: Keepers ask for gates\nsource: {url}\n---\n\n# Keepers ask for gates\n\n{words}\n");
    let clipping = archive.beside("gates.md", text.as_bytes());
    add(&archive, &[&html], &["--captured-at", DAYS[0]]).ends_with(0);
    add(&archive, &[&clipping], &["--captured-at", DAYS[1]])
        .ends_with(0)
        .says("a new capture of gates, which now has 2");
    // At one moment, an address shows one page: that is said, and not that its words are others.
    let archive = Archive::empty();
    add(&archive, &[&html, &clipping], &[]).ends_with(0).says("at one moment").lacks("words are others");
}

#[test]
fn a_clash_costs_itself_and_names_both_inputs() {
    let archive = Archive::empty();
    fs::create_dir(archive.path("../other")).unwrap();
    let one = archive.beside("story.html", page("Keepers ask for gates", "", GATES).as_bytes());
    let other = archive.beside("other/story.html", page("Ferry leaves later", "", FERRY).as_bytes());
    let third =
        archive.beside("third.html", page("The bell", "", "The bell by the landing was taken down.").as_bytes());
    let ran = add(&archive, &[&one, &other, &third], &[]).ends_with(2);
    let ran = ran.says(&format!("not added: {other}, beside {one}")).says("added archive/third/");
    ran.says("added archive/story/").lacks("nothing was added");
    assert_eq!(articles(&archive), ["story", "third"]);
    archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn where_all_clash_nothing_is_written() {
    let archive = Archive::empty();
    let file = |words: &str| archive.beside("story.html", page("The bell", "", words).as_bytes());
    let when = ["--captured-at", DAYS[0]];
    add(&archive, &[&file("The bell was taken down.")], &when).ends_with(0);
    let before = archive.files();
    add(&archive, &[&file("The bell was hung again.")], &when).ends_with(2).says("with other bytes");
    assert_eq!(archive.files(), before);
}
