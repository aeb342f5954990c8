//! Features of blocks: what a block of a page looks like, in numbers.

use super::block_features::BlockFeatures;
use super::element_classes::{ElementClasses, class};
use super::element_sums::{ElementSum, sums};
use super::feature_names::{MEASURES, measure_name};
use super::name_classes::NAME_CLASSES;
use super::story::{most, others, spoken, stands_in, story, whole};
use crate::segment::model::features::{capitals, digits, hash, joined, marks, percent, scaled, word_length};
use crate::segment::model::hints;
use crate::transcript::{Elements, FactKind, Tag, Transcript};
use std::collections::{HashMap, HashSet};

/// The number of features.
pub const COUNT: usize = MEASURES + NAME_CLASSES.len();

/// The features of a block.
pub type PageFeatures = [i16; COUNT];

/// The name of a feature.
pub fn name(index: usize) -> &'static str {
    measure_name(index).unwrap_or_else(|| NAME_CLASSES[index - MEASURES].name)
}

/// An element that holds the story begins with no more characters of prose between the headline and it: a standfirst.
const STANDFIRST: u32 = 400;

/// A page, measured as a whole: the features of a block are made from that one by one, so that they need no room.
pub(super) struct MeasuredPage<'t> {
    transcript: &'t Transcript,
    blocks: Vec<BlockFeatures>,
    sums: Vec<ElementSum>,
    pub(super) signs: ElementClasses,
    /// Characters of all that reads like a paragraph; 1 at least.
    total: usize,
    /// The element that the story most likely stands in.
    story: Option<u32>,
    /// The innermost element that holds nearly all of what reads like the story.
    most: Option<u32>,
    headline: Option<usize>,
    /// The elements in which other stories stand.
    others: HashSet<u32>,
    /// For each element how far up from the headline it is, if the headline stands in it.
    way: HashMap<u32, i16>,
    /// For each block the heading above it.
    headings: Vec<Option<u32>>,
    declared: HashSet<u64>,
    titles: HashSet<u64>,
    descriptions: HashSet<u64>,
    /// For each block, and behind the last, how many characters of prose come before it.
    prose_before: Vec<u32>,
    twice: HashSet<u64>,
    /// The same of every block: how much text, how many blocks, links and paragraphs the page has.
    page: [i16; 4],
}

impl<'t> MeasuredPage<'t> {
    pub(super) fn of(transcript: &'t Transcript) -> Self {
        let mut blocks: Vec<BlockFeatures> =
            transcript.blocks().iter().map(|block| BlockFeatures::of(&block, transcript.text())).collect();
        let elements = transcript.elements();
        let sums = sums(&blocks, elements);
        for block in &mut blocks {
            let mut alone = elements.chain(block.element).take_while(|(at, _)| sums[*at as usize].blocks == 1);
            block.seat = alone.by_ref().last().map(|(at, _)| at).or(block.element);
        }
        let hashes = |wanted: FactKind| {
            let facts = transcript.facts().iter().filter(move |fact| fact.kind == wanted);
            facts.map(|fact| hash(&fact.value)).collect::<HashSet<u64>>()
        };
        let titles = hashes(FactKind::Headline);
        let mut seen = HashSet::new();
        let twice = blocks.iter().filter(|block| block.words > 3 && !seen.insert(block.hash)).map(|block| block.hash);
        let twice = twice.collect();
        let (declared, headline) = (declared(transcript), headline(&blocks, &titles));
        let prose_before = running(&blocks);
        let prose = |from: usize, to: usize| prose_before[to] - prose_before[from];
        let signs = ElementClasses::of(elements, |number| {
            let ElementSum { prose: own, first, .. } = sums[number as usize];
            let first = first as usize;
            let above = headline.filter(|&headline| headline < first).unwrap_or(0);
            own * 2 > prose(0, blocks.len()) && prose(above, first) < STANDFIRST
        });
        let texts = blocks.iter().map(|block| &transcript.text()[block.span().range()]);
        let others = others(&blocks, headline.filter(|&at| titles.contains(&blocks[at].hash)), elements);
        let is_of_another = |block: &BlockFeatures| !others.is_empty() && stands_in(block, &others, elements);
        let weight = |(index, (block, text)): (usize, (&BlockFeatures, &str))| {
            let machines = if block.prose > 0 && share_declared(&declared, text) > 2 { 4 } else { 1 };
            let above = if headline.is_some_and(|headline| index < headline) { 2 } else { 1 };
            if is_of_another(block) { 0 } else { signs.trust(block.element) * machines / above }
        };
        let weights: Vec<usize> = blocks.iter().zip(texts).enumerate().map(weight).collect();
        let spoken = spoken(&blocks, &weights, elements);
        let total = prose(0, blocks.len()).max(1) as usize;
        Self {
            transcript,
            story: story(&blocks, &weights, &sums, elements).map(|story| whole(story, &blocks, &spoken, elements)),
            most: most(&spoken),
            headline,
            others,
            way: way(headline.and_then(|at| blocks[at].element), elements),
            headings: headings(&blocks),
            signs,
            declared,
            page: whole_page(&blocks, total),
            descriptions: hashes(FactKind::Description),
            titles,
            blocks,
            sums,
            total,
            prose_before,
            twice,
        }
    }

