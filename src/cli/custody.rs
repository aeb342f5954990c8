//! An audit's answer about history: what was added since a checkpoint, who signed, and what nobody vouches for.

use super::base::{CaptureChange, added, changes, compare, rewritten};
use super::place::read;
use super::{Exit, Failure, Place};
use crate::history::{
    AllowedSigners, Attestation, Authorities, Checkpoint, Consistency, History, SignatureStatus, Stamped,
};
use crate::store::seals;
use crate::verify::CaptureRevised;
use std::fmt::Write;
use std::path::Path;

/// The questions about history.
pub(super) struct AuditOptions<'a> {
    /// A checkpoint that somebody kept.
    pub since: Option<&'a Path>,
    /// A git revision whose checkpoint counts.
    pub base: Option<&'a str>,
    /// Who may sign; then somebody must have.
    pub allowed: Option<&'a Path>,
    /// Whose time stamps count; then one must cover everything.
    pub authorities: Option<&'a Path>,
}

/// The text that was said, and its weight.
pub(super) struct AuditAnswer {
    text: String,
    exit: Exit,
    vouched: Vouched,
}

/// The extent to which somebody vouches for all that there is.
#[derive(Clone, Copy, Default)]
pub(super) struct Vouched {
    /// One who may has signed for it.
    pub signed: bool,
    /// An authority says that it existed by some moment.
    pub dated: bool,
}

