//! `literatim prove`: that a capture stands in an inventory, for those who have the checkpoint.

use super::{Exit, Failure, Place, naming, place, visible};
use crate::capture::CapturePath;
use crate::history::{CaptureProof, History, InclusionProof, InclusionProofError, LogLine, NotHeld, PageProof};
use crate::manifest::{Catalogue, Holdings};
use crate::store::{StoreError, history};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The arguments of `literatim prove`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("prove night-boat > night-boat.tlog-proof", "prove --check night-boat.tlog-proof"))]
pub struct Args {
    /// The capture: its path, or the id, URL or digest of its article (then the latest capture)
    #[arg(required_unless_present = "check")]
    capture: Option<String>,
    /// The inventory: the first digits of its digest [default: the latest]
    #[arg(long, value_name = "INVENTORY", requires = "capture")]
    at: Option<String>,
    /// Check the proof in this file instead of printing one
    #[arg(long, value_name = "FILE", conflicts_with = "capture")]
    check: Option<PathBuf>,
}

/// Runs `literatim prove`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    match (&args.check, &args.capture) {
        (Some(file), _) => check(file, place),
        (None, Some(name)) => print(name, args.at.as_deref(), place),
        (None, None) => Ok(Exit::CannotTell),
    }
}

fn print(name: &str, at: Option<&str>, place: &Place) -> Result<Exit, Failure> {
    let history = history(place.root()?)?;
    let refuse = |about: &str, why: NotHeld| Failure::new(about, why.to_string(), "`literatim log` lists them");
    let size = match at {
        None => history.written(),
        Some(at) => history.size_at(at).map_err(|why| refuse(at, why))?,
    };
    let capture = capture(&history, name, size)?;
    let proof = proof(&history, &capture, size)?;
    let mut out = place.out();
    out.write_all(&proof.to_bytes())?;
    out.flush()?;
    Ok(Exit::Fine)
}

/// The proof that `capture` was listed behind the first `size` lines.
pub(super) fn proof(history: &History, capture: &CapturePath, size: u64) -> Result<CaptureProof, Failure> {
    let is_unwritten = size == history.written() && history.inventory().entry(capture).is_some();
    history.prove(capture, size).map_err(|why| match why {
        NotHeld::NotListed | NotHeld::NoSuchInventory if is_unwritten => {
            Failure::new(capture, "it was added since the log was written", "run `literatim manifest`, then this again")
        }
        why => Failure::new(capture, why.to_string(), "`literatim log` lists the inventories"),
    })
}

/// The capture that `name` means in the inventory behind the first `size` lines.
fn capture(history: &History, name: &str, size: u64) -> Result<CapturePath, Failure> {
    if let Ok(path) = name.parse() {
        return Ok(path);
    }
    // What is not in the log yet can be named, to say so.
    let inventory = match size == history.written() {
        true => history.inventory(),
        false => history.inventory_at(size).map_err(|why| Failure::new(name, why.to_string(), ""))?,
    };
    let holdings = Holdings::new(Catalogue::of(&inventory), Vec::new(), BTreeMap::new());
    let (article, pinned) = naming::article(&holdings, name)?;
    let latest = holdings.catalogue().captures(&article).last();
    pinned.or(latest.map(|latest| latest.capture.clone())).ok_or_else(|| format!("{article} has no capture").into())
}

fn check(file: &Path, place: &Place) -> Result<Exit, Failure> {
    let bytes = place::read(file)?;
    let proof = match CaptureProof::from_bytes(&bytes) {
        Ok(proof) => proof,
        Err(why) => {
            place.complain(&format_args!("{}: {why}", file.display()));
            return Ok(if why == InclusionProofError::Wrong { Exit::Refuted } else { Exit::CannotTell });
        }
    };
    let (vouched, exit) = vouched(proof.log(), place)?;
    place.print(&visible(&format!("{}{vouched}\n", described(&proof))))?;
    Ok(exit)
}

fn described(proof: &CaptureProof) -> String {
    let proof = match proof {
        CaptureProof::Line(proof) => proof,
        CaptureProof::Page(proof) => {
            let PageProof { line, index, log, .. } = proof;
            let page = proof.page().map(|(path, sha256)| format!("{path}\n  {sha256}\n"));
            let page = page.unwrap_or_else(|| format!("{line}\n"));
            return format!("{page}is page {index} in the list of the web archive\n{}", described_line(log));
        }
    };
    described_line(proof)
}

fn described_line(proof: &InclusionProof) -> String {
    let what = match proof.line() {
        Ok(LogLine::Listed(entry)) => format!("{}\n  {}\n", entry.capture, entry.sha256),
        _ => format!("{}\n", proof.line),
    };
    let checkpoint = &proof.checkpoint;
    format!("{what}is line {} of {} in {}\n", proof.index + 1, checkpoint.size, checkpoint.origin)
}

/// Who vouches for the proof's checkpoint: the archive here, if there is one.
fn vouched(proof: &InclusionProof, place: &Place) -> Result<(String, Exit), Failure> {
    let Ok(root) = place.root() else {
        return Ok((
            "there is no archive here to compare with: self-consistent, not authenticated".to_owned(),
            Exit::Fine,
        ));
    };
    let history = history(root).map_err(|StoreError { path, what, help }| Failure { about: path, what, help })?;
    Ok(match history.since(&proof.checkpoint) {
        Ok(_) => ("and the log of this archive starts with those lines".to_owned(), Exit::Fine),
        Err(why) => (format!("but the log of this archive is another one: {why}"), Exit::Refuted),
    })
}
