use crate::capture::{Capture, Origin};
use crate::document::testing::zipped;
use crate::text::Span;
use crate::transcript::{BlockKind, DecodeError, FactKind, InsetKind, Transcript, decode};
use proptest::prelude::*;

fn read(ending: &str, bytes: Vec<u8>) -> Result<Transcript, DecodeError> {
    decode(&Capture::new(format!("archive/a/20250101T000000Z.{ending}").parse().unwrap(), bytes))
}

const RELS: &str = r#"<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    Target="word/document.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    Target="docProps/core.xml"/></Relationships>"#;

const DOCUMENT_RELS: &str = r#"<Relationships><Relationship Id="a" Type="http://x/relationships/styles" Target="styles.xml"/>
    <Relationship Id="b" Type="http://x/relationships/footnotes" Target="footnotes.xml"/>
    <Relationship Id="c" Type="http://x/relationships/header" Target="header1.xml"/></Relationships>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>
    <w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;

const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>LINE</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> In May.</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:t>Never shown.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

const CORE: &str = r#"<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:title>Of the lamp</dc:title><dc:creator>O. Brask</dc:creator></cp:coreProperties>"#;

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/footnotes.xml", FOOTNOTES.as_bytes()),
        ("word/header1.xml", b"<w:hdr><w:p><w:r><w:t>RUNNING HEAD</w:t></w:r></w:p></w:hdr>"),
        ("docProps/core.xml", CORE.as_bytes()),
    ])
}

/// A paragraph of these runs.
fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A run of this text, with these properties.
fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn text(body: &str) -> String {
    read("docx", docx(body)).unwrap().text().to_owned()
}

fn insets(transcript: &Transcript) -> Vec<(InsetKind, &str)> {
    transcript.insets().iter().map(|inset| (inset.kind, &*inset.text)).collect()
}

#[test]
fn a_document_is_its_paragraphs_headings_lists_and_rows() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(&r("", text)));
    let body = [
        p(&format!("<w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr>{}", r("", "The lamp"))),
        p(&format!("{}<w:r><w:tab/><w:t>the</w:t><w:br/><w:t>bridge &amp; &#x10d;</w:t></w:r>", r("<w:b/>", "Over"))),
        p(&format!("<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}", r("", "First"))),
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("Year"), cell("1999")),
    ];
    let transcript = read("docx", docx(&body.concat())).unwrap();
    assert_eq!(transcript.text(), "The lamp\n\nOver\tthe\nbridge & č\n\nFirst\n\nYear\t1999");
    let kinds = Vec::from_iter(transcript.blocks().iter().map(|block| block.kind));
    assert_eq!(kinds, [BlockKind::Heading(1), BlockKind::Paragraph, BlockKind::Item, BlockKind::Row]);
    assert_eq!(&*transcript.parts()[0].path, "word/document.xml");
    let facts = Vec::from_iter(transcript.facts().iter().map(|fact| (fact.kind, &*fact.value)));
    assert_eq!(facts, [(FactKind::Headline, "Of the lamp"), (FactKind::Author, "O. Brask")]);
}

#[test]
fn notes_stand_behind_the_paragraph_that_refers_to_them() {
    let marker = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"1\"/></w:r>";
    let body = p(&format!("{}{marker}{}", r("", "It was 3"), r("", " feet."))) + &p(&r("", "Later."));
    let transcript = read("docx", docx(&body)).unwrap();
    assert_eq!(transcript.text(), "It was 3 feet.\n\nIn May.\n\nLater.");
    assert_eq!(insets(&transcript), [(InsetKind::NoteMarker, "¹")]);
    assert_eq!(transcript.blocks().get(1).unwrap().kind, BlockKind::Note);
    let paths = Vec::from_iter(transcript.parts().iter().map(|part| &*part.path));
    assert_eq!(paths, ["word/document.xml", "word/footnotes.xml"]);
    let at = transcript.text().find("Later").unwrap();
    let [Origin { part: Some(0), bytes }] = transcript.origins(Span::new(at, at + 5))[..] else { panic!() };
    assert!(bytes.start > 0);
    let missing = p("<w:r><w:footnoteReference w:id=\"9\"/></w:r>");
    assert!(read("docx", docx(&missing)).unwrap_err().to_string().contains("note \"9\", which it does not have"));
}

