use super::super::charset;
use super::*;
use proptest::prelude::*;

fn page(markdown: &str) -> Transcript {
    read(charset::decode(markdown.as_bytes(), None).unwrap(), false)
}

fn text(markdown: &str) -> String {
    page(markdown).text().to_owned()
}

/// The Markdown that `words`, which stand once in the text, were read from.
fn source<'m>(markdown: &'m str, words: &str) -> &'m str {
    let page = page(markdown);
    let at = page.text().find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", page.text()));
    &markdown[page.bytes(Span::new(at, at + words.len())).range()]
}

#[test]
fn markup_is_transparent() {
    assert_eq!(
        text("A *very* **good** `dog` and ~~no~~ cat.\nTwo\\\nthree  \nfour"),
        "A very good dog and  cat.\nTwo\nthree\nfour"
    );
    assert_eq!(text("[Words](http://x.example \"title\") and <http://y.example>"), "Words and http://y.example");
    assert_eq!(text("A<!-- no -->B <b>C</b><br>D[^1]\n\n[^1]: Note."), "AB C\nD\n\nNote.");
    assert_eq!(text("![alt *text*](x.png)\n*Caption* Credit"), "Caption Credit");
    assert_eq!(
        text("$5 million and $6 million, \"so\" -- they say..."),
        "$5 million and $6 million, \"so\" -- they say..."
    );
}

#[test]
fn a_raised_digit_is_no_part_of_the_number_before_it() {
    assert_eq!(text("10<sup>6</sup> people in 2014<sub>3</sub>, H<sub>2</sub>O"), "10⁶ people in 2014₃, H₂O");
}

#[test]
fn blocks_know_what_the_markup_says() {
    let page = page(
        "# Head {#h}\n\n*All of it.*\n\n> Said.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n***\n\n    code\n",
    );
    let kinds: Vec<_> = page.blocks().iter().map(|block| (block.kind, &page.text()[block.span.range()])).collect();
    use BlockKind::{Code, Heading, Item, Paragraph, Quote, Row, Rule};
    let expected = [
        (Heading(1), "Head"),
        (Paragraph, "All of it."),
        (Quote, "Said."),
        (Item, "one"),
        (Item, "two"),
        (Row, "a\tb"),
        (Row, "c\td"),
        (Rule, "***"),
        (Code, "code"),
    ];
    assert_eq!(kinds, expected);
    let emphasised: Vec<bool> = page.blocks().iter().take(2).map(|block| block.emphasised).collect();
    assert_eq!(emphasised, [false, true]);
    assert!(page.text().contains("one\ntwo\n\na\tb\nc\td\n\n***\n\ncode"));
}

#[test]
fn every_word_leads_back_to_its_own_bytes() {
    let markdown =
        "The *Evening Lamp* asked [Ann &amp; Bob](http://x.example), \\*who\\* said `a\nb`.\n\nNext &hellip; one.\n";
    assert_eq!(source(markdown, "Evening Lamp"), "Evening Lamp");
    assert_eq!(source(markdown, "Lamp asked"), "Lamp* asked");
    assert_eq!(source(markdown, "&"), "&amp;");
    assert_eq!(source(markdown, "Ann & Bob"), "Ann &amp; Bob");
    assert_eq!(source(markdown, "*who*"), "*who\\*");
    assert_eq!(source(markdown, "a b"), "a\nb");
    assert_eq!(source(markdown, "\n\n"), "`.\n\n".trim_start_matches("`."));
    assert_eq!(source(markdown, "…"), "&hellip;");
    assert_eq!(source(markdown, "one."), "one.");
}

#[test]
fn a_wrapped_quotation_leads_over_its_marks() {
    let markdown = "> first line\n> second `co\n> de` line\n";
    assert_eq!(text(markdown), "first line\nsecond co de line");
    assert_eq!(source(markdown, "line\nsecond"), "line\n> second");
    assert_eq!(source(markdown, "de line"), "de` line");
}

#[test]
fn front_matter_is_not_text_and_a_rule_at_the_top_is_no_front_matter() {
    let page = page("---\ntitle: \"A Lamp\"\nauthor: Ann\ntags: [x]\n---\n\nWords.\n");
    assert_eq!((page.text(), page.front_matter().title.as_deref()), ("Words.", Some("A Lamp")));
    assert_eq!(page.bytes(Span::new(0, 5)), Span::new(47, 52));
    assert_eq!(text("---\n\nWords: one.\n\n---\n"), "---\n\nWords: one.\n\n---");
    assert_eq!(text("One\n\n---\nWords: one.\n\n---\nLast"), "One\n\n---\n\nWords: one.\n\n---\n\nLast");
}

