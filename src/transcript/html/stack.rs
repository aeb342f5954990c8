//! The elements that are open, and what that says of the text inside them.

use crate::markup::{Property, Tag};
use crate::text::Raised;
use crate::transcript::{Chunks, InsetKind};

/// The properties of the text inside an element. Handed down from the outside in, so that no text asks all its ancestors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::transcript) struct TextContext {
    /// The effect of its elements' styles and attributes.
    pub styled: Styled,
    /// Raised or lowered.
    pub raised: Option<Raised>,
    /// In a drawing or a formula.
    pub foreign: bool,
    /// The text of a link.
    pub link: bool,
    pub emphasis: bool,
    /// White space is text.
    pub pre: bool,
    pub quote: bool,
    pub item: bool,
    pub row: bool,
    /// In a footnote or an endnote of a book.
    pub note: bool,
    /// The level of the heading that it is in; 0 for none.
    pub heading: u8,
}

/// The effect of the styles and attributes of elements on the text in them, in one byte: a page may nest a million elements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::transcript) struct Styled(u8);

impl Styled {
    /// Of an element whose text nobody reads, such as a script.
    pub const UNREAD: Self = Self(1);
    /// Of an element that is not shown.
    pub const HIDES: Self = Self(2);
    /// Not shown, unless an element inside says so.
    pub const INVISIBLE: Self = Self(4);
    /// Of no size, unless an element inside says so.
    pub const SIZELESS: Self = Self(8);
    /// Of an element that opens at a click.
    pub const OPENS: Self = Self(16);
    /// Of a shadow root, which the style sheets of the page do not reach.
    pub const SHADOW: Self = Self(32);
    /// The marker of a note.
    pub const MARKER: Self = Self(64);
    /// Struck out.
    pub const STRUCK: Self = Self(128);

    pub const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// Adds `one`, if `is` says so.
    pub fn add(&mut self, one: Self, is: bool) {
        self.0 |= if is { one.0 } else { 0 };
    }

    /// Adds `one` or takes it away, if something is said of it.
    pub fn set(&mut self, one: Self, is: Option<bool>) {
        self.0 = if is.is_some() { self.0 & !one.0 } else { self.0 };
        self.add(one, is == Some(true));
    }
}

impl TextContext {
    /// The kind of inset that the text is; `None` for text that a reader reads.
    pub fn inset(&self) -> Option<InsetKind> {
        const HIDDEN: Styled = Styled(Styled::HIDES.0 | Styled::INVISIBLE.0 | Styled::SIZELESS.0);
        match self.styled {
            styled if styled.has(HIDDEN) => Some(InsetKind::Hidden),
            styled if styled.has(Styled::MARKER) => Some(InsetKind::NoteMarker),
            styled if styled.has(Styled::STRUCK) => Some(InsetKind::Struck),
            _ => None,
        }
    }

    /// Returns true for text that nobody reads.
    pub fn is_unread(&self) -> bool {
        self.styled.has(Styled::UNREAD)
    }

    /// Returns true if a reader of the page sees it.
    pub fn is_seen(&self) -> bool {
        !self.is_unread() && self.inset() != Some(InsetKind::Hidden)
    }
}

/// An element that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct StackedElement {
    pub tag: Tag,
    /// The properties of its text.
    pub context: TextContext,
    /// One more than its number among the elements that are kept, or than that of the one that it stands in; 0 for none.
    element: u32,
    /// True if its end tag has come while a block inside it was open.
    ended: bool,
}

/// The open elements, outermost first. Every question takes the same time however deep they are nested.
pub(super) struct ElementStack {
    open: Chunks<StackedElement>,
    /// The places in `open` of each kind of element.
    places: Vec<Chunks<u32>>,
    barriers: Chunks<u32>,
    /// The places in `open` of blocks and barriers.
    walls: Chunks<u32>,
}

/// The number of open elements that an end tag reaches through, if they are blocks: further up, one would walk the same way again and again.
const REACH: usize = 32;

impl ElementStack {
    pub(super) fn new() -> Self {
        Self {
            open: Chunks::default(),
            places: vec![Chunks::default(); Tag::COUNT],
            barriers: Chunks::default(),
            walls: Chunks::default(),
        }
    }

