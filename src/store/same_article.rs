//! A new capture that names the address of another article itself: anybody can write an address into a page, so its site,
//! its title and most of its words must be those of that article.

use super::ClaimConflict;
use crate::capture::{Capture, Record};
use crate::segment::{Rules, Standing, segment};
use crate::transcript::{FactKind, Transcript, decode};
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// The difference between two captures that may be of one article; `None` if they are, by what they show. Something that
/// has no text is not.
pub(super) fn conflict(one: &Capture, other: &Capture, rules: &Rules) -> Option<ClaimConflict> {
    let (Ok(first), Ok(second)) = (decode(one), decode(other)) else { return Some(ClaimConflict::Unreadable) };
    if !agree(publisher(&one.record, &first), publisher(&other.record, &second)) {
        return Some(ClaimConflict::Site);
    }
    if !agree(title(&one.record, &first), title(&other.record, &second)) {
        return Some(ClaimConflict::Title);
    }
    let [one, other] = [story(&first, rules), story(&second, rules)];
    (!share_most_words(&one, &other)).then_some(ClaimConflict::Words)
}

/// The words of the body: what is around it is the same on all pages of a site. Of a page without a body, all words.
fn story(transcript: &Transcript, rules: &Rules) -> String {
    let segments = segment(transcript, rules);
    let body = segments.iter().filter(|segment| segment.role.standing() == Standing::Body);
    let body: String = body.map(|segment| &transcript.text()[segment.span.range()]).collect();
    if words(&body).is_empty() { transcript.text().to_owned() } else { body }
}

fn said(transcript: &Transcript, kind: FactKind) -> Option<String> {
    transcript.facts().iter().find(|fact| fact.kind == kind).map(|fact| fact.value.clone())
}

fn publisher(record: &Record, transcript: &Transcript) -> Option<String> {
    record.publisher.clone().or_else(|| said(transcript, FactKind::Publisher))
}

/// The title; of a text that has none, its first line.
fn title(record: &Record, transcript: &Transcript) -> Option<String> {
    let first_line = || transcript.text().lines().find(|line| !line.trim().is_empty()).map(str::to_owned);
    record.title.clone().or_else(|| said(transcript, FactKind::Headline)).or_else(first_line)
}

fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

/// Returns true if one of two names is in the other, word for word: a page may put the name of its site behind its title.
/// What only one of the two says is no difference.
fn agree(one: Option<String>, other: Option<String>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let (one, other) = (words(&one), words(&other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && long.windows(short.len()).any(|part| part == short)
}

/// Returns true if more than half of the words of the longer text stand in the other with the same word behind them, each
/// as often as there: two columns of one writer have most of their small words in common, and few that follow on each other.
fn share_most_words(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let pairs = |words: &[String]| -> Vec<[String; 2]> {
        let last = words.last().map(|last| [last.clone(), String::new()]);
        words.windows(2).map(|two| [two[0].clone(), two[1].clone()]).chain(last).collect()
    };
    let (one, other) = (pairs(&one), pairs(&other));
    let longer = one.len().max(other.len());
    let mut counts: HashMap<&[String; 2], usize> = HashMap::new();
    one.iter().for_each(|pair| *counts.entry(pair).or_default() += 1);
    let mut shared = 0;
    for pair in &other {
        if let Some(count) = counts.get_mut(pair).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared * 2 > longer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same_article(one: &Capture, other: &Capture) -> bool {
        conflict(one, other, &Rules::default()).is_none()
    }

    const STORY: &str = "The lock keepers met in the rope loft and spoke about the gates for two hours.";

    fn page(title: &str, words: &str) -> Capture {
        let html = format!("<title>{title}</title><meta property=og:site_name content=Courier><p>{words}</p>");
        let path = "archive/page/20140611T093000Z.html".parse().unwrap();
        Capture { path, bytes: html.into_bytes(), record: Record::default() }
    }

    #[test]
    fn a_revision_is_the_same_article() {
        let old = page("Lock keepers ask for gates", STORY);
        let longer = format!("{STORY} They will meet again in spring.");
        assert!(is_same_article(&old, &page("Lock keepers ask for gates | Courier", &longer)));
        assert!(is_same_article(
            &page("水門", "水門は春から水を漏らしている。"),
            &page("水門", "水門は秋から水を漏らしている。")
        ));
    }

    #[test]
    fn two_days_of_one_column_are_two_articles() {
        let menu = "<nav><a href=/>Home</a> <a href=/news>News of the town and of the river</a> <a href=/sport>Sport in \
            the town, the clubs and their tables</a> <a href=/law>The law and the courts of the river towns</a></nav>";
        let column = |words: &str| page("The day in the town", &format!("</p>{menu}<p>{words}"));
        let monday = "The council opens its session with a minute for the pilot, and the warden of the lock asks for the \
            floor. The vote on the tunnel is put off until the spring, and nobody is surprised by that in the hall.";
        let tuesday = "The wardens of the three locks read a letter to the council, and the ministry answers it on the \
            same day. The session is over before the rain, and the budget of the yard is on the table of the mayor.";
        assert!(!is_same_article(&column(monday), &column(tuesday)));
        assert!(is_same_article(&column(monday), &column(&monday.replace("surprised", "astonished"))));
    }

    #[test]
    fn a_title_in_another_script_is_another_title() {
        let old = page("水門の番人", STORY);
        assert!(!is_same_article(&old, &page("渡し船", STORY)));
        assert!(is_same_article(&old, &page("水門の番人 | 新聞", STORY)));
        assert!(!is_same_article(&page("Ворота шлюза", STORY), &page("Паром продан", STORY)));
    }

    #[test]
    fn another_title_other_words_or_another_site_are_another_article() {
        let old = page("Lock keepers ask for gates", STORY);
        assert!(!is_same_article(&old, &page("Ferry sold", STORY)));
        let other = "The warden sold the ferry to a timber company and kept the money for himself.";
        assert!(!is_same_article(&old, &page("Lock keepers ask for gates", other)));
        assert!(!is_same_article(&old, &page("Lock keepers ask for gates", &format!("{STORY} {other} {other}"))));
        let mut elsewhere = page("Lock keepers ask for gates", STORY);
        elsewhere.record.publisher = Some("Tribune".to_owned());
        assert!(!is_same_article(&old, &elsewhere));
    }
}