#[test]
fn words_between_tags_stay() {
    let markdown = "<div class=\"x\">\n<p>One &amp; <i>two</i><br>three</p>\n<script>no()</script>\n</div>\n\n<!-- no\nno -->\n\nFour\n";
    assert_eq!(text(markdown), "One & two\nthree\n\nFour");
    assert_eq!(source(markdown, "& two"), "&amp; <i>two");
}

#[test]
fn links_and_pictures_are_kept_beside_the_text() {
    let page = page("One\n\n[Two three](http://x.example) ![no](y.png)");
    let links: Vec<_> = page.links().iter().map(|link| (&page.text()[link.span.range()], &*link.url)).collect();
    assert_eq!(links, [("Two three", "http://x.example")]);
    assert_eq!(&*page.images()[0].url, "y.png");
    assert_eq!(page.blocks().get(1).unwrap().link_bytes, 9);
}

#[test]
fn markdown_in_another_charset_leads_back_through_both() {
    let bytes = b"Un *caf\xe9* &amp; un th\xe9.";
    let page = read(charset::decode(bytes, Some("latin1")).unwrap(), false);
    assert_eq!(page.text(), "Un café & un thé.");
    assert_eq!(page.bytes(Span::new(3, 8)), Span::new(4, 8));
    assert_eq!(page.bytes(Span::new(9, 10)), Span::new(10, 15));
    assert_eq!(page.bytes(Span::new(14, 18)), Span::new(19, 22));
}

#[test]
fn nesting_and_breaks_without_end_are_read_in_time() {
    for markdown in ["> ".repeat(20_000), "---\na\n".repeat(20_000), "[".repeat(50_000), "<div>".repeat(20_000)] {
        assert!(page(&markdown).text().len() <= markdown.len() * 3);
    }
}

/// Markdown with all that makes it hard.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "word ",
        "é",
        "“q”",
        "*",
        "**",
        "`",
        "``",
        "~~",
        "[",
        "](u)",
        "![",
        "<b>",
        "</b>",
        "<p>",
        "<!-- ",
        " -->",
        "&amp;",
        "&#233;",
        "\\*",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "    ",
        "\t",
        "| a | b |\n|---|---|\n| c ",
        "---\n",
        "  \n",
        "\r\n",
        "[^1]",
        "[^1]: ",
        "- [ ] ",
        "```\n",
        "<br>",
        "\u{a0}",
        "$",
        "{#a}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// A character leads to bytes that hold it, or, where markup stands for it, to the bytes of that markup.
    #[test]
    fn characters_lead_to_what_they_were_read_from(markdown in markdown()) {
        let page = page(&markdown);
        let mut behind = 0;
        for (at, c) in page.text().char_indices() {
            let bytes = page.bytes(Span::new(at, at + c.len_utf8()));
            prop_assert!(bytes.start <= bytes.end && bytes.end <= markdown.len());
            prop_assert!(bytes.start >= behind, "backwards at {}", at);
            behind = bytes.start;
            let source = &markdown[bytes.range()];
            prop_assert!(source.contains(c) || c.is_whitespace() || source.starts_with('&'), "{:?} from {:?}", c, source);
        }
    }

    #[test]
    fn blocks_lie_in_order_inside_the_text(markdown in markdown()) {
        let page = page(&markdown);
        let mut behind = 0;
        for block in page.blocks().iter() {
            prop_assert!(block.span.start >= behind && block.span.start < block.span.end);
            behind = block.span.end;
            let words = &page.text()[block.span.range()];
            prop_assert_eq!(words.trim(), words);
        }
        prop_assert!(behind <= page.text().len());
        for link in page.links().iter() {
            prop_assert!(page.text().get(link.span.range()).is_some());
        }
    }

    #[test]
    fn any_text_at_all_is_read(markdown: String) {
        let page = page(&markdown.replace('\0', ""));
        prop_assert!(page.bytes(Span::new(0, page.text().len())).end <= markdown.len());
    }
}
