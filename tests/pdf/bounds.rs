//! Files that are made to be slow, or broken.

use super::builder::{Pdf, lines, one, read};
use flate2::write::ZlibEncoder;
use literatim::transcript::DecodeError;
use std::io::Write;

const WORDS: &str = "The dam will hold.";

fn squeezed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn refused(pdf: &Pdf) -> String {
    match pdf.read() {
        Err(DecodeError::Broken(what)) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stream_that_unpacks_to_too_much_is_refused() {
    let mut pdf = one(WORDS);
    let bomb = squeezed(&vec![b' '; 70 << 20]);
    pdf.objects.retain(|(number, _)| *number != 101);
    pdf.stream(101, "/Filter /FlateDecode", &bomb);
    assert!(refused(&pdf).contains("more than 67108864 bytes"), "{}", refused(&pdf));
    pdf.objects.retain(|(number, _)| *number != 101);
    pdf.stream(101, "/Filter [/FlateDecode /FlateDecode]", squeezed(&bomb));
    assert!(refused(&pdf).contains("more than 67108864 bytes"));
    // As a container of objects.
    let mut pdf = one(WORDS);
    pdf.stream(9, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", squeezed(&vec![b' '; 70 << 20]));
    let mut bytes = pdf.bytes();
    let table = bytes.len();
    let at = bytes.windows(7).position(|bytes| bytes == b"9 0 obj").unwrap();
    bytes.extend(
        String::from(
            "10 0 obj\n<< /Type /XRef /W [1 4 1] /Index [1 1 9 1] /Size 11 /Root 1 0 R /Length 12 >>\nstream\n",
        )
        .bytes(),
    );
    bytes.extend([2, 0, 0, 0, 9, 0, 1]);
    bytes.extend((at as u32).to_be_bytes());
    bytes.push(0);
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n").bytes());
    assert!(matches!(read(&bytes), Err(DecodeError::Broken(what)) if what.contains("more than 67108864 bytes")));
}

#[test]
fn a_page_of_more_characters_than_any_has_is_refused() {
    assert!(refused(&one(&format!("BT /F 12 Tf ({}) Tj ET", "a".repeat(300_001)))).contains("300000 on one page"));
}

#[test]
fn no_file_takes_more_memory_than_it_may() {
    let mut bomb = one(WORDS);
    bomb.objects.retain(|(number, _)| *number != 101);
    bomb.stream(101, "/Filter /FlateDecode", squeezed(&vec![b'('; 64 << 20]));
    let mut many = one(WORDS);
    many.objects.retain(|(number, _)| *number != 101);
    many.stream(101, "/Filter /FlateDecode", squeezed(&b"[<41>]TJ ".repeat(290_000)));
    for (how, pdf) in [("one long word", bomb), ("many signs", many), ("forms", forms(3, 40))] {
        let bytes = pdf.bytes();
        let used = allocation_counter::measure(|| drop(read(&bytes)));
        assert!(used.bytes_max < 4 << 26, "{how}: {} bytes", used.bytes_max);
    }
}

#[test]
fn more_codings_than_anybody_needs_are_refused() {
    let mut pdf = one(WORDS);
    pdf.objects.retain(|(number, _)| *number != 101);
    pdf.stream(101, &format!("/Filter [{}]", "/AHx ".repeat(9)), "41>");
    assert!(refused(&pdf).contains("nested too deep"));
}

/// A page that draws form 10; each form draws the next one `times` times.
fn forms(count: u32, times: usize) -> Pdf {
    let mut pdf = Pdf::new();
    pdf.objects.remove(1);
    pdf.object(4, "<< /Font << /F 3 0 R >> /XObject << /X 10 0 R >> >>");
    for number in 10..10 + count {
        let entries = format!("/Type /XObject /Subtype /Form /Resources << /XObject << /X {} 0 R >> >>", number + 1);
        pdf.stream(number, &entries, "/X Do ".repeat(times));
    }
    pdf.page(&format!("{} /X Do", lines(&[(50, 700, 12, WORDS)])));
    pdf
}

#[test]
fn forms_in_forms_end() {
    assert!(refused(&forms(20, 1)).contains("nested too deep"));
    assert!(refused(&forms(14, 60)).contains("steps to draw"));
    let mut looped = forms(1, 1);
    looped.stream(11, "/Type /XObject /Subtype /Form /Resources << /XObject << /X 10 0 R >> >>", "/X Do /X Do");
    assert_eq!(looped.text(), WORDS);
}

#[test]
fn pages_and_objects_that_lead_to_themselves_end() {
    let mut pdf = one(&lines(&[(50, 700, 12, WORDS)]));
    pdf.object(2, "<< /Type /Pages /Kids [2 0 R 100 0 R 100 0 R] /Count 3 >>");
    assert_eq!(pdf.text(), WORDS);
    let mut deep = one(&lines(&[(50, 700, 12, WORDS)]));
    deep.object(2, "<< /Type /Pages /Kids [200 0 R] >>");
    for number in 200..300 {
        deep.object(number, format!("<< /Type /Pages /Kids [{} 0 R] >>", number + 1));
    }
    deep.object(300, "<< /Type /Page /Contents 101 0 R >>");
    assert!(refused(&deep).contains("nested too deep"));
    let mut looped = one("");
    looped.objects.retain(|(number, _)| *number != 101);
    looped.object(101, "101 0 R");
    assert_eq!(refused(&looped), "its pages have no words");
    let mut nested = one("");
    nested.object(5, "[".repeat(200));
    nested.root = "/OCProperties 5 0 R".into();
    assert!(refused(&nested).contains("nested too deep"));
}

#[test]
fn a_file_without_its_table_is_read_by_its_objects() {
    let whole = one(&lines(&[(50, 700, 12, WORDS)])).bytes();
    let text = String::from_utf8(whole.clone()).unwrap();
    let table = text.find("xref\n").unwrap();
    for (how, bytes) in [
        ("cut off", whole[..table].to_vec()),
        ("a wrong place", text.replace(&format!("startxref\n{table}"), "startxref\n7").into_bytes()),
        ("wrong places", text.replacen("00000 n", "00001 n", 99).replace("0000000", "0000001").into_bytes()),
        ("lines before its head", [b"From: somebody\n\n", &whole[..]].concat()),
        ("a wrong length", text.replace("/Length ", "/Length 9").into_bytes()),
    ] {
        assert_eq!(read(&bytes).map(|read| read.text().to_owned()), Ok(WORDS.to_owned()), "{how}");
    }
}

#[test]
fn what_is_no_pdf_is_told() {
    let error = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert_eq!(error(b"<html>Not found"), "it is not a PDF: it does not begin with %PDF");
    assert_eq!(error(b"%PDF-1.4\n"), "it is a broken PDF: its pages cannot be found");
}

#[test]
fn pages_that_are_pictures_need_words_from_elsewhere() {
    let mut pdf = Pdf::new();
    pdf.page("q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
        .page("q 600 0 0 800 0 0 cm BI /W 1 /H 1 ID ) EI Q");
    assert_eq!(pdf.read().unwrap_err(), DecodeError::OnlyPictures { pages: 2 });
}
