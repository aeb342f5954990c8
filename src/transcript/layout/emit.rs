//! The cuts that marked lines come to.

use super::lines::{LaidOut, runs_on};
use super::{LayoutCut, line_ends};

/// The cuts of a text whose lines are marked; `inside` are those inside of lines.
pub(super) fn cuts(laid_out: &LaidOut<'_>, inside: Vec<LayoutCut>) -> Vec<LayoutCut> {
    let joints = line_ends::joints(laid_out);
    let mut joints = joints.iter().peekable();
    let mut cuts = inside;
    let mut last = None;
    for (before, line) in laid_out.body_pairs() {
        last = Some(line);
        if let Some(joint) = joints.next_if(|joint| joint.line == line) {
            joint.cut(laid_out, &mut cuts);
            continue;
        }
        gap(laid_out, before, Some(line), &mut cuts);
        if let Some(kind) = laid_out.head(line) {
            LayoutCut::push(&mut cuts, laid_out.start(line), laid_out.body_start(line), kind);
        }
    }
    gap(laid_out, last, None, &mut cuts);
    cuts.sort_unstable_by_key(|cut| cut.span.start);
    cuts
}

/// The cuts between two lines with words: from the first line break on, up to the last, or to the words if those run on.
fn gap(laid_out: &LaidOut<'_>, before: Option<usize>, behind: Option<usize>, cuts: &mut Vec<LayoutCut>) {
    let (first, end) = (before.map_or(0, |line| line + 1), behind.unwrap_or(laid_out.len()));
    let Some(kind) = laid_out.kind_of_gap(first, end) else {
        for line in first..end {
            if let Some(kind) = laid_out.head(line) {
                LayoutCut::push(cuts, laid_out.start(line), laid_out.end(line), kind);
            }
        }
        return;
    };
    let from = before.map_or(0, |line| laid_out.line_break(line).end);
    let to = behind.map_or(laid_out.text.len(), |line| laid_out.start(line));
    let (Some(before), Some(behind)) = (before, behind) else { return LayoutCut::push(cuts, from, to, kind) };
    let is_blank = |line: usize| laid_out.cut(line).is_none() && laid_out.is_blank(line) && !laid_out.is_fed(line);
    let parts = (first..end).any(is_blank) && !runs_on(laid_out.words(before), laid_out.words(behind));
    // The paragraphs stay parted: one more line break is kept, but no form feed.
    let kept = (first..end).rev().find(|&line| parts && !laid_out.is_fed(line)).map(|line| laid_out.line_break(line));
    match kept {
        Some(kept) => {
            LayoutCut::push(cuts, from, kept.start, kind);
            LayoutCut::push(cuts, kept.end, to, kind);
        }
        None => LayoutCut::push(cuts, from, to, kind),
    }
}
