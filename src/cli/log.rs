//! `literatim log`: every inventory that there was, and what it changed.

use super::{Exit, Failure, Place, visible};
use crate::capture::CapturePath;
use crate::history::{LogEntry, LogLine};
use crate::manifest::InventoryEntry;
use crate::report::counted;
use crate::store::history;
use std::fmt::Write;

/// The arguments of `literatim log`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("log", "log | tail -3 > checkpoint-that-i-keep"))]
pub struct Args {}

/// Runs `literatim log`.
pub fn run(_args: &Args, place: &Place) -> Result<Exit, Failure> {
    let history = history(place.root()?)?;
    let (chapters, unwritten): (Vec<_>, Vec<_>) =
        history.chapters().into_iter().partition(|chapter| chapter.size <= history.written());
    let mut text: String = unwritten
        .iter()
        .map(|chapter| added(chapter, place))
        .chain(chapters.iter().rev().map(|chapter| described(chapter, place)))
        .collect();
    match history.checkpoint(history.written()) {
        None => text.push_str("the log is empty\n"),
        Some(checkpoint) => {
            let inventories =
                if chapters.len() == 1 { "1 inventory".to_owned() } else { format!("{} inventories", chapters.len()) };
            let _ = write!(
                text,
                "{inventories}; keep this checkpoint elsewhere:\n\n{}",
                String::from_utf8_lossy(&checkpoint.to_bytes())
            );
        }
    }
    place.print(&visible(&text))?;
    Ok(Exit::Fine)
}

/// A chapter that was added since the log was written.
fn added(chapter: &LogEntry<'_>, place: &Place) -> String {
    let changes: String = chapter.changes.iter().map(|(line, before)| change(line, *before, place)).collect();
    format!("not in the log yet (`literatim manifest` puts it there)\n{changes}\n")
}

fn described(chapter: &LogEntry<'_>, place: &Place) -> String {
    let changes: String = chapter.changes.iter().map(|(line, before)| change(line, *before, place)).collect();
    let lines = usize::try_from(chapter.size).unwrap_or(usize::MAX);
    format!("{}  {} so far\n{changes}\n", chapter.inventory, counted(lines, "line"))
}

fn change(line: &LogLine, before: Option<&InventoryEntry>, place: &Place) -> String {
    let path = |path: &CapturePath| place.on_disk(path.as_str());
    match (line, before) {
        (LogLine::Listed(now), None) => format!("  added     {}\n", path(&now.capture)),
        (LogLine::Listed(now), Some(then)) if now.sha256 != then.sha256 => {
            format!("  replaced  {}\n    was  {}\n    is   {}\n", path(&now.capture), then.sha256, now.sha256)
        }
        (LogLine::Listed(now), Some(then)) if now.record == then.record => {
            format!("  updated   {}\n", path(&now.capture))
        }
        (LogLine::Listed(now), Some(_)) => format!("  edited    {}\n", path(&now.capture)),
        (LogLine::Dropped { dropped }, _) => format!("  dropped   {}\n", path(dropped)),
        (LogLine::Explained { explains, because }, _) => format!("  because   {}: {because}\n", path(explains)),
        (LogLine::Inventory { .. } | LogLine::Inventory1 { .. }, _) => String::new(),
    }
}
