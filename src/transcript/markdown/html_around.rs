//! The elements of HTML that words of archived Markdown stand in, and what they make of them.

use crate::markup::{Property, StyleSheets, Tag};
use crate::text::Raised;

/// The open elements, outermost first.
#[derive(Default)]
pub(super) struct HtmlAround {
    open: Vec<(Tag, HtmlStyle)>,
    styles: StyleSheets,
}

/// What elements make of the words in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct HtmlStyle {
    /// They are not shown.
    hides: bool,
    /// They are not shown, or have no size, unless an element inside says so.
    invisible: bool,
    sizeless: bool,
    /// They open at a click.
    opens: bool,
    pub struck: bool,
    pub raised: Option<Raised>,
}

impl HtmlStyle {
    pub fn is_hidden(&self) -> bool {
        self.hides || self.invisible || self.sizeless
    }
}

/// The number of open elements that an end tag reaches through, and the most that are kept.
const REACH: usize = 32;
const MOST: usize = 10_000;

impl HtmlAround {
    pub fn style(&self) -> HtmlStyle {
        self.open.last().map(|(_, style)| *style).unwrap_or_default()
    }

    /// An element begins.
    pub fn begin(&mut self, tag: Tag, attributes: &str) {
        if tag.is(Property::Void) || self.open.len() >= MOST {
            return;
        }
        let effect = self.styles.effect(tag, "", attributes);
        let mut style = self.style();
        style.hides |= effect.hides && !(style.opens && effect.is_closed);
        style.invisible = effect.visibility.map_or(style.invisible, |seen| !seen);
        style.sizeless = effect.letters.map_or(style.sizeless, |seen| !seen);
        style.opens |= effect.opens;
        style.struck |= effect.struck;
        style.raised = effect.raised.map(|up| if up { Raised::Up } else { Raised::Down }).or(style.raised);
        self.open.push((tag, style));
    }

    /// An element ends, and those inside it.
    pub fn end(&mut self, tag: Tag) {
        let reached = self.open.iter().rev().take(REACH).position(|(open, _)| *open == tag);
        if let Some(up) = reached {
            self.open.truncate(self.open.len() - 1 - up);
        }
    }

    /// A paragraph of Markdown ends: elements that stand in one are not open beyond it.
    pub fn end_paragraph(&mut self) {
        let last_block = self.open.iter().rposition(|(tag, _)| !tag.is(Property::Prose) && *tag != Tag::P);
        self.open.truncate(last_block.map_or(0, |last| last + 1));
    }
}