impl AuditAnswer {
    fn say(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Something that an audit must not pass.
    fn complain(&mut self, line: &str) {
        self.say(line);
        self.exit = Exit::CannotTell;
    }

    /// The text, and the exit.
    pub fn summary(self) -> (String, Exit, Vouched) {
        (self.text, self.exit, self.vouched)
    }
}

/// Looks at the history of an archive that was audited.
pub(super) fn look(history: Option<&History>, asked: &AuditOptions<'_>, place: &Place) -> Result<AuditAnswer, Failure> {
    let mut answer = AuditAnswer { text: String::new(), exit: Exit::Fine, vouched: Vouched::default() };
    let empty = History::default();
    let history = history.unwrap_or(&empty);
    if let Some(path) = asked.since {
        since(history, path, place, &mut answer)?;
    }
    if let Some(revision) = asked.base {
        base(revision, place, &mut answer)?;
    }
    let seals = seals(place.root()?)?;
    stamped(history, &seals, asked.authorities, &mut answer)?;
    signed(history, &seals, asked.allowed, place, &mut answer)?;
    Ok(answer)
}

fn since(history: &History, path: &Path, place: &Place, answer: &mut AuditAnswer) -> Result<(), Failure> {
    let kept = Checkpoint::from_bytes(&read(path)?)
        .map_err(|why| Failure::new(path.display(), why.to_string(), "name a copy of history/checkpoint"))?;
    match super::base::since(place.root()?, history, &kept) {
        Err(why) => answer.complain(&format!("rewritten   {}\n  {why}", path.display())),
        Ok(growth) => grown(&growth, false, answer),
    }
    Ok(())
}

/// Against a kept checkpoint no reason makes up for a capture that was dropped or replaced; against a `base`, one does.
fn grown(growth: &Consistency, is_base: bool, answer: &mut AuditAnswer) {
    for CaptureChange { path, how, digests, because } in changes(growth) {
        let word = match how {
            CaptureRevised::Dropped => "dropped",
            CaptureRevised::Replaced => "replaced",
            CaptureRevised::Recorded => "edited",
        };
        let digests = digests.map(|(then, now)| format!("\n  then        {then}\n  now         {now}"));
        let reason = because.as_ref().map(|why| format!("\n  because     {why}"));
        let line = format!("{word:<11} {path}{}{}", digests.unwrap_or_default(), reason.unwrap_or_default());
        let passes = if is_base { because.is_some() } else { how == CaptureRevised::Recorded };
        if passes { answer.say(&line) } else { answer.complain(&line) }
    }
    answer.say(&added(growth));
}

/// Compares with the checkpoint of a git revision.
fn base(revision: &str, place: &Place, answer: &mut AuditAnswer) -> Result<(), Failure> {
    let root = place.root()?;
    let compared = compare(root, &place.revision(revision)?)?;
    match &compared.log {
        Err(why) => answer.complain(&format!("rewritten   {revision}\n  {}", rewritten(why))),
        Ok(growth) => grown(growth, true, answer),
    }
    for path in &compared.recommitted {
        answer.complain(&format!(
            "recommitted {path}\n  the article is withheld, and its commitment changed since {revision}"
        ));
    }
    Ok(())
}

/// Says of each time stamp what it is worth. Where authorities are named, one of them must stand behind all that there is.
fn stamped(
    history: &History,
    seals: &[Attestation],
    authorities: Option<&Path>,
    answer: &mut AuditAnswer,
) -> Result<(), Failure> {
    let read = |path: &Path| {
        Authorities::from_pem(&read(path)?).map_err(|why| {
            Failure::new(path.display(), why.to_string(), "expected certificates of time-stamping authorities, in PEM")
        })
    };
    let authorities = authorities.map(read).transpose()?;
    let mut covered = None;
    for (seal, token) in seals.iter().filter_map(|seal| Some((seal, seal.token.as_deref()?))) {
        let about = format!("{}.tsr", seal.path);
        let stamped = Stamped::read(token, &seal.bytes);
        let by = stamped.and_then(|stamped| {
            let by = authorities.as_ref().map(|authorities| stamped.vouched_by(authorities)).transpose()?;
            Ok((stamped.at, by))
        });
        match by {
            Err(why) => answer.complain(&format!("misdated    {about}\n  {why}")),
            Ok((at, None)) => answer.say(&format!(
                "stamped     {about}\n  the time stamp says that the checkpoint existed at {at}; who says so was not \
                 checked (--authorities FILE)"
            )),
            Ok((at, Some(who))) => {
                covered = covered.max(seal.size());
                answer.say(&format!("stamped     {about}\n  the checkpoint existed at {at}, according to {who}"));
            }
        }
    }
    match (covered, history.size()) {
        (None, _) if authorities.is_some() => {
            answer.complain(
                "undated     there is no time stamp from these authorities (literatim sign --timestamp FILE)",
            );
        }
        (Some(covered), size) if covered < size => {
            let left = size - covered;
            let list = uncovered(history, covered, "undated");
            answer.complain(&format!(
                "{list}undated     the time stamp covers the first {covered} lines of history; {left} were added since \
                 (literatim sign --timestamp FILE)"
            ));
        }
        (covered, _) => answer.vouched.dated = covered.is_some(),
    }
    Ok(())
}

fn signed(
    history: &History,
    seals: &[Attestation],
    allowed: Option<&Path>,
    place: &Place,
    answer: &mut AuditAnswer,
) -> Result<(), Failure> {
    let signers = match allowed {
        None => AllowedSigners::default(),
        Some(path) => AllowedSigners::from_text(&String::from_utf8_lossy(&read(path)?)),
    };
    for (line, why) in &signers.refused {
        let path = allowed.unwrap_or(Path::new("")).display();
        place.complain(&format_args!("{path}:{line}: this line allows nobody: {why}"));
    }
    let (mut covered, mut who) = (0, String::new());
    for seal in seals {
        let worth = seal.worth(history, &signers, super::add::now()?);
        let about = &seal.path;
        match &worth {
            SignatureStatus::Authentic(name, size) => (covered, who) = (*size, name.clone()),
            SignatureStatus::Stranger(key, _) if allowed.is_some() => answer
                .say(&format!("stranger    {about}\n  signed by {key}, which is not in the list of allowed signers")),
            SignatureStatus::Stranger(..) | SignatureStatus::Kept(_) => {}
            SignatureStatus::Rewritten(why) => answer.complain(&format!("rewritten   {about}\n  {why}")),
            SignatureStatus::Forged(why) => answer.complain(&format!("forged      {about}.sig\n  {why}")),
            SignatureStatus::Unreadable(why) => answer.complain(&format!("unusable    {about}\n  {why}")),
        }
    }
    if allowed.is_some() {
        report_coverage(history, covered, &who, answer);
    }
    Ok(())
}

/// The captures that were changed after so many lines of history, each in a line with this word.
fn uncovered(history: &History, covered: u64, word: &str) -> String {
    let growth = history.checkpoint(covered).and_then(|then| history.since(&then).ok()).unwrap_or_default();
    let paths = growth.added.iter().chain(&growth.retold).chain(&growth.dropped);
    let mut list = String::new();
    for path in paths.chain(growth.replaced.iter().map(|(path, ..)| path)) {
        let _ = writeln!(list, "{word:<11} {path}");
    }
    list
}

/// Reports how much of the history the last signature of an allowed signer covers.
fn report_coverage(history: &History, covered: u64, who: &str, answer: &mut AuditAnswer) {
    let size = history.size();
    if covered == 0 || covered > size {
        return answer.complain("unsigned    no allowed signer has signed (literatim sign --key FILE)");
    }
    if covered < size {
        let (list, left) = (uncovered(history, covered, "unsigned"), size - covered);
        return answer.complain(&format!(
            "{list}{who} signed the first {covered} lines of history; {left} were added since (literatim sign --key \
             FILE)"
        ));
    }
    answer.vouched.signed = true;
    answer.say(&format!("authentic   {who} signed all {size} lines of history"));
}
