//! Two captures of one page that are marked up, or decoded, otherwise.

use crate::article::{page, witness};
use encoding_rs::{Encoding, GB18030, KOI8_R, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use literatim::diff::revision::{CaptureDiff, CaptureRevision, Class, PassageFate, revision};
use literatim::manifest::Witness;
use literatim::report::{Diff, DiffFormat, Paint, revision as write_revision};
use literatim::text::Span;

fn summary(old: &Witness, new: &Witness, revision: &CaptureRevision) -> String {
    let diff = Diff { old, new, revision, all: false, files: None };
    let mut out = Vec::new();
    write_revision(&diff, DiffFormat::Human, &mut out, &Paint::default()).unwrap();
    String::from_utf8(out).unwrap().trim_end().rsplit('\n').next().unwrap().to_owned()
}

const PAGE: &str = "<html><head><title>TITLE</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav><article>\
    <h1>TITLE</h1>STORY</article><footer>© 2020 The Lantern. All rights reserved.</footer></body></html>";

fn html(title: &str, story: &[&str]) -> String {
    let story: String = story.iter().map(|text| format!("<p>{text}</p>")).collect();
    PAGE.replace("TITLE", title).replace("STORY", &story)
}

const FRENCH: [&str; 3] = [
    "Les éclusiers se sont réunis hier soir dans l’atelier, et ils ont parlé des portes pendant deux heures avant l’orage.",
    "Le maire a répété que la commune paierait les réparations de l’été, même si le département refusait son aide.",
    "Nobody else in the small town on the river had much to say about it, and the meeting ended before the rain came.",
];
const RUSSIAN: [&str; 3] = [
    "Смотрители шлюзов встретились вчера вечером в мастерской и два часа говорили о воротах, пока не пошёл дождь.",
    "Мэр повторил, что город заплатит за летний ремонт, даже если область откажет ему в помощи и в деньгах.",
    "Больше никто в маленьком городе на реке ничего об этом не сказал, и собрание кончилось до дождя.",
];
const JAPANESE: [&str; 3] = [
    "水門の番人たちは昨夜、作業場に集まり、雨が降り出すまで二時間にわたって門の話をした。",
    "町長は、県の援助がなくても夏の修理費は町が払うと繰り返し、来月の会議で決めると述べた。",
    "川辺の小さな町では、ほかに何かを言う人はなく、会合は雨の前に終わったという。",
];

/// `text` as it looks when its bytes in one charset are read as another.
fn misread(text: &str, of: &'static Encoding, read_as: &'static Encoding) -> String {
    read_as.decode_without_bom_handling(&of.encode(text).0).0.into_owned()
}

#[test]
fn a_page_that_is_decoded_otherwise_is_named_so() {
    for (story, of, read_as) in [
        (FRENCH, UTF_8, WINDOWS_1252),
        (FRENCH, WINDOWS_1252, UTF_8),
        (FRENCH, UTF_8, WINDOWS_1250),
        (RUSSIAN, UTF_8, WINDOWS_1252),
        (RUSSIAN, UTF_8, WINDOWS_1251),
        (RUSSIAN, WINDOWS_1251, WINDOWS_1252),
        (RUSSIAN, KOI8_R, WINDOWS_1252),
        (JAPANESE, UTF_8, WINDOWS_1252),
        (JAPANESE, SHIFT_JIS, WINDOWS_1252),
    ] {
        let right = page("20260101T000000Z", html("The gates", &story));
        let wrong = page("20260102T000000Z", misread(&html("The gates", &story), of, read_as));
        for (old, new) in [(&right, &wrong), (&wrong, &right)] {
            let found = revision(old, new);
            let name = format!("{} read as {}", of.name(), read_as.name());
            let is_so = |change: &&literatim::diff::revision::ParagraphChange| {
                change.is_noise() || change.classes == [Class::Decoding].into()
            };
            let other: Vec<_> = found.changes.iter().filter(|change| !is_so(change)).collect();
            assert!(other.is_empty() && found.misread() > 1, "{name}: {other:#?}");
            assert!(summary(old, new, &found).contains("decoded otherwise"), "{name}: {}", summary(old, new, &found));
        }
    }
}

#[test]
fn the_same_bytes_in_two_charsets_are_named_so() {
    let bytes = WINDOWS_1251.encode(&html("The gates", &RUSSIAN)).0.into_owned();
    let text = |charset: &str| {
        let at = bytes.windows(6).position(|part| part == b"<head>").unwrap() + 6;
        [&bytes[..at], format!("<meta charset={charset}>").as_bytes(), &bytes[at..]].concat()
    };
    let (old, new) = (page("20260101T000000Z", text("windows-1251")), page("20260102T000000Z", text("koi8-r")));
    let found = revision(&old, &new);
    assert!(
        found.misread() >= 3 && found.story().all(|change| change.classes.contains(&Class::Decoding)),
        "{found:#?}"
    );
    let text = summary(&old, &new, &found);
    assert!(text.contains("windows-1251") && text.contains("KOI8-R"), "{text}");
}

#[test]
fn words_of_a_misread_page_are_reworded_by_decoding_alone() {
    let old = page("20260101T000000Z", html("The gates", &JAPANESE));
    let new = page("20260102T000000Z", misread(&html("The gates", &JAPANESE), UTF_8, WINDOWS_1252));
    let start = old.text().find("夏の修理費").unwrap();
    let found = CaptureDiff::of(&old, &new).carry(Span::new(start, start + "夏の修理費は町が払う".len()));
    assert_eq!((found.fate, found.classes), (PassageFate::Reworded, [Class::Decoding].into()));
}

#[test]
fn other_words_in_other_letters_are_no_matter_of_decoding() {
    let old = page("20260101T000000Z", html("The gates", &FRENCH));
    for (word, other) in [("réunis", "retrouvés"), ("été", "hiver"), ("répété", "nié"), ("l’orage", "la grêle")]
    {
        let story = FRENCH.map(|text| text.replace(word, other));
        let new = page("20260102T000000Z", html("The gates", &story.each_ref().map(String::as_str)));
        let found = revision(&old, &new);
        assert!(found.misread() == 0 && !found.is_empty(), "{word} → {other}: {found:#?}");
    }
    // A translation has no letter in common, and no byte.
    let new = page("20260102T000000Z", html("The gates", &RUSSIAN));
    assert_eq!(revision(&old, &new).misread(), 0);
    let new = page("20260103T000000Z", GB18030.encode(&html("The gates", &JAPANESE)).0.into_owned());
    assert_eq!(revision(&old, &new).misread(), 0);
}

#[test]
fn pages_without_a_body_are_not_the_same_words() {
    let bare = |line: &str| format!("<html><body><nav><a href=/>Home</a> <a href=/news>{line}</a></nav></body></html>");
    let (old, new) = (page("20260101T000000Z", bare("News")), page("20260102T000000Z", bare("Sport")));
    let found = revision(&old, &new);
    assert!(found.is_blind() && found.has_body == [false; 2], "{found:#?}");
    let text = summary(&old, &new, &found);
    assert!(text.contains("neither capture has a body") && !text.contains("the same words"), "{text}");
    let same = page("20260102T000000Z", bare("News"));
    assert!(
        !revision(&old, &same).is_blind() && summary(&old, &same, &revision(&old, &same)).contains("the same bytes")
    );
    let with = page("20260103T000000Z", html("The gates", &FRENCH));
    let found = revision(&with, &new);
    assert!(!found.is_empty() && found.has_body == [true, false]);
    assert!(summary(&with, &new, &found).contains("the newer capture has no body"));
}

const STORY: [&str; 4] = [
    "The ferry will leave the north quay twenty minutes later from the first of April, the harbour office said on Tuesday.",
    "Passengers who hold a season ticket need not do anything, and the last boat back stays where it was in the plan.",
    "The harbour master said that the change gives the crews of the morning boat more time to load the mail.",
    "A printed timetable will be sent to each house on the island before the end of the month, the office added.",
];

fn with_line(line: &str) -> String {
    let story: String = STORY.iter().map(|text| format!("<p>{text}</p>")).collect();
    let story = story.replacen("</p>", &format!("</p>{line}"), 1);
    PAGE.replace("TITLE", "Ferry timetable changes in spring").replace("STORY", &story)
}

#[test]
fn a_share_line_that_flips_roles_is_no_change_of_the_article() {
    for (buttons, line) in [
        ("<ul class=share-tools><li>Share</li><li>Tweet</li><li>Email</li></ul>", "<p>Share Tweet Email</p>"),
        (
            "<div class=share><a href=https://www.facebook.com/sharer.php?u=x>Share on Facebook</a></div>",
            "<p>Share on Facebook</p>",
        ),
        ("<div class=social-share><button>Gift this story</button></div>", "<p>Gift this story</p>"),
        ("<nav class=social><a href=/a>WhatsApp</a> <a href=/b>Bluesky</a></nav>", "<p>WhatsApp Bluesky</p>"),
    ] {
        let (one, other) = (page("20260101T000000Z", with_line(buttons)), page("20260102T000000Z", with_line(line)));
        for (old, new) in [(&one, &other), (&other, &one)] {
            let found = revision(old, new);
            assert!(found.is_empty(), "{line}: {:#?}", found.story().collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_sentence_that_goes_out_of_the_story_is_a_change_of_it() {
    let sentence = "The council did not ask the islanders.";
    let one = page("20260101T000000Z", with_line(&format!("<p>{sentence}</p>")));
    let other = page("20260102T000000Z", with_line("").replace("<footer>", &format!("<footer><p>{sentence}</p>")));
    assert!(!revision(&one, &other).is_empty());
    // A line that only the newer capture has is new, though words of it stand around the story.
    let one = page("20260101T000000Z", with_line(""));
    let other = page("20260102T000000Z", with_line("<h2>Home for the winter</h2>"));
    assert!(!revision(&one, &other).is_empty());
    let text = |line: &str| format!("# The hall\n\n{}\n\n{line}\n\n{}\n", STORY[0], STORY[1]);
    assert!(!revision(&witness("a", &text("Not one of them")), &witness("b", &text(""))).is_empty());
}
