//! Laws of segments, and shapes of text that must not take long.

use literatim::capture::{Capture, Record};
use literatim::segment::*;
use literatim::transcript::Transcript;
use literatim::transcript::decode;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn transcript(name: &str, text: &str) -> Transcript {
    let path = format!("archive/{name}").parse().unwrap();
    decode(&Capture { path, bytes: text.as_bytes().to_vec(), record: Record::default() }).unwrap()
}

fn segments(name: &str, text: &str) -> Vec<(Role, String)> {
    let transcript = transcript(name, text);
    let segments = segment(&transcript, &Rules::default());
    segments.iter().map(|segment| (segment.role, transcript.text()[segment.span.range()].trim().to_owned())).collect()
}

fn tiles(transcript: &Transcript, segments: &[Segment]) -> bool {
    let mut at = 0;
    for (index, segment) in segments.iter().enumerate() {
        let original = match segment.of {
            Some(of) => segment.role == Role::Duplicate && of != index && segments[of].of.is_none(),
            None => segment.role != Role::Duplicate,
        };
        if segment.span.start != at || segment.span.is_empty() || !original {
            return false;
        }
        at = segment.span.end;
    }
    at == transcript.text().len()
}

const STORY: &str = "The lamp on the bridge was lit again on Monday, for the first time since the great flood.\n";

#[test]
fn a_text_that_says_nothing_of_itself_is_body() {
    assert_eq!(segments("a/b.txt", STORY), [(Role::Body, STORY.trim().to_owned())]);
    assert_eq!(segments("a/b.txt", "Only a line"), [(Role::Body, "Only a line".to_owned())]);
    assert!(segments("a/b.txt", "").is_empty());
    assert_eq!(segments("a/b.txt", " \n\n")[0].0, Role::Separator);
}

#[test]
fn what_a_reader_disables_is_not_asked() {
    let transcript = transcript(
        "a/b.txt",
        &format!(
            "A lamp\n\n{STORY}\n\nTwo lamps\n\nAnd so on, as the watchman told us when we came by in the small hours.\n"
        ),
    );
    let roles = |rules: &Rules| segment(&transcript, rules).iter().map(|segment| segment.role).collect::<Vec<_>>();
    assert_eq!(roles(&Rules::default()), [Role::Headline, Role::Body, Role::Crosshead, Role::Body]);
    let rules = Rules::with("disable = [\"crosshead\"]").unwrap();
    assert_eq!(roles(&rules), [Role::Headline, Role::Body, Role::Body, Role::Body]);
}

#[test]
fn an_opening_printed_twice_is_kept_where_it_goes_on() {
    let more = "Nobody was hurt, the mayor said, and the oil will last until the end of May.";
    let text = format!(
        "A lamp is lit\n\n{STORY}\n{more}\n\n{STORY}\n{more}\n\nThe end of the story is told in yet another line.\n"
    );
    let roles: Vec<_> = segments("a/b.txt", &text).into_iter().map(|(role, _)| role).collect();
    use Role::{Body, Duplicate, Headline};
    assert_eq!(roles, [Headline, Duplicate, Duplicate, Body, Body, Body]);
}

#[test]
fn a_paragraph_printed_again_further_down_is_kept_where_it_stood_first() {
    let more = "Nobody was hurt, the mayor said, and the oil will last until the end of May.";
    let text =
        format!("A lamp is lit\n\n{STORY}\n{more}\n\nThe watchman had gone home by then, as he told us.\n\n{STORY}\n");
    let roles: Vec<_> = segments("a/b.txt", &text).into_iter().map(|(role, _)| role).collect();
    use Role::{Body, Duplicate, Headline};
    assert_eq!(roles, [Headline, Body, Body, Body, Duplicate]);
}

fn timed(name: &str, text: &str) -> Duration {
    let transcript = transcript(name, text);
    let began = Instant::now();
    assert!(tiles(&transcript, &segment(&transcript, &Rules::default())));
    began.elapsed()
}

#[test]
fn no_shape_of_text_takes_long() {
    let size = if cfg!(debug_assertions) { 10 } else { 1 };
    let lines = 100_000 / size;
    let mut shapes = vec![
        "word ".repeat(2_000_000 / size),
        STORY.repeat(lines),
        "Related\n".repeat(lines),
        "Ann Lamp/Wick Pictures\n".repeat(lines),
        "The same first six words here ...\n".repeat(lines),
        "— A (@b) May 1, 2020\n".repeat(lines),
        "By \n".repeat(lines),
        "A lamp is seen.\nWICK/Stringer\n".repeat(lines / 2),
        "By Ann Lamp\n".repeat(lines / 2) + &"Ann Lamp covers lamps.\n".repeat(lines / 2),
        format!("`{}\n`", "a ".repeat(lines)),
    ];
    shapes.push((0..lines).map(|at| format!("The same first six words here {at} ...\n")).collect());
    shapes.push((0..lines).map(|at| format!("Line {at} of a text that says it all again and again.\n")).collect());
    for shape in shapes {
        let took = timed("a/b.txt", &shape).max(timed("a/b.md", &shape));
        assert!(took < Duration::from_secs(6), "{took:?} for {:?} …", &shape[..40]);
    }
}

/// Lines as articles have them, in any order.
fn article() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "A lamp is lit",
        "By Ann Lamp",
        "Ann Lamp",
        "3 May 2020",
        STORY,
        STORY,
        "",
        "",
        "Related",
        "Read more: A lamp",
        "The lamp on the bridge was lit again on Monday, for ...",
        "© 2020 Lamp",
        "A hive. WICK/Stringer",
        "WICK/Stringer",
        "— Ann (@ann) May 1, 2020",
        "Disclaimer: All of it is made up. Contact: a@b.example",
        "# Lamps",
        "> said",
        "---",
        "* * *",
        "Tags: lamps",
        "Ann Lamp covers lamps.",
        "Sign up for our newsletter",
        "- one",
        "| a | b |",
        "Zwei\u{a0}“é”.",
    ]);
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn segments_tile_any_article(text in article(), markdown: bool) {
        let transcript = transcript(if markdown { "a/b.md" } else { "a/b.txt" }, &text);
        let rules = Rules::default();
        let found = segment(&transcript, &rules);
        prop_assert!(tiles(&transcript, &found), "{:#?}", found);
        prop_assert_eq!(found, segment(&transcript, &rules));
    }

    #[test]
    fn segments_tile_any_text(text in "[^\0]{0,200}", markdown: bool) {
        let transcript = transcript(if markdown { "a/b.md" } else { "a/b.txt" }, &text);
        prop_assert!(tiles(&transcript, &segment(&transcript, &Rules::default())));
    }
}
