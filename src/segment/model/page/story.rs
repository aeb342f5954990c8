//! The element of a page that the story stands in.

use super::block_features::BlockFeatures;
use super::element_sums::ElementSum;
use super::outline::outward;
use crate::transcript::{Elements, Tag};
use std::collections::{HashMap, HashSet};

/// The element in which the story most likely stands: each paragraph speaks for the element around it, and for half
/// as much for the next.
pub(super) fn story(
    blocks: &[BlockFeatures],
    weights: &[usize],
    sums: &[ElementSum],
    elements: &Elements,
) -> Option<u32> {
    let mut points = vec![0_usize; elements.len()];
    for (block, weight) in blocks.iter().zip(weights).filter(|(block, _)| block.prose > 0) {
        let own = block.seat.filter(|&own| sums[own as usize].blocks > 1);
        let chain = elements.chain(block.seat).skip(usize::from(own.is_none()));
        for (depth, (number, _)) in chain.take(4).enumerate() {
            points[number as usize] +=
                (block.prose().min(500) * (100 - usize::from(block.links as u16)) * weight) >> depth;
        }
    }
    // The innermost of those with as many points.
    (0..elements.len()).filter(|&at| points[at] > 0).max_by_key(|&at| (points[at], at)).map(|at| at as u32)
}

/// The weight for a story in each element and in those within it.
pub(super) fn spoken(blocks: &[BlockFeatures], weights: &[usize], elements: &Elements) -> Vec<usize> {
    let mut points = vec![0_usize; elements.len()];
    for (block, weight) in blocks.iter().zip(weights) {
        if let Some(points) = block.element.and_then(|element| points.get_mut(element as usize)) {
            *points += block.prose().min(500) * (100 - usize::from(block.links as u16)) * weight;
        }
    }
    outward(elements, &mut points, |outer, inner| *outer += inner);
    points
}

/// The innermost element in which nine tenths of all that speaks for a story stand.
pub(super) fn most(spoken: &[usize]) -> Option<u32> {
    let all = *spoken.first()?;
    (0..spoken.len()).rfind(|&at| spoken[at] > 0 && spoken[at] >= all / 10 * 9).map(|at| at as u32)
}

/// The element that `story` is a part of, where the story is cut into parts: beside it stands as much again as in it,
/// or a third as much in elements of the same name. What has a title of its own is another story.
pub(super) fn whole(story: u32, blocks: &[BlockFeatures], spoken: &[usize], elements: &Elements) -> u32 {
    let titles =
        blocks.iter().filter(|block| block.is_title()).flat_map(|block| elements.chain(block.element).take(60));
    let titled: HashSet<u32> = titles.map(|(number, _)| number).collect();
    let chain: Vec<u32> = elements.chain(Some(story)).take(60).map(|(number, _)| number).collect();
    let parts: HashMap<u32, usize> = chain.iter().skip(1).enumerate().map(|(part, &outer)| (outer, part)).collect();
    let name = |number: u32| elements.get(number).map(|element| (element.tag, elements.names(&element)));
    let names: Vec<_> = chain.iter().map(|&part| name(part)).collect();
    let (mut beside, mut alike) = (vec![0; chain.len()], vec![0; chain.len()]);
    for number in 0..elements.len() as u32 {
        let parent = elements.get(number).filter(|other| other.tag != Tag::Article).and_then(|other| other.parent);
        let Some(&part) = parent.and_then(|parent| parts.get(&parent)) else { continue };
        if number != chain[part] && !titled.contains(&number) {
            beside[part] += spoken[number as usize];
            alike[part] += if name(number) == names[part] { spoken[number as usize] } else { 0 };
        }
    }
    let is_part = |part: &usize| {
        let own = spoken[chain[*part] as usize];
        beside[*part] >= own || alike[*part] * 10 >= own * 3
    };
    (0..chain.len() - 1).rev().find(is_part).map_or(story, |part| chain[part + 1])
}

/// The articles on a page that are other stories: each has a title of its own, and stands beside the article that has the
/// page's. A page may print the next story below its own.
pub(super) fn others(blocks: &[BlockFeatures], headline: Option<usize>, elements: &Elements) -> HashSet<u32> {
    let articles = |block: &BlockFeatures| {
        let chain = elements.chain(block.element).take(60).filter(|(_, element)| element.tag == Tag::Article);
        chain.map(|(number, _)| number).collect::<Vec<u32>>()
    };
    let Some(headline) = headline.map(|at| &blocks[at]) else { return HashSet::new() };
    let own = articles(headline);
    if own.is_empty() {
        return HashSet::new();
    }
    let titles = blocks.iter().filter(|block| block.is_title() && block.hash != headline.hash);
    titles.filter_map(|block| articles(block).first().copied()).filter(|article| !own.contains(article)).collect()
}

/// Returns true if a block stands in one of some elements.
pub(super) fn stands_in(block: &BlockFeatures, some: &HashSet<u32>, elements: &Elements) -> bool {
    elements.chain(block.element).take(60).any(|(number, _)| some.contains(&number))
}
