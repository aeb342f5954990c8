//! Marks of Markdown's dialects that strike out, raise or lower: CriticMarkup (<https://criticmarkup.com>), `H~2~O` of Pandoc, roles
//! of MyST.

use crate::notes::hidden::{between, is_code, joined};
use crate::notes::running_text::RunningText;
use crate::text::{Raised, Span};
use memchr::memmem;

/// Roles of MyST in front of a code span: whether they strike out, and else where they put it.
const ROLES: [(&str, Option<Raised>); 7] = [
    ("{sup}", Some(Raised::Up)),
    ("{superscript}", Some(Raised::Up)),
    ("{sub}", Some(Raised::Down)),
    ("{subscript}", Some(Raised::Down)),
    ("{del}", None),
    ("{strike}", None),
    ("{s}", None),
];

/// Takes account of such marks in `flow`.
pub(super) fn mark(flow: &mut RunningText) {
    deletions(flow);
    substitutions(flow);
    lowered(flow);
    roles(flow);
    flow.effects.struck = joined(std::mem::take(&mut flow.effects.struck));
    flow.effects.raised.sort_by_key(|(span, _)| *span);
    flow.effects.joints.sort_unstable();
    flow.excluded.sort_unstable();
}

/// `{--words--}` is struck out; of `{++words++}`, the words stay.
fn deletions(flow: &mut RunningText) {
    let deleted = between(flow, "{--", "--}");
    flow.effects.struck.extend(deleted);
    for added in between(flow, "{++", "++}") {
        let marks = [Span::new(added.start, added.start + 3), Span::new(added.end - 3, added.end)];
        flow.excluded.extend(marks);
    }
}

/// Of `{~~old~>new~~}`, which CommonMark may strike out as a whole, the new words stay.
fn substitutions(flow: &mut RunningText) {
    let mut excluded = Vec::new();
    for whole in between(flow, "{~~", "~~}") {
        if let Some(arrow) = flow.slice(whole).find("~>") {
            excluded.push(Span::new(whole.end - 3, whole.end));
            flow.effects.struck.push(Span::new(whole.start, whole.start + arrow + 2));
        }
    }
    for struck in &mut flow.effects.struck {
        let (before, after) = (&flow.text[..struck.start], &flow.text[struck.end..]);
        let arrow = flow.text[struck.range()].find("~>").filter(|_| before.ends_with('{') && after.starts_with('}'));
        if let Some(arrow) = arrow {
            excluded.extend([Span::new(struck.start - 1, struck.start), Span::new(struck.end, struck.end + 1)]);
            struck.end = struck.start + arrow + 2;
        }
    }
    flow.excluded.extend(excluded);
}

/// `H~2~O`: digits between two single marks, right behind a letter or digit.
fn lowered(flow: &mut RunningText) {
    let bytes = flow.text.as_bytes();
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'~', bytes) {
        let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = at + 1 + digits;
        let closes = bytes.get(end) == Some(&b'~') && bytes.get(end + 1) != Some(&b'~');
        let is_glued = flow.text[..at].ends_with(char::is_alphanumeric);
        if digits > 0 && closes && is_glued && !is_code(flow, at) {
            found.push(Span::new(at + 1, end));
        }
    }
    for digits in found {
        raise(flow, digits, Raised::Down);
        flow.excluded.extend([Span::new(digits.start - 1, digits.start), Span::new(digits.end, digits.end + 1)]);
    }
}

/// ``{sup}`6` ``, ``{del}`words` ``.
fn roles(flow: &mut RunningText) {
    for (role, raised) in ROLES {
        let ends: Vec<usize> = memmem::find_iter(flow.text.as_bytes(), role).map(|at| at + role.len()).collect();
        for end in ends {
            let index = flow.code_spans.partition_point(|span| span.start < end);
            let Some(&words) = flow.code_spans.get(index).filter(|span| span.start == end) else { continue };
            flow.excluded.push(Span::new(end - role.len(), end));
            match raised {
                Some(to) => raise(flow, words, to),
                None => flow.effects.struck.push(words),
            }
        }
    }
}

fn raise(flow: &mut RunningText, span: Span, to: Raised) {
    let is_raised =
        flow.effects.raised.iter().rev().take(4).any(|(one, _)| one.start < span.end && span.start < one.end);
    if !is_raised {
        flow.effects.raised.push((span, to));
        flow.effects.joints.extend([span.start, span.end]);
    }
}
