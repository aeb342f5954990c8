//! Bindings of quotations, rule by rule.

use super::*;

const A: &str = "https://post.example/a";

#[test]
fn inside_the_block_or_its_attribution_line() {
    for notes in [
        "> The dam held.\n> — [@post]\n",
        "> The dam held.\n>\n> — [@post]\n",
        "> The dam held. [@post]\n",
        "> [!quote] [[post]]\n> The dam held.\n",
    ] {
        assert_eq!(first(notes), has("in-block", "post"), "{notes}");
    }
    assert_eq!(first(&format!("> The dam held ([t]({A}))\n")), has("in-block", A));
    assert_eq!(first(&format!("> — Ann, *Work*, [t]({A})\n")), has("in-block", A));
    assert_eq!(first("> The dam held. sha256:0123abcd\n"), has("in-block", "sha256:0123abcd"));
}

#[test]
fn the_next_block_if_it_starts_with_a_dash_or_only_cites() {
    for next in
        ["— [@post]", "[@post]", "Source: [[post]]", "- [@post]", "([see @post, p. 3])", "<!-- x -->\n\n[@post]"]
    {
        let notes = format!("> The dam held.\n\n{next}\n");
        assert_eq!(first(&notes), has("next-block", "post"), "{notes}");
    }
    assert_eq!(first("> The dam held.\n\nThey read [@post] later.\n").0, "none");
    assert_eq!(first("“The dam held.”\n\n— [@post]\n"), has("next-block", "post"));
}

#[test]
fn the_next_block_if_it_is_a_table_with_a_source_row() {
    let notes = "> The dam held.\n\n| a | b |\n|---|---|\n| Date | [@no] |\n| Source | [@post] |\n";
    assert_eq!(bindings(notes), [has("next-block", "post")]);
}

#[test]
fn the_paragraph_before_if_it_ends_in_a_colon() {
    assert_eq!(first("Ann wrote ([@post]):\n\n> The dam held.\n"), has("lead-in", "post"));
    assert_eq!(first("Ann wrote in [t](a/b.md):\n> The dam held.\n"), has("lead-in", "a/b.md"));
    assert_eq!(first("Ann wrote [@post].\n\n> The dam held.\n").0, "none");
    assert_eq!(first("Ann wrote [@post]:\n\n- “The dam held.”\n"), has("lead-in", "post"));
}

#[test]
fn a_link_around_or_inside_the_quotation() {
    assert_eq!(first(&format!("He said [so: “the dam held”]({A}).")), has("link", A));
    assert_eq!(first(&format!("He said “the [dam]({A}) held”.")), has("link", A));
    assert_eq!(first(&format!("He said “the <a href=\"{A}\">dam</a> held”.")), has("link", A));
}

#[test]
fn the_first_after_it_in_the_same_sentence_or_after_its_stop() {
    assert_eq!(first("It is “the dam” [@post] of [@other]."), has("same-sentence", "post"));
    assert_eq!(first("He said “the dam held.” [@post] Then [@other]."), has("same-sentence", "post"));
    assert_eq!(first("He said “the dam,” and left. ([t](a.md))"), has("same-sentence", "a.md"));
    assert_eq!(first("“The dam.”[^1]\n\n[^1]: In [t](a.md).\n"), has("same-sentence", "a.md"));
    assert_eq!(first("He said “the dam.” [Post](a.md) reported more. [B](b.md)").0, "paragraph");
    assert_eq!(first("“The dam,” says Mr. Vale of the U.S. Navy [@post]."), has("same-sentence", "post"));
}

#[test]
fn the_nearest_before_it_in_the_same_sentence() {
    let bound = bindings("As [@other] and [@post] say, it is “the dam”. So.");
    assert_eq!(bound[..2], [has("before-in-sentence", "post"), has("before-in-sentence", "other")]);
}

#[test]
fn the_only_one_in_the_paragraph() {
    assert_eq!(bindings("He said “the dam”. Later he wrote [@post] down."), [has("paragraph", "post")]);
    let notes = "| a | b |\n|---|---|\n| “the dam” | [@post] |\n";
    assert_eq!(bindings(notes), [has("paragraph", "post")]);
}

