//! Tags inside of cues: `<v Anna>`, `<c>`, `<00:00:01.500>`.

use super::lines::LaidOut;
use super::stamps::time_at;
use super::{InsetKind, LayoutCut};

/// The tags of cues that change how words look, and not what is said.
const LOOKS: [&str; 6] = ["c", "i", "b", "u", "ruby", "lang"];

/// The tags in the words of cues that a player does not show. The name of a speaker stays, unless the one before is the
/// same: else words of two people would be one sentence.
pub(super) fn cuts(laid_out: &LaidOut<'_>) -> Vec<LayoutCut> {
    let mut cuts = Vec::new();
    // The last speaker; the end of his words, if it is a tag; true if words or cues without a speaker came since.
    let mut voice: Option<&str> = None;
    let mut close: Option<(usize, usize)> = None;
    let mut is_broken = false;
    let mut starts_cue = false;
    for line in 0..laid_out.len() {
        if !laid_out.is_body(line) {
            starts_cue |= laid_out.cut(line).is_some();
            continue;
        }
        let words = laid_out.words(line);
        if starts_cue && !words.starts_with("<v") {
            is_broken = true;
        }
        starts_cue = false;
        for (start, end) in tags(words) {
            let tag = &words[start + 1..end - 1];
            let at = laid_out.body_start(line) + super::lines::indent(&laid_out.text[laid_out.body_start(line)..]);
            let (start, end) = (at + start, at + end);
            if let Some(name) = tag.strip_prefix("v ").or_else(|| tag.strip_prefix("v.")) {
                if voice == Some(name) && !is_broken {
                    if let Some((start, end)) = close {
                        LayoutCut::push(&mut cuts, start, end, InsetKind::CueTime);
                    }
                    LayoutCut::push(&mut cuts, start, end, InsetKind::CueTime);
                }
                (voice, close, is_broken) = (Some(name), None, false);
            } else if tag == "/v" {
                close = Some((start, end));
                is_broken |= laid_out.text[end..laid_out.end(line)].trim_start().starts_with(|c| c != '<');
            } else if is_look(tag) {
                LayoutCut::push(&mut cuts, start, end, InsetKind::CueTime);
            }
        }
    }
    cuts
}

fn is_look(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let name = name.split(['.', ' ']).next().unwrap_or(name);
    LOOKS.contains(&name) || time_at(tag).is_some_and(|time| time.is_exact && time.len == tag.len())
}

/// The tags of a line, each from its `<` to behind its `>`.
fn tags(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line[at..].find('<')?;
        let end = start + line[start..].find('>')? + 1;
        at = end;
        Some((start, end))
    })
}
