//! Styles of DOCX: which paragraphs are headings and quotations, and which words are hidden.

use super::story::{Look, ParagraphKind};
use crate::text::Raised;
use crate::transcript::DecodeError;
use crate::transcript::package::{PackedFile, each_element};
use crate::transcript::xml::Tag;
use std::collections::HashMap;

/// The most styles of which one is made from the next.
const LONGEST_CHAIN: usize = 16;

/// The styles of a document, by their ids.
#[derive(Default)]
pub(super) struct DocxStyles {
    all: HashMap<String, DocxStyle>,
}

#[derive(Default)]
struct DocxStyle {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    look: Look,
}

impl DocxStyles {
    pub fn read(file: &PackedFile) -> Result<Self, DecodeError> {
        let mut styles = Self::default();
        let mut id = None;
        each_element(file, |tag, _| {
            if tag.name == "style" {
                id = tag.attribute("styleId");
                styles.all.extend(id.clone().map(|id| (id, DocxStyle::default())));
                return;
            }
            let Some(style) = id.as_ref().and_then(|id| styles.all.get_mut(id)) else { return };
            match tag.name {
                "name" => style.name = tag.attribute("val").unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = tag.attribute("val"),
                "outlineLvl" => style.outline = outline(tag),
                _ => style.look = look(tag).over(style.look),
            }
        })?;
        Ok(styles)
    }

    /// The kind of a paragraph of this style.
    pub fn paragraph(&self, id: &str) -> ParagraphKind {
        let mut kind = ParagraphKind::default();
        for style in self.chain(id) {
            if kind.heading == 0 {
                kind.heading = style.outline.or_else(|| heading(&style.name)).unwrap_or(0);
            }
            kind.quote |= ["quote", "intense quote", "block text"].contains(&&*style.name);
            kind.look = kind.look.over(style.look);
        }
        kind
    }

    /// The look of words of this style.
    pub fn look(&self, id: &str) -> Look {
        self.chain(id).fold(Look::default(), |look, style| look.over(style.look))
    }

    /// A style, and those that it is made from.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a DocxStyle> {
        let first = self.all.get(id);
        std::iter::successors(first, |style| self.all.get(style.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }
}

/// The level of a heading, from the attribute that counts from 0; 9 is no heading.
pub(super) fn outline(tag: &Tag<'_>) -> Option<u8> {
    tag.attribute("val")?.parse::<u8>().ok().map(|level| if level < 9 { level + 1 } else { 0 })
}

/// The level of a heading by the name of its style, which is the same in all languages. An entry of a table of contents says a
/// heading again.
fn heading(name: &str) -> Option<u8> {
    match name {
        "title" => Some(1),
        "subtitle" => Some(2),
        _ if name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok()) => Some(9),
        _ => name.strip_prefix("heading ")?.parse().ok().filter(|level| (1..=9).contains(level)),
    }
}

/// The look that a property gives a run.
pub(super) fn look(tag: &Tag<'_>) -> Look {
    let mut look = Look::default();
    match tag.name {
        "vanish" => look.hidden = Some(tag.is_on()),
        "strike" | "dstrike" => look.struck = Some(tag.is_on()),
        "b" | "i" => look.emphasised = Some(tag.is_on()),
        // In half points, as other programs write what they raise.
        "position" => {
            let height = tag.attribute("val").and_then(|height| height.parse::<i32>().ok()).unwrap_or(0);
            look.raised = Some(match height {
                1.. => Some(Raised::Up),
                0 => None,
                _ => Some(Raised::Down),
            });
        }
        "vertAlign" => {
            look.raised = Some(match tag.attribute("val").as_deref() {
                Some("superscript") => Some(Raised::Up),
                Some("subscript") => Some(Raised::Down),
                _ => None,
            });
        }
        _ => {}
    }
    look
}
