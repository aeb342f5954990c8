//! What has changed since a revision of the git repository that the root lies in.

use super::git::Revision;
use super::{Failure, Place};
use crate::capture::{ArticleId, CapturePath};
use crate::disclosure::Proof;
use crate::manifest::{Catalogue, Entry, Holdings, Inventory, Withheld};
use crate::notes::{Notes, Quotation};
use crate::store::{self, Past};
use crate::text::{Lines, Span};
use crate::verdict::{Judged, NotesFile, NotesFinding, Report, Rule, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Keeps in `report`, which is of `notes`, what has changed since a revision: quotations whose words, citations or comments
/// are not those of a quotation that the file had then, or whose citations stood for something else, or whose article has
/// other captures. Where they stand does not matter. A change of what `all` is judged by, literatim.toml or the lock, changes
/// everything.
pub fn keep_changed(
    report: &mut Report,
    (notes, holdings): (&[NotesFile], &Holdings),
    (then, all): (&Revision, &[&str]),
    place: &Place,
) -> Result<(), Failure> {
    let Some(changes) = Changes::since(then, all, place)? else { return Ok(()) };
    let read = |path: &Path| then.read_file(path);
    let mut past = Past::of(place.root()?.path(), &place.config()?.bibliography, &read)?;
    let mut changed = BTreeSet::new();
    let (mut lines, mut known_flaws) = (BTreeSet::new(), BTreeSet::new());
    let mut quotations = report.quotations.iter().enumerate();
    for file in notes {
        let old_file = past.file(file)?;
        let old_read = old_file.read(&changes.catalogue);
        let mut claims = claims(&old_file, &old_read, &changes.catalogue);
        let read = file.read(holdings.catalogue());
        for (quotation, (number, judged)) in read.quotations.iter().zip(&mut quotations) {
            let count = claims.entry(claim(quotation, &read, file, holdings.catalogue())).or_default();
            if *count == 0 || changes.concern(judged, holdings) {
                changed.insert(number);
            }
            *count = count.saturating_sub(1);
        }
        let old: BTreeSet<&str> = old_file.text.lines().collect();
        let same = file.text.lines().enumerate().filter(|(_, line)| old.contains(line));
        lines.extend(same.map(|(number, _)| (file.name.clone(), number + 1)));
        let known = known((&old_read, &old_file.text), (&read, &file.text)).into_iter();
        known_flaws.extend(known.map(|(rule, line)| (file.name.clone(), line, rule)));
    }
    let known_findings = past.findings();
    let is_old = |finding: &NotesFinding| match finding.rule {
        // What cannot be told is told whenever it was so first.
        _ if finding.line == 0 || finding.severity == Severity::CannotTell => false,
        // What the lock says of a line may change where the line does not.
        Rule::NotesDrifted => false,
        Rule::BibliographyBroken => known_findings.iter().any(|known| known.message == finding.message),
        Rule::QuoteUnclosed | Rule::MarkupUnknown => {
            known_flaws.contains(&(finding.file.clone(), finding.line, finding.rule))
        }
        _ => lines.contains(&(finding.file.clone(), finding.line)),
    };
    report.retain(|number, _| changed.contains(&number), |finding| !is_old(finding));
    Ok(())
}

/// The differences between the archive and what it was.
struct Changes {
    /// The names that there were.
    catalogue: Catalogue,
    /// Captures that were listed otherwise, or not at all, or no longer are; and their articles.
    captures: BTreeSet<CapturePath>,
    articles: BTreeSet<ArticleId>,
    /// Whether words may be gone that stood in some capture: then they may no longer be found where nothing is cited.
    has_lost: bool,
    /// Whether other words are disclosed of articles that are withheld, or their commitments are others.
    is_disclosed_otherwise: bool,
}

impl Changes {
    /// What changed since `then`; `None` where everything may have: the configuration is another, or what was listed cannot
    /// be told. What is listed is compared by digests, and not by what git takes for a change: that depends on settings that
    /// a branch can bring along.
    fn since(then: &Revision, all: &[&str], place: &Place) -> Result<Option<Self>, Failure> {
        let root = place.root()?;
        let is_same = |path: &str| -> Result<bool, Failure> { Ok(store::read(root, path)? == then.read(path)?) };
        // Checking a text out may change its line ends.
        let lines = |bytes: Option<Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
        for path in all {
            if lines(store::read(root, path)?) != lines(then.read(path)?) {
                return Ok(None);
            }
        }
        let inventory = |bytes: Option<Vec<u8>>| bytes.map(|bytes| Inventory::from_bytes(&bytes)).transpose().ok();
        let old = inventory(then.read(Inventory::PATH)?);
        let new = inventory(store::read(root, Inventory::PATH)?);
        let Some((old, new)) = old.zip(new) else { return Ok(None) };
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let withheld = then.read(Withheld::PATH)?.and_then(|bytes| Withheld::from_bytes(&bytes).ok());
        let mut changes = Self {
            catalogue: Catalogue::with(&old, withheld.as_ref()),
            captures: BTreeSet::new(),
            articles: BTreeSet::new(),
            has_lost: false,
            is_disclosed_otherwise: !(is_same(Withheld::PATH)? && is_same(Proof::PATH)?),
        };
        let differs = |one: &Entry, other: &Inventory| other.entry(&one.capture) != Some(one);
        let (gone, came) = (
            old.captures.iter().filter(|entry| differs(entry, &new)),
            new.captures.iter().filter(|entry| differs(entry, &old)),
        );
        changes.has_lost = gone.clone().next().is_some();
        for entry in gone.chain(came) {
            changes.captures.insert(entry.capture.clone());
            changes.articles.insert(entry.article.clone());
        }
        Ok(Some(changes))
    }

    /// Whether they may have changed what is said of a quotation.
    fn concern(&self, judged: &Judged, holdings: &Holdings) -> bool {
        let Some(article) = &judged.article else {
            return self.has_lost || judged.loci.iter().any(|locus| self.captures.contains(&locus.capture));
        };
        let is_withheld = || holdings.withheld().values().any(|capture| capture.entry.article == *article);
        self.articles.contains(article) || self.is_disclosed_otherwise && is_withheld()
    }
}

/// The claims of the quotations of `file`, and how many make each.
fn claims(file: &NotesFile, read: &Notes, catalogue: &Catalogue) -> BTreeMap<String, usize> {
    let mut claims = BTreeMap::new();
    for quotation in &read.quotations {
        *claims.entry(claim(quotation, read, file, catalogue)).or_default() += 1;
    }
    claims
}

/// All that a verdict on a quotation may go by: what was read of it, but for places, what its citations stand for, and what
/// comments leave out of it.
fn claim(quotation: &Quotation, notes: &Notes, file: &NotesFile, catalogue: &Catalogue) -> String {
    let nowhere = Span::new(0, 0);
    let mut claim = Quotation { at: 0, unread: quotation.unread.map(|_| nowhere), ..quotation.clone() };
    for reading in &mut claim.readings {
        reading.text = reading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        reading.span = nowhere;
    }
    // Of where citations stand it only counts which of them stand together.
    for (citation, own) in claim.citations.iter_mut().zip(&quotation.citations) {
        let group = quotation.citations.iter().position(|other| other.span == own.span).unwrap_or_default();
        citation.span = Span::new(group, group);
    }
    let names = file.names(catalogue);
    let stand_for: Vec<_> = quotation.citations.iter().map(|one| names.resolve(&one.reference)).collect();
    let comments = notes.suppressions.iter().filter(|one| one.covers.overlaps(quotation.readings[0].span));
    let comments: Vec<_> = comments.map(|one| (&one.rules, one.reason.is_some())).collect();
    format!("{claim:?} {stand_for:?} {comments:?}")
}

/// The flaws of notes that they had then, too: on a line that reads alike, and no more of them than there were.
fn known((old_read, old): (&Notes, &str), (read, new): (&Notes, &str)) -> BTreeSet<(Rule, usize)> {
    let [old_lines, new_lines] = [old, new].map(|text| text.lines().collect::<Vec<_>>());
    let mut left: BTreeMap<(Rule, &str), usize> = BTreeMap::new();
    for (rule, line) in flaws(old_read, old) {
        *left.entry((rule, old_lines.get(line - 1).copied().unwrap_or_default())).or_default() += 1;
    }
    let mut known = flaws(read, new);
    known.retain(|(rule, line)| match left.get_mut(&(*rule, new_lines.get(line - 1).copied().unwrap_or_default())) {
        Some(left @ 1..) => {
            *left -= 1;
            true
        }
        _ => false,
    });
    known
}

/// The flaws of notes that stand at a place: the rule, and the line, from 1.
fn flaws(read: &Notes, text: &str) -> BTreeSet<(Rule, usize)> {
    let lines = Lines::of(text);
    let at = |span: &Span| lines.position(span.start).line;
    let unclosed = read.unclosed.iter().chain(&read.mixed).map(|span| (Rule::QuoteUnclosed, at(span)));
    unclosed.chain(read.unknown.iter().map(|(span, _)| (Rule::MarkupUnknown, at(span)))).collect()
}
