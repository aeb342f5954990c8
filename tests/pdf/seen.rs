//! What is seen is read, and nothing else.

use super::builder::{Pdf, insets, lines, one};
use literatim::transcript::InsetKind;

const SEEN: &str = "BT /F 12 Tf 1 0 0 1 50 700 Tm (The dam will) Tj ET\n";

/// The words of a page that has `The dam will` and then, drawn by `program`, ` not` and `hold.`
fn with(program: &str) -> (String, Vec<String>) {
    let content = format!("{SEEN}{program}\nBT /F 12 Tf 1 0 0 1 160 700 Tm (hold.) Tj ET\n");
    let transcript = one(&content).read().unwrap();
    (transcript.text().to_owned(), insets(&transcript, InsetKind::Hidden))
}

#[test]
fn words_that_nobody_sees_are_hidden() {
    let not = "1 0 0 1 130 700 Tm (not) Tj ET Q";
    for (how, program) in [
        ("white on white", format!("q 1 1 1 rg BT /F 12 Tf {not}")),
        ("white as grey", format!("q 1 g BT /F 12 Tf {not}")),
        ("white as inks", format!("q 0 0 0 0 k BT /F 12 Tf {not}")),
        ("not painted", format!("q BT 3 Tr /F 12 Tf {not}")),
        ("tiny", format!("q BT /F 0.4 Tf {not}")),
        ("clipped", format!("q 0 0 10 10 re W n BT /F 12 Tf {not}")),
        ("covered", format!("q BT /F 12 Tf {not} 0 g 128 695 30 20 re f")),
        ("covered in white", format!("q BT /F 12 Tf {not} 1 g 128 695 m 158 695 l 158 715 l 128 715 l h f 0 g")),
    ] {
        assert_eq!(with(&program), ("The dam will hold.".into(), vec!["not".into()]), "{how}");
    }
    let off = with("BT /F 12 Tf 1 0 0 1 900 700 Tm (not) Tj ET");
    assert_eq!(off, ("The dam will hold.".into(), vec!["not".into()]));
}

#[test]
fn words_that_may_be_seen_are_read() {
    let not = "1 0 0 1 130 700 Tm (not) Tj ET Q";
    for (how, program) in [
        ("white on black", format!("0 g 120 690 40 30 re f q 1 1 1 rg BT /F 12 Tf {not}")),
        ("white on a round shape", format!("0 g 120 690 m 160 690 160 730 120 730 c f q 1 g BT /F 12 Tf {not}")),
        ("nearly white", format!("q 0.9 g BT /F 12 Tf {not}")),
        ("all ink of one plate", format!("q /Spot cs 1 scn BT /F 12 Tf {not}")),
        ("in a clip that holds it", format!("q 0 600 600 200 re W n BT /F 12 Tf {not}")),
        ("marked yellow before", format!("1 1 0 rg 128 695 30 20 re f 0 g q BT /F 12 Tf {not}")),
        ("called furniture", format!("/Artifact BMC q BT /F 12 Tf {not} EMC")),
        ("said to be another word", format!("/Span << /ActualText () >> BDC q BT /F 12 Tf {not} EMC")),
        ("drawn twice aside", format!("q BT 2 Tr /F 12 Tf {not}")),
    ] {
        assert_eq!(with(&program), ("The dam will not hold.".into(), vec![]), "{how}");
    }
}

#[test]
fn words_laid_over_a_scan_are_read_and_invisible_ones_elsewhere_are_not() {
    let picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 >>";
    let layer = "BT 3 Tr /F 12 Tf 1 0 0 1 50 700 Tm (The dam will hold.) Tj ET";
    let mut pdf = Pdf::new();
    pdf.objects.remove(1);
    pdf.object(4, "<< /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >>");
    pdf.stream(5, &picture[2..picture.len() - 2], "x");
    pdf.page(&format!("q 600 0 0 800 0 0 cm /I Do Q {layer}"));
    assert_eq!(pdf.text(), "The dam will hold.");
    let error = one(layer).read().unwrap_err();
    assert_eq!(error.to_string(), "its pages have no words");
}

#[test]
fn layers_that_are_off_are_hidden() {
    let mut pdf = Pdf::new();
    pdf.object(4, "<< /Font << /F 3 0 R >> /Properties << /L 6 0 R /M 7 0 R >> >>");
    pdf.objects.remove(1);
    pdf.object(6, "<< /Type /OCG /Name (draft) >>");
    pdf.object(7, "<< /Type /OCG /Name (final) >>");
    pdf.root = "/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [6 0 R] >> >>".into();
    let word = |layer: &str, x: i32, word: &str| format!("/OC /{layer} BDC {} EMC ", lines(&[(x, 700, 12, word)]));
    pdf.page(&[SEEN.to_owned(), word("L", 130, "not"), word("M", 160, "hold.")].concat());
    let transcript = pdf.read().unwrap();
    assert_eq!(
        (transcript.text(), insets(&transcript, InsetKind::Hidden)),
        ("The dam will hold.", vec!["not".to_owned()])
    );
}

