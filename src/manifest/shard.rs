//! Entries of an inventory as a file has them: a list of sums that `sha256sum -c` checks, with what else must be known
//! of a capture in a line that it passes over.

use super::cursor::Cursor;
use super::print::json;
use super::{InventoryEntry, NotOurs, PageList, PagesSum, sum_list};
use crate::capture::{CapturePath, RECORD_ENDING};
use crate::digest::Digest;
use std::fmt::Write;

/// The text of `entries`, which are sorted.
pub(super) fn print<'e>(entries: impl IntoIterator<Item = &'e InventoryEntry>) -> String {
    let mut text = String::new();
    for entry in entries {
        if entry.extent.is_none() {
            sum_list::push(&mut text, entry.capture.as_str(), entry.sha256);
        }
        if let Some(record) = entry.record {
            sum_list::push(&mut text, &entry.capture.record(), record);
        }
        sum_list::push(&mut text, &entry.capture.manifest(), entry.manifest);
        if let Some(pages) = &entry.pages {
            sum_list::push(&mut text, &PageList::path_of(&entry.capture), pages.sha256);
        }
        push_facts(&mut text, entry);
    }
    text
}

fn push_facts(text: &mut String, entry: &InventoryEntry) {
    let facts = facts(entry);
    if !facts.is_empty() {
        let _ = writeln!(text, "#{{{facts}}}");
    }
}

/// The facts of an entry in addition to its sums, as the inside of a JSON object: empty if there is nothing to say.
pub(super) fn facts(entry: &InventoryEntry) -> String {
    let mut facts = Vec::new();
    if let Some(at) = entry.captured_at.filter(|at| entry.capture.stamp() != Some(*at)) {
        facts.push(format!("\"captured_at\":\"{at}\""));
    }
    if !entry.urls.is_empty() {
        facts.push(format!("\"urls\":{}", json(&entry.urls)));
    }
    if let Some(file) = &entry.came_from {
        facts.push(format!("\"came_from\":{}", json(file)));
    }
    if let Some(extent) = &entry.extent {
        facts.push(format!("\"sha256\":\"{}\",\"extent\":{}", entry.sha256.hex(), json(extent)));
    }
    if let Some(pages) = &entry.pages {
        facts.push(format!("\"pages\":{{\"count\":{},\"root\":\"{}\"}}", pages.count, pages.root.hex()));
    }
    facts.join(",")
}

/// Reads what [`print`] writes, and nothing else: sorted, no capture twice.
pub(super) fn read(text: &str, first_line: usize) -> Result<Vec<InventoryEntry>, NotOurs> {
    let mut entries: Vec<InventoryEntry> = Vec::new();
    let mut lines = (first_line..).zip(text.split_terminator('\n')).peekable();
    while let Some((number, line)) = lines.next() {
        let mut sums = vec![sum_list::read(line).ok_or_else(|| sum_list::wrong(number, "not a digest and a path"))?];
        while !sums[sums.len() - 1].1.starts_with("manifests/") && sums.len() < 3 {
            let Some((_, line)) = lines.next() else { break };
            sums.push(sum_list::read(line).ok_or_else(|| sum_list::wrong(number, "its manifest is not listed"))?);
        }
        let list =
            lines.next_if(|(_, line)| line.ends_with(PageList::ENDING)).and_then(|(_, line)| sum_list::read(line));
        let facts = lines.next_if(|(_, line)| line.starts_with('#')).map_or("", |(_, line)| line);
        let entry = entry(&sums, list, facts).ok_or_else(|| sum_list::wrong(number, "not an entry of an inventory"))?;
        if entries.last().is_some_and(|last| last.capture >= entry.capture) {
            return Err(sum_list::wrong(number, "its captures are not sorted, or one is listed twice"));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The entry of these sums and facts, if they are spelled so.
fn entry(sums: &[(Digest, &str)], list: Option<(Digest, &str)>, facts: &str) -> Option<InventoryEntry> {
    let ((manifest, path), before) = sums.split_last()?;
    let below = path.strip_prefix("manifests/")?.strip_suffix(".json")?;
    let capture: CapturePath = format!("archive/{below}").parse().ok()?;
    let is_record = |path: &str| path.strip_suffix(RECORD_ENDING) == Some(capture.as_str());
    let (bytes, record) = match before {
        [] => (None, None),
        [(record, path)] if is_record(path) => (None, Some(*record)),
        [(bytes, path)] if *path == capture.as_str() => (Some(*bytes), None),
        [(bytes, path), (record, other)] if *path == capture.as_str() && is_record(other) => {
            (Some(*bytes), Some(*record))
        }
        _ => return None,
    };
    let placeholder = bytes.unwrap_or(*manifest);
    let mut entry = InventoryEntry {
        article: capture.article(),
        captured_at: capture.stamp(),
        urls: Vec::new(),
        came_from: None,
        sha256: placeholder,
        record,
        manifest: *manifest,
        extent: None,
        pages: list.map(|(sha256, _)| Box::new(PagesSum { count: 0, root: sha256, sha256 })),
        reading: None,
        capture,
    };
    if !facts.is_empty() {
        read_facts(&mut Cursor { rest: facts.strip_prefix("#{")? }, &mut entry)?;
    }
    let is_listed = match (&entry.pages, list) {
        (None, None) => true,
        (Some(pages), Some((_, path))) => {
            pages.count > 0 && entry.capture.is_web_archive() && path == PageList::path_of(&entry.capture)
        }
        _ => false,
    };
    (is_listed && bytes.is_some() != entry.extent.is_some()).then_some(entry)
}

/// Reads the facts of an entry and the brace behind them.
pub(super) fn read_facts(cursor: &mut Cursor<'_>, entry: &mut InventoryEntry) -> Option<()> {
    let mut comma = "";
    if cursor.expect("\"captured_at\":").is_some() {
        entry.captured_at = Some(cursor.parsed()?);
        comma = ",";
        if entry.captured_at == entry.capture.stamp() {
            return None;
        }
    }
    if cursor.rest.starts_with(&format!("{comma}\"urls\":")) {
        cursor.expect(comma)?;
        cursor.expect("\"urls\":")?;
        entry.urls = cursor.texts()?;
        comma = ",";
        if entry.urls.is_empty() {
            return None;
        }
    }
    if cursor.rest.starts_with(&format!("{comma}\"came_from\":")) {
        cursor.expect(comma)?;
        cursor.expect("\"came_from\":")?;
        entry.came_from = Some(cursor.text()?);
        comma = ",";
    }
    if cursor.rest.starts_with(&format!("{comma}\"sha256\":")) {
        cursor.expect(comma)?;
        cursor.expect("\"sha256\":")?;
        entry.sha256 = cursor.digest()?;
        cursor.expect(",\"extent\":")?;
        entry.extent = Some(Box::new(cursor.extent()?));
        comma = ",";
    }
    if cursor.rest.starts_with(&format!("{comma}\"pages\":")) {
        cursor.expect(comma)?;
        cursor.expect("\"pages\":{\"count\":")?;
        let count = cursor.number()?;
        cursor.expect(",\"root\":")?;
        let root = cursor.digest()?;
        cursor.expect("}")?;
        let pages = entry.pages.as_mut()?;
        (pages.count, pages.root) = (count, root);
        comma = ",";
    }
    cursor.expect("}")?;
    (cursor.rest.is_empty() && comma == ",").then_some(())
}
