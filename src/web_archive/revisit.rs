//! Records that say: the same again.

use super::format_error::Unreadable;
use super::page::{Payload, WebPage};
use super::record::WarcRecord;
use crate::capture::urls::identity;
use crate::capture::{CapturedAt, Check, Provenance};
use std::collections::BTreeMap;

/// A record whose payload stands in another one.
#[derive(Debug, Clone)]
pub(super) struct Revisit {
    pub url: String,
    file: String,
    date: CapturedAt,
    pub provenance: Provenance,
    target: Option<(String, String)>,
    /// Why it could not be had from the record that it refers to, so far.
    pub why: Unreadable,
}

/// Revisits that wait for their payload, by every name that this may have.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    revisits: Vec<Option<Revisit>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

const ELSEWHERE: &str = "the record that it refers to is not in these files: add the file that has it as well";

impl Revisit {
    pub fn of(record: &WarcRecord, url: &str, file: &str, within: Option<&str>) -> Self {
        let declared = |name| record.fields.first(name).map(str::to_owned);
        let target = declared("WARC-Refers-To-Target-URI").zip(declared("WARC-Refers-To-Date"));
        let provenance = Provenance { refers_to: declared("WARC-Refers-To"), ..record.provenance(within) };
        let why = ELSEWHERE.into();
        Self { url: url.to_owned(), file: file.to_owned(), date: record.date, provenance, target, why }
    }

    /// By what the record may be found that has its payload.
    fn names(&self) -> Vec<String> {
        let id = self.provenance.refers_to.as_deref().map(by_id);
        let target = self.target.as_ref().map(|(url, date)| by_target(url, super::record::moment(date)));
        let digest = self.provenance.payload_digest.as_deref().map(by_digest);
        [id, target, digest].into_iter().flatten().collect()
    }
}

fn by_id(id: &str) -> String {
    format!("id {id}")
}

fn by_target(url: &str, date: Option<CapturedAt>) -> String {
    let url = identity(url).unwrap_or_else(|| url.to_owned());
    format!("target {url} {}", date.map(CapturedAt::stamp).unwrap_or_default())
}

fn by_digest(digest: &str) -> String {
    format!("digest {}", digest.to_ascii_lowercase())
}

impl Waiting {
    pub fn push(&mut self, revisit: Revisit) {
        for name in revisit.names() {
            self.by_name.entry(name).or_default().push(self.revisits.len());
        }
        self.revisits.push(Some(revisit));
    }

    pub fn is_empty(&self) -> bool {
        self.revisits.iter().all(Option::is_none)
    }

    /// Those that found nothing.
    pub fn unresolved(&self) -> impl Iterator<Item = &Revisit> {
        self.revisits.iter().flatten()
    }

    /// The pages of all revisits that `record`, in `file` or `within` that, has the payload of. Where a revisit declares a
    /// digest, the payload has it, or it is not the one that is meant, whatever its name.
    pub fn resolve(&mut self, record: &WarcRecord, file: &str, within: Option<&str>) -> Vec<WebPage> {
        let url = record.target().unwrap_or_default();
        let digest = record.fields.first("WARC-Payload-Digest").map(by_digest);
        let names = [Some(by_id(&record.id)), Some(by_target(url, Some(record.date))), digest];
        let found = names.iter().flatten().filter_map(|name| self.by_name.get(name)).flatten().copied();
        let mut found: Vec<usize> = found.filter(|&at| self.revisits[at].is_some()).collect();
        found.sort_unstable();
        found.dedup();
        let mut pages = Vec::new();
        for at in found {
            let Some(revisit) = &mut self.revisits[at] else { continue };
            match resolved(revisit, record, (file, within)) {
                Ok(page) => {
                    pages.push(page);
                    self.revisits[at] = None;
                }
                Err(why) => revisit.why = why,
            }
        }
        pages
    }
}

fn resolved(revisit: &Revisit, record: &WarcRecord, from: (&str, Option<&str>)) -> Result<WebPage, Unreadable> {
    let payload = Payload::of(record).map_err(|_| "the record that it refers to has no readable page")?;
    let check = payload.check(revisit.provenance.payload_digest.as_deref());
    if check == Check::Wrong || record.check == Check::Wrong {
        return Err("the record that it refers to does not match the digest".into());
    }
    let mut provenance = revisit.provenance.clone();
    provenance.payload = check;
    provenance.refers_to = Some(record.id.clone());
    let page = payload.page(record, &revisit.url, from.0, from.1);
    Ok(WebPage { captured_at: revisit.date, file: revisit.file.clone(), provenance, ..page })
}
