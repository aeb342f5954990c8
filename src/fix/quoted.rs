//! The words of a quotation, put right.

use super::session::FixSession;
use super::trace::NotesTrace;
use super::{Proposal, Target, Wording};
use crate::diff::by_letter;
use crate::matching::{SearchText, has_marks};
use crate::notes::Form;
use crate::text::Span;
use crate::verify::{Applicability, Comparison, FixKind, Judged, Rule, Style, TextEdit, Variant, VariantKind, matches};

/// A change to the words of a quotation: what goes, in their bytes, and what comes.
type WordChange = (Span, String);

/// The proposals to mend the words of quotations.
pub(super) fn proposals(session: &FixSession<'_>, most: Applicability) -> Vec<Proposal> {
    let propose = |(number, judged): (usize, &Judged)| {
        // The words of an address are not written as words.
        if judged.form == Form::Fragment {
            return None;
        }
        let broken = |rule| judged.fixable().any(|finding| finding.rule == rule);
        if broken(Rule::QuoteTypography) {
            retyped(session, number, judged)
        } else if most == Applicability::Unsafe && broken(Rule::QuoteCut) {
            completed(session, number, judged)
        } else if most == Applicability::Unsafe {
            let rule = [Rule::QuoteAltered, Rule::QuoteStitched].into_iter().find(|&rule| broken(rule))?;
            reworded(session, number, judged, rule)
        } else {
            None
        }
    };
    session.quotations().filter_map(propose).collect()
}

/// The archive's own characters.
fn retyped(session: &FixSession<'_>, number: usize, judged: &Judged) -> Option<Proposal> {
    let near = judged.nearest()?;
    let variants: Vec<WordChange> =
        near.variants.iter().map(|variant| (variant.quoted_span, variant.archived.clone())).collect();
    let letters = letters_of(session, judged, near);
    // Where the editor's marks stand among the words, letter by letter would write over them.
    let ways = if has_marks(&judged.text) { vec![Some(variants), letters] } else { vec![letters, Some(variants)] };
    Some(Proposal {
        rule: Rule::QuoteTypography,
        kind: FixKind::Characters,
        applicability: Applicability::Safe,
        target: Target::Quotation { number, words: Wording::Retyped },
        alternatives: ways.into_iter().flatten().filter_map(|changes| edits(session, judged, &changes)).collect(),
    })
}

/// The characters that differ, passage by passage.
fn letters_of(session: &FixSession<'_>, judged: &Judged, near: &Comparison) -> Option<Vec<WordChange>> {
    let searched = SearchText::of(session.verifier.archive().collection().witness(&near.locus.capture).ok()?);
    let found = matches(&judged.text, &searched, &Style::typography())?;
    let mut changes = Vec::new();
    for passage in &found.alignments.first()?.passages {
        let runs: Vec<&str> = passage.runs.iter().map(|run| &searched.witness.text()[run.range()]).collect();
        let (start, archived) = (passage.quoted.start, plain(&runs.join(" ")));
        changes.extend(
            by_letter(&judged.text[passage.quoted.range()], &archived)
                .into_iter()
                .map(|one| (Span::new(one.quoted_span.start + start, one.quoted_span.end + start), one.archived)),
        );
    }
    Some(changes)
}

/// `text` with one space for each run of white space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The archive's words; brackets and ellipses where they say enough.
fn reworded(session: &FixSession<'_>, number: usize, judged: &Judged, rule: Rule) -> Option<Proposal> {
    let near = judged.nearest().filter(|near| !near.variants.is_empty())?;
    let marked: Vec<WordChange> = near.variants.iter().map(|variant| marked(variant, &judged.text)).collect();
    let archived: Vec<WordChange> = near.variants.iter().map(|variant| written(variant, &judged.text)).collect();
    Some(Proposal {
        rule,
        kind: FixKind::Words(near.locus.article.clone()),
        applicability: Applicability::Unsafe,
        target: Target::Quotation { number, words: Wording::Change },
        alternatives: [marked, archived].into_iter().filter_map(|changes| edits(session, judged, &changes)).collect(),
    })
}

/// The rest of the word or number that was cut, at either end.
fn completed(session: &FixSession<'_>, number: usize, judged: &Judged) -> Option<Proposal> {
    let near = judged.nearest()?;
    let (words, archived) = (judged.text.as_str(), plain(&near.archived));
    let mark = |c: char| matches!(c, '[' | '(' | '…') || c == '.';
    let head = plain(words.split(mark).next().unwrap_or_default());
    let tail =
        plain(words.trim_end_matches('.').rsplit(|c| mark(c) || matches!(c, ']' | ')')).next().unwrap_or_default());
    let before = archived.find(head.as_str()).filter(|_| !head.is_empty()).map_or("", |at| &archived[..at]);
    let after = archived.rfind(tail.as_str()).filter(|_| !tail.is_empty());
    let after = after.map_or("", |at| archived[at + tail.len()..].trim_start_matches('.'));
    // Nothing but the rest of one word is put in.
    let rest = |part: &str| if part.contains(' ') { String::new() } else { part.to_owned() };
    let ends = [(Span::new(0, 0), rest(before)), (Span::new(words.len(), words.len()), rest(after))];
    let changes: Vec<WordChange> = ends.into_iter().filter(|(_, with)| !with.is_empty()).collect();
    let one = |change: &WordChange| edits(session, judged, std::slice::from_ref(change));
    Some(Proposal {
        rule: Rule::QuoteCut,
        kind: FixKind::Completion,
        applicability: Applicability::Unsafe,
        target: Target::Quotation { number, words: Wording::Change },
        alternatives: edits(session, judged, &changes).into_iter().chain(changes.iter().filter_map(one)).collect(),
    })
}