    /// Returns true if a block belongs to another story that is printed on the page.
    pub(super) fn is_of_another(&self, index: usize) -> bool {
        !self.others.is_empty() && stands_in(&self.blocks[index], &self.others, self.transcript.elements())
    }

    /// Returns true if a block reads like a paragraph, and is hardly a link.
    pub(super) fn is_running_text(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        block.prose > 0 && block.stop && block.links < 30
    }

    /// Returns true if a block stands in an element that is called after notes.
    pub(super) fn is_note(&self, index: usize) -> bool {
        self.signs.near(self.transcript.elements(), self.blocks[index].element)[const { class("note") }] > 1
    }

    /// Returns true if a block stands in a foot or a menu, whatever they are called.
    pub(super) fn is_at_foot(&self, index: usize) -> bool {
        let chain = self.transcript.elements().chain(self.blocks[index].element).take(60);
        chain.into_iter().any(|(_, element)| matches!(element.tag, Tag::Footer | Tag::Nav))
    }

    /// Returns true if a block stands in an element that is called after what all pages of a site have.
    fn is_of_template(&self, index: usize) -> bool {
        let furniture =
            const { [class("navigation"), class("header"), class("footer"), class("consent"), class("form")] };
        let near = self.signs.near(self.transcript.elements(), self.blocks[index].element);
        furniture.iter().any(|&sign| near[sign] > 1)
    }

    /// For each block whether it is prose that no certain sign is against: what is left to a page that has no story
    /// otherwise, since a page with prose has one. Paragraphs come first; a page without any has its sentences.
    pub(super) fn all_prose(&self, score: &[Option<i32>]) -> Vec<bool> {
        let is_open =
            |index: usize| score[index].is_some() && self.blocks[index].links < 50 && !self.is_of_template(index);
        let of = |is_meant: &dyn Fn(&BlockFeatures) -> bool| -> Vec<bool> {
            (0..self.blocks.len()).map(|index| is_meant(&self.blocks[index]) && is_open(index)).collect()
        };
        let paragraphs = of(&|block| block.prose > 0);
        if paragraphs.contains(&true) {
            paragraphs
        } else {
            of(&|block| block.stop && block.chars > 7 && !block.is_heading())
        }
    }

    /// The features of a block.
    pub(super) fn features(&self, index: usize) -> PageFeatures {
        joined(&[
            &self.words(index),
            &self.neighbours(index),
            &self.surroundings(index),
            &self.elements(index),
            &self.story(index),
            &self.facts(index),
            &self.headings(index),
            &self.most(index),
            &self.page,
            &hints::any(self.text(&self.blocks[index])),
            &self.signs.near(self.transcript.elements(), self.blocks[index].element)[..NAME_CLASSES.len()],
        ])
    }

    fn words(&self, index: usize) -> [i16; 17] {
        let alone = &self.blocks[index];
        let text = self.text(alone);
        let [stops, commas, opening, odd] = marks(text);
        [
            scaled(alone.chars()),
            scaled(alone.words as usize),
            alone.links,
            i16::from(alone.stop),
            word_length(alone.chars(), alone.words as usize),
            capitals(text, alone.words as usize),
            digits(text, alone.chars()),
            stops,
            commas,
            alone.kind,
            opening,
            odd,
            i16::from(alone.emphasised),
            percent(index, self.blocks.len()),
            percent(alone.start as usize, self.transcript.text().len()),
            self.headline.map_or(-50, |headline| (index as i64 - headline as i64).clamp(-40, 200) as i16),
            i16::from(text.starts_with(char::is_lowercase)),
        ]
    }

