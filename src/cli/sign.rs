//! `literatim sign`: a signature of the checkpoint, with a key of OpenSSH.

use super::{Exit, Failure, Place, place, visible};
use crate::history::{BadSignature, Checkpoint, History, NAMESPACE, Stamped, sign};
use crate::store::{audit, history, keep, read, write_log};
use std::path::{Path, PathBuf};

/// The arguments of `literatim sign`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("sign --key ~/.ssh/id_ed25519", "sign --timestamp stamp.tsr"))]
pub struct Args {
    /// An OpenSSH private key without a passphrase [default: only keep the checkpoint, for ssh-keygen to sign]
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Keep this time stamp (RFC 3161, from openssl ts or an authority) of the checkpoint instead
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    timestamp: Option<PathBuf>,
}

/// Runs `literatim sign`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    // What is signed is a line of the log.
    write_log(place.root()?)?;
    let history = sound(place)?;
    let checkpoint = history.checkpoint(history.size()).ok_or("there is nothing to sign")?;
    let path = match (&args.key, &args.timestamp) {
        (Some(key), _) => with_key(key, &checkpoint, place)?,
        (None, Some(path)) => {
            let token = place::read(path)?;
            let refuse = |why: crate::history::BadStamp| {
                Failure::new(path.display(), why.to_string(), "get a time stamp for the current history/checkpoint")
            };
            Stamped::read(&token, &checkpoint.to_bytes()).map_err(refuse)?;
            keep(place.root()?, &checkpoint, Some(("tsr", &token)))?
        }
        (None, None) => keep(place.root()?, &checkpoint, None)?,
    };
    let text = match (&args.key, &args.timestamp) {
        (Some(_), _) => format!(
            "signed: {path}.sig\ncheck: ssh-keygen -Y verify -f SIGNERS -I NAME -n {NAMESPACE} -s {path}.sig < {path}\n"
        ),
        (None, Some(_)) => format!("saved: {path}.tsr\n"),
        (None, None) => format!("saved: {path}\nsign: ssh-keygen -Y sign -n {NAMESPACE} -f KEY {path}\n"),
    };
    place.print(&visible(&text))?;
    Ok(Exit::Fine)
}

/// The history of an archive in which nothing is amiss: nobody should vouch for another.
pub(super) fn sound(place: &Place) -> Result<History, Failure> {
    let audit = audit(place.root()?, &place.rules()?)?;
    if let Some(path) = audit.flaws.keys().next() {
        return Err(Failure::new(
            path,
            "the archive does not match its inventory",
            "run `literatim audit`, and fix the problems first",
        ));
    }
    let history = audit.history.filter(|history| !history.is_empty());
    history.ok_or_else(empty)
}

/// The history of an archive that is not empty. Its captures are not read: what needs one proves it.
pub(super) fn log(place: &Place) -> Result<History, Failure> {
    let history = Some(history(place.root()?)?).filter(|history| !history.is_empty());
    history.ok_or_else(empty)
}

fn empty() -> Failure {
    Failure::new("", "the archive is empty", "literatim add FILE")
}

fn with_key(key: &Path, checkpoint: &Checkpoint, place: &Place) -> Result<String, Failure> {
    let path = Checkpoint::seal_path(checkpoint.size);
    if read(place.root()?, &format!("{path}.sig"))?.is_some() {
        return Err(Failure::new(
            format!("{path}.sig"),
            "this checkpoint is already signed",
            "a checkpoint can have one signature",
        ));
    }
    let signature = sign(&place::read(key)?, &checkpoint.to_bytes()).map_err(|why| {
        let help = match why {
            BadSignature::OnlySshKeygen => {
                format!("run `literatim sign`, then `ssh-keygen -Y sign -n {NAMESPACE}` with that key")
            }
            _ => "use a private key made by `ssh-keygen`".to_owned(),
        };
        Failure::new(key.display(), why.to_string(), help)
    })?;
    Ok(keep(place.root()?, checkpoint, Some(("sig", signature.as_bytes())))?)
}
