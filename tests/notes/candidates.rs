//! Quotations, and text that only looks like one.

use super::*;

#[test]
fn a_block_quotation_is_its_words() {
    let notes = "Before.\n\n> The dam held,\n> they *said*.\n\nAfter.";
    let read = read(notes);
    assert_eq!(read.quotations[0].readings[0].text, "The dam held,\nthey said.");
    assert_eq!(read.quotations[0].at, notes.find('>').unwrap());
    assert_eq!(read.quotations[0].form, Form::Block);
    let span = read.quotations[0].readings[0].span;
    assert_eq!(&notes[span.range()], "The dam held,\n> they *said*.");
}

#[test]
fn a_byte_order_mark_hides_nothing() {
    for (format, notes) in [
        (Format::Markdown, "> It is so.\n"),
        (Format::Markdown, "\"It is so.\"\n"),
        (Format::AsciiDoc, "[quote]\nIt is so.\n"),
        (Format::AsciiDoc, "\"It is so.\"\n"),
        (Format::MediaWiki, "* \"It is so.\"\n"),
        (Format::ReStructuredText, ".. epigraph::\n\n   It is so.\n"),
        (Format::Html, "\"It is so.\"<br>\n"),
        (Format::Latex, "``It is so.''\n"),
    ] {
        let read = read_as(&format!("\u{feff}{notes}"), format);
        assert_eq!(read.quotations.len(), 1, "{notes}");
        assert_eq!(read.quotations[0].readings[0].text, "It is so.", "{notes}");
    }
}

#[test]
fn paragraphs_of_a_block_quotation_are_one_quotation() {
    assert_eq!(readings("> One.\n>\n> Two.\n"), ["One.\n\nTwo."]);
}

#[test]
fn a_block_quotation_may_stand_in_a_list_item() {
    assert_eq!(texts("- He wrote\n\n  > The dam held.\n  > All of it.\n"), ["The dam held.\nAll of it."]);
}

#[test]
fn a_block_quotation_inside_another_is_part_of_it() {
    assert_eq!(readings("> One.\n>\n> > Two.\n"), ["One.\n\nTwo."]);
}

#[test]
fn only_quoting_callouts_are_quotations_and_their_title_is_dropped() {
    assert_eq!(readings("> [!quote] Title\n> The dam held.\n"), ["The dam held."]);
    assert_eq!(readings("> [!CITE]- A\n> The dam held.\n"), ["The dam held."]);
    assert!(texts("> [!info] Title\n> The dam held.\n").is_empty());
    assert!(texts("> [!NOTE]\n> The dam held.\n").is_empty());
}

#[test]
fn running_text_of_other_callouts_may_quote() {
    assert_eq!(texts("> [!info] T\n> He said “the dam held” then.\n"), ["the dam held"]);
    assert_eq!(texts("> [!NOTE]\n> He said “the dam held” then.\n"), ["the dam held"]);
}

#[test]
fn an_attribution_line_is_not_part_of_it() {
    for notes in [
        "> The dam held.\n> — [@post]\n",
        "> The dam held.\n>\n> — [@post]\n",
        "> The dam held.\n> -- [@post]\n",
        "> The dam held.\n> – Ann Vale, *Harbour Post*, [here](https://post.example/a)\n",
        "> The dam held.\n> ― Ann Vale, *Harbour Post*,\n> [here](https://post.example/a)\n",
        "> The dam held. — [@post]\n",
    ] {
        assert_eq!(texts(notes)[0], "The dam held.", "{notes}");
    }
}

#[test]
fn a_trailing_citation_is_not_part_of_it() {
    for notes in [
        "> The dam held. ([Post](https://post.example/a))\n",
        "> The dam held. (via [Post](https://post.example/a)).\n",
        "> The dam held. (*Post*, [11 June](u.md), p. 3).\n",
        "> The dam held. [@post]\n",
        "> The dam held. [@post, p. 3; @other]\n",
        "> The dam held.[^1]\n\n[^1]: <https://post.example/a>\n",
        "> The dam held.\n> [Post](https://post.example/a)\n",
        "> The dam held. [Post](https://post.example/a)\n",
        "> The dam held. https://post.example/a\n",
        "> The dam held. [[post]]\n",
    ] {
        assert_eq!(readings(notes), ["The dam held."], "{notes}");
        assert_eq!(first(notes).0, "in-block", "{notes}");
    }
}

#[test]
fn a_link_that_ends_the_words_is_words() {
    assert_eq!(readings("> They went to [Harbour](https://post.example/a)\n"), ["They went to Harbour"]);
}

