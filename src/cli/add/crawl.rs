//! Pages out of web archives.

use super::file::{cannot_read, warn_of_secrets};
use super::in_place::{KeptWebArchives, Starts, name};
use super::naming::ids_of_url;
use crate::capture::{ArticleId, Check, Provenance, Record};
use crate::cli::{Failure, Place, visible};
use crate::report::counted;
use crate::store::{NewCapture, open_named};
use crate::web_archive::{FormatError, PageFilter, PageReader, Wacz, WebPage};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Returns true if the name of a file says that it is a web archive; also for ARC, the form before WARC, which is refused.
pub(super) fn is_web_archive(file: &Path) -> bool {
    let name = name(file).to_lowercase();
    crate::capture::is_web_archive(&name) || [".arc", ".arc.gz"].iter().any(|ending| name.ends_with(ending))
}

/// The yield of web archives.
pub(super) struct Harvest {
    pub captures: Vec<(NewCapture, Vec<ArticleId>)>,
    /// The text about what was read and counted.
    pub summary: String,
    /// True if something that was asked for could not be had.
    pub is_short: bool,
    starts: Starts,
}

/// The things that a file is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Pages,
    Revisits,
}

/// Reads all that is wanted out of `files`. Where something is wrong with them nothing is taken, unless it is to be
/// `salvage`d: then all that can be had is. With `kept`, pages are left in them, and given with their place there.
pub(super) fn harvest(
    files: &[PathBuf],
    (wanted, salvage): (PageFilter, bool),
    kept: Option<&KeptWebArchives>,
    place: &Place,
) -> Result<Harvest, Failure> {
    let (captures, summary, starts) = (Vec::new(), String::new(), Starts::new());
    let mut harvest = Harvest { captures, summary, is_short: false, starts };
    let mut sweep = PageReader::of(wanted);
    for turn in [Turn::Pages, Turn::Revisits] {
        if turn == Turn::Revisits && !sweep.waits() {
            break;
        }
        for file in files {
            for damage in harvest.read(&mut sweep, file, turn)? {
                harvest.complain(place, &format_args!("{}: {damage}", file.display()));
            }
        }
    }
    sweep.finish();
    harvest.take(place, std::mem::take(&mut sweep.pages), kept);
    harvest.end(&sweep, salvage, place)?;
    if kept.is_some() && !sweep.secrets.is_empty() {
        place.complain(
            &"the web archive itself is never edited, so it still has the names and passwords that were removed \
             elsewhere",
        );
    }
    Ok(harvest)
}

impl Harvest {
    fn complain(&mut self, place: &Place, what: &dyn std::fmt::Display) {
        self.is_short = true;
        place.complain(what);
    }

    fn take(&mut self, place: &Place, pages: Vec<WebPage>, kept: Option<&KeptWebArchives>) {
        for mut page in pages {
            if page.is_wrong() {
                let id = &page.provenance.record_id;
                self.complain(place, &format_args!("{} in record {id}: its bytes do not match its digest", page.url));
            }
            if let Some(id) = page.provenance.record_id_with_secret().filter(|_| kept.is_some()) {
                let why =
                    "the record's id has a user name or password, and a page that is read in place is found by that id";
                self.complain(place, &format_args!("{} in record {id}: {why} (add it without --in-place)", page.url));
                continue;
            }
            match kept.map(|kept| kept.extent(&page, &self.starts)).transpose() {
                Ok(extent) => page.provenance.extent = extent,
                Err(why) => {
                    let what = format_args!("{} in record {}: {why}", page.url, page.provenance.record_id);
                    self.complain(place, &what);
                    continue;
                }
            }
            self.captures.push(new_capture(page));
        }
    }

    /// Counts everything, and ends here if nothing may or can be taken in.
    fn end(&mut self, sweep: &PageReader, salvage: bool, place: &Place) -> Result<(), Failure> {
        warn_of_secrets(&sweep.secrets.iter().cloned().collect::<Vec<_>>(), place);
        for trouble in &sweep.troubles {
            self.complain(place, trouble);
        }
        self.count(sweep);
        let (what, help) = match (self.is_short && !salvage, self.captures.is_empty()) {
            (true, _) => ("nothing was added", "--salvage adds what can be read, and records what is wrong with it"),
            (false, true) => ("no page matches", "check --url, --prefix and --since"),
            (false, false) => return Ok(()),
        };
        place.print(&visible(&self.summary))?;
        Err(Failure::new("add", what, help))
    }

