use crate::capture::{Capture, Place};
use crate::text::Span;
use crate::transcript::{DecodeError, InsetKind, Transcript, decode};
use proptest::prelude::*;

fn read(ending: &str, file: &str) -> Result<Transcript, DecodeError> {
    decode(&Capture::new(format!("archive/a/20250101T000000Z.{ending}").parse().unwrap(), file))
}

fn text(ending: &str, file: &str) -> String {
    read(ending, file).unwrap().text().to_owned()
}

const WEBVTT: &str = "\u{feff}WEBVTT - of the lock\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\nNot said.\n\nfirst\n\
    00:01.000 --> 00:04.000 align:start position:0%\n<v Brask>We <i>mended</i> the lamp &amp;\n<00:00:02.000><c.loud>lit</c> it\n\n\
    00:04.000 --> 00:06.500\n<v Brask>again.\n\n00:06.500 --> 00:08.000\n<v.first Ottla>Did it <ruby>hold<rt>held</rt></ruby>?</v>\n";

#[test]
fn what_is_said_is_the_text_and_tags_notes_and_styles_are_not() {
    assert_eq!(text("vtt", WEBVTT), "Brask: We mended the lamp &\nlit it\nagain.\n\nOttla: Did it hold?");
}

#[test]
fn every_cue_has_its_time_and_its_words() {
    let transcript = read("vtt", WEBVTT).unwrap();
    let time = |from_ms, to_ms| Place::Time { from_ms, to_ms };
    let places: Vec<_> =
        transcript.all_places().iter().map(|(span, place)| (&transcript.text()[span.range()], place.clone())).collect();
    assert_eq!(
        places,
        [
            ("Brask: We mended the lamp &\nlit it", time(1000, 4000)),
            ("again.", time(4000, 6500)),
            ("Ottla: Did it hold?", time(6500, 8000)),
        ]
    );
    let at = transcript.text().find("it\nagain").unwrap();
    assert_eq!(transcript.places(Span::new(at, at + 8)).len(), 2);
    assert!(transcript.insets().iter().all(|inset| inset.kind == InsetKind::CueTime));
    assert!(transcript.insets()[0].text.starts_with("WEBVTT"), "{:?}", transcript.insets());
}

#[test]
fn the_words_of_two_speakers_are_not_one_sentence() {
    let file = |second: &str| {
        format!("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Brask>I never\n\n00:02.000 --> 00:03.000\n{second}")
    };
    assert_eq!(text("vtt", &file("<v Brask>said so")), "Brask: I never\nsaid so");
    assert_eq!(text("vtt", &file("<v Ottla>said so")), "Brask: I never\n\nOttla: said so");
    assert_eq!(text("vtt", &file("said so")), "Brask: I never\n\nsaid so");
}

#[test]
fn subrip_is_read_with_its_numbers_tags_and_blank_lines() {
    let file = "1\r\n00:00:01,000 --> 00:00:02,000 X1:40\r\n{\\an8}The <font color=\"#fff\">lamp</font> was 3 < 4,\r\n\r\n2\r\n\
        00:00:02,000 --> 00:00:03,500\r\n\r\nand <b>lit</b>\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\n1999\r\nwas dry <sic> &amp; dark\r\n";
    assert_eq!(text("srt", file), "The lamp was 3 < 4,\nand lit\n1999\nwas dry <sic> &amp; dark");
}

#[test]
fn captions_that_roll_have_their_words_once() {
    let rolling = "WEBVTT\n\n00:00.000 --> 00:02.000\n \nthe<00:00:00.400><c> lamp</c>\n\n00:02.000 --> 00:02.010\nthe lamp\n \n\n\
        00:02.010 --> 00:04.000\nthe lamp\nwas<00:00:03.000><c> lit</c>\n\n00:04.000 --> 00:04.010\nwas lit\n \n\n\
        00:04.010 --> 00:06.000\nwas lit\nwas<00:00:05.000><c> lit</c>\n\n00:06.000 --> 00:06.010\nwas lit\n \n\n\
        00:06.010 --> 00:08.000\nwas lit\nagain\n";
    assert_eq!(text("vtt", rolling), "the lamp\nwas lit\nwas lit\nagain");
    let live = "1\n00:00:00,000 --> 00:00:02,000\nOne\n\n2\n00:00:02,000 --> 00:00:04,000\nOne\ntwo\n\n3\n00:00:04,000 --> 00:00:06,000\n\
        two\nthree\n\n4\n00:00:06,000 --> 00:00:08,000\nthree\nfour\n";
    assert_eq!(text("srt", live), "One\ntwo\nthree\nfour");
}

#[test]
fn words_that_are_said_twice_stay_twice() {
    let song = "1\n00:00:00,000 --> 00:00:02,000\nla la\n\n2\n00:00:02,000 --> 00:00:04,000\nla la\n\n3\n00:00:04,000 --> 00:00:06,000\n\
        la la\n\n4\n00:00:06,000 --> 00:00:08,000\nla la\nla\n\n5\n00:00:08,000 --> 00:00:09,000\nla\n";
    assert_eq!(text("srt", song), "la la\nla la\nla la\nla la\nla\nla");
    let talk = "1\n00:00:00,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:04,000\nNo.\nNever.\n\n3\n00:00:04,000 --> 00:00:06,000\nWhy?\n";
    assert_eq!(text("srt", talk), "No.\n\nNo.\nNever.\n\nWhy?");
}

#[test]
fn a_time_that_cannot_be_read_is_named_with_its_line() {
    let broken = read("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:02 --> soon\ntwo\n").unwrap_err();
    assert_eq!(broken.to_string(), "line 6 of it is no time: \"00:02 --> soon\"");
    assert!(read("srt", "The lamp is lit.").unwrap_err().to_string().contains("it has no cues"));
}

proptest! {
    #[test]
    fn every_word_leads_to_bytes_that_say_it(
        cues in prop::collection::vec(("[a-zß&<>{}\u{1f41d} ./v]{0,12}", "[a-z é<i>]{0,9}", 0..5000_u64), 1..8), is_webvtt: bool,
    ) {
        let (mut file, mut at) = (String::from(if is_webvtt { "WEBVTT\n\n" } else { "" }), 0);
        for (number, (one, other, len)) in cues.iter().enumerate() {
            let time = |at: u64| format!("{:02}:{:02}:{:02}.{:03}", at / 3_600_000, at / 60_000 % 60, at / 1000 % 60, at % 1000);
            file += &format!("{}\n{} --> {}\n{one}\n{other}\n\n", number + 1, time(at), time(at + len));
            at += len;
        }
        let transcript = read(if is_webvtt { "vtt" } else { "srt" }, &file).unwrap();
        for (at, c) in transcript.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let bytes = transcript.bytes(Span::new(at, at + c.len_utf8()));
            let read = &file[bytes.range()];
            let is_named = read.starts_with("<v") || read.starts_with('&');
            prop_assert!(read.contains(c) || is_named, "{c:?} from {read:?} of {file:?}");
        }
    }

    #[test]
    fn no_subtitles_make_it_panic(bytes in "(WEBVTT)?[\n\r 0-9:.,<>/v&{}\\\\a-]{0,80}", is_webvtt: bool) {
        let _ = read(if is_webvtt { "vtt" } else { "srt" }, &bytes);
    }
}
