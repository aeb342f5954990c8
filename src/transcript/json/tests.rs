use crate::capture::{Capture, Place, Record};
use crate::text::Span;
use crate::transcript::{DecodeError, Transcript, decode};
use proptest::prelude::*;

fn read(json: &str, pointer: Option<&str>) -> Result<Transcript, DecodeError> {
    let path = "archive/a/20250101T000000Z.json".parse().unwrap();
    let record = Record { pointer: pointer.map(str::to_owned), ..Record::default() };
    decode(&Capture { path, bytes: json.into(), record })
}

#[test]
fn a_recording_that_whisper_took_down_has_words_and_times() {
    let whisper = r#"{"text": " The lamp is", "segments": [{"id": 0, "start": 0.0, "end": 2.48, "text": " The lamp \u00e9"},
        {"id": 1, "start": 2.48, "end": 4, "text": " is lit."}], "language": "en"}"#;
    let transcript = read(whisper, None).unwrap();
    assert_eq!(transcript.text(), "The lamp é\nis lit.");
    let times: Vec<_> = transcript.all_places().iter().map(|(_, place)| place.clone()).collect();
    assert_eq!(times, [Place::Time { from_ms: 0, to_ms: 2480 }, Place::Time { from_ms: 2480, to_ms: 4000 }]);
    let cpp = r#"{"transcription": [{"timestamps": {"from": "00:00:01,000", "to": "00:00:02,500"}, "offsets": {"from": 1000,
        "to": 2500}, "text": " Lit."}]}"#;
    let transcript = read(cpp, None).unwrap();
    assert_eq!(
        (transcript.text(), &transcript.all_places()[0].1),
        ("Lit.", &Place::Time { from_ms: 1000, to_ms: 2500 })
    );
    let speakers = r#"{"segments": [{"start": 0, "end": 1, "text": "Lit?", "speaker": "A"}, {"start": 1, "end": 2, "text": "I never",
        "speaker": "B"}, {"start": 2, "end": 3, "text": "said so.", "speaker": "B"}]}"#;
    let transcript = read(speakers, None).unwrap();
    assert_eq!(transcript.text(), "A: Lit?\n\nB: I never\nsaid so.");
    for word in ["Lit?", "I never", "said so."] {
        let at = transcript.text().find(word).unwrap();
        assert_eq!(&speakers[transcript.bytes(Span::new(at, at + word.len())).range()], word);
    }
    let captions = r#"[{"text": "Lit.", "start": 0.5, "duration": 1.5}]"#;
    assert_eq!(read(captions, None).unwrap().all_places()[0].1, Place::Time { from_ms: 500, to_ms: 2000 });
}

#[test]
fn the_text_that_a_record_points_at_is_read() {
    let json = r#"{"a/b": {"body": "The lamp \"over\" the\nbridge \ud83d\udc1d", "html": "<p>Was <b>lit</b>.</p>", "list": ["One.", "Two."]}}"#;
    assert_eq!(read(json, Some("/a~1b/body")).unwrap().text(), "The lamp \"over\" the\nbridge \u{1f41d}");
    assert_eq!(read(json, Some("/a~1b/html")).unwrap().text(), "Was lit.");
    assert_eq!(read(json, Some("/a~1b/list")).unwrap().text(), "One.\n\nTwo.");
    let transcript = read(json, Some("/a~1b/html")).unwrap();
    let at = transcript.text().find("lit").unwrap();
    assert_eq!(&json[transcript.bytes(Span::new(at, at + 3)).range()], "lit");
}

#[test]
fn without_a_pointer_the_longest_texts_are_named() {
    let words = "word ".repeat(20);
    let json = format!(r#"{{"title": "Short", "article": {{"body": "{words}"}}, "list": ["{words}", "{words}"]}}"#);
    let likely = vec!["/list".to_owned(), "/article/body".to_owned()];
    assert_eq!(read(&json, None).unwrap_err(), DecodeError::NeedsPointer { likely });
    let wrong = read(&json, Some("/article/text")).unwrap_err().to_string();
    assert!(wrong.ends_with("and there is nothing of that name"), "{wrong}");
    assert!(read(&json, Some("/article")).unwrap_err().to_string().ends_with("neither text nor a list of texts"));
}

#[test]
fn json_that_is_none_or_nested_too_deep_is_named_with_its_line() {
    assert!(read("{\n\"a\": lit}", None).unwrap_err().to_string().starts_with("line 2 of it is not JSON"));
    assert!(read(&"[".repeat(1 << 20), None).unwrap_err().to_string().contains("nested too deep"));
}

proptest! {
    #[test]
    fn every_character_of_a_string_leads_to_bytes_that_say_it(text in "[a-zé\"\\\\\n\u{1f41d}\u{7f} ]{0,30}") {
        let json = serde_json::json!({ "a": text }).to_string();
        let transcript = read(&json, Some("/a")).unwrap();
        prop_assert_eq!(transcript.text(), &text);
        for (at, c) in transcript.text().char_indices() {
            let bytes = transcript.bytes(Span::new(at, at + c.len_utf8()));
            let read: String = serde_json::from_str(&format!("\"{}\"", &json[bytes.range()])).unwrap();
            prop_assert_eq!(read, c.to_string());
        }
    }

    #[test]
    fn no_json_makes_it_panic(json in "[\\[\\]{}\":,a-c\\\\u0-9d.\\-]{0,40}", pointer in proptest::option::of("[/a-c0~1]{0,6}")) {
        let _ = read(&json, pointer.as_deref());
    }
}
