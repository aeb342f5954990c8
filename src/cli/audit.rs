//! `literatim audit`: whether everything is what was committed to.

use super::custody::{self, AuditOptions, Vouched};
use super::{Exit, Failure, Place, json, visible};
use crate::manifest::{InventoryRoot, Withheld};
use crate::report::{counted, legible};
use crate::store::{Audit, AuditFinding, audit, read};
use std::fmt::Write;
use std::path::PathBuf;

/// The arguments of `literatim audit`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("audit", "audit --since checkpoint-that-i-kept"))]
pub struct Args {
    /// Check that history was only appended to since this checkpoint (a copy of history/checkpoint that you kept)
    #[arg(long, value_name = "CHECKPOINT")]
    since: Option<PathBuf>,
    /// Check that no capture in the archive at this git revision was changed or dropped without a recorded reason
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Check that someone in this file signed everything there is (the file that ssh-keygen -Y verify -f takes)
    #[arg(long, value_name = "FILE")]
    allowed_signers: Option<PathBuf>,
    /// Check that a time stamp by one of these authorities covers everything there is (their certificates, PEM)
    #[arg(long, value_name = "FILE")]
    authorities: Option<PathBuf>,
    /// Write one JSON object, errors too (docs/commands-json.md)
    #[arg(long)]
    pub json: bool,
}

/// The limits of what an audit proves. A line that a reader must not miss is not a footnote.
pub(super) fn limits(vouched: Vouched) -> &'static str {
    match (vouched.signed, vouched.dated) {
        (false, false) => {
            "self-consistent, not authenticated: the archive matches its own inventory and history. This does not \
             prove who made them, or when: compare with a checkpoint that you kept (--since), or require a signature \
             (--allowed-signers).\n"
        }
        (true, false) => {
            "This proves that the archive is what was signed. It does not prove when, or that a site served it.\n"
        }
        (false, true) => {
            "self-consistent, not authenticated: the archive matches its own inventory and history, and existed at \
             that time. This does not prove who made it (--allowed-signers), or that a site served it.\n"
        }
        (true, true) => {
            "This proves that the archive is what was signed, and existed at that time. It does not prove that a \
             site served it.\n"
        }
    }
}

impl Args {
    fn asked(&self) -> AuditOptions<'_> {
        AuditOptions {
            since: self.since.as_deref(),
            base: self.base.as_deref(),
            allowed: self.allowed_signers.as_deref(),
            authorities: self.authorities.as_deref(),
        }
    }
}

/// Runs `literatim audit`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    if args.json {
        return as_json(args, place);
    }
    if let Some(exit) = withheld(args, place)? {
        return Ok(exit);
    }
    let audit = audit(place.root()?, &place.rules()?)?;
    super::manifest::complain_of_leftovers(&audit.leftovers, place);
    let (history, exit, vouched) = custody::look(audit.history.as_ref(), &args.asked(), place)?.summary();
    let mut text = described(&audit, place) + &history;
    if audit.flaws.is_empty() && exit == Exit::Fine {
        text.push_str(limits(vouched));
    }
    place.print(&visible(&text))?;
    Ok(if audit.flaws.is_empty() { exit } else { Exit::CannotTell })
}

/// The same as JSON.
fn as_json(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let (looked, warnings) = place.collect(|| {
        let audit = audit(place.root()?, &place.rules()?)?;
        super::manifest::complain_of_leftovers(&audit.leftovers, place);
        let looked = custody::look(audit.history.as_ref(), &args.asked(), place)?.summary();
        Ok::<_, Failure>((audit, looked))
    });
    let (audit, (history, exit, vouched)) = looked?;
    let mut value = json::audit(&audit, &history, place);
    value["signed"] = vouched.signed.into();
    value["dated"] = vouched.dated.into();
    place.print(&json::object("audit", value, &warnings, Vec::new()))?;
    Ok(if audit.flaws.is_empty() { exit } else { Exit::CannotTell })
}

