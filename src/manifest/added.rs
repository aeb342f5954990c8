//! What one `literatim add` added: a file of its own until `literatim manifest` puts it into the inventory and the log, so
//! that two branches that add have no line in common.

use super::{InventoryEntry, NotOurs, RepeatedTable, has_conflict, print, shard, sum_list};
use crate::digest::Digest;

/// Entries that are not in the inventory yet, and what was learned of what publishers repeat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// The entries, sorted by path.
    pub captures: Vec<InventoryEntry>,
    /// Paragraphs that publishers repeat, and the table did not have.
    pub repeated: RepeatedTable,
}

impl Added {
    /// The folder of these files below the root.
    pub const FOLDER: &str = "history/new";

    const FORMAT: &str = "literatim added 2";

    /// The path of its file: it is called by the first sixteen digits of its digest.
    pub fn path(&self) -> String {
        path_of(&self.to_bytes())
    }

    /// The one spelling of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("# {}\n{}", Self::FORMAT, shard::print(&self.captures));
        for (publisher, paragraph) in self.repeated.paragraphs() {
            text.push_str(&format!("#repeated {} {}\n", paragraph.hex(), print::json(publisher)));
        }
        text.into_bytes()
    }

    /// Reads what [`Added::to_bytes`] writes, and nothing else, under the name that it has.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn from_bytes(path: &str, bytes: &[u8]) -> Result<Self, NotOurs> {
        let text = sum_list::text(bytes)?;
        debug_assert!(!has_conflict(text), "a list of sums has none");
        let rest = text.strip_prefix("# ").and_then(|rest| rest.split_once('\n'));
        let rest = match rest {
            Some((Self::FORMAT, rest)) => rest,
            Some((other, _)) if other.starts_with("literatim added ") => {
                return Err(NotOurs::UnknownFormat(other.to_owned()));
            }
            _ => return Err(sum_list::wrong(1, "not a list of what was added")),
        };
        let end = rest.match_indices("#repeated ").map(|(at, _)| at).find(|&at| at == 0 || rest[..at].ends_with('\n'));
        let (entries, repeated) = rest.split_at(end.unwrap_or(rest.len()));
        let mut added = Self { captures: shard::read(entries, 2)?, repeated: RepeatedTable::default() };
        for line in repeated.lines() {
            let both = line.strip_prefix("#repeated ").and_then(|line| line.split_once(' '));
            let both =
                both.and_then(|(hex, name)| Some((Digest::from_hex(hex)?, serde_json::from_str::<String>(name).ok()?)));
            let (paragraph, publisher) = both.ok_or_else(|| NotOurs::Unreadable(format!("not a paragraph: {line}")))?;
            added.repeated.insert(&publisher, paragraph);
        }
        super::canonical::compare(bytes, &added.to_bytes())?;
        if added.captures.is_empty() || path_of(bytes) != path {
            return Err(NotOurs::Unreadable("it is empty, or its name is not that of its bytes".to_owned()));
        }
        Ok(added)
    }
}

fn path_of(bytes: &[u8]) -> String {
    format!("{}/{}", Added::FOLDER, &Digest::of(bytes).hex()[..16])
}

impl RepeatedTable {
    /// Adds what `other` has.
    pub fn extend(&mut self, other: &Self) {
        other.paragraphs().for_each(|(publisher, paragraph)| self.insert(publisher, paragraph));
    }

    /// The paragraphs that it has and `other` has not.
    pub fn without(&self, other: &Self) -> Self {
        let mut rest = Self::default();
        for (publisher, paragraph) in
            self.paragraphs().filter(|(publisher, paragraph)| !other.has(publisher, paragraph))
        {
            rest.insert(publisher, paragraph);
        }
        rest
    }
}
