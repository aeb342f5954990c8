use super::classifier::learned;
use super::feature_names::{MEASURES, measure_name};
use super::page_features::COUNT;
use crate::capture::{Capture, Record};
use crate::segment::model::trees::Model;
use crate::segment::{Role, Rules, segment};
use crate::transcript::decode;

const PAGE: &str = r##"<!doctype html><html lang="en"><head><title>The lamp is lit</title>
<meta property="og:description" content="A lamp burned for an hour, and forty people saw it."></head><body class="article-page">
<header class="site-header"><a href="/">The Lantern</a><nav class="main-nav"><ul><li><a href="/news">News</a><li><a href="/sport">Sport</a></ul></nav></header>
<main><article class="story"><h1>The lamp is lit</h1><p class="standfirst">A lamp burned for an hour, and forty people saw it.</p>
<div class="byline">By Ann Wick</div><time class="published">3 February 2020</time>
<figure><img src="a.jpg"><figcaption>The lamp over the bridge on Sunday, before it went out again</figcaption></figure>
<div class="article-body">
<p>The lamp over the bridge was lit again last night, for the first time since the flood, and a crowd of some forty people
stood in the rain to see it burn, said the mayor, who had come with a dog.</p>
<p>It went out after an hour. The lamplighter, who is eighty, said that the oil was at fault, and that he had said so to
the mayor, to the wife of the mayor, and to the dog, none of whom had listened to a word of it.</p>
<div class="newsletter-signup"><p>Every morning, free of charge: what the lamps of the county did at night</p></div>
<p>A second lamp is to be lit on Sunday, if the weather holds and the oil comes in time, the council said on Monday.</p>
<p>Nobody could say who had paid for the first one. The books of the council, which are kept in a barn, do not tell.</p>
</div></article>
<section id="comments" class="comments"><h3>3 comments</h3><div class="comment"><p>I was there too, and I saw no lamp at all, only the rain and
a very wet dog.</p></div></section>
<aside class="related"><h3>More from the Lantern</h3><ul><li><a href="/x">The bridge is closed until the spring</a></ul></aside></main>
<footer class="site-footer"><a href="/about">About us</a> <a href="/jobs">Jobs</a><p>© 2020 The Lantern. All rights reserved.</p></footer></body></html>"##;

pub(super) fn roles(html: &str) -> Vec<(Role, String)> {
    let path = "archive/a/20250101T000000Z.html".parse().unwrap();
    let transcript = decode(&Capture { path, bytes: html.into(), record: Record::default() }).unwrap();
    let segments = segment(&transcript, &Rules::default());
    segments.iter().map(|segment| (segment.role, transcript.text()[segment.span.range()].trim().to_owned())).collect()
}

#[test]
fn the_parts_of_a_page_are_what_its_elements_and_its_words_say() {
    let roles = roles(PAGE);
    let role = |words: &str| roles.iter().find(|(_, text)| text.contains(words)).map(|(role, _)| *role);
    for (words, expected) in [
        ("News", Role::Navigation),
        ("The lamp is lit", Role::Headline),
        ("A lamp burned for an hour", Role::Standfirst),
        ("By Ann Wick", Role::Byline),
        ("3 February 2020", Role::DateLine),
        ("The lamp over the bridge on Sunday", Role::Caption),
        ("The lamp over the bridge was lit", Role::Body),
        ("It went out after an hour", Role::Body),
        ("Every morning, free", Role::Promotion),
        ("A second lamp", Role::Body),
        ("Nobody could say", Role::Body),
        ("a very wet dog", Role::Comments),
        ("The bridge is closed", Role::RelatedLinks),
        ("© 2020", Role::Copyright),
    ] {
        assert_eq!(role(words), Some(expected), "{words}\n{roles:#?}");
    }
}

#[test]
fn a_rule_that_is_disabled_says_nothing() {
    let rules = Rules::with("disable = [\"page-related\"]").unwrap();
    let path = "archive/a/20250101T000000Z.html".parse().unwrap();
    let transcript = decode(&Capture { path, bytes: PAGE.into(), record: Record::default() }).unwrap();
    assert!(segment(&transcript, &rules).iter().all(|segment| segment.rule != "page-related"));
}

#[test]
fn the_model_has_one_spelling_and_its_reasons_are_those_that_weighed() {
    let text = learned().print();
    assert_eq!(Model::parse(&text, COUNT).as_ref(), Some(learned()));
    assert_eq!(Model::parse(&text.replace(':', ";"), COUNT), None);
    assert!(measure_name(MEASURES - 1).is_some() && measure_name(MEASURES).is_none());
    let features = [0; COUNT];
    assert!(learned().reasons(&features).iter().all(|(at, weight)| *at < COUNT && *weight > 0));
}

#[test]
fn a_page_without_words_or_elements_is_no_trouble() {
    for html in ["", " ", "<p>", "words", "<html><body></body></html>", "<h1>Only a title</h1>"] {
        roles(html);
    }
}

/// Returns true if no paragraph of the story is lost in `html`, a page like [`PAGE`].
fn is_whole(html: &str) -> bool {
    let roles = roles(html);
    let body = |words: &&str| roles.iter().any(|(role, text)| *role == Role::Body && text.starts_with(*words));
    ["The lamp over the bridge was lit", "It went out", "A second lamp", "Nobody could say"].iter().all(body)
}

#[test]
fn a_story_is_whole_however_deep_its_paragraphs_stand() {
    let deep =
        PAGE.replace("<p>", "<div><div><div><div><div><p>").replace("</p>", "</p></div></div></div></div></div>");
    assert!(is_whole(PAGE) && is_whole(&deep), "{:#?}", roles(&deep));
}

#[test]
fn a_story_that_is_cut_into_parts_is_whole() {
    let cut = |at: &str, part: &str, html: &str| html.replace(at, &format!("</div>{part}{at}"));
    let alike = cut("<p>A second lamp", "<div class=\"article-body\">", PAGE);
    let three = cut("<p>A second lamp", "<section>", &cut("<p>It went out", "<div id=more>", PAGE));
    for html in [alike, three] {
        assert!(is_whole(&html), "{:#?}", roles(&html));
    }
}

#[test]
fn a_story_is_not_what_its_element_is_also_called_after() {
    for name in ["article-type-commentary", "article-body-commercial", "for-subscribers", "with-comments"] {
        let named = PAGE.replace("class=\"article-body\"", &format!("class=\"{name}\""));
        assert!(is_whole(&named), "{name} {:#?}", roles(&named));
    }
}

#[test]
fn another_story_that_is_printed_below_is_not_this_one() {
    let (_, story) = PAGE.split_once("<article class=\"story\">").unwrap();
    let (story, _) = story.split_once("</article>").unwrap();
    let other =
        story.replace("The lamp is lit", "The dog is back").replace("lamp", "dog").replace("Nobody", "Everybody");
    let page = PAGE.replace("</article>", &format!("</article><article class=\"story\">{other}</article>"));
    assert!(is_whole(&page), "{:#?}", roles(&page));
    let body = roles(&page).into_iter().filter(|(role, _)| *role == Role::Body);
    assert!(
        body.clone().all(|(_, text)| !text.contains("Everybody") && !text.contains("dog was lit")),
        "{:#?}",
        roles(&page)
    );
}
