//! PDF: what its pages show, in the order in which it is read.
//!
//! Objects, fonts and the programs of pages are read here, within bounds. No number that is not whole decides anything: places
//! are thousandths of a point, rounded once, where a page is drawn.

mod annotations;
mod cff;
mod cmap;
mod content;
mod crypt;
mod crypt_key;
mod document;
mod encodings;
mod file;
mod filters;
mod font;
mod font_program;
mod forms;
mod fragment;
mod furniture;
mod glyph;
mod glyph_names;
mod lexer;
mod lines;
mod margins;
mod matrix;
mod object;
mod order;
mod pages;
mod paragraphs;
mod printed_numbers;
mod scan;
mod sfnt;
mod standard_widths;
mod state;
mod structure;
mod xref;

pub(crate) use content::{MOST_CHARACTERS, MOST_ON_A_PAGE};
pub(crate) use document::{Document, MOST_SIGNS, PageFacts};
pub(crate) use file::{LARGEST_STREAM, MOST_DECODED, MOST_OBJECTS};
pub(crate) use fragment::Piece;
pub(crate) use lines::Line;
pub(crate) use pages::MOST_PAGES;
pub(crate) use paragraphs::{Block, Kind};

use crate::capture::Part;
use crate::digest::Digest;
use std::collections::HashMap;

/// The turns of what is written aslant.
const SLANTED: u8 = 4;

/// The reason why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PdfError {
    /// It opens with a password only.
    Encrypted,
    /// It has no pages that can be found.
    NoPages,
    /// It needs more than is spent on a file.
    Limit(Limit),
}

/// The limit that a file exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Objects and their parts.
    Objects,
    /// The bytes of a stream.
    Stream,
    /// The bytes of all streams.
    Streams,
    /// Things inside of each other.
    Depth,
    /// Pages.
    Pages,
    /// Operators and what they draw.
    Signs,
    /// Characters, of a page or of all.
    Characters,
}

impl From<Limit> for PdfError {
    fn from(limit: Limit) -> Self {
        Self::Limit(limit)
    }
}

/// The streams that words are read from.
#[derive(Debug, Default)]
struct Parts {
    all: Vec<Part>,
    forms: HashMap<u32, u32>,
}

impl Parts {
    /// A part with that name.
    fn add(&mut self, path: String, bytes: &[u8]) -> u32 {
        self.all.push(Part { path: path.into(), sha256: Digest::of(bytes), bytes: bytes.len() as u64 });
        self.all.len() as u32 - 1
    }

    /// The part of a form, which pages may share.
    fn form(&mut self, number: u32, bytes: &[u8]) -> u32 {
        if let Some(known) = self.forms.get(&number) {
            return *known;
        }
        let part = self.add(format!("object {number}"), bytes);
        self.forms.insert(number, part);
        part
    }
}