#[test]
fn what_a_tracked_change_deletes_is_struck_and_what_it_inserts_is_text() {
    let body = p(&format!(
        "{}<w:del w:id=\"1\"><w:r><w:delText xml:space=\"preserve\">never </w:delText></w:r></w:del><w:ins w:id=\"2\">{}</w:ins>\
        <w:r><w:rPr><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr><w:t>so.</w:t></w:r>{}{}",
        r("", "It was "),
        r("", "always "),
        r("<w:strike/>", "Gone."),
        r("<w:strike w:val=\"0\"/>", "Kept."),
    ));
    let transcript = read("docx", docx(&body)).unwrap();
    assert_eq!(transcript.text(), "It was always so.Kept.");
    assert_eq!(insets(&transcript), [(InsetKind::Struck, " never"), (InsetKind::Struck, "Gone.")]);
}

#[test]
fn what_is_not_shown_is_no_text() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGEREF a</w:instrText><w:t>code</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let body = p(&format!(
        "{}{}{}{field}",
        r("", "On page "),
        r("<w:vanish/>", "not "),
        r("<w:rStyle w:val=\"Gone\"/>", "ever ")
    ));
    let transcript = read("docx", docx(&body)).unwrap();
    assert_eq!(transcript.text(), "On page 12");
    assert!(insets(&transcript).iter().all(|(kind, _)| *kind == InsetKind::Hidden));
}

#[test]
fn digits_that_are_raised_join_no_others_and_hyphens_are_those_that_are_shown() {
    let up = |text: &str| r("<w:vertAlign w:val=\"superscript\"/>", text);
    assert_eq!(text(&p(&format!("{}{}{}", r("", "10"), up("6"), r("", " or x")))), "10⁶ or x");
    assert_eq!(text(&p(&format!("{}{}", r("", "10"), r("<w:position w:val=\"8\"/><w:sz w:val=\"19\"/>", "6")))), "10⁶");
    assert_eq!(text(&p(&format!("{}{}{}", r("", "H"), r("<w:position w:val=\"-4\"/>", "2"), r("", "O")))), "H₂O");
    let hyphens = "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>erate</w:t></w:r>";
    assert_eq!(text(&p(hyphens)), "co\u{2011}operate");
    let signs = "<w:r><w:t>5 </w:t><w:sym w:font=\"Symbol\" w:char=\"F06D\"/><w:t>g</w:t></w:r>";
    assert_eq!(text(&p(signs)), "5 \u{fffd}g");
    let half =
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>";
    assert_eq!(text(&p(half)), "1/2");
}

#[test]
fn the_words_of_a_box_stand_behind_its_paragraph_and_once() {
    let box_of = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(&r("", text)));
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback>\
        </mc:AlternateContent></w:r>",
        box_of("Boxed."),
        box_of("Boxed.")
    );
    let body = p(&format!("{}{drawing}{}", r("", "It runs "), r("", "on."))) + &p(&r("", "Next."));
    assert_eq!(text(&body), "It runs on.\n\nBoxed.\n\nNext.");
    let nested =
        (0..12).fold(r("", "x"), |inner, _| format!("<w:r><w:txbxContent>{}</w:txbxContent></w:r>", p(&inner)));
    assert!(read("docx", docx(&p(&nested))).unwrap_err().to_string().contains("nested deeper than 8"));
}

#[test]
fn a_document_that_cannot_be_read_whole_says_why() {
    assert_eq!(read("docx", b"\xd0\xcf\x11\xe0".to_vec()).unwrap_err(), DecodeError::Encrypted);
    let broken = read("docx", docx("<w:p>")).unwrap_err().to_string();
    assert!(broken.starts_with("word/document.xml in it cannot be read: its XML is broken at byte"), "{broken}");
    assert!(read("docx", docx("<w:altChunk r:id=\"a\"/>")).unwrap_err().to_string().contains("takes in another file"));
    assert_eq!(
        read("docx", zipped(&[("a", b"b")])).unwrap_err().to_string(),
        "there is no \"word/document.xml\" in it"
    );
    let locked =
        zipped(&[("META-INF/manifest.xml", b"<manifest><file-entry><encryption-data/></file-entry></manifest>")]);
    assert_eq!(read("odt", locked).unwrap_err(), DecodeError::Encrypted);
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"T1\" style:family=\"text\"><style:text-properties \
        style:text-position=\"super 58%\"/></style:style><style:style style:name=\"T2\" style:family=\"text\"><style:text-properties \
        text:display=\"none\"/></style:style><style:style style:name=\"T3\" style:family=\"text\" style:parent-style-name=\"Out\"/>\
        </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = "<office:document-styles><office:styles><style:style style:name=\"Out\" style:family=\"text\"><style:text-properties \
        style:text-line-through-style=\"solid\"/></style:style><style:style style:name=\"Heading_20_3\" style:family=\"paragraph\"/></office:styles><office:master-styles><style:header><text:p>RUNNING HEAD</text:p>\
        </style:header></office:master-styles></office:document-styles>";
    let meta =
        "<office:document-meta><office:meta><dc:title>Of the lamp</dc:title></office:meta></office:document-meta>";
    let files: [(&str, &[u8]); 4] = [
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ];
    zipped(&files)
}