#[test]
fn a_block_id_is_not_part_of_it() {
    assert_eq!(readings("> The dam held. ^a1-b\n"), ["The dam held."]);
    assert_eq!(readings("> The dam held.\n> ^a1\n"), ["The dam held."]);
}

#[test]
fn a_leading_time_is_not_part_of_it() {
    assert_eq!(readings("> [12:34] The dam held.\n"), ["The dam held."]);
    assert_eq!(readings("> [1:02:34] The dam held.\n"), ["The dam held."]);
    assert_eq!(readings("> [The dam] held.\n"), ["[The dam] held."]);
}

#[test]
fn one_enclosing_pair_of_marks_is_not_part_of_it() {
    for notes in ["> “The dam held.”\n", "> \"The dam held.\"\n", "> «The dam held.»\n> — [@post]\n"] {
        assert_eq!(texts(notes), ["The dam held."], "{notes}");
    }
    assert_eq!(readings("> “Go,” he said, “now.”\n"), ["“Go,” he said, “now.”"]);
    assert_eq!(readings("> “One.\n>\n> “Two.”\n"), ["One.\n\nTwo."]);
}

#[test]
fn a_last_line_that_may_be_words_is_read_both_ways() {
    assert_eq!(readings("> The dam held.\n> — Ann Vale\n"), ["The dam held.", "The dam held.\n— Ann Vale"]);
    assert_eq!(readings("> The dam held\n> — Ann Vale\n"), ["The dam held\n— Ann Vale", "The dam held"]);
    assert_eq!(readings("> “The dam held.” — Ann Vale\n")[0], "The dam held.");
}

/// To leave such words out would be to leave them unchecked.
#[test]
fn words_that_go_on_after_a_dash_are_words_even_if_a_citation_follows() {
    assert_eq!(readings("> The dam held\n> — or so it seemed\n"), ["The dam held\n— or so it seemed"]);
    let notes = "> The dam held,\n> -- and then --\n> they left. [@post]\n";
    assert_eq!(readings(notes), ["The dam held,\n-- and then --\nthey left."]);
    let notes = "> The dam held. [They fled in the morning.](u.md)\n";
    assert_eq!(readings(notes), ["The dam held. They fled in the morning."]);
}

#[test]
fn a_byte_order_mark_hides_no_block() {
    assert_eq!(readings("\u{feff}> The dam held.\n"), ["The dam held."]);
}

#[test]
fn a_bare_mark_of_a_block_claims_nothing() {
    assert!(texts("> \n").is_empty());
}

#[test]
fn an_empty_block_quotation_is_one_with_no_words() {
    let read = read(">\n> — [@post]\n");
    assert_eq!(read.quotations[0].readings.len(), 1);
    assert_eq!(read.quotations[0].readings[0].text, "");
    assert_eq!(read.quotations[0].citations[0].reference, Reference::Key("post".into()));
}

#[test]
fn an_inline_quotation_may_stand_in_paragraph_item_cell_and_footnote() {
    let notes =
        "A “one”.\n\n- B “two”\n- C\n\n  D “three”\n\n| a | b |\n|---|---|\n| “four” | x |\n\nE[^1]\n\n[^1]: “five”\n";
    assert_eq!(texts(notes), ["one", "two", "three", "four", "five"]);
}

#[test]
fn every_pair_of_marks_quotes() {
    for (open, close) in [
        ('“', '”'),
        ('„', '“'),
        ('„', '”'),
        ('”', '”'),
        ('«', '»'),
        ('»', '«'),
        ('‹', '›'),
        ('「', '」'),
        ('『', '』'),
        ('‘', '’'),
        ('‚', '‘'),
        ('"', '"'),
        ('＂', '＂'),
    ] {
        let notes = format!("He said {open}the dam held{close} and left.");
        assert_eq!(readings(&notes), ["the dam held"], "{notes}");
    }
}

#[test]
fn of_nested_pairs_the_outermost_counts() {
    assert_eq!(readings("“He said ‘the dam’ held”"), ["He said ‘the dam’ held"]);
    assert_eq!(readings("‘He said “the dam” held’"), ["He said “the dam” held"]);
    assert_eq!(readings("\"He said 'the dam' held\""), ["He said 'the dam' held"]);
    assert_eq!(readings("“He said “the dam” held”"), ["He said “the dam” held"]);
    assert_eq!(readings("He called it \"the \"big\" dam\" then"), ["the \"big\" dam"]);
}

