//! The classes of the elements that a block stands in, by the words in their names.

use super::furniture_names::{FURNITURE_NAMES, FURNITURE_NAMES_LEN};
use super::name_classes::{NAME_CLASSES, NameClass};
use crate::transcript::{Element, Elements, Tag};
use regex::bytes::RegexSet;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The number of classes, those of furniture included.
pub(super) const ALL: usize = NAME_CLASSES.len() + FURNITURE_NAMES_LEN;

/// The nearness of each class, those of furniture last.
pub(super) type Near = [i16; ALL];

/// All classes, those of furniture last.
fn all() -> impl Iterator<Item = &'static NameClass> {
    static EVERY: ([NameClass; 36], [NameClass; FURNITURE_NAMES_LEN]) = (NAME_CLASSES, FURNITURE_NAMES);
    EVERY.0.iter().chain(&EVERY.1)
}

/// The place of the class of a name among them. A name of no class does not compile.
pub(super) const fn class(name: &str) -> usize {
    let mut place = 0;
    while place < ALL {
        let sign = if place < NAME_CLASSES.len() {
            &NAME_CLASSES[place]
        } else {
            &FURNITURE_NAMES[place - NAME_CLASSES.len()]
        };
        if is_same(sign.name.as_bytes(), name.as_bytes()) {
            return place;
        }
        place += 1;
    }
    panic!("there is no sign of that name")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

static WORDS: LazyLock<RegexSet> = LazyLock::new(|| {
    // A sign without words is one that no name can have.
    let patterns = all().map(|sign| if sign.words.is_empty() { r"[^\s\S]" } else { sign.words });
    let ascii = patterns.map(|pattern| format!("(?-u){}", pattern.replace(r"[^\s\S]", r"\x00")));
    RegexSet::new(ascii).expect("the signs are regular expressions")
});

/// For each element of a page the signs that it has, and those of all that it stands in; a bit each.
pub(super) struct ElementClasses {
    own: Vec<u64>,
    all: Vec<u64>,
}

/// Classes that say what an element holds, and not only what it is: of whatever holds the story they may be true.
const HOLDERS: u64 = set(&[
    class("story"),
    class("article"),
    class("content"),
    class("main"),
    class("list"),
    class("list item"),
    class("paragraph"),
    class("cell"),
    class("section"),
    class("heading"),
]);

/// Classes of what is hardly ever a story.
const FURNITURE: u64 =
    set(&[class("footer"), class("consent"), class("legal"), class("navigation"), class("subscribing")]);

/// Some signs, a bit each.
const fn set(signs: &[usize]) -> u64 {
    let (mut set, mut index) = (0, 0);
    while index < signs.len() {
        set |= 1 << signs[index];
        index += 1;
    }
    set
}

impl ElementClasses {
    /// The signs of all elements, by what is guessed of the story: those for which `holds_story` is true are named after
    /// more than what they hold.
    pub(super) fn of(elements: &Elements, holds_story: impl Fn(u32) -> bool) -> Self {
        let mut signs = Self { own: vec![0; elements.len()], all: vec![0; elements.len()] };
        let mut known: HashMap<&str, u64> = HashMap::new();
        for number in 0..elements.len() as u32 {
            let Some(element) = elements.get(number) else { break };
            let names = elements.names(&element);
            let said = if names.is_empty() { 0 } else { *known.entry(names).or_insert_with(|| read(names)) };
            let said = if is_of_page(&element) { 0 } else { said | meant(element.tag) };
            // What stands at the head or the foot of a small page may have most of its prose, and is no story.
            let holds_story = !matches!(element.tag, Tag::Footer | Tag::Nav) && holds_story(number);
            signs.say(number, element.parent, said, holds_story);
        }
        signs
    }

    /// The same signs, by what is known of the story.
    ///
    /// What holds the story is asked twice, since no one limit does for both. Where a third of the prose is enough for the
    /// guess, eight of 1,244 labelled pages come out otherwise, and one loses half of its story. Where half of the story
    /// is needed now, or nothing is asked, what stands between the story's parts is called after the whole: headings
    /// “advertisement”, rows of a table “related links”.
    pub(super) fn around(mut self, elements: &Elements, holds_story: impl Fn(u32) -> bool) -> Self {
        for number in 0..self.own.len() as u32 {
            let parent = elements.get(number).and_then(|element| element.parent);
            self.say(number, parent, self.own[number as usize], holds_story(number));
        }
        self
    }

    /// Takes in what the names of an element say, after those of the one that it stands in. What holds the story is named
    /// after more than what it holds: an article “with comments”, “without advertising”, “for subscribers”. Of its names,
    /// only [`HOLDERS`] are signs.
    fn say(&mut self, number: u32, parent: Option<u32>, said: u64, holds_story: bool) {
        let said = if holds_story { said & HOLDERS } else { said };
        self.own[number as usize] = said;
        self.all[number as usize] = said | parent.map_or(0, |parent| self.all[parent as usize]);
    }

    /// The weight of a paragraph in an element for that element's being the story's, in hundredths: comments and
    /// teasers are long too.
    pub(super) fn trust(&self, element: Option<u32>) -> usize {
        let Some(signs) = element.and_then(|element| self.all.get(element as usize)) else { return 100 };
        let has = |some: u64| signs & some != 0;
        let mut trust = 100;
        trust /= if has(const { set(&[class("comments")]) }) { 8 } else { 1 };
        trust /= if has(const { set(&[class("related"), class("teaser"), class("aside"), class("advertising")]) }) {
            2
        } else {
            1
        };
        trust /= if has(FURNITURE) { 3 } else { 1 };
        trust * if has(const { set(&[class("story")]) }) { 2 } else { 1 }
    }

    /// The nearness of each class: 3 on the innermost element or the one around it, 2 on one of the next two, 1 further
    /// out, 0 nowhere.
    pub(super) fn near(&self, elements: &Elements, element: Option<u32>) -> Near {
        let mut near = [0; ALL];
        let Some(innermost) = element else { return near };
        mark(&mut near, self.all[innermost as usize], 1);
        for (depth, (number, _)) in elements.chain(element).take(4).enumerate().collect::<Vec<_>>().into_iter().rev() {
            mark(&mut near, self.own[number as usize], if depth < 2 { 3 } else { 2 });
        }
        near
    }
}

fn mark(near: &mut Near, signs: u64, value: i16) {
    let mut rest = signs;
    while rest != 0 {
        near[rest.trailing_zeros() as usize] = value;
        rest &= rest - 1;
    }
}

/// The page as a whole is called after its template, and says nothing of its parts.
fn is_of_page(element: &Element) -> bool {
    matches!(element.tag, Tag::Html | Tag::Body)
}

fn read(names: &str) -> u64 {
    WORDS.matches(names.as_bytes()).into_iter().fold(0, |signs, sign| signs | 1 << sign)
}

fn meant(tag: Tag) -> u64 {
    let means = |(_, sign): &(usize, &'static NameClass)| sign.tags.contains(&tag);
    all().enumerate().filter(means).fold(0, |signs, (sign, _)| signs | 1 << sign)
}