#[test]
fn an_odt_is_its_paragraphs_and_its_notes_stand_behind_them() {
    let body = "<text:h text:outline-level=\"2\">The lamp</text:h><text:p>It was<text:note text:note-class=\"footnote\"><text:note-citation>1\
        </text:note-citation><text:note-body><text:p>In May.</text:p></text:note-body></text:note> 10<text:span text:style-name=\"T1\">6\
        </text:span> feet<text:s text:c=\"2\"/>high,<text:tab/>&amp;<text:line-break/>dry.<office:annotation><text:p>Comment</text:p>\
        </office:annotation></text:p><text:p text:style-name=\"Heading_20_3\">Small</text:p><text:list><text:list-item><text:p>First</text:p></text:list-item></text:list><table:table><table:table-row>\
        <table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>1999</text:p></table:table-cell></table:table-row></table:table>";
    let transcript = read("odt", odt(body)).unwrap();
    assert_eq!(
        transcript.text(),
        "The lamp\n\nIt was 10⁶ feet high,\t&\ndry.\n\nIn May.\n\nSmall\n\nFirst\n\nYear\t1999"
    );
    let kinds = Vec::from_iter(transcript.blocks().iter().map(|block| block.kind));
    let small = BlockKind::Heading(3);
    assert_eq!(
        kinds,
        [BlockKind::Heading(2), BlockKind::Paragraph, BlockKind::Note, small, BlockKind::Item, BlockKind::Row]
    );
    assert_eq!(insets(&transcript), [(InsetKind::NoteMarker, "¹")]);
    assert_eq!(transcript.facts()[0].value, "Of the lamp");
}

#[test]
fn deletions_and_hidden_and_struck_words_of_an_odt_are_no_text() {
    let body = "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:deletion><office:change-info><dc:creator>Ottla\
        </dc:creator></office:change-info><text:p>never</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>It was <text:change text:change-id=\"c1\"/><text:change-start text:change-id=\"c2\"/>always<text:change-end text:change-id=\"c2\"/> \
        <text:span text:style-name=\"T2\">not </text:span>so<text:span text:style-name=\"T3\">, he said</text:span>.</text:p>";
    let transcript = read("odt", odt(body)).unwrap();
    assert_eq!(transcript.text(), "It was always so.");
    let kinds = insets(&transcript);
    assert_eq!(kinds, [(InsetKind::Struck, " never"), (InsetKind::Hidden, " not"), (InsetKind::Struck, ", he said")]);
}

proptest! {
    #[test]
    fn every_character_of_a_document_leads_to_bytes_that_say_it(
        words in prop::collection::vec(("[a-zé<>&\"0-9\u{1f41d} ]{1,12}", 0..6_usize), 1..6),
    ) {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&#62;");
        let properties = ["", "<w:vanish/>", "<w:strike/>", "<w:vertAlign w:val=\"subscript\"/>", "<w:b/>"];
        let runs: String = words.iter().map(|(word, kind)| match kind {
            5 => "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".to_owned(),
            kind => r(properties[*kind], &escaped(word)),
        }).collect();
        let transcript = read("docx", docx(&p(&runs))).unwrap();
        let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", p(&runs));
        for (at, c) in transcript.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let origins = transcript.origins(Span::new(at, at + c.len_utf8()));
            prop_assert_eq!(origins.len(), 1);
            let part = &transcript.parts()[origins[0].part.unwrap() as usize];
            let source = if &*part.path == "word/document.xml" { &*document } else { FOOTNOTES };
            let read = &source[origins[0].bytes.range()];
            let flat = crate::text::flat(c).unwrap_or(c);
            prop_assert!(read.contains(flat) || read.contains(&escaped(&flat.to_string())), "{c:?} from {read:?}");
        }
    }

    #[test]
    fn no_document_makes_it_panic(
        parts in prop::collection::vec(prop::sample::select(vec![
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>a</w:t>", "<w:tr>", "</w:tr>", "<w:tc>", "<w:pPr>", "</w:pPr>", "<w:del>", "</w:del>",
            "<w:fldChar w:fldCharType=\"end\"/>", "<w:footnoteReference w:id=\"1\"/>", "<w:txbxContent>", "</w:txbxContent>", "<text:p>",
            "</text:p>", "<text:note-body>", "</text:note-body>", "<table:table-row>", "</table:table-row>", "<w:pStyle w:val=\"Mine\"/>", "&amp;", "<w:sym/>",
        ]), 0..24),
    ) {
        let _ = read("docx", docx(&parts.concat()));
        let _ = read("odt", odt(&parts.concat()));
    }
}
