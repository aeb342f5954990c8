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
    fn any_run_of_body_that_is_disclosed_is_verbatim_without_its_article(
        paragraphs in prop::collection::vec(paragraph(), 3..8), at in 0.0..1.0f64, len in 5usize..40,
    ) {
        laws::disclosed::completeness(&paragraphs, at, len);
    }

    #[test]
    fn what_is_verbatim_by_disclosed_words_is_verbatim_by_the_article(
        words in prop::collection::vec("[a-c]{1,2}|1|5|\\.5|a\\.|“b|東|not|A’c|—", 3..24),
        picked in prop::collection::vec((any::<prop::sample::Index>(), 1usize..5), 1..4),
        between in prop::sample::select(vec![" … ", " [...] ", " ", " [b] ", " (c) ", ", "]),
        known in prop::collection::vec((any::<prop::sample::Index>(), 1usize..9), 1..4),
        spoilt in prop::sample::select(vec!["", "", "x", "\u{1a}", "A", "."]),
    ) {
        let article = words.chunks(7).map(|words| words.join(" ")).collect::<Vec<_>>().join(".\n\n");
        let piece = |(from, len): &(prop::sample::Index, usize)| {
            let from = from.index(words.len());
            words[from..(from + len).min(words.len())].join(" ")
        };
        let quoted = picked.iter().map(piece).collect::<Vec<_>>().join(between) + spoilt;
        let exactly = picked.iter().map(|(from, len)| (from.index(words.len()), *len));
        let cuts: Vec<(usize, usize)> = known.iter().map(|(from, len)| (from.index(1 << 20), *len)).chain(exactly).collect();
        let notes = format!("> {quoted}\n\n— [@a]\n");
        laws::disclosed::soundness(&notes, &article, &cuts);
        laws::disclosed::soundness(&notes, &article, &cuts[known.len()..]);
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
    fn constructs_of_any_format_cut_anywhere_are_read_to_their_end(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        laws::muddle::read(&bytes);
    }

    #[test]
    fn no_style_takes_a_changed_letter_or_digit(
        notes in "(> )?[“”\"a-cA-CßKаﬁ１1-3 .,…()'‘\u{ad}\u{200b}¬†–-]{0,60}(\n\n— \\[@a\\])?",
        article in "([a-cA-CßKаﬁ１1-3 .,'’“”\u{ad}¬†–-]{0,40}\n\n){0,4}",
    ) {
        laws::letters_and_digits_stand(&notes, &article);
    }

    #[test]
    fn no_style_takes_another_number_or_sign(
        words in prop::collection::vec("[a-c]{1,2}|[1-3]{1,2}|[-–—−] ?|[1-3]|%|\\$|K|[1-3][-–—−][1-3]|[-–—−][1-3]|[1-3]%", 6..30),
        from in 0usize..12, len in 3usize..14, place: prop::sample::Index,
        change in prop::sample::select(vec!["", "-", "–", "—", "−", "1", " ", "- ", " –", "\u{200b}"]),
    ) {
        let article = format!("It is said {} by them.\n", words.join(" "));
        let mut quoted: Vec<&str> = words.iter().skip(from).take(len).map(String::as_str).collect();
        prop_assume!(!quoted.is_empty());
        let at = place.index(quoted.len());
        let spare = format!("{change}{}", quoted[at].trim_start_matches(['-', '–', '—', '−']));
        quoted[at] = if change == " " { "" } else { &spare };
        laws::numbers_and_signs_stand(&format!("> {}\n\n— [@a]\n", quoted.join(" ")), &article);
        laws::numbers_and_signs_stand(&format!("“{}” [@a]\n", quoted.join("")), &article);
    }

    #[test]
    fn no_style_takes_a_run_of_body_with_one_letter_or_digit_more_or_less_or_other(
        paragraphs in prop::collection::vec(paragraph(), 3..6), at in 0.0..1.0f64, len in 4usize..20,
        place: prop::sample::Index, change in 0usize..3, with in prop::sample::select(vec!['x', 'а', 'ﬁ', '7', 'ß', 'É', '１']),
    ) {
        laws::one_edit(&paragraphs, at, len, place.index(1 << 20), (change, with));
    }

    #[test]
    fn no_style_takes_a_letter_or_digit_changed_beside_an_editors_mark(
        paragraphs in prop::collection::vec(paragraph(), 3..6), at in 0.0..1.0f64, len in 4usize..20,
        place: prop::sample::Index, mark in prop::sample::select(vec!["…", "[...]", ". . .", "[so]", "[sic]", "[emphasis added]"]),
    ) {
        laws::one_edit_beside_a_mark(&paragraphs, at, len, place.index(1 << 20), mark);
    }

    #[test]
    fn mending_is_done_once_and_makes_nothing_worse(
        words in prop::collection::vec("[a-z]{1,6}|[A-Z][a-z]{1,4}|[0-9]{1,3}|not|don’t|isn't|–|“[a-z]{2,4}”|[a-z]{2,5}[,.;:]", 12..40),
        from in 0usize..8, len in 4usize..30, forms in prop::collection::vec((0usize..6, 0usize..9, any::<prop::sample::Index>()), 1..4),
    ) {
        let article = format!("A headline of ours\n\nIt is said that {} at the end.\n", words.join(" "));
        let notes: Vec<String> = forms.iter().map(|(form, change, place)| {
            let mut quoted: Vec<String> = words.iter().skip(from).take(len).cloned().collect();
            let at = place.index(quoted.len());
            match change {
                0 => quoted[at] = quoted[at].replace('’', "'").replace(['“', '”'], "\""),
                1 => quoted[at] = quoted[at].replace(['\'', '–'], "’"),
                2 => quoted[at] = "other".into(),
                3 => drop(quoted.remove(at)),
                4 => quoted.insert(at, "more".into()),
                5 => quoted[at] = quoted[at].to_uppercase(),
                6 => quoted[0] = quoted[0].replacen(|c: char| c.is_ascii_lowercase(), "T", 1),
                7 => quoted = quoted.iter().map(|word| word.replace('’', "'").replace('–', "-")).collect(),
                _ => {}
            }
            let quoted = quoted.join(" ");
            match form {
                0 => format!("> {quoted}\n\n— [@a]\n"),
                1 => format!("> {quoted}\n> — [@a]\n"),
                2 => format!("He wrote “*{quoted}*” [@a], and left.\n"),
                3 => format!("He wrote “{quoted}”.\n"),
                4 => format!("> {quoted}\n"),
                _ => format!("<!-- literatim: allow quote-altered -- so it was -->\n“{quoted}” [@a].\n"),
            }
        }).collect();
        laws::mending(&notes.join("\n"), &article);
    }

    #[test]
    fn verbatim_means_that_a_naive_search_finds_it(notes in "(> )?[“”\"a-cA-C .,…\\[\\]’'-]{0,60}(\n\n— \\[@a\\])?", article in "([a-cA-C .,’'“”-]{0,40}\n\n){0,4}") {
        laws::soundness(&notes, &article);
    }

    #[test]
    fn segments_tile_and_every_character_leads_back(text: String, kind in 0..3usize) {
        laws::capture(text.as_bytes(), ["txt", "md", "html"][kind]);
    }

    #[test]
    fn pages_tile_and_every_character_leads_back(
        html in "(<(p|/p|b|/b|div class=(related|story)|/div|br|td|tr|li|h1|h2|/h2|svg|/svg|title|/title|script|/script|!--|--|a href=x|/a|table|/table|select|blockquote)>|&(amp|nGg|#8217|nbsp|copy|notit|#0|#xD800);?|[A-Ca-c ü.,\n\u{a0}漢&<>\0]{1,9}){0,40}",
    ) {
        laws::capture(html.as_bytes(), "html");
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, kind in 0..3usize) {
        laws::capture(&bytes, ["txt", "md", "html"][kind]);
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

    #[test]
    fn the_page_around_a_quotation_never_changes_its_verdict(
        paragraphs in prop::collection::vec(paragraph(), 3..8), at in 0.0..1.0f64, len in 5usize..30,
        wrap: prop::sample::Index, word: prop::sample::Index,
    ) {
        laws::a_page_changes_nothing(&paragraphs, at, len, wrap.index(7), word.index(30));
    }
}

/// What takes the square of its length, or digs without end, would not come back from this.
#[test]
fn notes_that_repeat_without_end_are_read_to_their_end() {
    let pieces = [
        "“",
        "”",
        "\"",
        "'",
        "“a ",
        "> ",
        ">\n",
        "- ",
        "[",
        "](",
        "[^1]: ",
        "*",
        "`",
        "| ",
        "<q>",
        "<blockquote>",
        "<!--",
        "{{",
        "[[",
        "{% ",
        "\\enquote{",
        "$",
        "\\begin{quote}",
        "::: ",
        "____\n",
        ".. ",
        "[\"",
        "{\"a\":",
        "- a\n  ",
        "…",
    ];
    for format in literatim::verify::Format::ALL {
        for piece in pieces {
            let notes = piece.repeat(20_000 / piece.len());
            let read = literatim::notes::read_as(&notes, format);
            assert!(read.quotations.iter().all(|quotation| quotation.at <= notes.len()), "{piece}");
        }
    }
}

#[test]
#[ignore = "takes minutes: the same as constructs_of_any_format_cut_anywhere_are_read_to_their_end, a million times"]
fn a_million_muddles_are_read_to_their_end() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 24) as u8
    };
    for _ in 0..1_000_000 {
        let bytes: Vec<u8> = (0..next() % 48 + 2).map(|_| next()).collect();
        laws::muddle::read(&bytes);
    }
}

/// A file of the corpus of documents.
fn document() -> impl Strategy<Value = Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/documents");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    let mut files: Vec<Vec<u8>> = files.collect();
    files.sort();
    prop::sample::select(files)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn documents_that_are_cut_and_shuffled_are_read_or_refused(
        file in document(), other in document(),
        edits in prop::collection::vec((0..4_usize, any::<prop::sample::Index>(), 0..24_usize, any::<u8>()), 0..6),
    ) {
        let mut bytes = file;
        for (edit, at, len, byte) in edits {
            let at = at.index(bytes.len());
            let end = (at + len).min(bytes.len());
            match edit {
                0 => drop(bytes.drain(at.max(1)..end.max(at.max(1)).min(bytes.len()))),
                1 => bytes[at] = byte,
                2 => {
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at.max(1).min(bytes.len())..at.max(1).min(bytes.len()), copy);
                }
                _ => {
                    let from = usize::from(byte) % other.len();
                    let piece = other[from..(from + len).min(other.len())].to_vec();
                    bytes.splice(at.max(1).min(bytes.len())..at.max(1).min(bytes.len()), piece);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        laws::documents::read(&bytes);
    }
}
