use super::*;
use crate::capture::{Capture, Record};
use crate::segment::{evidence, segment};
use crate::transcript::decode;

/// The rest of a page after a coarse extraction.
const LEFT: &str = "\
The council votes for the lamp

By Ann Wick

The lamp over the bridge will be lit again from Sunday, the council decided on Monday night by five votes to four.

The mayor, who had come with a dog, said that the oil would last until the spring, and that nobody would have to pay.

“I have seen that lamp go out in three winters,” said the lamplighter, who is eighty. “It will go out in the fourth.”

The books of the council do not tell who paid for the oil of the first lamp, and nobody at the meeting asked for them.

The next meeting of the council is on the third of May, in the barn behind the church.

3 comments

Tom Fielder says:

I was at that meeting, and your reporter was not. The dog was asleep and so were most of the people who voted for it.

Reply

Sign up for our newsletter

Please click here to share this on Facebook, Twitter or WhatsApp, or follow us for more news like this every day

Loading

Your email address will not be shared with anyone | Privacy policy | Terms of use

© 2020 The Lantern. All rights reserved.";

fn transcript(text: &str) -> Transcript {
    let path = "archive/a/20250101T000000Z.txt".parse().unwrap();
    decode(&Capture { path, bytes: text.into(), record: Record::default() }).unwrap()
}

fn role_of(words: &str, text: &str, rules: &Rules) -> Role {
    let transcript = transcript(text);
    let segments = segment(&transcript, rules);
    let at = transcript.text().find(words).unwrap();
    segments.iter().find(|segment| segment.span.start <= at && at < segment.span.end).unwrap().role
}

#[test]
fn what_a_page_leaves_behind_its_story_is_furniture_and_the_story_is_not() {
    let rules = Rules::default();
    for words in ["The lamp over", "The mayor, who", "“I have seen", "The books of", "The next meeting"] {
        assert_eq!(role_of(words, LEFT, &rules), Role::Body, "{words}");
    }
    for words in ["Tom Fielder", "I was at that meeting"] {
        assert_eq!(role_of(words, LEFT, &rules), Role::Comments, "{words}");
    }
    assert_eq!(role_of("Please click here", LEFT, &rules), Role::Boilerplate);
    let own = Rules::with("disable = [\"line-furniture\"]").unwrap();
    assert_eq!(role_of("Please click here", LEFT, &own), Role::Body);
}

#[test]
fn a_count_of_comments_in_the_midst_of_a_story_opens_nothing() {
    let story =
        "The lamp over the bridge will be lit again from Sunday, the council decided on Monday by five votes.\n\n";
    let text = format!("The lamp\n\n{story}3 comments\n\n{}Leave a reply", story.replace("lit", "put out").repeat(6));
    assert_eq!(role_of("put out again", &text, &Rules::default()), Role::Body);
}

#[test]
fn a_text_that_shows_no_sign_of_a_page_has_no_furniture_of_one() {
    let story: String = LEFT
        .split("\n\n")
        .skip(2)
        .take(5)
        .chain(["Enter below", "Click here, please"])
        .collect::<Vec<_>>()
        .join("\n\n");
    let segments = segment(&transcript(&story), &Rules::default());
    assert!(segments.iter().all(|segment| segment.rule != layout::LINE), "{segments:#?}");
}

#[test]
fn what_weighed_is_in_the_evidence() {
    let transcript = transcript(LEFT);
    let rules = Rules::default();
    let segments = segment(&transcript, &rules);
    let lines = evidence(&transcript, &rules, &segments);
    let line = segments.iter().position(|segment| segment.rule == layout::LINE).unwrap();
    assert!(
        lines[line].starts_with("looks like page furniture, by its shape and its place among the lines (by "),
        "{}",
        lines[line]
    );
}

#[test]
fn the_model_has_one_spelling_and_every_trait_a_name() {
    let text = learned().print();
    assert_eq!(Model::parse(&text, COUNT).as_ref(), Some(learned()));
    assert!((0..COUNT).all(|at| !name(at).is_empty()));
}