/// Checks the public part of an archive, where nothing but that is.
fn withheld(args: &Args, place: &Place) -> Result<Option<Exit>, Failure> {
    let (root, asked) = (place.root()?, args.since.is_some() || args.allowed_signers.is_some());
    if asked || root.path().join(InventoryRoot::PATH).exists() || read(root, Withheld::PATH)?.is_none() {
        return Ok(None);
    }
    let archive = place.archive()?;
    let (withheld, troubles) = (archive.collection().all_withheld(), archive.collection().troubles());
    for (path, trouble) in &troubles {
        place.print(&visible(&format!("unusable    {path}\n  {trouble}\n")))?;
    }
    let proofs: usize = withheld.iter().map(|capture| capture.disclosed.len()).sum();
    let captures = counted(withheld.len(), "capture");
    let bad = troubles.len();
    let (compared, exit, _) = custody::look(None, &args.asked(), place)?.summary();
    let proofs = counted(proofs, "proof");
    place.print(&visible(&format!("{captures} withheld: {proofs} valid, {bad} unusable\n{compared}{WITHHELD}")))?;
    Ok(Some(if bad == 0 { exit } else { Exit::CannotTell }))
}

/// The limits of what is proven where the articles are withheld.
const WITHHELD: &str = "This proves that the disclosed words are the ones that were committed to. It does not prove who \
    committed to them, or where they came from.\n";

/// The limits of what is proven where manifests are of an earlier version.
const EARLIER: &str = "An earlier version made the manifests: their roles are taken as they are, and not checked by the \
    rules (`literatim manifest --upgrade`).\n";

fn described(audit: &Audit, place: &Place) -> String {
    let mut text = String::new();
    for (path, flaw) in &audit.flaws {
        let path = place.on_disk(path);
        // A line break in the name of a file must not begin a line of ours.
        let path = legible(&path);
        let _ = match flaw {
            AuditFinding::Changed { committed, found } => {
                writeln!(text, "changed     {path}\n  committed   {committed}\n  found       {found}")
            }
            AuditFinding::RecordMismatch { how, digests: None } => writeln!(text, "changed     {path}\n  {how}"),
            AuditFinding::RecordMismatch { how, digests: Some((committed, found)) } => {
                writeln!(text, "changed     {path}\n  {how}\n  committed   {committed}\n  found       {found}")
            }
            AuditFinding::Missing(committed) => writeln!(text, "missing     {path}\n  committed   {committed}"),
            AuditFinding::Unexpected(found) => writeln!(text, "unexpected  {path}\n  found       {found}"),
            AuditFinding::Stale { committed, made } => {
                writeln!(text, "stale       {path}\n  committed   {committed}\n  regenerated {made}")
            }
            AuditFinding::Unusable(why) => writeln!(text, "unusable    {path}\n  {why}"),
        };
    }
    text + &closing(audit)
}

/// The lines after the flaws.
pub(super) fn closing(audit: &Audit) -> String {
    let mut text = summary(audit);
    if let Some(fingerprint) = audit.fingerprint {
        let _ = writeln!(text, "fingerprint {fingerprint}");
    }
    for (maker, count) in &audit.made_texts {
        let _ = writeln!(
            text,
            "{} by a text that {maker} made, and not read from the file itself",
            counted(*count, "capture")
        );
    }
    if audit.is_earlier {
        text.push_str(EARLIER);
    }
    text
}

fn summary(audit: &Audit) -> String {
    let count = |is: fn(&AuditFinding) -> bool| audit.flaws.values().filter(|flaw| is(flaw)).count();
    format!(
        "{}: {} proven; {} changed, {} missing, {} unexpected, {} stale, {} unusable\n",
        counted(audit.captures, "capture"),
        audit.proven,
        count(|flaw| matches!(flaw, AuditFinding::Changed { .. } | AuditFinding::RecordMismatch { .. })),
        count(|flaw| matches!(flaw, AuditFinding::Missing(_))),
        count(|flaw| matches!(flaw, AuditFinding::Unexpected(_))),
        count(|flaw| matches!(flaw, AuditFinding::Stale { .. })),
        count(|flaw| matches!(flaw, AuditFinding::Unusable(_))),
    )
}
