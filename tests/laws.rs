//! The laws, driven by chance; `fuzz/` drives the same ones by coverage, and `tests/corpus.rs` replays its corpus.

#[path = "laws/mod.rs"]
mod laws;

use proptest::prelude::*;

/// Plain words, so that no mark in them is Markdown or a quotation mark.
fn paragraph() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-z]{1,9}", 4..30).prop_map(|words| {
        let mut text = words.join(" ");
        text[..1].make_ascii_uppercase();
        text + "."
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_run_of_body_is_verbatim_where_it_stands(
        paragraphs in prop::collection::vec(paragraph(), 3..8), at in 0.0..1.0f64, len in 4usize..40, inline: bool,
    ) {
        laws::completeness(&paragraphs, at, len, inline);
    }

    #[test]
    fn one_changed_letter_is_never_verbatim(
        paragraphs in prop::collection::vec(paragraph(), 3..8), at in 0.0..1.0f64, len in 4usize..20, letter: prop::sample::Index,
    ) {
        laws::one_changed_letter(&paragraphs, at, len, letter.index(1 << 20));
    }

    #[test]
    fn any_text_is_a_bibliography_or_has_flaws(text in "(@[a-z]{1,5}|[{}\\[\\]\",=#%~@\\\\:/-]|[a-zé ]{1,6}|url|ids|\\n){0,60}") {
        laws::bibliography(&text);
    }

    #[test]
    fn verbatim_means_that_a_naive_search_finds_it(notes in "(> )?[“”\"a-cA-C .,…\\[\\]’'-]{0,60}(\n\n— \\[@a\\])?", article in "([a-cA-C .,’'“”-]{0,40}\n\n){0,4}") {
        laws::soundness(&notes, &article);
    }

    #[test]
    fn segments_tile_and_every_character_leads_back(text: String, markdown: bool) {
        laws::capture(text.as_bytes(), markdown);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, markdown: bool) {
        laws::capture(&bytes, markdown);
    }

    #[test]
    fn a_flipped_byte_is_a_breach(text in ".{1,200}", at: prop::sample::Index, bit in 0u8..8) {
        laws::flipped_byte(text.as_bytes(), at.index(text.len()), bit);
    }

    #[test]
    fn notes_of_any_kind_are_read(notes: String) {
        laws::notes(&notes);
    }

    #[test]
    fn a_manifest_has_one_spelling(at: prop::sample::Index, byte: u8) {
        laws::one_spelling(at.index(1 << 20), byte);
    }
}

proptest! {
    // Each of them reads some hundred files of notes.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_form_of_a_quotation_never_changes_its_verdict(
        paragraphs in prop::collection::vec(paragraph(), 3..8), at in 0.0..1.0f64, len in 5usize..30,
        wrap: prop::sample::Index, word: prop::sample::Index,
    ) {
        laws::form_changes_nothing(&paragraphs, at, len, wrap.index(7), word.index(30));
    }
}