    fn count(&mut self, sweep: &PageReader) {
        let (records, pages) = (counted(sweep.records, "record"), counted(self.captures.len(), "page"));
        let _ = write!(self.summary, "{records}: {pages}");
        for (why, count) in &sweep.left_out {
            let _ = write!(self.summary, ", {count} {}", why.words());
        }
        let _ = write!(self.summary, "\n  digests of records: {}", answers(&sweep.blocks));
        let mut checks = BTreeMap::new();
        for provenance in self.captures.iter().filter_map(|(new, _)| new.record.warc.as_ref()) {
            *checks.entry(provenance.payload).or_default() += 1;
        }
        let _ = writeln!(self.summary, "\n  digests of pages:   {}", answers(&checks));
    }

    /// Reads one file; what is wrong with it.
    fn read(&mut self, sweep: &mut PageReader, file: &Path, turn: Turn) -> Result<Vec<FormatError>, Failure> {
        let opened = open_named(file).map_err(|error| cannot_read(file, &error))?;
        let (opened, name) = (BufReader::with_capacity(1 << 16, opened), name(file));
        if !name.to_lowercase().ends_with(".wacz") {
            return Ok(sweep_over(sweep, opened, (&name, None), turn));
        }
        let mut wacz = match Wacz::open(opened) {
            Ok(wacz) => wacz,
            Err(damage) => return Ok(vec![damage]),
        };
        let mut damages = std::mem::take(&mut wacz.flaws);
        if turn == Turn::Revisits {
            damages.clear();
        } else {
            self.count_files(&wacz, file);
        }
        for within in wacz.warcs() {
            match wacz.start(&within) {
                Ok(start) => drop(self.starts.insert((name.clone(), within.clone()), start)),
                Err(damage) => damages.push(damage),
            }
            match wacz.read(&within) {
                Ok(source) => damages.extend(sweep_over(sweep, source, (&name, Some(&within)), turn)),
                Err(damage) => damages.push(damage),
            }
        }
        Ok(damages)
    }

    fn count_files<R>(&mut self, wacz: &Wacz<R>, file: &Path) {
        let mut files = BTreeMap::new();
        wacz.files.values().for_each(|check| *files.entry(*check).or_default() += 1);
        let _ = writeln!(self.summary, "{}: files {}; {}", file.display(), answers(&files), wacz.seal.words());
    }
}

/// All four answers, each with its number.
fn answers(checks: &BTreeMap<Check, usize>) -> String {
    let number = |check: &Check| format!("{} {}", checks.get(check).copied().unwrap_or_default(), check.words());
    Check::ALL.iter().map(number).collect::<Vec<_>>().join(", ")
}

fn sweep_over(
    sweep: &mut PageReader,
    source: impl BufRead,
    from: (&str, Option<&str>),
    turn: Turn,
) -> Vec<FormatError> {
    match turn {
        Turn::Pages => sweep.read(source, from.0, from.1).err().into_iter().collect(),
        Turn::Revisits => {
            sweep.revisit(source, from.0, from.1);
            Vec::new()
        }
    }
}

fn new_capture(page: WebPage) -> (NewCapture, Vec<ArticleId>) {
    let ids = ids_of_url(&page.url);
    let record = Record {
        captured_at: Some(page.captured_at),
        urls: vec![page.url],
        charset: page.charset,
        came_from: Some(page.file),
        warc: Some(page.provenance),
        ..Record::default()
    };
    let new = NewCapture {
        article: ids[0].clone(),
        captured_at: page.captured_at,
        ending: page.ending.to_owned(),
        bytes: page.bytes,
        record,
    };
    (new, ids)
}

/// The checks of a capture, in a line.
pub(super) fn summary(provenance: &Provenance) -> String {
    format!("  record {}, page {}\n", provenance.block.words(), provenance.payload.words())
}
