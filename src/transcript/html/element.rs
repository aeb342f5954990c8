//! The elements that text stands in, kept as evidence of what it is.

use crate::markup::{Attributes, Tag};
use crate::transcript::Chunks;

/// An element of a page that sets text apart, or is the page's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    /// The number of the element that it stands in.
    pub parent: Option<u32>,
    /// Its name.
    pub tag: Tag,
    number: u32,
}

/// An element in few bytes.
#[derive(Debug, Clone, Copy)]
struct CompactElement {
    /// One more than the number of the element that it stands in; 0 for none.
    parent: u32,
    /// The offset in `names` of its own, which end where those of the next one begin.
    names: u32,
    tag: Tag,
}

/// The elements of a page, in the order in which they begin, and what they call themselves.
#[derive(Debug, Clone, Default)]
pub struct Elements {
    all: Chunks<CompactElement>,
    names: String,
}

/// The longest name that is kept, in bytes: what comes behind is styling.
const LONGEST: usize = 400;

/// The attributes that say what an element is, and the sign that is put before each of their words.
const NAMING: [(&str, &str); 7] = [
    ("class", "."),
    ("id", "#"),
    ("role", "role="),
    ("itemprop", "prop="),
    ("itemtype", "type="),
    ("data-component", "."),
    ("data-testid", "."),
];

impl Elements {
    pub(in crate::transcript) const fn new() -> Self {
        Self { all: Chunks::new(), names: String::new() }
    }

    /// The number of elements.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns true if there are none: the capture is no page.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// An element by its number.
    pub fn get(&self, number: u32) -> Option<Element> {
        let kept = self.all.get(number as usize)?;
        Some(Element { parent: kept.parent.checked_sub(1), tag: kept.tag, number })
    }

    /// The names that an element gives itself, in lower case: `.` before each word of its class, `#` before its id, `role=`,
    /// `prop=` and `type=` before those of these attributes; a space behind each.
    pub fn names(&self, element: &Element) -> &str {
        let start = |number: u32| Some(self.all.get(number as usize)?.names as usize);
        let end = start(element.number + 1).unwrap_or(self.names.len());
        start(element.number).and_then(|start| self.names.get(start..end)).unwrap_or_default()
    }

    /// An element and all those that it stands in, innermost first.
    pub fn chain(&self, number: Option<u32>) -> impl Iterator<Item = (u32, Element)> {
        let up = |&(_, element): &(u32, Element)| element.parent.and_then(|parent| Some((parent, self.get(parent)?)));
        std::iter::successors(number.and_then(|number| Some((number, self.get(number)?))), up)
    }

    /// Adds an element; its number. There are never more of them than a number can count: a page is shorter than that.
    pub(super) fn push(&mut self, parent: Option<u32>, tag: Tag, name: &str, attributes: Attributes<'_>) -> u32 {
        let start = self.names.len();
        if tag == Tag::Custom {
            self.word(".", name);
        }
        for (name, value) in attributes {
            let naming = NAMING.iter().find(|(naming, _)| name.eq_ignore_ascii_case(naming));
            if let Some((_, sign)) = naming {
                value.split_ascii_whitespace().for_each(|word| self.word(sign, word));
            }
            if self.names.len() > start + LONGEST {
                break;
            }
        }
        self.all.push(CompactElement { parent: parent.map_or(0, |parent| parent + 1), names: start as u32, tag });
        self.all.len() as u32 - 1
    }

    fn word(&mut self, sign: &str, word: &str) {
        if word.len() <= LONGEST {
            // By a quarter, not by as much again: a page may be all names.
            if self.names.capacity() - self.names.len() < sign.len() + word.len() + 1 {
                self.names.reserve_exact(self.names.len() / 4 + sign.len() + word.len() + 1);
            }
            self.names.push_str(sign);
            self.names.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            self.names.push(' ');
        }
    }
}
