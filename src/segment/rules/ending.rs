//! The end of an article: what is said of its author once the story is over.

use super::labels::{Labelling, flat};
use super::layout;
use super::rule::{Unit, Zone};
use super::shape::{has_words, is_person};
use crate::segment::{Role, Standing};

/// Goes from the last block up, for as long as there is no story.
pub(in crate::segment) fn read(article: &mut Labelling<'_>) {
    let authors = authors(article);
    for index in (1..article.blocks.len()).rev() {
        let part = &article.blocks[index];
        match part.role() {
            Some(role) if role.standing() == Standing::Body && !is_notice(article, index) => return,
            Some(_) => continue,
            None if part.is_prose() && author_note(article, index, &authors) => continue,
            None => return,
        }
    }
}

/// Returns true if a rule says of all of it that it is body: a correction below the story ends nothing.
fn is_notice(article: &Labelling<'_>, index: usize) -> bool {
    article.blocks[index].labels.len() == 1
}

fn author_note(article: &mut Labelling<'_>, index: usize, authors: &[String]) -> bool {
    let text = flat(article.blocks[index].text);
    let known = authors.iter().any(|author| text.contains(author.as_str()));
    let begins = authors
        .iter()
        .any(|author| text.strip_prefix(author.as_str()).is_some_and(|rest| rest.starts_with([' ', ','])));
    // Where the author is known, a sentence about anybody else is story.
    let rule = article
        .rules
        .find(Unit::Block, &[Zone::End], &text)
        .filter(|rule| known || authors.is_empty() || rule.id == "follow-the-author");
    match rule {
        Some(rule) => article.label(index, rule.role, &rule.id),
        None => begins && !has_words(&text, 80) && article.label(index, Role::AuthorNote, layout::AUTHOR_AGAIN),
    }
}

/// The most bylines that an article has.
const BYLINES: usize = 12;

/// The names in the bylines.
fn authors(article: &Labelling<'_>) -> Vec<String> {
    let bylines = article.blocks.iter().filter(|part| part.role() == Some(Role::Byline)).take(BYLINES);
    let mut names = Vec::new();
    for byline in bylines {
        let text = flat(byline.text);
        let bare = ["By ", "by ", "BY ", "Von ", "Par ", "Por "].iter().find_map(|by| text.strip_prefix(by));
        let pieces = bare.unwrap_or(&text).split([',', '|', '&', ';']).flat_map(|piece| piece.split(" and "));
        names.extend(pieces.map(str::trim).filter(|name| is_person(name)).map(str::to_owned));
    }
    names
}
