//! A whole document: its blocks in the order of reading, and what stands around them.

use super::content::{MOST_CHARACTERS, Shared, draw};
use super::file::File;
use super::fragment::fragments;
use super::furniture::{Sheet, take_off};
use super::lines::{Line, lines};
use super::object::{Budget, Object};
use super::order::columns;
use super::pages::{labels, pages, text};
use super::paragraphs::{Block, blocks};
use super::structure::Structure;
use super::{Limit, Parts, PdfError, SLANTED, margins, printed_numbers};
use crate::capture::Part;
use std::collections::{HashMap, HashSet};

/// The most operators and characters of a file.
pub(crate) const MOST_SIGNS: usize = 300_000_000;

/// The pages that are read out of a file.
#[derive(Debug)]
pub(crate) struct Document {
    pub blocks: Vec<Block>,
    pub pages: Vec<PageFacts>,
    pub parts: Vec<Part>,
    pub title: Option<String>,
    pub author: Option<String>,
    /// True if anything in the file was damaged: what was lost is not known.
    pub is_damaged: bool,
}

/// The facts of a page beside its words.
#[derive(Debug)]
pub(crate) struct PageFacts {
    /// The number that is printed on it.
    pub label: Option<Box<str>>,
    pub head: Vec<Line>,
    pub foot: Vec<Line>,
    /// True if it is a picture, with no words that could be read.
    pub is_picture: bool,
}

impl Document {
    /// Reads a file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PdfError> {
        let file = File::open(bytes)?;
        let pages = pages(&file)?;
        if pages.is_empty() {
            return Err(PdfError::NoPages);
        }
        let labels = labels(&file, pages.len())?;
        let structure = Structure::read(&file, &pages)?;
        let mut shared = Shared {
            file: &file,
            fonts: HashMap::new(),
            fonts_read: 0,
            off: layers_off(&file)?,
            signs: Budget::new(MOST_SIGNS, Limit::Signs),
            characters: Budget::new(MOST_CHARACTERS, Limit::Characters),
            parts: Parts::default(),
        };
        let mut sheets = Vec::with_capacity(pages.len());
        let mut is_picture = Vec::with_capacity(pages.len());
        for ((number, page), label) in pages.iter().enumerate().zip(labels) {
            let shown = draw(&mut shared, page, number)?;
            is_picture.push(shown.glyphs.is_empty() && shown.has_pictures);
            sheets.push(Sheet {
                runs: fragments(&shown),
                height: shown.height,
                label,
                head: Vec::new(),
                foot: Vec::new(),
            });
        }
        take_off(&mut sheets);
        printed_numbers::label(&mut sheets);
        let (all, facts) = all_lines(sheets, is_picture, &structure);
        let (title, author) = (info(&file, b"Title")?, info(&file, b"Author")?);
        let is_damaged = file.is_damaged.get();
        Ok(Self { blocks: blocks(all), pages: facts, parts: shared.parts.all, title, author, is_damaged })
    }
}

/// The lines of the words of all pages, and what is known of each page.
fn all_lines(sheets: Vec<Sheet>, is_picture: Vec<bool>, structure: &Structure) -> (Vec<Line>, Vec<PageFacts>) {
    let (mut all, mut facts, mut next_column) = (Vec::new(), Vec::with_capacity(sheets.len()), 0);
    for ((number, sheet), is_picture) in (0_u32..).zip(sheets).zip(is_picture) {
        let (mut sides, mut aslant) = (vec![Vec::new(); usize::from(SLANTED)], Vec::new());
        for run in sheet.runs {
            match sides.get_mut(usize::from(run.turns)) {
                Some(side) => side.push(run),
                None => aslant.push(run),
            }
        }
        let (upright, margins) = margins::apart(std::mem::take(&mut sides[0]));
        sides[0] = upright;
        // Words that stand on end come behind the others.
        sides.sort_by_key(|side| std::cmp::Reverse(side.len()));
        for side in sides {
            all.extend(lines(number, columns(side), &mut next_column, structure));
        }
        for margin in margins {
            let mut beside = lines(number, vec![super::order::rows(margin)], &mut next_column, structure);
            beside.iter_mut().for_each(|line| line.is_in_margin = true);
            all.append(&mut beside);
        }
        let mut foot = sheet.foot;
        foot.extend(aslant);
        let mut edge = |runs| lines(number, vec![super::order::rows(runs)], &mut next_column, structure);
        facts.push(PageFacts { label: sheet.label, head: edge(sheet.head), foot: edge(foot), is_picture });
    }
    (all, facts)
}

/// A field of what the file says of itself.
fn info(file: &File<'_>, key: &[u8]) -> Result<Option<String>, Limit> {
    let info = file.resolve(file.trailer.raw(b"Info"))?;
    let value = info.dict().map(|info| file.get(info, key)).transpose()?;
    let value = value.as_ref().and_then(Object::string).map(text);
    Ok(value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()))
}

/// The layers that are not shown when the file is opened.
fn layers_off(file: &File<'_>) -> Result<HashSet<u32>, Limit> {
    let mut off = HashSet::new();
    let root = file.resolve(file.trailer.raw(b"Root"))?;
    let Some(layers) = root.dict().map(|root| file.get(root, b"OCProperties")).transpose()? else { return Ok(off) };
    let Some(layers) = layers.dict() else { return Ok(off) };
    let usual = file.get(layers, b"D")?;
    let Some(usual) = usual.dict() else { return Ok(off) };
    let numbers = |list: &Object| -> Vec<u32> {
        list.array().unwrap_or_default().iter().filter_map(|layer| Some(layer.id()?.number)).collect()
    };
    if file.get(usual, b"BaseState")?.is_name("OFF") {
        off.extend(numbers(&file.get(layers, b"OCGs")?));
        for number in numbers(&file.get(usual, b"ON")?) {
            off.remove(&number);
        }
    }
    off.extend(numbers(&file.get(usual, b"OFF")?));
    Ok(off)
}
