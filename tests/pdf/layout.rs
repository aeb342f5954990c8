//! Columns, pages, notes, ends of lines.

use super::builder::{Pdf, insets, lines, one, pages_of};
use literatim::capture::Place;
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

/// The numbers that the pages of a file are known by.
fn labels(pdf: &Pdf) -> Vec<Option<String>> {
    let transcript = pdf.read().unwrap();
    let label = |place: &Place| match place {
        Place::Page { label, .. } => label.as_deref().map(str::to_owned),
        _ => None,
    };
    transcript.all_places().iter().map(|(_, place)| label(place)).collect()
}

/// Pages with a line of their own each, and a line at their foot.
fn with_feet(feet: &[&str]) -> Pdf {
    let mut pdf = Pdf::new();
    for (page, foot) in feet.iter().enumerate() {
        let own =
            format!("On page number {} of the file stand some words.", ["one", "two", "three", "four", "five"][page]);
        pdf.page(&lines(&[(50, 700, 12, &own), (50, 686, 12, "Below them stand more."), (280, 30, 8, foot)]));
    }
    pdf
}

#[test]
fn printed_numbers_that_count_on_are_the_numbers_of_pages() {
    let is = |pdf: &Pdf, expected: [Option<&str>; 5]| {
        assert_eq!(labels(pdf), expected.map(|label| label.map(str::to_owned)))
    };
    // The first page of an article shows none, and neither does one with a picture.
    is(&with_feet(&["", "124", "125", "", "127"]), [Some("123"), Some("124"), Some("125"), Some("126"), Some("127")]);
    is(&with_feet(&["v", "vi", "vii", "viii", "ix"]), [Some("v"), Some("vi"), Some("vii"), Some("viii"), Some("ix")]);
    // Those that are the numbers in the file say nothing new, and those that do not count on are no numbers of pages.
    is(&with_feet(&["1", "2", "3", "4", "5"]), [None; 5]);
    is(&with_feet(&["1999", "2004", "2011", "2013", "2020"]), [None; 5]);
    is(&with_feet(&["41", "42", "7", "8", "9"]), [None, Some("6"), Some("7"), Some("8"), Some("9")]);
    // What the file says counts, unless it only counts its pages.
    let mut pdf = with_feet(&["124", "125", "126", "127", "128"]);
    pdf.root = "/PageLabels << /Nums [0 << /S /D >>] >>".into();
    is(&pdf, [Some("124"), Some("125"), Some("126"), Some("127"), Some("128")]);
    pdf.root = "/PageLabels << /Nums [0 << /S /D /P (A-) >>] >>".into();
    is(&pdf, [Some("A-1"), Some("A-2"), Some("A-3"), Some("A-4"), Some("A-5")]);
}

#[test]
fn a_heading_that_runs_into_the_next_column_parts_no_column() {
    let left = [
        "The dam that was built in the",
        "valley was surveyed in spring and",
        "found to be sound by all of the",
        "engineers who had come from the",
    ];
    let right = [
        "and lake which lies behind it since",
        "the year of the great flood, when",
        "the old one broke in the night,",
        "as it was never meant to hold.",
        "Nobody had looked at it before.",
    ];
    let mut all = vec![(50, 700, 30, "Confidential har".to_owned())];
    all.extend(left.iter().zip(0..).map(|(line, at)| (50, 660 - 12 * at, 10, (*line).to_owned())));
    all.extend(right.iter().zip(0..).map(|(line, at)| (235, 720 - 12 * at, 10, (*line).to_owned())));
    all.extend((0..3).map(|at| (50, 612 - 12 * at, 10, "and more of the same words in it".to_owned())));
    all.extend((0..6).map(|at| (235, 660 - 12 * at, 10, "but many more have come since then".to_owned())));
    let all: Vec<(i32, i32, i32, &str)> = all.iter().map(|(x, y, size, text)| (*x, *y, *size, text.as_str())).collect();
    let text = one(&lines(&all)).text();
    assert!(text.contains("engineers who had come from the and more of the same words"), "{text}");
    assert!(text.contains("when the old one broke in the night, as it was never meant to hold. Nobody"), "{text}");
}

#[test]
fn words_of_lines_that_are_set_tight_are_parted() {
    // A gap of an eighth of the size parts words; kerning does not.
    let content =
        "BT /F 12 Tf 50 700 Td [(The)-125(dam,)-120(1953\\),)-115(vol.)-130(1 V)80(A)60(T is)-40( paid)] TJ ET";
    assert_eq!(one(content).text(), "The dam, 1953), vol. 1 VAT is paid");
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

/// Lines of one width: the same words in turns.
fn justified(count: usize) -> Vec<(i32, i32, i32, String)> {
    let words = ["the", "old", "dam", "was", "seen", "again", "in", "spring", "and", "held"];
    let line = |at: usize| words.iter().cycle().skip(at).take(words.len()).copied().collect::<Vec<_>>().join(" ");
    (0..count).map(|at| (80, 700 - 12 * at as i32, 10, line(at))).collect()
}

/// The text of a page of such lines, and of more words.
fn with_margins(more: &[(i32, i32, i32, &str)]) -> String {
    let mut all = justified(7);
    all.extend(more.iter().map(|&(x, y, size, text)| (x, y, size, text.to_owned())));
    let all: Vec<(i32, i32, i32, &str)> = all.iter().map(|(x, y, size, text)| (*x, *y, *size, text.as_str())).collect();
    one(&lines(&all)).text()
}

#[test]
fn words_in_the_margin_are_no_part_of_the_line_beside_them() {
    let body = justified(7).into_iter().map(|(.., text)| text).collect::<Vec<_>>().join(" ");
    let text =
        with_margins(&[(420, 688, 10, "not"), (420, 676, 10, "by law"), (50, 664, 8, "v3.2"), (50, 640, 10, "166")]);
    assert!(text.starts_with(&format!("{body}\n\n")), "{text}");
    for note in ["not by law", "v3.2", "166"] {
        assert!(text.contains(&format!("\n\n{note}")), "{text}");
    }
}

#[test]
fn names_labels_and_cells_beside_lines_stay_with_them() {
    // A name before what somebody says, and a bullet, are as large as the words behind them.
    let text = with_margins(&[(40, 688, 10, "Anna:"), (60, 664, 10, "\\225")]);
    assert!(text.contains("Anna: old dam was seen"), "{text}");
    // Cells of a table that is wider than the words above it.
    let row =
        [(80, 590, 10, "Sale of fish"), (420, 590, 10, "1,234"), (80, 578, 10, "Sale of eels"), (420, 578, 10, "99")];
    let text = with_margins(&row).replace('\n', " ");
    assert!(text.contains("Sale of fish 1,234 Sale of eels 99"), "{text}");
    // Lines that end where they end say nothing of a margin.
    let table = [
        "Total revenues from continuing operations",
        "Total revenues from what was given up",
        "Net of what was paid to all of the owners",
    ];
    let rows: Vec<(i32, i32, i32, &str)> = table
        .iter()
        .cycle()
        .take(6)
        .zip(0..)
        .flat_map(|(label, at)| [(80, 700 - 12 * at, 10, *label), (420, 700 - 12 * at, 10, "1,234")])
        .collect();
    let text = one(&lines(&rows)).text().replace('\n', " ");
    assert!(text.contains("continuing operations 1,234 Total"), "{text}");
}
