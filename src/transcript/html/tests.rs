use super::super::charset;
use super::super::{BlockKind, Transcript};
use super::*;
use crate::markup::reference;
use proptest::prelude::*;

fn page(html: &str) -> Transcript {
    read(charset::decode_page(html.as_bytes(), None).unwrap())
}

fn blocks(html: &str) -> Vec<String> {
    let page = page(html);
    page.blocks().iter().map(|block| page.text()[block.span.range()].to_owned()).collect()
}

#[test]
fn a_reader_sees_words_and_one_space_between_them() {
    assert_eq!(blocks("<p>  a \n\t b<b> c</b>d<!-- no -->e </p> f "), ["a b cde", "f"]);
    assert_eq!(blocks("<p>a<br>b<br><br>c<wbr>d&nbsp;e"), ["a\nb", "cd\u{a0}e"]);
    assert_eq!(blocks("<pre>a\n  b</pre>"), ["a\n  b"]);
    assert_eq!(blocks("a &amp; b &lt;c> &#8220;d&#x201d; &unknown; e&"), ["a & b <c> “d” &unknown; e&"]);
}

#[test]
fn what_is_not_shown_is_not_text() {
    let html = "<head><title>t</title><style>p{}</style></head><script>s</script><noscript><p>n</noscript>\
        <template>t</template><p hidden>h</p><p style='color:red; display : none'>h<b>h</b></p><textarea>a</textarea>\
        <svg><text>s</text><title>x<p>seen</p></svg><select><option>o</select><p>a<span class='sr-only'>h</span>b\
        <p hidden=until-found>c<img alt='alt'><ruby>漢<rp>(</rp><rt>kan</rt></ruby>";
    assert_eq!(blocks(html), ["seen", "ab", "c漢"]);
    assert_eq!(blocks("<p>a<dialog>b</dialog><dialog open>c</dialog>"), ["a", "c"]);
}

#[test]
fn a_raised_digit_is_no_part_of_the_number_before_it() {
    assert_eq!(
        blocks("<p>10<sup>6</sup> people, 2<sub>10</sub>5, in 2014<sup><a href=x>3</a></sup>."),
        ["10⁶ people, 2₁₀5, in 2014³."]
    );
    assert_eq!(blocks("<p>H<sub>2</sub>O, 1<sup>st</sup>, 5 m<sup>2</sup>, 10<sup> 6</sup>"), ["H₂O, 1st, 5 m², 10 ⁶"]);
}

#[test]
fn parts_that_react_sends_late_are_shown() {
    assert_eq!(blocks("<div hidden id='S:1f'><p>a</div><div hidden id='S:'>b</div><div hidden id=Sale>c</div>"), ["a"]);
}

#[test]
fn blocks_end_where_their_tags_say_or_another_begins() {
    assert_eq!(blocks("<p>a<p>b<div>c</div>d<ul><li>e<li>f</ul>g"), ["a", "b", "c", "d", "e", "f", "g"]);
    assert_eq!(blocks("<table><tr><td>a<td>b<tr><td>c<td><p>d</table>e"), ["a\tb", "c", "d", "e"]);
    assert_eq!(blocks("<div>a<span>b<div>c</span>d</div>e</div>"), ["ab", "cd", "e"]);
    assert_eq!(blocks("<h2>a<h3>b</h2>c"), ["a", "b", "c"]);
    assert_eq!(blocks("<dl><dt>a<dd>b</dl>"), ["a", "b"]);
}

#[test]
fn kinds_are_those_of_the_elements() {
    use BlockKind::*;
    let kinds = |html| page(html).blocks().iter().map(|block| block.kind).collect::<Vec<_>>();
    let html = "<h2>a</h2><p>b</p><blockquote><p>c</blockquote><ul><li>d</ul><tr><td>e<td>f</tr></table><pre>g";
    assert_eq!(kinds(html), [Heading(2), Paragraph, Quote, Item, Row, Code]);
    assert_eq!(kinds("<table><tr><td>all of a page</table>"), [Paragraph]);
}

#[test]
fn links_are_data_and_an_unfinished_one_ends_with_its_tag() {
    let page = page("<div><a href='x?a&amp;b'>one</a> two</div><a href=y><div>three</a> four</div>");
    let links: Vec<_> = page.links().iter().map(|link| (&page.text()[link.span.range()], &*link.url)).collect();
    assert_eq!(links, [("one", "x?a&b"), ("three", "y")]);
    assert_eq!(page.blocks().iter().map(|block| block.link_bytes).collect::<Vec<_>>(), [3, 5]);
}

#[test]
fn elements_say_where_a_block_stands() {
    let page = page("<main id=Top><x-box class='Story  a'><div role=note><p class=p>a</p></div></x-box></main>");
    let chain: Vec<_> = page.elements().chain(page.blocks().get(0).unwrap().element).collect();
    let names: Vec<_> = chain.iter().map(|(_, element)| page.elements().names(element)).collect();
    assert_eq!(names, [".p ", "role=note ", ".x-box .story .a ", "#top "]);
    assert_eq!(chain[0].1.tag, Tag::P);
}

