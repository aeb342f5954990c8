//! `literatim import`: an archive that came as a bag.

use super::{Exit, Failure, Place, visible};
use crate::capture::without_userinfo;
use crate::manifest::Inventory;
use crate::report::counted;
use crate::store::{AuditFinding, BagFolder, CopiedCapture, audit, history, ingest_copies};
use std::path::PathBuf;

/// The arguments of `literatim import`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("import ../bag", "import ../bag --root ~/story"))]
pub struct Args {
    /// The folder of the bag
    bag: PathBuf,
}

/// Runs `literatim import`: into an empty archive with its history, else captures and records alone.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let root = place.root()?;
    let bag = BagFolder::open(&args.bag)?;
    let inventory = sound(&bag, args, place)?;
    let is_empty = history(root)?.is_empty() && place.archive()?.collection().troubles().is_empty();
    let all = inventory.captures.len();
    let text = if is_empty {
        warn_of_the_log(&inventory, place);
        bag.unpack(root, &inventory)?;
        format!("{} imported, with their history\n", counted(all, "capture"))
    } else {
        let mut transfers = bag.transfers(&inventory)?;
        let left: Vec<String> = transfers.iter_mut().flat_map(CopiedCapture::leave_out_secrets).collect();
        super::add::warn_of_secrets(&left, place);
        let new = ingest_copies(root, &place.rules()?, transfers)?;
        format!(
            "{} imported, {} already here; this archive keeps its own history\n",
            counted(new, "capture"),
            all - new
        )
    };
    place.print(&visible(&text))?;
    Ok(Exit::Fine)
}

/// A log that comes whole is taken as it is, with what an older version put into it.
fn warn_of_the_log(inventory: &Inventory, place: &Place) {
    for url in inventory.captures.iter().flat_map(|entry| &entry.urls).filter_map(|url| without_userinfo(url)) {
        place.complain(&format_args!(
            "{url}: the imported log has a user name or password in this address, and nothing can be removed from a \
             log; change the password where it is used"
        ));
    }
}

/// The inventory of the archive in the bag, if that is what it says it is. Its manifests may be of other rules.
fn sound(bag: &BagFolder, args: &Args, place: &Place) -> Result<Inventory, Failure> {
    let audit = audit(bag.payload(), &place.rules()?)?;
    let is_wrong = |flaw: &(&String, &AuditFinding)| !matches!(flaw.1, AuditFinding::Stale { .. });
    if let Some((path, _)) = audit.flaws.iter().find(is_wrong) {
        let what = format!("the bag is valid, but the archive in it is not: {path}");
        return Err(Failure::new(args.bag.display(), what, "run `literatim audit --root` on its data folder"));
    }
    let history = audit.history.filter(|history| !history.is_empty());
    let history = history.ok_or_else(|| {
        Failure::new(args.bag.display(), "there is no archive in this bag", "export one with `literatim export`")
    })?;
    Ok(history.inventory())
}