#[test]
fn words_are_read_in_the_order_in_which_they_are_seen_and_not_drawn() {
    let content = lines(&[(130, 700, 12, "not hold"), (50, 680, 12, "for years."), (50, 700, 12, "The dam will")]);
    assert_eq!(one(&content).text(), "The dam will not hold for years.");
}

#[test]
fn characters_that_stand_for_nothing_known_do_not_vanish() {
    let mut pdf = Pdf::new();
    pdf.object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /Differences [65 /g1 /B /f_f_i] >> >>");
    pdf.object(4, "<< /Font << /F 3 0 R /G 5 0 R >> >>");
    pdf.objects.remove(1);
    pdf.page("BT /F 12 Tf 1 0 0 1 50 700 Tm (will ) Tj /G 12 Tf (A) Tj /F 12 Tf ( hold o) Tj /G 12 Tf (C) Tj /F 12 Tf (ce) Tj ET");
    assert_eq!(pdf.text(), "will \u{fffd} hold office");
}

#[test]
fn a_map_to_characters_counts_before_names_of_glyphs() {
    let mut pdf = Pdf::new();
    pdf.stream(
        6,
        "",
        "1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <41> <FB01> <42> <D835DC00> endbfchar\n\
        1 beginbfrange <43> <45> <0078> endbfrange 1 beginbfrange <46> <47> [<2212> <20AC>] endbfrange",
    );
    pdf.object(5, "<< /Type /Font /Subtype /TrueType /BaseFont /Own /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>");
    pdf.object(4, "<< /Font << /F 5 0 R >> >>");
    pdf.objects.remove(1);
    pdf.page(&lines(&[(50, 700, 12, "ABCDEFGH")]));
    assert_eq!(pdf.text(), "fi\u{1d400}xyz−€H");
}

#[test]
fn an_accent_that_is_drawn_over_a_letter_is_on_it() {
    let mut pdf = Pdf::new();
    pdf.object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /acute /suppress] >> \
        /FirstChar 1 /Widths [400 400] >>");
    pdf.object(4, "<< /Font << /F 3 0 R /G 5 0 R >> >>");
    pdf.objects.remove(1);
    pdf.page("BT 1 0 0 1 50 700 Tm /F 10 Tf (Caf) Tj /G 10 Tf [(\\001) 400] TJ /F 10 Tf (e ) Tj /G 10 Tf [(\\002) 400] TJ /F 10 Tf (Lodz) Tj ET");
    assert_eq!(pdf.text(), "Café Łodz");
}

#[test]
fn a_changed_file_has_its_last_words() {
    let first = one(&lines(&[(50, 700, 12, "The dam will not hold.")])).bytes();
    let mut changed = first.clone();
    let start = String::from_utf8_lossy(&first).rfind("startxref").unwrap();
    let previous: usize =
        String::from_utf8_lossy(&first[start + 10..]).split_whitespace().next().unwrap().parse().unwrap();
    let content = lines(&[(50, 700, 12, "The dam will hold.")]);
    let at = changed.len();
    changed
        .extend(format!("101 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n", content.len()).bytes());
    let table = changed.len();
    changed.extend(
        format!(
            "xref\n101 1\n{at:010} 00000 n \ntrailer\n<< /Root 1 0 R /Prev {previous} >>\nstartxref\n{table}\n%%EOF\n"
        )
        .bytes(),
    );
    assert_eq!(super::builder::read(&first).unwrap().text(), "The dam will not hold.");
    assert_eq!(super::builder::read(&changed).unwrap().text(), "The dam will hold.");
}

/// A page with these objects lying on it, each drawn by the form 50.
fn covered_by(annotations: &str, form: &str) -> Pdf {
    let mut pdf = Pdf::new();
    pdf.page(&lines(&[(50, 700, 12, "Name of the buyer:"), (50, 600, 12, "The price is 40 marks.")]));
    pdf.stream(50, "/Subtype /Form /BBox [0 0 100 20] /Resources 4 0 R", form);
    let page = format!("<< /Type /Page /Parent 2 0 R /Resources 4 0 R /Contents 101 0 R /Annots [{annotations}] >>");
    pdf.objects.retain(|(number, _)| *number != 100);
    pdf.object(100, page);
    pdf
}