#[test]
fn a_page_says_what_it_is_about_and_where_it_says_so() {
    let page = page(
        r#"<html lang=de><title>T &amp; U</title><meta property="og:title" content="O"><link rel=canonical href="https://l.example/a">
        <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"H","author":[{"name":"A"},{"name":"B"}],
        "datePublished":"2020-01-02","publisher":{"name":"P"},"articleBody":"W w"}]}</script><script type="application/ld+json">{</script>"#,
    );
    let facts: Vec<_> =
        page.facts().iter().map(|fact| (fact.kind.name(), fact.from.name(), fact.value.as_str())).collect();
    assert_eq!(
        facts,
        [
            ("headline", "JSON-LD", "H"),
            ("headline", "OpenGraph", "O"),
            ("headline", "page", "T & U"),
            ("author", "JSON-LD", "A"),
            ("author", "JSON-LD", "B"),
            ("published", "JSON-LD", "2020-01-02"),
            ("publisher", "JSON-LD", "P"),
            ("url", "page", "https://l.example/a"),
            ("language", "page", "de"),
            ("words", "JSON-LD", "W w"),
        ]
    );
    assert_eq!(page.text(), "");
}

#[test]
fn bytes_lead_to_the_characters_that_were_read_from_them() {
    let html = "<p>a &amp; <b>b</b>ü</p><p>c";
    let page = page(html);
    let text = |from: &str, to: &str| {
        let (start, end) = (html.find(from).unwrap(), html.find(to).unwrap() + to.len());
        &page.text()[page.within(Span::new(start, end)).range()]
    };
    assert_eq!(page.text(), "a & bü\n\nc");
    assert_eq!(text("&amp;", "ü"), "& bü");
    assert_eq!(text("mp;", "mp;"), "&");
    assert_eq!(text("b</b>", "c"), "bü\n\nc");
    assert_eq!(page.within(Span::new(0, html.len())), Span::new(0, page.text().len()));
}

#[test]
fn any_depth_and_any_muddle_is_read_in_one_go() {
    for piece in [
        "<div>",
        "<p>",
        "<b>",
        "<a href=x>",
        "<a href=x><div>",
        "<li>",
        "<table><tr><td>",
        "<svg>",
        "<svg><p>",
        "</p>",
        "<!--",
        "<",
        "&",
        "<a b='",
    ] {
        let html = format!("{}deep{}", piece.repeat(100_000), "</div></a></span></table></li>".repeat(20_000));
        page(&html);
    }
    assert_eq!(blocks(&format!("{}deep", "<div>".repeat(100_000))), ["deep"]);
}

/// Checks that the bytes that every character was read from stand for that character.
fn leads_back(html: &str) -> Result<(), TestCaseError> {
    let page = page(html);
    for (at, c) in page.text().char_indices() {
        let bytes = page.bytes(Span::new(at, at + c.len_utf8()));
        let source = &html[bytes.range()];
        let said = match reference::read(source) {
            Some((len, text)) if len == source.len() => text.contains(c),
            _ if c.is_whitespace() => !source.chars().any(char::is_alphanumeric) || source.contains(['<', '&']),
            _ => source.chars().eq([c]),
        };
        prop_assert!(said, "{c:?} at {at} is not {source:?} in {html:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_character_leads_to_the_bytes_that_say_it(
        html in "(<(p|/p|b|/b|div|/div|br|td|tr|li|h2|pre|/pre|svg|/svg|title|/title|script|/script|!--|--|a href=x|/a)>|&(amp|nGg|#8217|nbsp|copy|notit);?|[a-c ü\n\u{a0}漢&<>]){0,40}",
    ) {
        leads_back(&html)?;
    }

    #[test]
    fn blocks_lie_in_order_and_hold_words(html in "(<(p|b|div|br|td|li|/li|/div|/p)>|[a-c ü\n\u{a0}]){0,40}") {
        let page = page(&html);
        let mut behind = 0;
        for block in page.blocks().iter() {
            prop_assert!(block.span.start >= behind && !block.span.is_empty());
            behind = block.span.end;
        }
        let words: String = page.blocks().iter().map(|block| &page.text()[block.span.range()]).collect();
        let without = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(without(&words), without(page.text()));
    }
}

#[test]
fn a_page_keeps_the_ending_of_the_program_that_made_it_and_a_program_is_none() {
    let read = |bytes: &str| crate::transcript::decode(&Capture::new("archive/a/page.php".parse().unwrap(), bytes));
    assert_eq!(read("<!DOCTYPE html><p>The lamp is lit.").unwrap().text(), "The lamp is lit.");
    assert!(matches!(read("<?php echo 'lit';"), Err(DecodeError::UnreadableKind(MediaType::Html))));
}
