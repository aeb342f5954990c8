//! A block, sentence by sentence: a disclaimer, the terms of use and an address often stand in one.

use super::labels::{Label, Labelling, flat};
use super::rule::{Unit, Zone};
use crate::segment::{Role, Standing};
use std::ops::Range;

/// Splits the blocks of the tail where a sentence is furniture.
pub(in crate::segment) fn split(article: &mut Labelling<'_>) {
    for index in 0..article.blocks.len() {
        let part = &article.blocks[index];
        let long = part.text.len() > 8000;
        if !long && article.in_tail(index) && part.is_prose() && part.labels.len() < 2 && refinable(part.role()) {
            let labels = labels(article, index);
            if !labels.is_empty() {
                article.blocks[index].labels = labels;
            }
        }
    }
}

/// Returns true if the sentences of a block with that role may have others.
fn refinable(role: Option<Role>) -> bool {
    use Role::{AuthorNote, Contact, Copyright, Disclaimer, Engagement, RepublicationTerms, SyndicationNotice};
    role.is_none_or(|role| matches!(role, AuthorNote | Contact | Copyright | Disclaimer | Engagement))
        || matches!(role, Some(RepublicationTerms | SyndicationNotice))
}

/// The label of each sentence; none if all of them are body.
fn labels<'a>(article: &Labelling<'a>, index: usize) -> Vec<Label<'a>> {
    let part = &article.blocks[index];
    let text = flat(part.text);
    let mut said: Vec<Label<'a>> = part.labels.clone();
    for sentence in sentences(&text) {
        let rule = article.rules.find(Unit::Sentence, &[Zone::Anywhere, Zone::Tail], &text[sentence.clone()]);
        let start = part.span().start + sentence.start;
        let (role, rule) = match rule {
            Some(rule) => (rule.role, rule.id.as_str()),
            None if said.is_empty() => part.story_label(article.rules),
            None => continue,
        };
        match said.last_mut() {
            Some(last) if last.role == role => {}
            // The rule for a sentence knows more than the one for the block.
            Some(last) if last.start == start => (last.role, last.rule) = (role, rule),
            _ => said.push(Label { start, role, rule }),
        }
    }
    if said.iter().all(|said| said.role.standing() == Standing::Body) { Vec::new() } else { said }
}

/// The sentences of a text. An address behind a colon counts as one.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut words = text.split_inclusive(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len();
        Some((start, word))
    });
    let Some((_, mut last)) = words.next() else { return Vec::new() };
    for (start, word) in words {
        let begins = word.chars().next().is_some_and(|c| !c.is_lowercase());
        if (ends_sentence(last) && begins) || (last.trim_end().ends_with(':') && is_address(word)) {
            starts.push(start);
        }
        if !word.trim().is_empty() {
            last = word;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..start + text[start..end].trim_end().len()).collect()
}

fn is_address(word: &str) -> bool {
    word.contains('@') && word.contains('.') && !word.starts_with('@')
}

/// Returns true if a word ends a sentence: it has a stop behind it, and is no abbreviation or initial.
fn ends_sentence(word: &str) -> bool {
    const SHORT: [&str; 16] =
        ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "No", "vs", "Inc", "Co"];
    let word = word.trim_end().trim_end_matches(['"', '”', '’', ')', ']', '»']);
    match word.strip_suffix('.') {
        Some(bare) => bare.chars().count() > 1 && !SHORT.contains(&bare) && !bare.contains('.'),
        None => word.ends_with(['!', '?']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_end_no_sentence_and_an_address_is_one() {
        let text = "Mr. Lamp of the U.S. Army left. “Really?” He did! Write: a@b.example";
        let found: Vec<_> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Mr. Lamp of the U.S. Army left.", "“Really?”", "He did!", "Write:", "a@b.example"]);
    }
}
