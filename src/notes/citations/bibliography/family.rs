//! Inheritance among entries of BibTeX: fields of those that their `crossref` and `xdata` name.

use super::{BibliographyReader, FIELDS, FieldReferences, short};
use biblatex::EntryType;
use std::collections::{HashMap, HashSet};

/// The entries of a ring that are named, at most.
const MOST_NAMED: usize = 8;

/// An entry, as far as it may name an article.
pub(super) struct BibliographyEntry {
    pub key: String,
    pub ids: Vec<String>,
    /// The byte at which it begins.
    pub at: usize,
    /// The references of each of [`FIELDS`]; `None` where it has no such field.
    pub values: Box<[Option<FieldReferences>; FIELDS.len()]>,
    /// The entries that it inherits from, those before others first.
    pub parents: Vec<String>,
    kind: EntryType,
}

impl BibliographyEntry {
    pub fn new(key: &str, kind: EntryType, at: usize) -> Self {
        Self { key: key.to_owned(), ids: Vec::new(), at, values: Box::default(), parents: Vec::new(), kind }
    }

    /// The key, and the others.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.key.as_str()).chain(self.ids.iter().map(String::as_str))
    }

    fn inherit(&mut self, parent: &[Option<FieldReferences>]) {
        let values = self.values.iter_mut().zip(parent).zip(FIELDS);
        for ((own, theirs), _) in values.filter(|(_, field)| inherits(&self.kind, field)) {
            if own.is_none() {
                own.clone_from(theirs);
            }
        }
    }
}

/// Returns true if an entry of that kind takes the field from another where it has none itself: the rules of biblatex
/// 0.12.
fn inherits(kind: &EntryType, field: &str) -> bool {
    use EntryType::{Booklet, Misc, Online, Set, Software, Unpublished, XData};
    match (field, kind) {
        ("note", _) | (_, Set) => false,
        (_, XData) | ("url", _) => true,
        ("doi", kind) => *kind != Online,
        ("howpublished", kind) => matches!(kind, Booklet | Misc | Software | Unpublished),
        _ => false,
    }
}

/// Gives every entry what it inherits. Entries that lead to themselves are reported, and take nothing from each other.
pub(super) fn inherit(entries: &mut [BibliographyEntry], reader: &mut BibliographyReader) {
    let parents = parents(entries);
    for group in groups(&parents) {
        let ring: HashSet<usize> = group.iter().copied().collect();
        for &entry in &group {
            for &parent in parents[entry].iter().filter(|parent| !ring.contains(parent)) {
                let theirs = entries[parent].values.clone();
                entries[entry].inherit(&*theirs);
            }
        }
        if group.iter().any(|&entry| parents[entry].iter().any(|parent| ring.contains(parent))) {
            report_ring(entries, &parents, &ring, reader);
        }
    }
}

/// The numbers of the entries that each entry names. Of two with the same key, the first one counts.
fn parents(entries: &[BibliographyEntry]) -> Vec<Vec<usize>> {
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    for (number, entry) in entries.iter().enumerate() {
        for key in entry.keys() {
            by_key.entry(key).or_insert(number);
        }
    }
    let numbers =
        |entry: &BibliographyEntry| entry.parents.iter().filter_map(|key| by_key.get(key.as_str()).copied()).collect();
    entries.iter().map(numbers).collect()
}

/// Reports the entries of a ring, in the order in which they name each other.
fn report_ring(
    entries: &[BibliographyEntry],
    parents: &[Vec<usize>],
    ring: &HashSet<usize>,
    reader: &mut BibliographyReader,
) {
    let (mut walk, mut seen) = (Vec::new(), HashSet::new());
    let mut next = ring.iter().copied().min();
    while let Some(entry) = next.filter(|&entry| seen.insert(entry)) {
        walk.push(entry);
        next = parents[entry].iter().copied().find(|parent| ring.contains(parent));
    }
    // The first ones may only lead into the ring.
    let walk = walk.split_off(walk.iter().position(|&entry| Some(entry) == next).unwrap_or(0));
    let named = walk.iter().take(MOST_NAMED).map(|&entry| short(&entries[entry].key));
    let last = if walk.len() > MOST_NAMED { "…".to_owned() } else { short(&entries[walk[0]].key) };
    let path: Vec<String> = named.chain([last]).collect();
    let what = format!(
        "`crossref` or `xdata` refers back to the same entry, so nothing is inherited: {}; remove one of them",
        path.join(" → ")
    );
    reader.flaw(entries[walk[0]].at, what);
}

/// The numbers of the entries in groups, each after all that its entries inherit from. Those that lead to each other
/// are in one group. This is Tarjan's search, with a path of its own instead of the stack.
fn groups(parents: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let unseen = vec![UNSEEN; parents.len()];
    let mut search =
        RingSearch { parents, low: unseen.clone(), order: unseen, open: Vec::new(), seen: 0, groups: Vec::new() };
    for entry in 0..parents.len() {
        if search.order[entry] == UNSEEN {
            search.from(entry);
        }
    }
    search.groups
}

const UNSEEN: usize = usize::MAX;

struct RingSearch<'p> {
    parents: &'p [Vec<usize>],
    /// The order in which the entries were come upon.
    order: Vec<usize>,
    /// The earliest that each leads to, of those that are in no group yet; [`UNSEEN`] again once it is in one.
    low: Vec<usize>,
    open: Vec<usize>,
    seen: usize,
    groups: Vec<Vec<usize>>,
}

impl RingSearch<'_> {
    fn from(&mut self, first: usize) {
        let mut path = vec![self.enter(first)];
        while let Some((entry, next)) = path.last_mut() {
            let entry = *entry;
            let Some(&parent) = self.parents[entry].get(*next) else {
                path.pop();
                self.leave(entry, path.last().map(|(child, _)| *child));
                continue;
            };
            *next += 1;
            if self.order[parent] == UNSEEN {
                path.push(self.enter(parent));
            } else if self.low[parent] != UNSEEN {
                self.low[entry] = self.low[entry].min(self.order[parent]);
            }
        }
    }

    fn enter(&mut self, entry: usize) -> (usize, usize) {
        self.order[entry] = self.seen;
        self.low[entry] = self.seen;
        self.seen += 1;
        self.open.push(entry);
        (entry, 0)
    }

    fn leave(&mut self, entry: usize, child: Option<usize>) {
        let (order, low) = (self.order[entry], self.low[entry]);
        if let Some(child) = child {
            self.low[child] = self.low[child].min(low);
        }
        if low == order {
            let from = self.open.partition_point(|&other| self.order[other] < order);
            let group = self.open.split_off(from);
            group.iter().for_each(|&entry| self.low[entry] = UNSEEN);
            self.groups.push(group);
        }
    }
}