#[test]
fn a_straight_single_mark_does_not_open_outside() {
    assert!(texts("It was 'the dam' then.").is_empty());
}

#[test]
fn a_straight_mark_opens_after_a_boundary_and_closes_before_one() {
    assert!(texts("a 12\" pipe and a 5'10\" man").is_empty());
    assert_eq!(texts("a 12\" pipe, (\"the dam\") and—\"held\"."), ["the dam", "held"]);
    assert_eq!(texts("\"One,\" he said, \"two.\""), ["One,", "two."]);
}

#[test]
fn edges_of_markup_are_boundaries() {
    assert_eq!(texts("**So**\"the dam\"*s*"), ["the dam"]);
    assert_eq!(texts("*\"the dam\"* held"), ["the dam"]);
    assert_eq!(texts("\"*the dam*\" held"), ["the dam"]);
}

#[test]
fn an_apostrophe_is_no_mark() {
    assert!(texts("The boys’ school of the ’90s isn’t here, ‘tis gone, and the dogs’ bowl.").is_empty());
    let said = "It says ‘N was the letter that they used for it’ [@a].";
    assert_eq!(texts(said), ["N was the letter that they used for it"]);
    assert_eq!(readings("“The boys’ school isn’t”"), ["The boys’ school isn’t"]);
}

#[test]
fn where_several_closers_are_possible_all_are_kept() {
    let both = readings("‘The boys’ school is shut,’ he said");
    assert_eq!(both, ["The boys’ school is shut,", "The boys"]);
    let both = readings("\"Lay a 12\" pipe here\"");
    assert_eq!(both, ["Lay a 12\" pipe here", "Lay a 12"]);
}

#[test]
fn paragraphs_that_reopen_the_mark_are_one_quotation() {
    for (open, close) in [("“", "”"), ("\"", "\"")] {
        let notes = format!("He said: {open}One.\n\n{open}Two.\n\n{open}Three.{close} End.");
        assert_eq!(readings(&notes), ["One.\n\nTwo.\n\nThree."], "{notes}");
        assert!(read(&notes).unclosed.is_empty());
    }
}

#[test]
fn a_mark_never_closed_is_reported() {
    let notes = "He said “the dam\n\nheld. And \"so\" on.";
    let read = read(notes);
    assert_eq!(read.unclosed, [Span::new(8, 11)]);
    assert_eq!(read.quotations.len(), 1);
    assert_eq!(texts("He said \"oh. The \"dam\" held."), ["dam"]);
}

#[test]
fn a_quotation_runs_over_line_breaks_and_markup() {
    let notes = "He said “the *dam*\nheld [fast](https://x.example) `now`” then.";
    assert_eq!(readings(notes), ["the dam\nheld fast now", "the *dam*\nheld fast now"]);
}

#[test]
fn the_place_of_an_inline_quotation_is_its_first_word() {
    let notes = "He said “*the* dam” then.";
    let quotation = &read(notes).quotations[0];
    assert_eq!(quotation.at, notes.find("the").unwrap());
    assert_eq!(quotation.readings[0].span.start, quotation.at);
    assert_eq!(&notes[quotation.readings[0].span.range()], "the* dam");
}

#[test]
fn entities_and_escapes_are_decoded_and_nothing_is_folded() {
    assert_eq!(readings("“A &amp; B\\*, it’s -- ... so”"), ["A & B*, it’s -- ... so"]);
    assert_eq!(texts("> $5 and H~2~O and x^2^ 'so'\n"), ["$5 and H₂O and x^2^ 'so'"]);
}

#[test]
fn marks_inside_block_quotations_are_no_quotations_of_their_own() {
    assert_eq!(texts("> He said “the dam” held.\n"), ["He said “the dam” held."]);
}

#[test]
fn elements_that_quote_are_quotations() {
    let notes = "He said <q cite=\"https://post.example/a\">the dam</q> held.";
    assert_eq!(readings(notes), ["the dam"]);
    assert_eq!(first(notes), has("explicit", "https://post.example/a"));
    let notes = "<blockquote cite=\"https://post.example/a\">\n\nThe *dam* held.\n\n</blockquote>\n";
    assert_eq!(readings(notes), ["The dam held.", "The *dam* held."]);
    assert_eq!(first(notes), has("explicit", "https://post.example/a"));
    assert_eq!(readings("<blockquote><p>The dam &amp; all.</p></blockquote>\n"), ["The dam & all."]);
}