    pub(super) fn top(&self) -> Option<&StackedElement> {
        self.open.last()
    }

    /// The properties of text that comes now.
    pub(super) fn context(&self) -> TextContext {
        self.top().map(|open| open.context).unwrap_or_default()
    }

    /// The innermost element that is kept.
    pub(super) fn element(&self) -> Option<u32> {
        self.top().and_then(|open| open.element.checked_sub(1))
    }

    pub(super) fn push(&mut self, tag: Tag, context: TextContext, element: Option<u32>) {
        let at = self.open.len() as u32;
        self.places[place(tag)].push(at);
        if tag.is(Property::Barrier) {
            self.barriers.push(at);
        }
        if tag.is(Property::Block) || tag.is(Property::Barrier) {
            self.walls.push(at);
        }
        let element = element.map_or(0, |element| element + 1);
        self.open.push(StackedElement { tag, context, element, ended: false });
    }

    pub(super) fn pop(&mut self) -> Option<StackedElement> {
        let open = self.open.pop()?;
        self.places[place(open.tag)].pop();
        if open.tag.is(Property::Barrier) {
            self.barriers.pop();
        }
        if open.tag.is(Property::Block) || open.tag.is(Property::Barrier) {
            self.walls.pop();
        }
        Some(open)
    }

    fn innermost(&self, tag: Tag) -> Option<u32> {
        self.places[place(tag)].last().copied()
    }

    /// Returns true if an element of this kind is open anywhere.
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.innermost(tag).is_some()
    }

    /// The number of open elements of this kind.
    pub(super) fn count(&self, tag: Tag) -> usize {
        self.places[place(tag)].len()
    }

    /// The place of the innermost element of a kind, if its end tag here would reach it.
    pub(super) fn reach(&self, tag: Tag) -> Option<u32> {
        let walls = if tag.is(Property::Barrier) { None } else { self.barriers.last() };
        self.innermost(tag).filter(|at| walls.is_none_or(|wall| wall <= at))
    }

    /// The place of the innermost element of some kinds, unless one of `walls` stands between.
    pub(super) fn within(&self, kinds: &[Tag], walls: &[Tag]) -> Option<u32> {
        let at = self.innermost_of(kinds)?;
        let wall = self.innermost_of(walls).max(self.barriers.last().copied());
        wall.is_none_or(|wall| wall <= at).then_some(at)
    }

    /// The place of the innermost part, of such a kind, of the innermost table.
    pub(super) fn row(&self, kinds: &[Tag], walls: &[Tag]) -> Option<u32> {
        let at = self.innermost_of(kinds)?;
        self.innermost_of(walls).is_none_or(|wall| wall < at).then_some(at)
    }

    /// The place of the innermost element of some kinds.
    pub(super) fn innermost_of(&self, kinds: &[Tag]) -> Option<u32> {
        kinds.iter().filter_map(|&tag| self.innermost(tag)).max()
    }

    /// Ends all that is open from `at` on.
    pub(super) fn cut(&mut self, at: u32) -> bool {
        let mut set_apart = false;
        while self.open.len() > at as usize {
            set_apart |= self.pop().is_some_and(|open| open.tag.is(Property::Block));
        }
        set_apart
    }

    /// Ends an element that sets nothing apart: blocks that were begun inside it stay open.
    pub(super) fn end_inline(&mut self, at: u32) {
        if self.walls.last().is_none_or(|&wall| wall < at) {
            self.cut(at);
            return;
        }
        let (at, end) = (at as usize, self.open.len());
        if self.open[at].ended || end - at > REACH {
            return;
        }
        self.open[at].ended = true;
        let (is_link, is_emphasis) = (self.open[at].tag == Tag::A, self.open[at].tag.is(Property::Emphasis));
        for index in at..end {
            let context = &mut self.open[index].context;
            context.link &= !is_link;
            context.emphasis &= !is_emphasis;
        }
    }
}

/// The number of the kind of an element. Unlisted ones are one kind, whatever their names.
fn place(tag: Tag) -> usize {
    if tag.is(Property::Unlisted) { Tag::Other as usize } else { tag as usize }
}
