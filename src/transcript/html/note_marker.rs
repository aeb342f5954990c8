//! Markers of notes: a number, letter or sign that leads to a note of the page.

use super::attribute::attribute;
use crate::markup::{Dialect, HtmlToken, HtmlTokens, Tag, reference};
use crate::text::LONGEST_RAISED;
use crate::transcript::note_label::{is_label, is_note};
use std::cell::OnceCell;
use std::collections::HashMap;

/// The most bytes of an element that is looked at: markers are short.
const LONGEST: usize = 1200;

/// Words by which links to notes call themselves: `doc-noteref` is a role of DPUB-ARIA, `noteref` a type of EPUB; the
/// others are classes, of MediaWiki (`reference`, which Sphinx gives to all links), Pandoc and its kin (`footnote-ref`), Substack (`footnote-anchor`),
/// LibreOffice (`sdfootnoteanc`, `sdendnoteanc`), WordPress (`footnote-link`, `easy-footnote`), Word (`MsoFootnoteReference`).
const TYPED: [&str; 13] = [
    "doc-noteref",
    "noteref",
    "footnote-ref",
    "footnote-reference",
    "footnoteref",
    "footnote-anchor",
    "footnote",
    "footnote-link",
    "easy-footnote",
    "sdfootnoteanc",
    "sdendnoteanc",
    "msofootnotereference",
    "msoendnotereference",
];

/// The elements of a page that a fragment may lead to; they are looked for when one is asked for first.
pub(super) struct NoteTargets<'s> {
    source: &'s str,
    tags: OnceCell<HashMap<&'s str, Tag>>,
    /// True in a book, whose notes may stand in another file of it.
    pub is_book: bool,
}

/// An element that may be a marker, as far as it is read.
#[derive(Default)]
struct Marker {
    text: String,
    /// The text in links to notes.
    linked: String,
    links: usize,
    is_typed: bool,
    /// True if it calls itself a reference, to a note or to anything else.
    is_reference: bool,
    is_raised: bool,
    /// True if all its fragments call themselves notes.
    leads_to_note: bool,
}

impl<'s> NoteTargets<'s> {
    pub fn of(source: &'s str) -> Self {
        Self { source, tags: OnceCell::new(), is_book: false }
    }

    /// Returns true if an element holds nothing but markers of notes; its tag ends at `start`, and `is_raised` says that its
    /// words are.
    pub fn is_marker(&self, (tag, attributes): (Tag, &str), start: usize, is_raised: bool) -> bool {
        let may_be = match tag {
            Tag::A => attributes.contains('#'),
            Tag::Sup | Tag::Span => is_raised || is_typed(attributes) || is_reference(attributes),
            _ => false,
        };
        may_be && self.read(tag, attributes, start, is_raised).is_some_and(|marker| marker.holds())
    }