#[test]
fn attributes_that_quote_are_quotations() {
    let notes = "He said [the “dam”]{.quote source=post} held.";
    assert_eq!(readings(notes), ["the “dam”"]);
    assert_eq!(first(notes), has("explicit", "post"));
    for notes in
        ["::: {.quote source=post}\nThe dam held.\n:::\n", "::: {.quote source=\"post\"}\n\nThe dam held.\n\n:::\n"]
    {
        assert_eq!(readings(notes), ["The dam held."], "{notes}");
        assert_eq!(first(notes), has("explicit", "post"), "{notes}");
    }
}

#[test]
fn a_comment_names_the_source_of_the_next_block() {
    let notes = "<!-- literatim: source=post -->\n> The dam held.\n";
    assert_eq!(first(notes), has("explicit", "post"));
    let notes = "<!-- literatim: source=post -->\n\nHe said “the dam”.\n";
    assert_eq!(first(notes), has("explicit", "post"));
}

#[test]
fn code_headings_front_matter_and_comments_never_quote() {
    for notes in [
        "`“a”` and\n\n    “b”\n\n```\n“c”\n```\n",
        "# The “dam”\n",
        "---\ntitle: “a”\n---\n",
        "+++\ntitle = \"a\"\n+++\n",
        "a <!-- “b” --> c\n\n<!-- “d” -->\n",
        "a %% “b” %% c\n\n%%\n\n“d”\n\n%%\n",
        "<pre>“a”</pre>\n\n<h2>“b”</h2>\n",
    ] {
        assert!(texts(notes).is_empty(), "{notes}: {:?}", texts(notes));
    }
}

#[test]
fn directives_link_titles_image_text_and_attributes_never_quote() {
    for notes in [
        "{{< figure \"a b\" >}} and {% x “y” %} and {{ \"z\" }} and <%= \"w\" %>",
        "[a](https://x.example \"b c\") ![“d”](e.png \"f\")",
        "<span title=\"a b\">c</span>",
    ] {
        assert!(texts(notes).is_empty(), "{notes}: {:?}", texts(notes));
    }
}

#[test]
fn a_title_is_no_quotation() {
    for notes in [
        "See [“Dam Holds at Harbour”](https://post.example/a).",
        "See “[Dam Holds at Harbour](https://post.example/a),” which",
        "- Ann Vale, “Dam Holds at Harbour,” *Harbour Post*, 11 June 2014, <https://post.example/a>",
        "x[^1]\n\n[^1]: Vale, Ann. “Dam Holds at Harbour.” *Harbour Post*, June 11, 2014. [@post]",
    ] {
        let read = read(notes);
        assert!(read.quotations.is_empty(), "{notes}: {read:#?}");
        assert_eq!(read.titles.len(), 1, "{notes}");
    }
}

#[test]
fn what_has_the_place_of_a_title_and_not_its_capitals_is_for_the_archive_to_decide() {
    for (notes, cited) in [
        ("See [“Dam holds at harbour”](https://post.example/a), as [@other] has it.", "https://post.example/a"),
        (
            "- Ann Vale, “Dam holds at harbour,” *Harbour Post*, 11 June 2014, <https://post.example/a>",
            "https://post.example/a",
        ),
        ("- “Dam holds at harbour,” *Harbour Post* [@post], 2014", "post"),
    ] {
        let read = read(notes);
        assert!(read.titles.is_empty() && read.quotations.len() == 1, "{notes}: {read:#?}");
        assert!(read.quotations[0].title, "{notes}");
        assert!(read.quotations[0].citations.iter().all(|one| one.reference.as_str() == cited), "{notes}: {read:#?}");
    }
}

#[test]
fn a_linked_passage_is_a_quotation() {
    for notes in
        ["“[the dam held](https://post.example/a)”", "“[The dam held until the morning.](https://post.example/a)”"]
    {
        assert_eq!(first(notes), has("link", "https://post.example/a"), "{notes}");
    }
}

#[test]
fn running_text_of_html_may_quote() {
    assert_eq!(texts("<div>\nHe said “the dam &mdash; held”\n</div>\n"), ["the dam — held"]);
}

#[test]
fn a_straight_mark_between_two_scripts_turns_to_the_letters_without_spaces() {
    assert_eq!(texts("根据\"哪些需要人判断\"refine，再写"), ["哪些需要人判断"]);
    assert_eq!(texts("use\"哪些需要人判断\"这个规则"), ["哪些需要人判断"]);
    assert_eq!(texts("prompt 里的 \"better / cleaner\" 和\"形容词式\"prompt 都要"), ["better / cleaner", "形容词式"]);
    assert!(read("根据\"哪些\"refine").unclosed.is_empty());
}