#[test]
fn the_default_of_section_or_file() {
    for matter in [
        "---\nsource: post\n---\n",
        "---\ncitekey: \"@post\"\n---\n",
        "---\nurl: [post]\n---\n",
        "---\nsource:\n  - \"[[post]]\"\n---\n",
        "+++\nsource = \"post\"\n+++\n",
    ] {
        assert_eq!(bindings(&format!("{matter}\n> The dam held.\n")), [has("default", "post")], "{matter}");
    }
    let notes = "---\nurl: https://post.example/a\n---\n\n## On [x](x.md)\n\n“the dam”\n";
    assert_eq!(bindings(notes), [has("default", "x.md"), has("default", A)]);
    let notes = "# A\n\nSource: [@post]\n\n## B\n\n> The dam held.\n";
    assert_eq!(bindings(notes), [has("default", "post")]);
}

#[test]
fn a_section_ends_where_the_next_one_begins() {
    assert!(bindings("# [x](x.md)\n\n# B\n\n> The dam held.\n").is_empty());
}

#[test]
fn every_way_to_write_a_reference_is_read() {
    for (written, reference) in [
        ("[@post, p. 3]", Reference::Key("post".into())),
        ("[see @post]", Reference::Key("post".into())),
        ("@post", Reference::Key("post".into())),
        ("[-@post]", Reference::Key("post".into())),
        ("[[post|The Post]]", Reference::Key("post".into())),
        ("<https://post.example/a>", Reference::Url(A.into())),
        ("https://post.example/a", Reference::Url(A.into())),
        ("[t](../archive/post/a%20b.md#x)", Reference::Path("../archive/post/a b.md".into())),
        ("archive/post/a.md", Reference::Path("archive/post/a.md".into())),
        ("`sha256:0123456789ab`", Reference::Digest("sha256:0123456789ab".into())),
    ] {
        let read = read(&format!("It is “the dam” ({written})."));
        assert_eq!(read.quotations[0].citations[0].reference, reference, "{written}");
    }
    assert!(bindings("“the dam” a@post.example [m](mailto:a@b.example) [n](#n) sha256:0123").is_empty());
}

#[test]
fn a_group_of_keys_names_each() {
    let bound = bindings("It is “the dam” [@a; @b].");
    assert_eq!(bound[..2], [has("same-sentence", "a"), has("same-sentence", "b")]);
}

/// The locator of the strongest citation of the only quotation.
fn locator(notes: &str, format: Format) -> Option<String> {
    let read = read_as(notes, format).quotations;
    assert_eq!(read.len(), 1, "{notes}: {read:#?}");
    read[0].citations.first().and_then(|one| one.locator.as_ref().map(|locator| locator.written.to_string()))
}

#[test]
fn a_locator_follows_on_any_citation_and_is_kept_with_it() {
    for (notes, format, expected) in [
        ("He said “the dam held” [@post, p. 3].", Format::Markdown, "p. 3"),
        ("He said “the dam held” [see @post, pp. 3–4; @times, p. 9].", Format::Markdown, "pp. 3–4"),
        ("He said “the dam held” ([Post](archive/post.md), p. 12).", Format::Markdown, "p. 12"),
        ("He said “the dam held” `archive/post.md:991-993`.", Format::Markdown, "991-993"),
        ("> The dam held.\n> — @post, 12:34\n", Format::Markdown, "12:34"),
        ("> The dam held.\n\nSource: archive/post.md (line 88)\n", Format::Markdown, "line 88"),
        ("He said “the dam held”.[^1]\n\n[^1]: archive/post.md, § 4.\n", Format::Markdown, "§ 4"),
        ("\\enquote{the dam held} \\autocite[see][p.~3]{post}\n", Format::Latex, "p. 3"),
        ("\\enquote{the dam held} \\cite[12--14]{post}\n", Format::Latex, "12–14"),
        ("\\enquote{the dam held} \\cite[12]{post}\n", Format::Latex, "12"),
        ("“the dam held” cite:[post(12)]\n", Format::AsciiDoc, "12"),
        ("<p>“the dam held” (<a href=\"archive/post.md\">Post</a>, p. 3)</p>", Format::Html, "p. 3"),
    ] {
        assert_eq!(locator(notes, format).as_deref(), Some(expected), "{notes}");
    }
    for notes in ["He said “the dam held” [@post, 2014-06-11].", "He said “the dam held” (archive/post.md), 3 boats."]
    {
        assert_eq!(locator(notes, Format::Markdown), None, "{notes}");
    }
}

#[test]
fn a_value_of_front_matter_may_be_on_the_lines_below() {
    for head in [
        "source: >-\n  https://post.example/a\n",
        "sources:\n  - >-\n    https://post.example/a\n",
        "source: |\n  https://post.example/a\n\ntitle: x\n",
    ] {
        let notes = format!("---\n{head}---\n\nHe said “the dam held”.\n");
        assert_eq!(bindings(&notes), [has("default", A)], "{notes}");
    }
}