    fn text(&self, block: &BlockFeatures) -> &'t str {
        &self.transcript.text()[block.span().range()]
    }

    fn at(&self, index: usize, by: isize) -> Option<&BlockFeatures> {
        self.blocks.get(index.checked_add_signed(by)?)
    }

    fn neighbours(&self, index: usize) -> [i16; 10] {
        let length = |by| self.at(index, by).map_or(-1, |block| scaled(block.chars()));
        let links = |by| self.at(index, by).map_or(-1, |block| block.links);
        let stop = |by| self.at(index, by).map_or(-1, |block| i16::from(block.stop));
        let parent = |block: &BlockFeatures| self.transcript.elements().get(block.seat?)?.parent;
        let same = |by| {
            let other = self.at(index, by)?;
            let own = &self.blocks[index];
            Some(2 * i16::from(own.seat == other.seat) + i16::from(parent(own) == parent(other)))
        };
        [
            length(-1),
            links(-1),
            stop(-1),
            length(-2),
            length(1),
            links(1),
            stop(1),
            length(2),
            same(-1).unwrap_or(-1),
            same(1).unwrap_or(-1),
        ]
    }

    /// The amount of prose near, within two blocks and within eight; and in how large a part of all the page's.
    fn surroundings(&self, index: usize) -> [i16; 4] {
        let (own, before) =
            (self.blocks[index].prose(), |at: usize| self.prose_before.get(at).map(|&prose| prose as usize));
        let near = |reach: usize| {
            let (from, to) = (index.saturating_sub(reach), (index + reach + 1).min(self.blocks.len()));
            let end = before(to).unwrap_or(self.total);
            scaled(end.saturating_sub(before(from).unwrap_or_default()).saturating_sub(own))
        };
        let above = before(index).unwrap_or_default();
        let behind = self.total.saturating_sub(above + own);
        [near(2), near(8), percent(above, self.total), percent(behind, self.total)]
    }

    fn sum(&self, element: Option<u32>) -> ElementSum {
        element.and_then(|element| self.sums.get(element as usize)).copied().unwrap_or_default()
    }

    fn elements(&self, index: usize) -> [i16; 9] {
        let mut chain = self.transcript.elements().chain(self.blocks[index].seat).map(|(number, _)| number);
        // A paragraph's own element holds nothing else: what says something is the one around it.
        let own = chain.next();
        let first = own.filter(|&own| self.sums[own as usize].blocks > 1).or_else(|| chain.next());
        let (first, second, third) = (self.sum(first), self.sum(chain.next()), self.sum(chain.next()));
        let share = |sum: ElementSum| percent(sum.prose as usize, self.total);
        let links = |sum: ElementSum| percent(sum.links as usize, sum.chars as usize);
        [
            scaled(first.prose as usize),
            share(first),
            links(first),
            scaled(first.blocks as usize),
            scaled(second.prose as usize),
            share(second),
            links(second),
            share(third),
            links(third),
        ]
    }

    fn story(&self, index: usize) -> [i16; 5] {
        let Some(story) = self.story else { return [0; 5] };
        let sum = self.sum(Some(story));
        let [before, behind] = sum.apart(index);
        let chain = self.transcript.elements().chain(self.blocks[index].seat);
        let depth = chain.take(40).position(|(number, _)| number == story);
        [
            i16::from(depth.is_some()),
            percent(sum.prose as usize, self.total),
            depth.map_or(-1, |depth| depth as i16),
            before,
            behind,
        ]
    }

    fn most(&self, index: usize) -> [i16; 4] {
        let Some(most) = self.most else { return [0; 4] };
        let chain = self.transcript.elements().chain(self.blocks[index].seat);
        let depth = chain.take(60).position(|(number, _)| number == most);
        let [before, behind] = self.sum(Some(most)).apart(index);
        [i16::from(depth.is_some()), depth.map_or(-1, |depth| depth as i16), before, behind]
    }

    fn facts(&self, index: usize) -> [i16; 7] {
        let block = &self.blocks[index];
        let like = |hashes: &HashSet<u64>| i16::from(hashes.contains(&block.hash));
        let kind = |by| self.at(index, by).map_or(-1, |block| block.kind);
        let declared = if self.declared.is_empty() { 0 } else { 1 + self.declared_share(index) };
        let around = [-2, -1, 1, 2].into_iter().filter_map(|by| self.at(index, by));
        let same = around.filter(|other| other.prose > 0 && self.is_sibling(block, other)).count();
        [declared, like(&self.titles), like(&self.descriptions), like(&self.twice), kind(-1), kind(1), same as i16]
    }

    /// Returns true if two blocks stand in elements of one kind in one element.
    pub(super) fn are_siblings(&self, one: usize, other: usize) -> bool {
        let block = |at: usize| self.blocks.get(at);
        block(one).zip(block(other)).is_some_and(|(one, other)| self.is_sibling(one, other))
    }

    fn is_sibling(&self, one: &BlockFeatures, other: &BlockFeatures) -> bool {
        let element = |block: &BlockFeatures| self.transcript.elements().get(block.seat?);
        match (element(one), element(other)) {
            (Some(one), Some(other)) => one.parent == other.parent && one.tag == other.tag,
            _ => false,
        }
    }

    /// The share of a block's words that the page declares to machines as the story's, by threes: 0 to 4.
    fn declared_share(&self, index: usize) -> i16 {
        share_declared(&self.declared, self.text(&self.blocks[index]))
    }

    /// The distance up from the headline to the innermost element that holds both, and to the heading above.
    fn headings(&self, index: usize) -> [i16; 3] {
        let chain = self.transcript.elements().chain(self.blocks[index].element).take(60);
        let way = chain.filter_map(|(number, _)| self.way.get(&number)).next();
        let heading = self.headings[index].map(|at| at as usize);
        [
            way.copied().unwrap_or(-1),
            heading.map_or(-1, |at| (index - at).min(60) as i16),
            heading.map_or(-1, |at| self.blocks[at].kind),
        ]
    }
}

