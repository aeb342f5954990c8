//! Kinds of pages that are no news, and kinds of parts that look like furniture and are the story's: in doubt it is body.

use super::tests::roles;
use crate::segment::{Role, Standing};

/// A page of a site, with such a body between its header and its footer.
fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>The lamps of Wick</title></head><body>
<header><nav><ul><li><a href=/>Home</a><li><a href=/lamps>Lamps</a><li><a href=/oil>Oil</a></ul></nav></header>
<main>{body}</main><footer><p>Copyright 2020 The Lantern. All rights reserved.</p><a href=/jobs>Jobs</a></footer></body></html>"
    )
}

fn standings(html: &str, words: &str) -> Vec<Standing> {
    let all = roles(html);
    let found: Vec<Standing> =
        all.iter().filter(|(_, text)| text.contains(words)).map(|(role, _)| role.standing()).collect();
    assert!(!found.is_empty(), "{words}\n{all:#?}");
    found
}

/// Asserts that all those words are body.
fn are_body(html: &str, all: &[&str]) {
    for words in all {
        assert_eq!(standings(html, words), [Standing::Body], "{words}\n{:#?}", roles(html));
    }
}

/// Asserts that a quotation of none of those words is refused.
fn are_no_furniture(html: &str, all: &[&str]) {
    for words in all {
        assert!(!standings(html, words).contains(&Standing::Furniture), "{words}\n{:#?}", roles(html));
    }
}

#[test]
fn four_short_paragraphs_in_an_article_are_a_story() {
    let html = page(
        "<article><h1>The lamp</h1><p>The lamp went out.</p><p>Nobody lit it.</p><p>It rained.</p><p>The dog slept.</p></article>",
    );
    are_body(&html, &["The lamp went out.", "Nobody lit it.", "It rained.", "The dog slept."]);
}

#[test]
fn one_paragraph_alone_is_a_story() {
    are_body("<p>The lamp over the bridge went out on Sunday.</p>", &["The lamp over"]);
    are_body(&page("<div><p>The lamp over the bridge went out on Sunday.</p></div>"), &["The lamp over"]);
}

#[test]
fn sentences_of_scripts_without_spaces_are_a_story() {
    for [one, two, three] in [
        ["橋の上の灯りは日曜日に消えた。", "誰もそれを灯さなかった。", "雨が降っていたと市長は言った。"],
        ["桥上的灯在星期天熄灭了。", "没有人再把它点亮。", "市长说当时正在下雨。"],
        ["다리 위의 등불이 일요일에 꺼졌다.", "아무도 그것을 켜지 않았다.", "비가 왔다고 시장이 말했다."],
        ["โคมไฟบนสะพานดับลงเมื่อวันอาทิตย์", "ไม่มีใครจุดมันขึ้นมาอีก", "นายกเทศมนตรีกล่าวว่าฝนกำลังตก"],
    ] {
        let html = page(&format!(
            "<article><h1>{}</h1><p>{one}</p><p>{two}</p><p>{three}</p></article>",
            one.chars().take(4).collect::<String>()
        ));
        are_body(&html, &[two, three]);
    }
}

#[test]
fn paragraphs_of_a_law_are_no_copyright_lines() {
    let html = page(
        "<div class=act><h1>Lamp Act</h1><p>The warden shall look after:</p><p>(a) The oil and the wick of every lamp.</p>
        <p>(b) The glass.</p><p>(c) The Ladder Shed</p><p>(d) The rope that is kept in the barn.</p></div>",
    );
    are_no_furniture(&html, &["(a) The oil", "(c) The Ladder", "(d) The rope"]);
}

#[test]
fn definitions_folds_and_questions_are_a_story() {
    let html = page(
        "<h1>How a lamp is lit</h1><dl><dt>Wick</dt><dd>A cord of cotton that draws the oil up to the flame.</dd><dt>Font</dt>
        <dd>The vessel of glass or of tin that holds the oil of a lamp.</dd></dl>
        <details><summary>Which oil is the best?</summary><p>Oil of rape burns clear, and does not smell when it is put out.</p></details>
        <p><b>Who may light it?</b></p><p>Anybody who has been taught by the warden, and has a ladder of their own.</p>",
    );
    are_no_furniture(
        &html,
        &["A cord of cotton", "The vessel of glass", "Oil of rape", "Who may light it?", "Anybody who"],
    );
}

#[test]
fn code_and_tables_of_documentation_are_a_story() {
    let html = page(
        "<article><h1>The lamp command</h1><p>The command lights a lamp, and waits until it burns. It takes the name of the lamp.</p>
        <pre><code>lamp light --name bridge --wait 30</code></pre>
        <table><tr><th>Option</th><th>Meaning</th></tr><tr><td>--name</td><td>The lamp that is to be lit</td></tr>
        <tr><td>--wait</td><td>How many seconds it waits before it gives up</td></tr></table>
        <p>If there is no oil, it ends with the code 3, and says so on standard error.</p></article>",
    );
    are_body(
        &html,
        &["The command lights", "lamp light --name", "The lamp that is", "How many seconds", "If there is no oil"],
    );
}

