//! What each part of a transcript is: body, caption, disclaimer …
//!
//! **Invariant**: segments tile the transcript: the first starts at 0, each starts where the one before ends, the last
//! ends with the text; none is empty.

mod evidence;
mod model;
mod repetition;
mod role;
mod rule_id;
mod rules;

pub use evidence::{evidence, meaning};
pub use model::trees::{DEPTH, Model, Tree};
pub use model::{lines, page};
pub use repetition::across;
pub use role::{Role, Standing};
pub use rule_id::RuleId;
pub use rules::by_hand;
pub use rules::rule::{Place, Rule, Unit};
pub use rules::set::{Rules, RulesError};

use crate::capture::Mark;
use crate::text::Span;
use crate::transcript::{BlockKind, Transcript};
use repetition::within::{self as repeats, Repeats};
use rules::labels::{Article, flat};
use rules::{comments, crossheads, embeds, ending, head, layout, pictures, related, sentences};
use serde::{Deserialize, Serialize};

/// A typed range of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// What it is.
    pub role: Role,
    /// Where it stands in the transcript. The white space after a block belongs to the segment before it.
    pub span: Span,
    /// The id of the rule that made it.
    pub rule: RuleId,
    /// For [`Role::Duplicate`]: the index of the segment that it says again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
}

/// Types every part of `transcript`. What no rule speaks of is body.
pub fn segment(transcript: &Transcript, rules: &Rules) -> Vec<Segment> {
    if transcript.is_crowded() {
        return whole(transcript.text(), Role::Boilerplate, layout::CROWDED);
    }
    let article = Article::new(transcript, rules);
    if !transcript.elements().is_empty() {
        return tile(&page(article, transcript));
    }
    let mut article = told_by_words(article);
    lines::furnish(&mut article);
    tile(&article)
}

/// Types a text without elements by the rules, and leaves the rest unsaid.
fn told_by_words(mut article: Article<'_>) -> Article<'_> {
    let repeats = Repeats::of(&article);
    by_rule(&mut article);
    comments::find(&mut article);
    pictures::find(&mut article);
    embeds::find(&mut article);
    head::read(&mut article, &repeats);
    sentences::split(&mut article);
    related::find(&mut article);
    ending::read(&mut article);
    repeats::mark(&mut article, &repeats);
    crossheads::find(&mut article);
    article
}

/// Types every part of `transcript`; what was said by hand overrules what the rules say.
pub fn segment_marked(transcript: &Transcript, rules: &Rules, marks: &[Mark]) -> Vec<Segment> {
    by_hand::apply(segment(transcript, rules), transcript, marks)
}

/// Types a page: first its furniture, by its look and its elements, then the story by itself, by its words.
fn page<'a>(mut article: Article<'a>, transcript: &Transcript) -> Article<'a> {
    let story = page::furnish(&mut article, transcript);
    // The story's parts are taken out, and put back when it is known what they are.
    let places: Vec<usize> = (0..story.len()).filter(|&index| story[index]).collect();
    let parts = places.iter().map(|&place| std::mem::take(&mut article.parts[place])).collect();
    let mut inner = Article { text: article.text, rules: article.rules, parts };
    let repeats = Repeats::of(&inner);
    by_rule(&mut inner);
    pictures::find(&mut inner);
    embeds::find(&mut inner);
    sentences::split(&mut inner);
    ending::read(&mut inner);
    repeats::mark(&mut inner, &repeats);
    crossheads::find(&mut inner);
    for (mut part, &place) in inner.parts.into_iter().zip(&places) {
        part.of = part.of.map(|of| places[of as usize] as u32);
        article.parts[place] = part;
    }
    article
}

/// Asks the rules that look at a whole block, wherever it stands or in the tail.
fn by_rule(article: &mut Article<'_>) {
    for index in 0..article.parts.len() {
        let part = &article.parts[index];
        if part.kind == BlockKind::Rule {
            article.say(index, Role::Separator, layout::BREAK);
        } else if part.kind != BlockKind::Code {
            let places: &[Place] =
                if article.in_tail(index) { &[Place::Anywhere, Place::Tail] } else { &[Place::Anywhere] };
            if let Some(rule) = article.rules.find(Unit::Block, places, &flat(part.text)) {
                article.say(index, rule.role, &rule.id);
            }
        }
    }
}

/// One segment for each part, or for each piece of it; the white space behind it belongs to it.
fn tile(article: &Article<'_>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::with_capacity(article.parts.iter().map(|part| part.said.len().max(1)).sum());
    let mut firsts = Vec::with_capacity(article.parts.len());
    for part in &article.parts {
        firsts.push(segments.len());
        for said in part.verdict(article.rules).iter() {
            let start = if segments.is_empty() { 0 } else { said.start };
            if let Some(last) = segments.last_mut() {
                last.span.end = start;
            }
            segments.push(Segment {
                role: said.role,
                span: Span::new(start, start),
                rule: said.rule.into(),
                of: part.of.map(|of| of as usize),
            });
        }
    }
    match segments.last_mut() {
        Some(last) => last.span.end = article.text.len(),
        None => return whole(article.text, Role::Separator, layout::BLANK),
    }
    for segment in &mut segments {
        segment.of = segment.of.map(|part| firsts[part]);
    }
    segments
}

/// All of a text as one segment, if there is any.
fn whole(text: &str, role: Role, rule: &str) -> Vec<Segment> {
    let span = Span::new(0, text.len());
    let segment = Segment { role, span, rule: rule.into(), of: None };
    Some(segment).filter(|segment| !segment.span.is_empty()).into_iter().collect()
}

#[cfg(test)]
mod tests;
