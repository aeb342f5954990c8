//! `literatim attest`: the verdict on notes as a statement that others can check and demand.

use super::{Exit, Failure, Place, place, sign};
use crate::digest::Digest;
use crate::export::statement::{StatedVerdict, statement};
use crate::history::{ATTESTATION_NAMESPACE, BadSignature, sign_as};
use crate::report::exit_code;
use crate::store::{Root, read, write_file_new, write_log};
use crate::verify::Verifier;
use std::path::{Path, PathBuf};

/// The arguments of `literatim attest`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("attest notes/ -o quotations.json --key ~/.ssh/id_ed25519", "attest notes/ > quotations.json"))]
pub struct Args {
    /// Files and folders of notes
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// The file to write the statement to; it must not exist yet [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Sign the statement with this OpenSSH private key without a passphrase, into FILE.sig
    #[arg(long, value_name = "FILE", requires = "output")]
    key: Option<PathBuf>,
}

/// Runs `literatim attest`. Ends as `literatim verify` would: a statement that quotations are refuted is a statement, too.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    // The checkpoint that it names is that of a log that others can read.
    write_log(place.root()?)?;
    let history = sign::log(place)?;
    let checkpoint = history.checkpoint(history.size()).ok_or("the log is empty: run `literatim manifest` first")?;
    let notes = place.notes(&args.notes)?;
    place.complain_of_unreadable(&notes);
    let policy = place.policy(None, false)?;
    let fail_on = policy.fail_on;
    let report = Verifier::new(place.archive()?, policy).verify(&notes);
    let digests = notes.files.iter().map(|file| (file.name.clone(), Digest::of(file.text.as_bytes())));
    let config = read(place.root()?, Root::CONFIG)?.map(|bytes| Digest::of(&bytes));
    let stated = StatedVerdict { report: &report, notes: digests.collect(), checkpoint: &checkpoint, config, fail_on };
    let bytes = statement(&stated);
    match &args.output {
        None => place.print(&String::from_utf8_lossy(&bytes))?,
        Some(path) => {
            let signature = args.key.as_ref().map(|key| signature(key, &bytes)).transpose()?;
            // First the signature: where the statement is, nothing is missing.
            if let Some(signature) = signature {
                let mut name = path.clone().into_os_string();
                name.push(".sig");
                write_file_new(&PathBuf::from(name), signature.as_bytes())?;
            }
            write_file_new(path, &bytes)?;
        }
    }
    Ok(exit_code(&report, fail_on).into())
}

fn signature(key: &Path, statement: &[u8]) -> Result<String, Failure> {
    sign_as(ATTESTATION_NAMESPACE, &place::read(key)?, statement).map_err(|why| {
        let help = match why {
            BadSignature::OnlySshKeygen => {
                format!("leave --key out, and run `ssh-keygen -Y sign -n {ATTESTATION_NAMESPACE}` with that key")
            }
            _ => "use a private key made by `ssh-keygen`".to_owned(),
        };
        Failure::new(key.display(), why.to_string(), help)
    })
}
