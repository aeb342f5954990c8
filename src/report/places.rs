//! The places of words in the archive, each with a citation ready to paste.

use super::escape::escaped;
use super::wrap::wrap;
use super::{Paint, Tone, legible};
use crate::capture::CapturePath;
use crate::manifest::{Collection, Trouble, Witness, each_witness, troubles_met};
use crate::matching::{Located, MOST_LOCATED, locate, locate_loosely};
use crate::segment::{Role, Standing};
use crate::text::Span;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// The places of some words.
#[derive(Debug)]
pub struct Places {
    /// True if they stand there letter for letter; else only if case and typography do not matter.
    pub exact: bool,
    /// The places, by capture, then in order: of each capture the first ones.
    pub places: Vec<Occurrence>,
    /// The number of all places.
    pub count: usize,
    /// The number of captures that were searched.
    pub searched: usize,
    /// Captures and files that could not be searched, by path, and why.
    pub troubles: BTreeMap<String, Trouble>,
}

/// One place where words stand.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// The capture.
    pub witness: Arc<Witness>,
    /// Their place in its text, in bytes.
    pub span: Span,
}

type Locate = fn(&Witness, &str) -> Located;

/// Every place where `words` stand in `archive`, or in some captures `of` it; if there is none, where they stand if case
/// and typography do not matter.
pub fn places(archive: &dyn Collection, of: Option<&[CapturePath]>, words: &str) -> Places {
    let exact = search(archive, of, words, locate);
    match exact.count {
        0 => Places { exact: false, ..search(archive, of, words, locate_loosely) },
        _ => exact,
    }
}

fn search(archive: &dyn Collection, of: Option<&[CapturePath]>, words: &str, locate: Locate) -> Places {
    let (mut places, mut count, mut searched) = (Vec::new(), 0, 0);
    let mut search = |witness: Arc<Witness>| {
        searched += 1;
        let located = locate(&witness, words);
        count += located.count;
        places.extend(located.spans.into_iter().map(|span| Occurrence { witness: Arc::clone(&witness), span }));
    };
    let troubles = match of {
        None => each_witness(archive, search),
        Some(captures) => {
            let mut broken = BTreeMap::new();
            for (path, proven) in captures.iter().zip(archive.witnesses(captures)) {
                match proven {
                    Ok(witness) => search(witness),
                    Err(trouble) => drop(broken.insert(path.clone(), trouble)),
                }
            }
            troubles_met(archive, &broken, None)
        }
    };
    Places { exact: true, places, count, searched, troubles }
}

/// The most places of one article that are written.
const SHOWN: usize = 20;

impl Places {
    /// Writes them, article by article, each with a citation to paste if a quotation of the words would hold.
    pub fn print(&self, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
        if !self.exact && !self.places.is_empty() {
            writeln!(out, "no exact match; these match without case and typography:\n")?;
        }
        for article in self.places.chunk_by(|one, other| one.witness.article() == other.witness.article()) {
            article.iter().take(SHOWN).try_for_each(|place| place.print(out, paint))?;
            if article.len() > SHOWN {
                let at_least = if article.len() >= MOST_LOCATED { "at least " } else { "" };
                writeln!(out, "  and {at_least}{} more in this article\n", article.len() - SHOWN)?;
            }
            // The latest capture is the one to cite, where the words still stand in it.
            match article.iter().rev().find(|place| place.role().standing() == Standing::Body) {
                Some(place) => cite(place, out)?,
                None => writeln!(out, "  outside the story: a quotation of these words would not hold\n")?,
            }
        }
        Ok(())
    }
}

impl Occurrence {
    /// The words as archived, a space for each run of white space.
    pub fn words(&self) -> String {
        self.witness.text()[self.span.range()].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The index of the segment that the words begin in.
    fn begins_in(&self) -> usize {
        self.witness.segments().partition_point(|segment| segment.span.end <= self.span.start)
    }

    /// The index of the segment that counts: for what is said twice, the one that is said again.
    fn segment(&self) -> usize {
        let at = self.begins_in();
        self.witness.segments()[at].of.unwrap_or(at)
    }

    fn is_copy(&self) -> bool {
        self.segment() != self.begins_in()
    }

    /// The role of what the words stand in.
    pub fn role(&self) -> Role {
        self.witness.segments()[self.segment()].role.counted_as()
    }

    /// The number, from 1, of that segment among the segments of its role.
    pub fn paragraph(&self) -> usize {
        let upto = &self.witness.segments()[..=self.segment()];
        upto.iter().filter(|segment| segment.role.counted_as() == self.role()).count()
    }

    fn print(&self, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
        let captured = self.witness.captured_at().map_or("at an unknown time".to_owned(), |at| at.to_string());
        let article = paint.tone(Tone::Strong, &legible(self.witness.article().as_str()));
        let copy = if self.is_copy() { " (repeated)" } else { "" };
        writeln!(out, "{article}, {}, paragraph {}{copy}, captured {captured}", self.role(), self.paragraph())?;
        let digits = &self.witness.manifest().sha256.hex()[..12];
        let proof = format!("  {} sha256:{digits}…", paint.path(self.witness.path().as_str()));
        let proof = paint.tone(Tone::Faint, &proof);
        writeln!(out, "{}", paint.to_archive(self.witness.path().as_str(), proof))?;
        for line in wrap(&self.context(), paint.columns() - 4) {
            writeln!(out, "    {line}")?;
        }
        writeln!(out)
    }

    /// The words and some around them, from the same segments; the words between `⟨` and `⟩`.
    fn context(&self) -> String {
        let text = self.witness.text();
        let around = self.witness.segments_at(self.span).map(|segment| segment.span).reduce(Span::hull);
        let Span { start, end } = around.unwrap_or(Span::new(0, text.len())).hull(self.span);
        let (before, cut_before) = last_of(&text[start..self.span.start]);
        let (after, cut_after) = first_of(&text[self.span.end..end]);
        let dots = |cut| if cut { "⋯" } else { "" };
        let shown = format!("{} {before}⟨{}⟩{after} {}", dots(cut_before), self.words(), dots(cut_after));
        legible(&shown).into_owned()
    }
}

/// Characters of context on each side.
const CONTEXT: usize = 60;

/// The last words of `text`, and whether there are more before.
fn last_of(text: &str) -> (&str, bool) {
    let trimmed = text.trim_start();
    match trimmed.char_indices().rev().nth(CONTEXT) {
        None => (trimmed, false),
        Some((at, _)) => (trimmed[at..].split_once(char::is_whitespace).map_or("", |(_, rest)| rest), true),
    }
}

/// The first words of `text`, and whether there are more behind.
fn first_of(text: &str) -> (&str, bool) {
    let trimmed = text.trim_end();
    match trimmed.char_indices().nth(CONTEXT) {
        None => (trimmed, false),
        Some((at, _)) => (trimmed[..at].rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest), true),
    }
}

/// The citation to paste: as a block, and between marks where the words have none of their own.
fn cite(place: &Occurrence, out: &mut dyn Write) -> io::Result<()> {
    let (words, id) = (place.words(), legible(place.witness.article().as_str()));
    let shown = legible(&words);
    if shown != words.as_str() {
        return writeln!(out, "  some characters cannot be shown here: copy the words from the capture\n");
    }
    let escaped = escaped(&shown);
    writeln!(out, "> {escaped}\n>\n> — [@{id}]\n")?;
    match words.contains(['“', '”', '"', '„', '«', '»']) {
        true => Ok(()),
        false => writeln!(out, "“{escaped}” [@{id}]\n"),
    }
}