    /// Reads the element up to its end. `None` for one that is too long, or that has a link that leads elsewhere.
    fn read(&self, tag: Tag, attributes: &str, start: usize, is_raised: bool) -> Option<Marker> {
        let end = self.source.floor_char_boundary(self.source.len().min(start + LONGEST));
        let rest = &self.source[start..end];
        let mut marker = Marker {
            is_raised,
            is_typed: is_typed(attributes),
            is_reference: is_reference(attributes),
            leads_to_note: true,
            ..Marker::default()
        };
        let mut in_link = tag == Tag::A;
        if in_link {
            self.follow(attributes, &mut marker)?;
        }
        let (mut tokens, mut depth) = (HtmlTokens::new(rest, Dialect::Page), 1);
        while let Some((token, at)) = tokens.next() {
            match token {
                HtmlToken::Text => {
                    let text = reference::value(&rest[at.range()]);
                    marker.text.push_str(&text);
                    marker.linked.push_str(if in_link { &text } else { "" });
                }
                HtmlToken::Start(inner, attributes, _) => {
                    let attributes = &rest[attributes.range()];
                    depth += usize::from(inner == tag);
                    marker.is_raised |= inner == Tag::Sup;
                    marker.is_typed |= is_typed(attributes);
                    marker.is_reference |= is_reference(attributes);
                    if inner == Tag::A {
                        in_link = true;
                        self.follow(attributes, &mut marker)?;
                    }
                    if !matches!(
                        inner,
                        Tag::A
                            | Tag::Sup
                            | Tag::Span
                            | Tag::Small
                            | Tag::B
                            | Tag::I
                            | Tag::Em
                            | Tag::Strong
                            | Tag::Font
                    ) {
                        return None;
                    }
                }
                HtmlToken::End(inner) => {
                    in_link &= inner != Tag::A;
                    depth -= usize::from(inner == tag);
                    if depth == 0 {
                        return Some(marker);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Follows a link, if it leads to a note of the page or to a fragment that the page lacks.
    fn follow(&self, attributes: &str, marker: &mut Marker) -> Option<()> {
        let url = attribute(attributes, "href")?;
        let (page, fragment) = url.split_once('#')?;
        let target = self.tags().get(fragment);
        // The number of a verse or line leads to itself.
        let is_own = || ["id", "name"].iter().any(|name| attribute(attributes, name).as_deref() == Some(fragment));
        let is_target = match target {
            Some(_) if is_own() => false,
            Some(tag) => {
                tag.heading().is_none()
                    && !matches!(
                        tag,
                        Tag::Section | Tag::Article | Tag::Main | Tag::Nav | Tag::Table | Tag::Figure | Tag::Body
                    )
            }
            None => page.is_empty() || self.is_book && !page.contains(':'),
        };
        marker.links += 1;
        marker.leads_to_note &= is_note(fragment);
        (is_target && !fragment.is_empty()).then_some(())
    }

    /// Each id of the page, and the element that has it.
    fn tags(&self) -> &HashMap<&'s str, Tag> {
        self.tags.get_or_init(|| {
            let mut tags = HashMap::new();
            let mut tokens = HtmlTokens::new(self.source, Dialect::Page);
            while let Some((token, _)) = tokens.next() {
                let HtmlToken::Start(tag, attributes, _) = token else { continue };
                let source = &self.source[attributes.range()];
                for (name, value) in crate::markup::Attributes::of(source) {
                    if name.eq_ignore_ascii_case("id") || tag == Tag::A && name.eq_ignore_ascii_case("name") {
                        tags.entry(value).or_insert(tag);
                    }
                }
            }
            tags
        })
    }
}

impl Marker {
    /// Returns true if its text is labels of notes, all of them in links, and it is set apart as such.
    fn holds(&self) -> bool {
        let text = self.text.trim();
        let is_bracketed = text.starts_with(['[', '(', '［']) && text.ends_with([']', ')', '］']);
        let own = |text: &str| text.chars().filter(|c| !is_between(*c)).count();
        // In brackets there are references to clauses and to other parts, too.
        let is_set_apart = self.is_raised || (is_bracketed || self.is_reference) && self.leads_to_note || self.is_typed;
        let mut labels = text.split(is_between).filter(|label| !label.is_empty());
        self.links > 0 && is_set_apart && own(text) > 0 && own(text) == own(&self.linked) && labels.all(is_label)
    }
}

/// Returns true for what stands around labels and between them.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '［' | '］' | ',' | ';' | '–' | '-')
}

fn is_typed(attributes: &str) -> bool {
    calls_itself(attributes, &TYPED)
}

fn is_reference(attributes: &str) -> bool {
    calls_itself(attributes, &["reference"])
}

fn calls_itself(attributes: &str, names: &[&str]) -> bool {
    ["class", "role", "epub:type"]
        .iter()
        .filter_map(|name| attribute(attributes, name))
        .any(|words| words.split_ascii_whitespace().any(|word| names.contains(&word.to_ascii_lowercase().as_str())))
}

/// Returns true if the element whose tag ends at `start` holds a word or number, and no line in small print.
pub(super) fn is_short(source: &str, tag: Tag, start: usize) -> bool {
    let end = source.floor_char_boundary(source.len().min(start + LONGEST));
    let rest = &source[start..end];
    let (mut tokens, mut letters) = (HtmlTokens::new(rest, Dialect::Page), 0);
    while let Some((token, at)) = tokens.next() {
        match token {
            HtmlToken::Text => {
                let text = reference::value(&rest[at.range()]);
                letters += text.trim().chars().count();
                if letters > LONGEST_RAISED || text.trim().contains(char::is_whitespace) {
                    return false;
                }
            }
            HtmlToken::End(ended) if ended == tag => return true,
            _ => {}
        }
    }
    false
}
