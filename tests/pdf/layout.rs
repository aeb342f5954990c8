//! Columns, pages, notes, ends of lines.

use super::builder::{Pdf, insets, lines, one, pages_of};
use literatim::transcript::{BlockKind, InsetKind};

#[test]
fn columns_are_read_one_after_the_other_and_rows_of_a_table_by_row() {
    let columns = [
        (50, 740, 16, "A heading over both columns"),
        (50, 700, 10, "The dam that was built in the"),
        (50, 688, 10, "valley was surveyed in spring and"),
        (50, 676, 10, "found to be sound by all of the"),
        (300, 700, 10, "engineers who had come from the"),
        (300, 688, 10, "city to look at it, and at the lake"),
        (300, 676, 10, "behind it, for a week."),
    ];
    let expected = "A heading over both columns\n\nThe dam that was built in the valley was surveyed in spring and found to be sound by all of \
        the engineers who had come from the city to look at it, and at the lake behind it, for a week.";
    assert_eq!(one(&lines(&columns)).text(), expected);
    // The same, drawn line by line over both.
    let mut by_line = columns;
    by_line.sort_by_key(|&(x, y, ..)| (-y, x));
    assert_eq!(one(&lines(&by_line)).text(), expected);
    let table = [
        (50, 700, 10, "Dam"),
        (300, 700, 10, "1.2"),
        (50, 688, 10, "Weir"),
        (300, 688, 10, "2.1"),
        (50, 676, 10, "Lock"),
        (300, 676, 10, "3.5"),
    ];
    assert!(one(&lines(&table)).text().replace('\n', " ").contains("Dam 1.2 Weir 2.1 Lock 3.5"));
}

/// Three pages with a running head and their numbers.
fn pages() -> Pdf {
    let mut pdf = Pdf::new();
    for (page, words) in ["The dam will hold for", "many years, if the spill-", "way is kept clear."].iter().enumerate()
    {
        let number = (page + 1).to_string();
        pdf.page(&lines(&[
            (200, 780, 8, "River papers"),
            (50, 700, 12, "Each page has some lines of its own above,"),
            (50, 686, 12, words),
            (300, 30, 8, &number),
        ]));
    }
    pdf
}

#[test]
fn running_heads_and_numbers_are_breaks_of_pages() {
    let transcript = pages().read().unwrap();
    assert!(!transcript.text().contains("River papers"));
    assert_eq!(
        insets(&transcript, InsetKind::PageBreak),
        ["River papers", "1", "River papers", "2", "River papers", "3"]
    );
    assert_eq!(pages_of(&transcript, "many years"), [1]);
    assert_eq!(pages_of(&transcript, "hold for Each page"), [0, 1]);
}

#[test]
fn words_at_the_edge_that_are_other_words_on_each_page_are_read() {
    let mut pdf = Pdf::new();
    for words in ["The dam will", "not hold", "for years."] {
        pdf.page(&lines(&[(50, 780, 12, words)]));
    }
    assert_eq!(pdf.text(), "The dam will not hold for years.");
}

#[test]
fn printed_numbers_are_those_that_the_file_says() {
    let mut pdf = pages();
    pdf.root = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 7 /P (A-) >>] >>".into();
    let transcript = pdf.read().unwrap();
    let labels: Vec<String> = transcript.all_places().iter().map(|(_, place)| format!("{place:?}")).collect();
    assert!(
        labels[0].contains("\"i\"") && labels[1].contains("\"A-7\"") && labels[2].contains("\"A-8\""),
        "{labels:?}"
    );
}

#[test]
fn hyphens_at_line_ends_are_the_words_or_the_printers() {
    for (first, second, expected, kinds) in [
        ("a compre-", "hensive report", "a comprehensive report comprehensive", vec![InsetKind::LineEnd]),
        ("a long-", "term report", "a long-term report long-term", vec![]),
        ("they will re-", "sign it", "they will re-sign it", vec![]),
        ("a wind-", "blown tree", "a wind-blown tree", vec![InsetKind::LineEndHyphen]),
        ("the pre-", "and post-war years", "the pre- and post-war years", vec![]),
        ("the COVID-", "19 wards", "the COVID-19 wards", vec![]),
        ("from 1914\u{96}", "18 on", "from 1914–18 on", vec![]),
    ] {
        let last = expected.rsplit(' ').next().unwrap();
        let third = if expected.matches(last).count() > 1 { last } else { "" };
        let first = first.replace('\u{96}', "\\226");
        let content = format!("BT /F 12 Tf 12 TL 50 700 Td ({first}) ' ({second}) ' ({third}) ' ET");
        let transcript = one(&content).read().unwrap();
        assert_eq!(transcript.text().trim(), expected);
        let found: Vec<InsetKind> = transcript.insets().iter().map(|inset| inset.kind).collect();
        assert_eq!(found, kinds, "{expected}");
    }
}

#[test]
fn notes_stand_behind_the_paragraph_that_they_interrupt() {
    let mut pdf = Pdf::new();
    let raised = |x: i32, sign: &str| format!("BT /F 7 Tf 1 0 0 1 {x} 704 Tm ({sign}) Tj ET\n");
    let first = [
        lines(&[(50, 700, 11, "The engineers wrote")]),
        raised(140, "1"),
        lines(&[(148, 700, 11, "that the dam would hold for many years and that")]),
        "BT /F 6 Tf 1 0 0 1 50 104 Tm (1) Tj /F 8 Tf 1 0 0 1 54 100 Tm (In a letter.) Tj ET\n".to_owned(),
    ];
    pdf.page(&first.concat());
    pdf.page(&lines(&[(50, 700, 11, "nobody had ever doubted it in all of the time since")]));
    let transcript = pdf.read().unwrap();
    let body = "The engineers wrote that the dam would hold for many years and that nobody had ever doubted it in all of the time since";
    assert_eq!(transcript.text(), format!("{body}\n\nIn a letter."));
    let kinds: Vec<BlockKind> = transcript.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Note]);
    assert_eq!(insets(&transcript, InsetKind::NoteMarker), ["1", "1"]);
    assert_eq!(pages_of(&transcript, "In a letter."), [0]);
}

#[test]
fn powers_and_indices_are_numbers_of_their_own() {
    let sign = |x: i32, y: i32, sign: &str| format!("BT /F 7 Tf 1 0 0 1 {x} {y} Tm ({sign}) Tj ET\n");
    let content = [
        lines(&[(50, 700, 12, "about 10")]),
        sign(92, 705, "6"),
        lines(&[(99, 700, 12, "tonnes of CO")]),
        sign(163, 697, "2"),
        lines(&[(170, 700, 12, "a year")]),
    ];
    assert_eq!(one(&content.concat()).text(), "about 10⁶ tonnes of CO₂ a year");
}

#[test]
fn words_lead_to_the_bytes_of_the_stream_that_shows_them() {
    let content = lines(&[(50, 700, 12, "The dam will"), (50, 686, 12, "hold.")]);
    let transcript = one(&content).read().unwrap();
    let at = transcript.text().find("hold").unwrap();
    let origins = transcript.origins(literatim::text::Span::new(at, at + 4));
    let program = format!("{content}\n");
    assert_eq!(&program[origins[0].bytes.range()], "(hold.)");
    let part = &transcript.parts()[origins[0].part.unwrap() as usize];
    assert_eq!((&*part.path, part.bytes), ("page 1", program.len() as u64));
    assert_eq!(part.sha256, literatim::digest::Digest::of(program.as_bytes()));
}
