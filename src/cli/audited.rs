//! `literatim verify --audit`: what an audit finds, in the report.

use super::audit::{closing, limits};
use super::custody::{self, AuditOptions};
use super::{Exit, Failure, Place};
use crate::manifest::{InventoryRoot, Trouble, Withheld};
use crate::store::{AuditFinding, audit, read};
use crate::verify::{ArchiveFinding, FindingData};

/// An audit beside a verification.
pub(super) struct Audited {
    /// The flaws: findings like others, so that every format has them.
    pub findings: Vec<ArchiveFinding>,
    /// The lines that `literatim audit` ends with.
    pub text: String,
    /// The exit code of the audit.
    pub exit: Exit,
}

impl Audited {
    /// Audits the archive of `place`. Where the articles are withheld there is nothing but what `verify` reads anyway.
    pub fn of(place: &Place) -> Result<Self, Failure> {
        let root = place.root()?;
        if read(root, InventoryRoot::PATH)?.is_none() && read(root, Withheld::PATH)?.is_some() {
            return Ok(Self { findings: Vec::new(), text: String::new(), exit: Exit::Fine });
        }
        let audit = audit(root, &place.rules()?)?;
        super::manifest::complain_of_leftovers(&audit.leftovers, place);
        let asked = AuditOptions { since: None, base: None, allowed: None, authorities: None };
        let (history, exit, vouched) = custody::look(audit.history.as_ref(), &asked, place)?.summary();
        let findings = audit.flaws.iter().map(|(path, flaw)| {
            let trouble = trouble(path, flaw);
            ArchiveFinding::new(path, FindingData::Archive(trouble))
        });
        let is_sound = audit.flaws.is_empty() && exit == Exit::Fine;
        let limits = if is_sound { limits(vouched) } else { "" };
        Ok(Self {
            findings: findings.collect(),
            text: closing(&audit) + &history + limits,
            exit: if audit.flaws.is_empty() { exit } else { Exit::CannotTell },
        })
    }
}

/// The flaw of the file at `path`, as a report has it.
fn trouble(path: &str, flaw: &AuditFinding) -> Trouble {
    match flaw {
        AuditFinding::Changed { committed, found } => Trouble::Changed { committed: *committed, found: *found },
        AuditFinding::RecordMismatch { how, digests } => {
            Trouble::RecordMismatch { how: how.clone(), digests: *digests }
        }
        AuditFinding::Missing(_) => Trouble::Missing,
        AuditFinding::Unexpected(_) => Trouble::Unlisted,
        AuditFinding::Stale { .. } => {
            Trouble::Manifest("it is not what this version makes of the capture (run `literatim manifest`)".to_owned())
        }
        AuditFinding::Unusable(why) if path.starts_with("archive/") => Trouble::Unreadable(why.clone()),
        AuditFinding::Unusable(why) => Trouble::Manifest(why.clone()),
    }
}