#[test]
fn fields_that_are_filled_in_and_text_put_over_a_page_are_read_where_they_are_seen() {
    let words = "BT /F 12 Tf 2 5 Td (Anna Lindqvist) Tj ET";
    for (annotation, is_seen) in [
        ("<< /Subtype /Widget /Rect [160 695 260 715] /AP << /N 50 0 R >> >>", true),
        ("<< /Subtype /FreeText /Rect [160 695 260 715] /AP << /N 50 0 R >> >>", true),
        ("<< /Subtype /Widget /AS /On /Rect [160 695 260 715] /AP << /N << /On 50 0 R >> >> >>", true),
        ("<< /Subtype /Widget /AS /Off /Rect [160 695 260 715] /AP << /N << /On 50 0 R >> >> >>", false),
        ("<< /Subtype /Widget /F 2 /Rect [160 695 260 715] /AP << /N 50 0 R >> >>", false),
        ("<< /Subtype /Popup /Rect [160 695 260 715] /AP << /N 50 0 R >> >>", false),
        ("<< /Subtype /FreeText /Rect [160 695 260 715] >>", false),
    ] {
        let text = covered_by(annotation, words).text();
        assert_eq!(text.starts_with("Name of the buyer: Anna Lindqvist"), is_seen, "{annotation}: {text}");
        assert_eq!(text.contains("Anna"), is_seen, "{annotation}: {text}");
    }
}

#[test]
fn words_under_a_box_that_was_put_over_a_page_are_hidden() {
    let over = "<< /Subtype /Square /Rect [40 590 240 620] /AP << /N 50 0 R >> >>";
    assert!(!covered_by(over, "0 g 0 0 100 20 re f").text().contains("40 marks"));
    assert!(covered_by(over, "0 0 100 20 re S").text().contains("40 marks"));
    // A highlight covers nothing, whatever it is drawn with.
    let marked = over.replace("Square", "Highlight");
    assert!(covered_by(&marked, "0 g 0 0 100 20 re f").text().contains("40 marks"));
}

#[test]
fn an_annotation_that_draws_itself_ends() {
    let pdf = covered_by("<< /Subtype /Stamp /Rect [160 695 260 715] /AP << /N 50 0 R >> >>", "/X Do");
    let mut pdf = pdf;
    pdf.objects.retain(|(number, _)| *number != 50);
    pdf.stream(50, "/Subtype /Form /BBox [0 0 0 0] /Resources << /XObject << /X 50 0 R >> >>", "/X Do /X Do");
    assert!(pdf.text().contains("40 marks"));
}

/// A font of tables whose glyphs 3 to 5 are for the letters A to C.
fn font_of_three_letters() -> Vec<u8> {
    let shorts = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>();
    let map =
        shorts(&[0, 1, 3, 1, 0, 12, 4, 0, 0, 4, 0, 0, 0, 67, 0xffff, 0, 65, 0xffff, 0u16.wrapping_sub(62), 0, 0, 0]);
    let head = [shorts(&[0, 1, 1, 0, 0, 0]), b"cmap".to_vec(), vec![0; 4]].concat();
    [head, 28_u32.to_be_bytes().to_vec(), (map.len() as u32).to_be_bytes().to_vec(), map].concat()
}

#[test]
fn glyphs_without_a_map_are_the_characters_that_their_font_has_them_for() {
    let mut pdf = one("BT /G 12 Tf 50 700 Td <000500040003> Tj ET");
    pdf.objects.retain(|(number, _)| *number != 4);
    pdf.object(4, "<< /Font << /G 60 0 R >> >>");
    pdf.object(60, "<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [61 0 R] >>");
    pdf.object(61, "<< /Subtype /CIDFontType2 /DW 600 /CIDToGIDMap /Identity /FontDescriptor 62 0 R >>");
    pdf.object(62, "<< /Type /FontDescriptor /FontFile2 63 0 R >>");
    pdf.stream(63, "", font_of_three_letters());
    assert_eq!(pdf.text(), "CBA");
    // A map that says otherwise counts, and numbers may lead to glyphs by a table.
    pdf.objects.retain(|(number, _)| *number != 61);
    pdf.object(61, "<< /Subtype /CIDFontType2 /DW 600 /CIDToGIDMap 64 0 R /FontDescriptor 62 0 R >>");
    pdf.stream(64, "", [0, 0, 0, 0, 0, 0, 0, 4, 0, 3, 0, 9]);
    assert_eq!(pdf.text(), "\u{fffd}AB");
}
