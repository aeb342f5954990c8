//! Styles of ODT: which words are hidden, struck, raised.

use super::story::Look;
use crate::text::Raised;
use crate::transcript::DecodeError;
use crate::transcript::package::{PackedFile, each_element};
use crate::transcript::xml::Tag;
use std::collections::HashMap;

/// The most styles of which one is made from the next.
const LONGEST_CHAIN: usize = 16;

/// The styles of a document, by family and name.
#[derive(Default)]
pub(super) struct OdtStyles {
    all: HashMap<(String, String), OdtStyle>,
}

#[derive(Default)]
struct OdtStyle {
    parent: Option<String>,
    look: Look,
    /// In the words of the program; a parent may say it too.
    is_quote: bool,
    heading: u8,
}

impl OdtStyles {
    /// Adds the styles in a file. Those that the document makes for itself come last, and win.
    pub fn add(&mut self, file: &PackedFile) -> Result<(), DecodeError> {
        let mut key = None;
        each_element(file, |tag, _| {
            if tag.name == "style" {
                key = tag.attribute("family").zip(tag.attribute("name"));
                let Some(key) = key.clone() else { return };
                let name = tag.attribute("display-name").unwrap_or_else(|| key.1.clone());
                let is_quote = matches!(&*name, "Quotations" | "Block Quotation" | "Quote");
                let style = OdtStyle {
                    parent: tag.attribute("parent-style-name"),
                    look: Look::default(),
                    is_quote,
                    heading: heading(&name),
                };
                self.all.insert(key, style);
                return;
            }
            let style = key.as_ref().and_then(|key| self.all.get_mut(key));
            if let Some(style) = style.filter(|_| matches!(tag.name, "text-properties" | "section-properties")) {
                style.look = look(tag).over(style.look);
            }
        })
    }

    pub fn look(&self, family: &str, name: &str) -> Look {
        self.chain(family, name).fold(Look::default(), |look, style| look.over(style.look))
    }

    /// The level of a heading of this style; 0 for none.
    pub fn heading(&self, name: &str) -> u8 {
        self.chain("paragraph", name).map(|style| style.heading).find(|level| *level > 0).unwrap_or(0)
    }

    pub fn is_quote(&self, name: &str) -> bool {
        self.chain("paragraph", name).any(|style| style.is_quote)
    }

    fn chain(&self, family: &str, name: &str) -> impl Iterator<Item = &OdtStyle> {
        let family = family.to_owned();
        let first = self.all.get(&(family.clone(), name.to_owned()));
        let next = move |style: &&OdtStyle| self.all.get(&(family.clone(), style.parent.clone()?));
        std::iter::successors(first, next).take(LONGEST_CHAIN)
    }
}

/// The level of a heading by the name of its style, which is the same in all languages.
fn heading(name: &str) -> u8 {
    let name = name.replace("_20_", " ").to_lowercase();
    match name.as_str() {
        "title" => 1,
        "subtitle" => 2,
        _ => {
            name.strip_prefix("heading ").and_then(|level| level.parse().ok()).filter(|level| *level <= 9).unwrap_or(0)
        }
    }
}

fn look(tag: &Tag<'_>) -> Look {
    let is = |name: &str, off: &[&str]| tag.attribute(name).map(|value| !off.contains(&&*value));
    let struck = is("text-line-through-style", &["none"]).or_else(|| is("text-line-through-type", &["none"]));
    Look {
        hidden: tag.attribute("display").map(|value| value == "none"),
        struck,
        raised: tag.attribute("text-position").map(|value| raised(&value)),
        emphasised: tag.attribute("font-weight").map(|value| value == "bold"),
    }
}

/// `super 58%`, `-25% 58%`: by how much, and how large.
fn raised(position: &str) -> Option<Raised> {
    match position.split_whitespace().next()? {
        "super" => Some(Raised::Up),
        "sub" => Some(Raised::Down),
        percent => match percent.trim_end_matches('%').parse::<f32>().ok()? {
            up if up > 0.0 => Some(Raised::Up),
            down if down < 0.0 => Some(Raised::Down),
            _ => None,
        },
    }
}
