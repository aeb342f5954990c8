//! Furniture around a story has its role by its place, its company and its links.

use super::tests::roles;
use crate::segment::Role;

/// A page with a story of four paragraphs, and what stands above, amid and below it.
fn page(above: &str, amid: &str, below: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>The lamp is lit | The Lantern</title>
<meta name=author content='Ann Wick'></head><body><header class=site-header><h1><a href='/'>The Lantern</a></h1>
<nav class=main-nav><ul><li><a href='/news'>News</a><li><a href='/sport'>Sport</a><li><a href='/arts'>Arts</a></ul></nav></header>
<main><article class=story><h1>The lamp is lit</h1>{above}<div class=article-body>
<p>The lamp over the bridge was lit again last night, for the first time since the flood, and a crowd of some forty people
stood in the rain to see it burn, said the mayor, who had come with a dog.</p>
<p>It went out after an hour. The lamplighter, who is eighty, said that the oil was at fault, and that he had said so to
the mayor, to the wife of the mayor, and to the dog, none of whom had listened to a word of it.</p>{amid}
<p>A second lamp is to be lit on Sunday, if the weather holds and the oil comes in time, the council said on Monday.</p>
<p>Nobody could say who had paid for the first one. The books of the council, which are kept in a barn, do not tell.</p>
</div></article>{below}</main>
<footer class=site-footer><a href='/about'>About us</a> <a href='/jobs'>Jobs</a></footer></body></html>"
    )
}

/// Holds what is said of each of those words against what they are.
fn are(html: &str, expected: &[(&str, Role)]) {
    let roles = roles(html);
    for (words, role) in expected {
        let said = roles.iter().find(|(_, text)| text.contains(words)).map(|(role, _)| *role);
        assert_eq!(said, Some(*role), "{words}\n{roles:#?}");
    }
}

#[test]
fn what_stands_beside_the_title_of_another_story_is_said_of_that_one() {
    let card = "<div class=river><div class=box><div><a href=/arts>The Arts Page</a></div>
        <h4><a href=/b>The bridge is closed until the spring comes</a></h4><div class=byline>Bob Wick</div><div>3 May 2019</div></div></div>";
    let expected = ["The Arts Page", "The bridge is closed", "Bob Wick", "3 May 2019"];
    are(&page("", "", card), &expected.map(|words| (words, Role::RelatedLinks)));
}

#[test]
fn an_element_that_holds_the_story_is_called_after_it_and_says_nothing_of_its_parts() {
    let html = page("<div>Edition of the morning</div>", "", "").replace("<main>", "<main class='recentnews related'>");
    let roles = roles(&html);
    assert!(roles.iter().all(|(role, text)| !text.contains("Edition") || *role != Role::RelatedLinks), "{roles:#?}");
}

#[test]
fn the_name_of_the_site_is_no_headline() {
    are(&page("", "", ""), &[("The Lantern", Role::Navigation), ("The lamp is lit", Role::Headline)]);
}

#[test]
fn the_headline_need_be_no_heading_if_the_title_of_the_page_begins_with_it() {
    let html = page("", "", "").replace("<h1>The lamp is lit</h1>", "<div>The lamp is lit</div>");
    are(&html, &[("The lamp is lit", Role::Headline)]);
}

#[test]
fn addresses_say_what_their_links_lead_to() {
    let below =
        "<div><ul><li><a href=/tag/lamps>Lamps</a><li><a href=/tag/oil>Oil</a><li><a href=/tag/dogs>Dogs</a></ul></div>
        <div><a href='https://net.example/sharer.php?u=x'>Network</a></div>
        <div><a href='mailto:desk@lamp.example'>The desk</a></div>";
    let expected =
        [("Lamps", Role::Tags), ("Dogs", Role::Tags), ("Network", Role::Engagement), ("The desk", Role::Contact)];
    are(&page("", "", below), &expected);
}

#[test]
fn who_signs_is_known_from_the_page_and_what_stands_with_the_name_below_is_said_of_them() {
    let above = "<div><a href=/x/7>Ann Wick</a></div>";
    let below =
        "<div><div><h5><a href=/x/7>Ann Wick</a></h5><p>Lamps, oil and weather</p><div>@annwick</div></div></div>";
    let html = page(above, "", below);
    are(&html, &[("Ann Wick", Role::Byline), ("Lamps, oil", Role::AuthorNote), ("@annwick", Role::AuthorNote)]);
}

#[test]
fn a_house_that_signs_is_not_its_own_author_at_the_foot_of_the_page() {
    let html = page("", "", "<div class=links><div>Lantern House Store</div><div>Lantern House Club</div></div>")
        .replace("Ann Wick'>", "Lantern House'><meta property='og:site_name' content='Lantern House'>");
    assert!(roles(&html).iter().all(|(role, _)| *role != Role::AuthorNote));
}

#[test]
fn a_heading_is_what_stands_below_it() {
    let below =
        "<section class=widget><h3>Sections</h3><ul class=menu><li><a href=/a>Rivers</a><li><a href=/b>Barns</a>
        <li><a href=/c>Dogs</a></ul></section>";
    are(&page("", "", below), &[("Sections", Role::Navigation), ("Barns", Role::Navigation)]);
}

#[test]
fn a_caption_amid_the_story_is_no_body() {
    let amid = "<figure><img src=a.jpg><figcaption>The lamplighter, who lit it, stood on the bridge as it burned.</figcaption></figure>";
    are(&page("", amid, ""), &[("stood on the bridge", Role::Caption), ("A second lamp", Role::Body)]);
}

#[test]
fn links_below_more_stories_are_of_the_story_if_it_goes_on() {
    const LIST: &str = "<h4>More stories</h4><ul><li>The <a href=/b>bridge is closed</a> until the spring, said the council on Monday</li>
        <li>A <a href=/c>dog was found</a> in the barn, the mayor said on Tuesday</li></ul>";
    let amid = roles(&page("", LIST, ""));
    let said = |words: &str| amid.iter().find(|(_, text)| text.contains(words)).map(|(role, _)| *role);
    assert_ne!(said("A second lamp"), Some(Role::RelatedLinks), "{amid:#?}");
    assert_ne!(said("dog was found"), Some(Role::RelatedLinks), "{amid:#?}");
    let last = "in a barn, do not tell.</p>";
    let html = page("", "", "").replace(last, &format!("{last}{LIST}"));
    are(&html, &[("A second lamp", Role::Body), ("dog was found", Role::RelatedLinks)]);
}

#[test]
fn words_of_furniture_say_nothing_of_the_story() {
    let amid = "<p>Get in touch, the mayor had told the lamplighter, and write to us about the oil, but nobody ever did so.</p>
        <p>Whoever wants light should get a subscription to the lamp fund, said the council, or there will be no oil for the lamps.</p>";
    are(&page("", amid, ""), &[("Get in touch", Role::Body), ("get a subscription", Role::Body)]);
}

#[test]
fn an_address_is_known_by_its_lines_and_their_company() {
    let below = "<div class=foot><div><p>The Lantern Works</p><p>3 High Street, Wickham, OX1 2AB</p><p>Phone +44 1234 567890</p></div></div>";
    let expected = ["The Lantern Works", "3 High Street", "Phone +44"].map(|words| (words, Role::Contact));
    are(&page("", "", below), &expected);
}