/// The change with the editor's mark: a bracket round a first letter of another case, an ellipsis for what was left
/// out.
fn marked(variant: &Variant, words: &str) -> WordChange {
    let at = variant.quoted_span;
    let begins = words[..at.start].chars().all(|c| !c.is_alphanumeric());
    match variant.kind {
        VariantKind::Omission => (at, " …".to_owned()),
        VariantKind::Case if begins && differ_in_first(&variant.quoted, &variant.archived) => {
            let first = variant.quoted.chars().next().map_or(0, char::len_utf8);
            (at, format!("[{}]{}", &variant.quoted[..first], &variant.quoted[first..]))
        }
        _ => written(variant, words),
    }
}

fn differ_in_first(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    let (Some(first), Some(second)) = (one.next(), other.next()) else { return false };
    first.is_alphabetic() && second.is_alphabetic() && first != second && one.as_str() == other.as_str()
}

/// The archive's words for a variant. Where the notes have none there, they are put in with a space before them; where
/// the archive has none, one space goes too.
fn written(variant: &Variant, words: &str) -> WordChange {
    let span = variant.quoted_span;
    let archived = plain(&variant.archived);
    let before = &words[..span.start];
    // What goes between two words leaves the space between them.
    let joins = before.ends_with(char::is_alphanumeric) && words[span.end..].starts_with(char::is_alphanumeric);
    if archived.is_empty() && (!variant.archived.is_empty() || joins) {
        return (span, " ".to_owned());
    }
    if archived.is_empty() && before.ends_with(' ') && !words[span.end..].starts_with(char::is_alphanumeric) {
        return (Span::new(span.start - 1, span.end), archived);
    }
    if !span.is_empty() && before.ends_with(' ') && archived.starts_with(['.', ',', ';', ':', '!', '?']) {
        return (Span::new(span.start - 1, span.end), archived);
    }
    let begins_word = archived.starts_with(char::is_alphanumeric);
    let spaced = before.is_empty() || before.ends_with(char::is_whitespace);
    (span, if span.is_empty() && begins_word && !spaced { format!(" {archived}") } else { archived })
}

/// The changes, made to the notes.
fn edits(session: &FixSession<'_>, judged: &Judged, changes: &[WordChange]) -> Option<Vec<TextEdit>> {
    if changes.iter().any(|(span, with)| adds_a_note(&judged.text, *span, with)) {
        return None;
    }
    let notes = session.notes.text.as_str();
    let trace = NotesTrace::of(&judged.text, notes, judged.span, &session.read.struck)?;
    let splice = |(span, with): &WordChange| Some(TextEdit::new(trace.back(&judged.text, notes, *span)?, with.clone()));
    let edits: Vec<TextEdit> = changes.iter().map(splice).collect::<Option<_>>()?;
    (!edits.is_empty()).then_some(edits)
}

/// Returns true if `with`, put for `span` of `words`, would put the mark of a note into them: nothing but a number, letter
/// or sign more behind a word, or one in brackets.
fn adds_a_note(words: &str, span: Span, with: &str) -> bool {
    let gone = words.get(span.range()).unwrap_or_default().trim();
    let before = if span.is_empty() { words[..span.start].chars().next_back() } else { gone.chars().next_back() };
    let Some(added) = with.strip_prefix(gone).filter(|_| !with.starts_with(' ') || !gone.is_empty()) else {
        return with.trim().strip_prefix(gone).is_some_and(is_bracketed_note);
    };
    let is_mark = |c: char| c.is_numeric() || matches!(c, '*' | '†' | '‡' | '§' | '¶');
    let glued = before.is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '”' | '"' | '’'));
    glued && !added.is_empty() && added.chars().all(is_mark) || is_bracketed_note(added)
}

/// Returns true for `[1]`, `[a]` and the like.
fn is_bracketed_note(text: &str) -> bool {
    let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| {
        (1..=3).contains(&inner.chars().count())
            && (inner.chars().all(char::is_numeric) || inner.chars().nth(1).is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_note_is_never_put_into_words() {
        let words = "paid the smith in parts";
        let smith = Span::new(9, 14);
        for (span, with) in [
            (smith, "smith1"),
            (smith, "smith†"),
            (Span::new(14, 14), "1"),
            (Span::new(14, 14), "[1]"),
            (Span::new(14, 14), " [a]"),
        ] {
            assert!(adds_a_note(words, span, with), "{with}");
        }
        for (span, with) in [
            (smith, "smiths"),
            (smith, "miller"),
            (Span::new(14, 14), " 1"),
            (Span::new(14, 14), ","),
            (Span::new(14, 14), " [so]"),
        ] {
            assert!(!adds_a_note(words, span, with), "{with}");
        }
    }
}