/// The amounts of text, blocks, links and paragraphs of a page.
fn whole_page(blocks: &[BlockFeatures], total: usize) -> [i16; 4] {
    let chars: usize = blocks.iter().map(BlockFeatures::chars).sum();
    let links: usize = blocks.iter().map(|block| block.chars() * usize::from(block.links as u16) / 100).sum();
    let paragraphs = blocks.iter().filter(|block| block.prose > 0).count();
    [scaled(total), scaled(blocks.len()), percent(links, chars), scaled(paragraphs)]
}

/// The distance up from an element to each of those that it stands in.
fn way(element: Option<u32>, elements: &Elements) -> HashMap<u32, i16> {
    elements.chain(element).take(60).zip(0..).map(|((number, _), up)| (number, up)).collect()
}

/// For each block the last heading above it.
fn headings(blocks: &[BlockFeatures]) -> Vec<Option<u32>> {
    let mut last = None;
    let above = |(index, block): (usize, &BlockFeatures)| {
        let above = last;
        last = if block.is_heading() { Some(index as u32) } else { last };
        above
    };
    blocks.iter().enumerate().map(above).collect()
}

fn share_declared(declared: &HashSet<u64>, text: &str) -> i16 {
    if declared.is_empty() {
        return 0;
    }
    let (mut all, mut found) = (0, 0);
    for hash in threes(text) {
        all += 1;
        found += usize::from(declared.contains(&hash));
    }
    (found * 3_usize).checked_div(all).map_or(0, |share| 1 + share as i16)
}

/// Each three words of a text that follow each other, as a number.
fn threes(text: &str) -> impl Iterator<Item = u64> {
    let joined = |one: u64, next: u64| one.wrapping_mul(31).wrapping_add(next);
    let mut before = [0; 2];
    text.split_whitespace().map(hash).enumerate().filter_map(move |(at, word)| {
        let three = joined(joined(before[0], before[1]), word);
        before = [before[1], word];
        (at > 1).then_some(three)
    })
}

/// The words of the story as the page declares them to machines, where there are enough of them.
fn declared(transcript: &Transcript) -> HashSet<u64> {
    let facts = transcript.facts().iter().filter(|fact| fact.kind == FactKind::Words && fact.value.len() > 400);
    facts.flat_map(|fact| threes(&fact.value)).collect()
}

/// For each block, and behind the last, how many characters of prose come before it.
fn running(blocks: &[BlockFeatures]) -> Vec<u32> {
    let sums = blocks.iter().scan(0, |before, block| {
        *before += block.prose;
        Some(*before)
    });
    std::iter::once(0).chain(sums).collect()
}

/// The block that says the title: the first heading that the page calls so outside of the text, else the first `h1`.
fn headline(blocks: &[BlockFeatures], titles: &HashSet<u64>) -> Option<usize> {
    let titled = |block: &BlockFeatures| block.is_heading() && titles.contains(&block.hash);
    blocks.iter().position(titled).or_else(|| blocks.iter().position(BlockFeatures::is_title))
}
