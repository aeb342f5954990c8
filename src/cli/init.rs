//! `literatim init`: an archive in this folder.

use super::{Exit, Failure, Place, visible};
use crate::manifest::InventoryRoot;
use crate::store::{AcceptedChanges, Regenerated, Root, why, write_new};
use crate::verify::TEMPLATE;
use std::path::Path;

/// The arguments of `literatim init`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "init                        # archive/, manifests/ and literatim.toml here",
    "init --root ~/story         # in another folder"
))]
pub struct Args {}

/// Keeps git from converting line ends: a converted capture is a changed capture.
const AS_IT_IS: &str = "# Every byte counts: nothing here may be converted.\n* -text\n";

/// The files that literatim itself leaves in `manifests/` and nobody should commit.
const NOT_COMMITTED: &str = ".lock\n.literatim-*\n";

/// Runs `literatim init`.
pub fn run(_args: &Args, place: &Place) -> Result<Exit, Failure> {
    let folder = place.named_root().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::new(folder.display(), why(&error), "use another folder with --root"))?;
    if let Some(outer) = folder.canonicalize().ok().and_then(|folder| Root::find(folder.parent()?).ok()) {
        place.complain(&format_args!(
            "{}: a folder above this one has an archive already (this one will be separate)",
            outer.path().display()
        ));
    }
    let root = Root::at(folder)?;
    let mut made = write_new(
        &root,
        &[
            ("archive/.gitattributes", AS_IT_IS),
            ("history/.gitattributes", AS_IT_IS),
            ("manifests/.gitattributes", AS_IT_IS),
            ("manifests/.gitignore", NOT_COMMITTED),
            (Root::CONFIG, TEMPLATE),
        ],
    )?;
    let rules = place.rules()?;
    if !root.path().join(InventoryRoot::PATH).exists() {
        let (regenerated, _) = Regenerated::write(&root, &rules, &AcceptedChanges::default())?;
        super::manifest::refuse_unsound(&regenerated, place)?;
        made.push(InventoryRoot::PATH);
    }
    place.print(&visible(&summary(&root, &made)))?;
    Ok(Exit::Fine)
}

fn summary(root: &Root, made: &[&str]) -> String {
    let (root, archive) = (root.path().display(), root.archive());
    match made.contains(&Root::CONFIG) {
        _ if made.is_empty() => format!("{root} already has an archive; nothing changed\n"),
        true => format!("created {archive}/, manifests/ and {} in {root}\nnext: literatim add FILE\n", Root::CONFIG),
        false => format!("{root} already had an archive; created what was missing: {}\n", made.join(", ")),
    }
}
