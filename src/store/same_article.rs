//! A new capture that names the address of another article itself: anybody can write an address into a page, so its site,
//! its title and most of its words must be those of that article.

use crate::capture::{Capture, Record};
use crate::transcript::{FactKind, Transcript, decode};
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// Returns true if two captures are of one article, by what they show. Something that has no text is not.
pub(super) fn is_same_article(one: &Capture, other: &Capture) -> bool {
    match (decode(one), decode(other)) {
        (Ok(first), Ok(second)) => {
            agree(publisher(&one.record, &first), publisher(&other.record, &second))
                && agree(title(&one.record, &first), title(&other.record, &second))
                && share_most_words(first.text(), second.text())
        }
        _ => false,
    }
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

/// Returns true if more than half of the words of the longer text are in the other, each as often as there.
fn share_most_words(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let longer = one.len().max(other.len());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    one.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut shared = 0;
    for word in &other {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared * 2 > longer
}

#[cfg(test)]
mod tests {
    use super::*;

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
