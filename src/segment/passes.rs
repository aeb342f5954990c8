//! Labels by the rules that know words, pass by pass.

use super::repetition::within::{self as repeats, Repeats};
use super::rules::labels::{LabelledBlock, Labelling, flat};
use super::rules::rule::{Unit, Zone};
use super::rules::shape::{has_weight, is_sentence};
use super::rules::{comments, crossheads, embeds, ending, head, layout, pictures, related, sentences};
use super::{Role, Standing};
use crate::transcript::BlockKind;

/// Types a text without elements by the rules, and leaves the rest unlabelled.
pub(super) fn label_by_words(mut article: Labelling<'_>) -> Labelling<'_> {
    let repeats = Repeats::of(&article);
    by_rule(&mut article);
    comments::find(&mut article);
    pictures::find(&mut article);
    embeds::find(&mut article);
    head::read(&mut article, &|index| repeats.is_beginning(index));
    sentences::split(&mut article);
    related::find(&mut article);
    ending::read(&mut article);
    repeats::mark(&mut article, &repeats);
    crossheads::find(&mut article);
    article
}

/// Types the story of a page by itself, by its words: the parts for which `story` is true.
pub(super) fn label_story<'a>(mut article: Labelling<'a>, story: &[bool]) -> Labelling<'a> {
    // The story's parts are taken out, and put back when it is known what they are.
    let places: Vec<usize> = (0..story.len()).filter(|&index| story[index]).collect();
    let blocks = places.iter().map(|&place| std::mem::take(&mut article.blocks[place])).collect();
    let mut inner = Labelling { text: article.text, rules: article.rules, blocks };
    let repeats = Repeats::of(&inner);
    by_rule(&mut inner);
    pictures::find(&mut inner);
    embeds::find(&mut inner);
    sentences::split(&mut inner);
    ending::read(&mut inner);
    repeats::mark(&mut inner, &repeats);
    crossheads::find(&mut inner);
    for (mut block, &place) in inner.blocks.into_iter().zip(&places) {
        block.of = block.of.map(|of| places[of as usize] as u32);
        article.blocks[place] = block;
    }
    article
}

/// Types a document by what the file itself says of its parts. The rules know the words of web pages: a report may well end
/// with a paragraph on copyright, and it is the report's.
pub(super) fn label_by_structure(article: &mut Labelling<'_>) {
    for index in 0..article.blocks.len() {
        match article.blocks[index].kind {
            BlockKind::Rule => article.label(index, Role::Separator, layout::BREAK),
            BlockKind::Heading(_) => article.label(index, Role::Crosshead, layout::DOCUMENT_HEADING),
            _ => false,
        };
    }
    nothing_else(article);
}

/// Asks the rules that look at a whole block, wherever it stands or in the tail.
fn by_rule(article: &mut Labelling<'_>) {
    for index in 0..article.blocks.len() {
        let part = &article.blocks[index];
        if part.kind == BlockKind::Rule {
            article.label(index, Role::Separator, layout::BREAK);
        } else if part.kind != BlockKind::Code {
            let places: &[Zone] =
                if article.in_tail(index) { &[Zone::Anywhere, Zone::Tail] } else { &[Zone::Anywhere] };
            if let Some(rule) = article.rules.find(Unit::Block, places, &flat(part.text))
                && !(rule.role == Role::Copyright && article.is_lettered(index))
            {
                article.label(index, rule.role, &rule.id);
            }
        }
    }
}

/// Says of sentences that nothing but their place or shape made something else of that they are the story, where the
/// capture has no other: one with prose never has none.
pub(super) fn nothing_else(article: &mut Labelling<'_>) {
    let is_body = |part: &LabelledBlock<'_>| {
        part.final_labels(article.rules).iter().any(|said| said.role.standing() == Standing::Body)
    };
    if article.blocks.iter().any(is_body) {
        return;
    }
    let is_weak = |part: &LabelledBlock<'_>| part.labels.len() == 1 && WEAK.contains(&part.labels[0].rule);
    let is_meant = |part: &LabelledBlock<'_>| {
        is_weak(part)
            && !matches!(part.kind, BlockKind::Heading(_))
            && is_sentence(part.text)
            && has_weight(part.text, 5)
    };
    let found: Vec<usize> = (0..article.blocks.len()).filter(|&index| is_meant(&article.blocks[index])).collect();
    for index in found {
        article.label(index, Role::Body, layout::NOTHING_ELSE);
    }
}

/// Rules by which a sentence is no body if there is other text that is.
const WEAK: [&str; 12] = [
    layout::HEADLINE,
    layout::STANDFIRST,
    layout::STANDFIRST_COPY,
    layout::CROSSHEAD,
    layout::CAPTION_ABOVE,
    layout::TEASER,
    layout::LINE,
    layout::LINE_ASIDE,
    layout::EMBED,
    layout::PAGE_ASIDE,
    layout::PAGE_STANDFIRST,
    layout::PAGE_FURNITURE,
];
