//! Elements whose styles hide them, and those of them that are seen in spite of that.
//!
//! Scripts take such styles away again: a story hidden until it is paid for, or until the page is there. What holds the
//! main part of a page, or half of its prose, is no aside for screen readers.

use super::attribute::attribute;
use super::stack::TextContext;
use crate::markup::Tag;

/// The hidden elements of a page.
#[derive(Debug)]
pub(super) struct Hiding {
    /// The offsets at which those begin that are seen nevertheless, in order.
    shown: Vec<usize>,
    roots: Vec<HiddenRoot>,
    /// The number of letters of prose that are seen.
    seen: usize,
}

/// An element that hides what is in it, and stands in none that does.
#[derive(Debug)]
struct HiddenRoot {
    /// The offset at which it begins.
    at: usize,
    /// The number of letters of prose in it.
    letters: usize,
    /// True if it holds the main part of the page.
    is_main: bool,
    /// True if it calls itself something that comes and goes over a page.
    is_overlay: bool,
}

/// Words in the names of elements that lie over a page: dialogs, notices of consent, menus.
const OVERLAYS: [&str; 14] = [
    "cookie",
    "consent",
    "gdpr",
    "ccpa",
    "modal",
    "dialog",
    "popup",
    "overlay",
    "lightbox",
    "newsletter",
    "menu",
    "nav",
    "drawer",
    "tooltip",
];
/// Fewer letters are no half of a page's prose.
const FEWEST: usize = 200;

impl Hiding {
    pub fn new(shown: Vec<usize>) -> Self {
        Self { shown, roots: Vec::new(), seen: 0 }
    }

    /// Returns true if the element that begins at `at` is seen, whatever its styles say.
    pub fn is_shown(&self, at: usize) -> bool {
        self.shown.binary_search(&at).is_ok()
    }

    /// A hidden element begins.
    pub fn begin(&mut self, at: usize, attributes: &str) {
        let named = |name| attribute(attributes, name).unwrap_or_default().to_ascii_lowercase();
        let names = [named("class"), named("id"), named("role")];
        let is_overlay = OVERLAYS.iter().any(|word| names.iter().any(|name| name.contains(word)));
        self.roots.push(HiddenRoot { at, letters: 0, is_main: false, is_overlay });
    }

    /// An element begins inside of a hidden one.
    pub fn inside(&mut self, tag: Tag, attributes: &str) {
        let is_main = tag == Tag::Main || attribute(attributes, "itemprop").as_deref() == Some("articleBody");
        if let Some(root) = self.roots.last_mut().filter(|_| is_main) {
            root.is_main = true;
        }
    }

    /// Text, other than that of links, counts as prose.
    pub fn text(&mut self, text: &str, context: TextContext) {
        let letters = || text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        match self.roots.last_mut() {
            _ if context.link => {}
            _ if context.is_seen() => self.seen += letters(),
            Some(root) => root.letters += letters(),
            None => {}
        }
    }

    /// The offsets at which elements begin that hold the main part of the page or half of its prose, in order.
    pub fn shown(&self) -> Vec<usize> {
        let is_half = |root: &HiddenRoot| !root.is_overlay && root.letters >= FEWEST.max(self.seen);
        let found = self.roots.iter().filter(|root| root.is_main && root.letters > 0 || is_half(root));
        found.map(|root| root.at).collect()
    }
}
