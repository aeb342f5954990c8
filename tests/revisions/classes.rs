//! Edits of each class, and whether they are told.

use crate::article::{Lot, NAMES, article, pair};
use literatim::diff::revision::{Class, revision};

const EACH: usize = 150;

/// Makes one edit to a paragraph (the headline is number 0); `None` where this paragraph has no place for it.
type Edit = fn(&str, &mut Lot) -> Option<String>;

/// Of `EACH` edits, how many are told by `class`; and how many are told by a class of meaning that they are not of.
fn told(class: Class, edit: Edit) -> (usize, Vec<String>) {
    let mut lot = Lot(20_260_101 + class as u64);
    let (mut found, mut wrong, mut made) = (0, Vec::new(), 0);
    while made < EACH {
        let old = article(&mut lot, 8);
        let at = if class == Class::Headline { 0 } else { 1 + lot.below(old.len() - 1) };
        let Some(edited) = edit(&old[at], &mut lot) else { continue };
        let mut new = old.clone();
        new[at] = edited;
        made += 1;
        let (one, other) = pair(&old, &new);
        let changes = revision(&one, &other).changes;
        let classes: Vec<Class> = changes.iter().flat_map(|change| change.classes.iter().copied()).collect();
        found += usize::from(classes.contains(&class));
        let meaning =
            [Class::Number, Class::Date, Class::Name, Class::Negation, Class::Hedge, Class::Attribution, Class::Notice];
        if classes.iter().any(|other| meaning.contains(other) && *other != class) {
            wrong.push(format!("{classes:?}: {:?} → {:?}", old[at], new[at]));
        }
    }
    (found, wrong)
}

fn holds(class: Class, edit: Edit) {
    let (found, wrong) = told(class, edit);
    assert!(100 * found >= 95 * EACH, "{}: {found} of {EACH}", class.name());
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn another_number_is_told() {
    holds(Class::Number, |text, lot| {
        let number = text.split(' ').find(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some(text.replacen(number, &(1000 + lot.below(500)).to_string(), 1))
    });
}

#[test]
fn another_name_is_told() {
    holds(Class::Name, |text, lot| {
        let name = NAMES.into_iter().find(|name| text.contains(&format!(" {name} ")))?;
        let other = lot.of(&["Quillan", "Rosmere", "Tavish", "Umberley"]);
        Some(text.replacen(name, other, 1))
    });
}

#[test]
fn a_word_that_denies_is_told() {
    holds(Class::Negation, |text, lot| {
        let verb =
            ["was ", "is ", "could ", "have ", "had "].into_iter().find(|verb| text.contains(&format!(" {verb}")))?;
        let denied = lot.of(&["not", "never"]);
        Some(text.replacen(&format!(" {verb}"), &format!(" {verb}{denied} "), 1))
    });
}

#[test]
fn words_inside_marks_are_told() {
    holds(Class::Quotation, |text, lot| {
        let open = text.find('“')?;
        let close = open + text[open..].find('”')?;
        let said = &text[open..close];
        let word = [" open ", " the ", " and "][lot.below(3)];
        Some(format!(
            "{}{}{}",
            &text[..open],
            said.replacen(word, lot.of(&[" shut ", " their ", " while "]), 1),
            &text[close..]
        ))
    });
}

#[test]
fn another_headline_is_told() {
    holds(Class::Headline, |_, lot| Some(format!("# What became of {} after the flood", lot.of(&NAMES))));
}

#[test]
fn a_notice_is_told() {
    holds(Class::Notice, |text, lot| {
        let notice = lot.of(&[
            "Correction: an earlier version gave another street.",
            "Update, 3 March: the committee has since met.",
            "This article has been corrected to say who spoke.",
            "Editor’s note: the figures were checked again.",
        ]);
        Some(format!("{text}\n\n{notice}"))
    });
}

#[test]
fn doubt_is_told() {
    holds(Class::Hedge, |text, lot| {
        let verb = ["was ", "is ", "had "].into_iter().find(|verb| text.contains(&format!(" {verb}")))?;
        Some(text.replacen(
            &format!(" {verb}"),
            &format!(" {verb}{} ", lot.of(&["allegedly", "reportedly", "apparently"])),
            1,
        ))
    });
}

#[test]
fn a_paragraph_that_moved_is_told() {
    let mut lot = Lot(7);
    let mut found = 0;
    for _ in 0..EACH {
        let old = article(&mut lot, 10);
        let mut new = old.clone();
        let (from, to) = (1 + lot.below(4), 6 + lot.below(4));
        let moved = new.remove(from);
        new.insert(to, moved);
        let (one, other) = pair(&old, &new);
        let changes = revision(&one, &other).changes;
        let clean = changes.iter().all(|change| change.classes == [Class::Moved].into());
        found += usize::from(clean && !changes.is_empty());
    }
    assert!(100 * found >= 95 * EACH, "{found} of {EACH}");
}

#[test]
fn a_paragraph_that_is_split_or_joined_is_told() {
    let mut lot = Lot(11);
    let (mut split, mut joined) = (0, 0);
    for _ in 0..EACH {
        let old = article(&mut lot, 8);
        let mut new = old.clone();
        let at = 1 + lot.below(8);
        new[at] = new[at].replacen(". ", ".\n\n", 1);
        let (one, other) = pair(&old, &new);
        let has = |changes: &[literatim::diff::revision::ParagraphChange], class| {
            changes.len() == 1 && changes[0].classes.contains(&class)
        };
        split += usize::from(has(&revision(&one, &other).changes, Class::Split));
        joined += usize::from(has(&revision(&other, &one).changes, Class::Joined));
    }
    assert!(100 * split >= 95 * EACH && 100 * joined >= 95 * EACH, "{split} split, {joined} joined of {EACH}");
}

#[test]
fn a_change_of_marks_and_spaces_only_is_no_change_of_words() {
    let mut lot = Lot(13);
    let old = article(&mut lot, 8);
    let reflowed: Vec<String> =
        old.iter().map(|text| if text.starts_with('#') { text.clone() } else { text.replace(", ", ",\n") }).collect();
    let (one, other) = pair(&old, &reflowed);
    let found = revision(&one, &other);
    assert!(found.is_empty() && !found.same_bytes && found.noise.spacing > 0, "{found:?}");
    let straight: Vec<String> = old.iter().map(|text| text.replace(['“', '”'], "\"")).collect();
    let (one, other) = pair(&old, &straight);
    for change in revision(&one, &other).changes {
        assert_eq!(change.classes, [Class::Typography].into(), "{change:?}");
    }
}
