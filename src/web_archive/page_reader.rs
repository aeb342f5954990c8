//! All that is asked for in web archives, gathered.

use super::format_error::FormatError;
use super::limits::LARGEST_HARVEST;
use super::page::{LeftOut, NoPage, Payload, WebPage};
use super::page_filter::PageFilter;
use super::record::{Records, WarcRecord};
use super::revisit::{Revisit, Waiting};
use crate::capture::urls::identity;
use crate::capture::{CapturedAt, Check, without_userinfo};
use crate::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// A page that is asked for, and cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{url} in record {record_id}: {what}")]
pub struct PageError {
    /// Its address.
    pub url: String,
    /// The id of its record.
    pub record_id: String,
    /// The problem.
    pub what: String,
}

/// Reader of the pages in web archives, and what it found.
#[derive(Debug, Default)]
pub struct PageReader {
    wanted: PageFilter,
    /// The pages, in the order of their records.
    pub pages: Vec<WebPage>,
    /// Pages that are asked for, and cannot be had.
    pub troubles: Vec<PageError>,
    /// Addresses that had a name or password to sign in with in them, without that: nothing here has it any more.
    pub secrets: BTreeSet<String>,
    /// The number of records.
    pub records: usize,
    /// The number of those that are no page that is asked for, by reason.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// The results of the checks of all block digests.
    pub blocks: BTreeMap<Check, usize>,
    waiting: Waiting,
    /// Bytes of all pages so far.
    weight: u64,
}

impl PageReader {
    /// One that gathers what is `wanted`.
    pub fn of(wanted: PageFilter) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Reads the WARC file named `file`, or the one named `within` in that, a WACZ. All that was read before damage is
    /// gathered.
    pub fn read(&mut self, source: impl BufRead, file: &str, within: Option<&str>) -> Result<(), FormatError> {
        let mut records = Records::open(source)?;
        while let Some(record) = records.next()? {
            self.records += 1;
            *self.blocks.entry(record.check).or_default() += 1;
            match self.gather(&record, file, within) {
                Ok(()) => {}
                Err(NoPage::LeftOut(why)) => *self.left_out.entry(why).or_default() += 1,
                Err(NoPage::Unreadable(what)) => {
                    self.trouble(record.target().unwrap_or_default(), &record.id, what.to_string());
                }
            }
        }
        Ok(())
    }

    fn trouble(&mut self, url: &str, record_id: &str, what: String) {
        let [url, record_id] = [url, record_id].map(|text| without_userinfo(text).unwrap_or_else(|| text.to_owned()));
        self.troubles.push(PageError { url, record_id, what });
    }

    fn gather(&mut self, record: &WarcRecord, file: &str, within: Option<&str>) -> Result<(), NoPage> {
        if !["response", "resource", "revisit"].contains(&record.kind.as_str()) {
            return Err(NoPage::LeftOut(LeftOut::OtherRecord));
        }
        let url = record.target().filter(|url| url.contains("://") && identity(url).is_some());
        let url = url.ok_or(NoPage::LeftOut(LeftOut::NoWebAddress))?;
        if !self.wanted.takes(url, record.date) {
            return Err(NoPage::LeftOut(LeftOut::NotWanted));
        }
        let without = without_userinfo(url);
        self.secrets.extend(without.clone());
        let url = without.as_deref().unwrap_or(url);
        if record.kind == "revisit" {
            self.waiting.push(Revisit::of(record, url, file, within));
            return Ok(());
        }
        let page = Payload::of(record)?.page(record, url, file, within);
        self.put(page);
        Ok(())
    }

    fn put(&mut self, page: WebPage) {
        self.weight += page.bytes.len() as u64;
        if self.weight > LARGEST_HARVEST {
            let what = format!("the pages before it are already {LARGEST_HARVEST} bytes: select fewer at once");
            self.weight -= page.bytes.len() as u64;
            return self.trouble(&page.url, &page.provenance.record_id, what);
        }
        self.pages.push(page);
    }

    /// Returns true if revisits wait for their payload: then everything is to be read a second time with
    /// [`PageReader::revisit`].
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Reads the WARC file named `file`, or the one named `within` in that, for what revisits refer to. Damage was
    /// reported when its pages were read.
    pub fn revisit(&mut self, source: impl BufRead, file: &str, within: Option<&str>) {
        let Ok(mut records) = Records::open(source) else { return };
        while let Ok(Some(record)) = records.next() {
            if ["response", "resource"].contains(&record.kind.as_str()) {
                self.waiting.resolve(&record, file, within).into_iter().for_each(|page| self.put(page));
            }
        }
    }

    /// Reports all that could not be had.
    pub fn finish(&mut self) {
        let unresolved: Vec<PageError> = self.waiting.unresolved().map(lost).collect();
        self.troubles.extend(unresolved);
        self.waiting = Waiting::default();
        self.refuse_same_moment();
    }

    /// Two captures of one article at one moment cannot both be what was fetched: the first stands.
    fn refuse_same_moment(&mut self) {
        let mut seen: BTreeMap<(Option<String>, CapturedAt), (Digest, String)> = BTreeMap::new();
        let (mut pages, mut others) = (Vec::new(), Vec::new());
        for page in std::mem::take(&mut self.pages) {
            let digest = Digest::of(&page.bytes);
            let moment = (identity(&page.url), page.captured_at);
            let (first, record) =
                seen.entry(moment).or_insert_with(|| (digest, page.provenance.record_id.clone())).clone();
            if first == digest { pages.push(page) } else { others.push((page, record)) }
        }
        self.pages = pages;
        for (page, first) in others {
            let what = format!("another record, {first}, has other bytes for this page at {}", page.captured_at);
            self.trouble(&page.url, &page.provenance.record_id, what);
        }
    }
}

fn lost(revisit: &Revisit) -> PageError {
    PageError {
        url: revisit.url.clone(),
        record_id: revisit.provenance.record_id.clone(),
        what: revisit.why.to_string(),
    }
}