#[test]
fn cards_about_people_are_the_words_of_their_page() {
    let html = page(
        "<h1>Who we are</h1><section class=team-grid><div class=card><h3>Ann Wick</h3><p>Ann Wick has lit the lamp over the bridge for
        thirty years, and was a baker before.</p></div><div class=card><h3>Bob Tallow</h3><p>Bob Tallow buys the oil for the lamps, and keeps
        the books of the society in his barn.</p></div></section>",
    );
    are_no_furniture(&html, &["has lit the lamp", "buys the oil"]);
}

/// A story of three paragraphs, with something between the second and the third, and something below.
fn story(amid: &str, below: &str) -> String {
    page(&format!(
        "<article><h1>The lamps of Wick</h1><p class=byline>By Ann Wick</p>
        <p>The lamp over the bridge was lit again last night, for the first time since the flood, and some forty people stood in the
        rain to see it burn, said the mayor, who had come with a dog.</p>
        <p>It went out after an hour. The lamplighter, who is eighty, said that the oil was at fault, and that he had said so to the
        mayor and to the dog, none of whom had listened to a word of it.</p>{amid}
        <p>A second lamp is to be lit on Sunday, if the weather holds and the oil comes in time, the council said on Monday.</p>{below}
        </article>"
    ))
}

#[test]
fn the_text_of_an_authors_notes_is_no_furniture() {
    let html = story(
        "",
        "<div class=footnotes><ol><li id=fn1><p>The books of 1871 are kept in the barn of the parish, where nobody reads them.</p></li></ol></div>",
    );
    are_no_furniture(&html, &["The books of 1871"]);
}

#[test]
fn what_a_page_asks_of_its_readers_is_no_story() {
    for furniture in [
        "If you buy a lamp through links on this page, we may earn a commission.",
        "This guide contains affiliate links.",
        "Follow @thelantern on Twitter for more lamps.",
        "Get the lamps of the week delivered straight to your inbox.",
        "We and our 812 partners store information on your device.",
        "Our journalism depends on readers like no other. Please support our work today.",
        "Lesedauer: 4 Min.",
    ] {
        let html = story("", &format!("<p>{furniture}</p>"));
        let start = &furniture[..furniture.len().min(24)];
        assert!(!standings(&html, start).contains(&Standing::Body), "{furniture}\n{:#?}", roles(&html));
    }
}

#[test]
fn a_story_for_subscribers_is_a_story_if_the_page_declares_its_words() {
    let one = "The lamp over the bridge was lit again last night, for the first time since the flood, and some forty people stood in the \
        rain to see it burn, said the mayor, who had come with a dog.";
    let two = "It went out after an hour. The lamplighter, who is eighty, said that the oil was at fault, and that he had said so to the \
        mayor and to the dog, none of whom had listened to a word of it.";
    let three = "A second lamp is to be lit on Sunday, if the weather holds and the oil comes in time, the council said on Monday.";
    let html = page(&format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"The lamps of Wick\",\"articleBody\":\"{one} {two} {three}\"}}\
        </script><article><h1>The lamps of Wick</h1><p>{one}</p><div class=subscriber-only><p>{two}</p><p>{three}</p></div></article>"
    ));
    are_body(&html, &["It went out", "A second lamp"]);
}

#[test]
fn a_page_whose_only_sentence_is_weak_has_it_for_its_body() {
    let all = roles("<h1>Lamps</h1><div class=teaser><p>The lamp over the bridge was lit again last night.</p></div>");
    assert!(all.iter().any(|(role, text)| *role == Role::Body && text.contains("The lamp over")), "{all:#?}");
}

#[test]
fn words_of_readers_and_of_other_stories_are_never_in_doubt() {
    let comment =
        "I stood on that bridge all night long, and there was neither a lamp nor a dog nor a mayor to be seen from it.";
    let html = story("", "").replace(
        "</main>",
        &format!("<section class=comments><div class=comment><p>{comment}</p></div></section></main>"),
    );
    assert_eq!(standings(&html, "I stood on"), [Standing::Furniture], "{:#?}", roles(&html));
    let next = "The ford was closed on Monday after a cart had lost a wheel in it, and the driver swam ashore, said the warden of the ford.";
    let html = story("", "").replace(
        "</main>",
        &format!("<article><h1>The ford is closed</h1><p>{next}</p><p>{next} It is deep.</p></article></main>"),
    );
    assert!(
        standings(&html, "The ford was closed").iter().all(|&standing| standing == Standing::Furniture),
        "{:#?}",
        roles(&html)
    );
}
