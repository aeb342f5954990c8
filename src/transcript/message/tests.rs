use crate::capture::{Capture, Origin};
use crate::digest::Digest;
use crate::text::Span;
use crate::transcript::{BlockKind, DecodeError, FactKind, Transcript, decode};

fn read(ending: &str, file: impl Into<Vec<u8>>) -> Result<Transcript, DecodeError> {
    decode(&Capture::new(format!("archive/a/20250101T000000Z.{ending}").parse().unwrap(), file))
}

const MHTML: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/lamp\r\nSubject: The lamp\r\n\
    Date: Sat, 4 Jan 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
    \tboundary=\"----b----\"\r\n\r\n\r\n------b----\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\n.up { vertical-align: super }\r\n\
    ------b----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n\
    Content-Location: https://a.example/lamp\r\n\r\n<!DOCTYPE html><html><head><meta http-equiv=3D\"Content-Type\" content=3D\"text/html;=\r\n\
    charset=3DUTF-8\"><link rel=3D\"stylesheet\" href=3D\"cid:css\"><title>The lamp</title></head><body><nav><a href=3D\"/\">Home</a></nav><h1>The lamp</h1><p>The lamp=E2=80=99s li=\r\n\
    ght was seen <del>never</del> again, 10<i class=3Dup>6</i>.</p></body></html>\r\n------b------\r\n";

#[test]
fn a_page_saved_as_mhtml_is_read_as_a_page() {
    let transcript = read("mhtml", MHTML).unwrap();
    assert!(transcript.text().ends_with("The lamp’s light was seen again, 10⁶."), "{}", transcript.text());
    assert!(!transcript.is_document() && !transcript.elements().is_empty());
    assert_eq!(&*transcript.parts()[0].path, "2");
    let at = transcript.text().find("light").unwrap();
    let page = crate::document::Message::read(MHTML.as_bytes()).unwrap().page().unwrap();
    assert_eq!(transcript.parts()[0].sha256, Digest::of(&page.bytes));
    let [Origin { part: Some(0), bytes }] = transcript.origins(Span::new(at, at + 5))[..] else { panic!() };
    assert_eq!(&page.bytes[bytes.range()], b"light");
    assert_eq!(transcript.insets()[0].origin.part, Some(0));
}

#[test]
fn mhtml_without_a_page_says_so() {
    let none = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n";
    assert_eq!(read("mht", none).unwrap_err().to_string(), "no part of it is a web page");
    assert!(read("mht", "The lamp is lit.").unwrap_err().to_string().contains("header of a message"));
}

fn mail(kind: &str, body: &str) -> String {
    format!(
        "From: =?utf-8?q?J=C3=B3?= <jo@a.example>\nSubject: =?iso-8859-1?Q?The_caf=E9?=\nDate: Sat, 4 Jan 2025 10:00:00 +0100\n\
        MIME-Version: 1.0\nContent-Type: {kind}\n{body}"
    )
}

#[test]
fn a_mail_is_the_words_that_its_reader_sees() {
    let plain = mail(
        "text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable",
        "\nThe caf=E9 was sh=\nut.\n\n> It was\n> open.\n",
    );
    let transcript = read("eml", plain).unwrap();
    assert_eq!(transcript.text().replace('\r', ""), "The café was shut.\n\n> It was\nopen.\n");
    let fact = |kind| transcript.facts().iter().find(|fact| fact.kind == kind).map(|fact| fact.value.clone());
    assert_eq!(fact(FactKind::Headline).as_deref(), Some("The café"));
    assert_eq!(fact(FactKind::Publisher).as_deref(), Some("Jó <jo@a.example>"));
    assert_eq!(fact(FactKind::Published).as_deref(), Some("2025-01-04T09:00:00Z"));
    let base64 =
        mail("text/html; charset=utf-8\nContent-Transfer-Encoding: base64", "\nPHA+VGhlIGxhbXAg\naXMgbGl0LjwvcD4=\n");
    assert_eq!(read("eml", base64).unwrap().text(), "The lamp is lit.");
}

fn alternative(plain: &str, html: &str) -> String {
    let part = |kind: &str, body: &str| format!("--b\nContent-Type: {kind}\n\n{body}\n");
    let body = format!("\n{}{}--b--\n", part("text/plain", plain), part("text/html", html));
    mail("multipart/alternative; boundary=b", &body)
}

#[test]
fn of_two_forms_with_other_words_the_one_that_is_shown_is_read() {
    let same = read("eml", alternative("The *lamp* is lit.", "<p>The <b>lamp</b> is lit.</p>")).unwrap();
    assert_eq!((same.text(), &*same.parts()[0].path), ("The *lamp* is lit.", "1"));
    let other = read("eml", alternative("The lamp is not lit.", "<p>The lamp is lit.</p>")).unwrap();
    assert_eq!((other.text(), &*other.parts()[0].path), ("The lamp is lit.", "2"));
}

#[test]
fn what_is_attached_to_a_mail_is_not_its_words() {
    let body = "\n--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n\
        Attached.\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b\nContent-Type: text/plain\n\nRegards.\n--b--\n";
    let transcript = read("eml", mail("multipart/mixed; boundary=b", body)).unwrap();
    assert_eq!(transcript.text(), "See below.\n\nRegards.");
    assert_eq!(Vec::from_iter(transcript.parts().iter().map(|part| &*part.path)), ["1", "4"]);
}

#[test]
fn a_mail_that_only_its_receiver_can_read_says_so() {
    let body = "\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN\n--b--\n";
    assert_eq!(read("eml", mail("multipart/encrypted; boundary=b", body)).unwrap_err(), DecodeError::Encrypted);
    let broken = mail("text/plain\nContent-Transfer-Encoding: base64", "\n%%%%\n");
    assert!(read("eml", broken).unwrap_err().to_string().starts_with("part 1 of it cannot be decoded"));
}

#[test]
fn a_mailbox_is_one_article_whose_messages_stay_apart() {
    let message = |body: &str| format!("From jo@a.example Sat Jan  4 10:00:00 2025\n{}\n", mail("text/plain", body));
    let transcript = read("mbox", message("\nI never\n") + &message("\nsaid so.\n")).unwrap();
    assert_eq!(transcript.text(), "The café\n\nI never\n\n\n\nThe café\n\nsaid so.\n\n");
    let kinds = Vec::from_iter(transcript.blocks().iter().map(|block| block.kind));
    assert_eq!(kinds, [BlockKind::Heading(1), BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::Paragraph]);
    assert_eq!(&*transcript.parts()[3].path, "2/1");
}
