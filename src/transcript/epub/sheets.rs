//! The style sheets that chapters of a book link to.

use crate::document::Container;
use crate::document::limits::MOST_UNPACKED;
use crate::transcript::DecodeError;
use crate::transcript::linked_sheets::links;
use crate::transcript::package::{PackedFile, resolve};
use std::collections::{HashMap, HashSet};

/// The sheets that were read so far, by their names.
#[derive(Default)]
pub(super) struct BookSheets {
    known: HashMap<String, String>,
    /// The number of bytes that chapters were read with.
    read: u64,
}

impl BookSheets {
    /// The sheets that a chapter links to, in order, as elements of it. One that the book lacks is none.
    pub fn of(&mut self, chapter: &PackedFile, container: &mut Container<'_>) -> Result<String, DecodeError> {
        let decoded = chapter.decode_page()?;
        let (mut sheets, mut taken) = (String::new(), HashSet::new());
        for link in links(&decoded.text) {
            let name = resolve(&chapter.name, &link.url);
            if !taken.insert(name.clone()) {
                continue;
            }
            if !self.known.contains_key(&name) {
                let sheet = match container.has(&name) {
                    true => raised(&PackedFile::of(container, &name)?.decode_page()?.text),
                    false => String::new(),
                };
                self.known.insert(name.clone(), sheet);
            }
            sheets.push_str(&link.element(self.known.get(&name).map_or("", String::as_str)));
        }
        self.read += sheets.len() as u64;
        if self.read > MOST_UNPACKED {
            let what = format!("its chapters link to style sheets of more than {MOST_UNPACKED} bytes");
            return Err(DecodeError::Broken(what));
        }
        Ok(sheets)
    }
}

/// A sheet in which what is moved up or down by its position, as LibreOffice writes it, is raised or lowered.
fn raised(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    for rule in sheet.split_inclusive('}') {
        let declarations = rule.rsplit('{').next().unwrap_or_default();
        let value = |name: &str| {
            let mut all = declarations.trim_end_matches('}').split(';').filter_map(|one| one.split_once(':'));
            all.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
        };
        let is_small = value("font-size").is_some_and(|size| size.starts_with("0."));
        let is_moved = is_small && value("position") == Some("relative");
        match value("top").filter(|_| is_moved).zip(rule.strip_suffix('}')) {
            Some((top, open)) => {
                let to = if top.starts_with('-') { "super" } else { "sub" };
                out.push_str(&format!("{open};vertical-align:{to}}}"));
            }
            None => out.push_str(rule),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_a_position_moves_are_raised() {
        let sheet =
            ".a { font-size: 0.8em; position: relative; top: -0.33em; vertical-align: baseline; } .b { top: 1em }";
        let read = raised(sheet);
        assert!(read.contains(";vertical-align:super}") && read.ends_with(".b { top: 1em }"), "{read}");
    }
}
