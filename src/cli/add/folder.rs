//! Folders of files, added as they lie.

use super::Args;
use super::batch::{AddRun, Input};
use super::crawl::is_web_archive;
use crate::cli::{Exit, Failure, Place};
use crate::store::{Root, why};
use crate::workspace::{LeftOut, SourceFiles, sources};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files that are to be added: where each lies, and the path by which notes may know one that was found in a folder.
#[derive(Default)]
struct Inputs {
    files: Vec<(PathBuf, Option<String>)>,
    left_out: BTreeMap<LeftOut, usize>,
    troubles: Vec<Failure>,
}

impl Inputs {
    /// Of these files and folders.
    fn of(paths: &[PathBuf], root: &Root) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            if !path.is_dir() {
                inputs.files.push((path.clone(), None));
                continue;
            }
            let SourceFiles { files, left_out, unreadable } = sources(path, root);
            if files.is_empty() && unreadable.is_empty() {
                let what = "there is no file in this folder that can be added";
                inputs.troubles.push(Failure::new(
                    path.display(),
                    what,
                    "name a folder of saved pages and other files",
                ));
            }
            inputs.files.extend(files.into_iter().map(|(path, source)| (path, Some(source))));
            left_out.into_iter().for_each(|(why, count)| *inputs.left_out.entry(why).or_default() += count);
            inputs.troubles.extend(unreadable.into_iter().map(|(path, error)| {
                Failure::new(path.display(), why(&error), "add what it leads to, or give yourself the right to read it")
            }));
        }
        inputs
    }
}

/// Adds everything in the folders among the arguments that can be added, and the files beside them.
pub(super) fn add_folders(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let root = place.root()?;
    let inputs = Inputs::of(&args.files, root);
    let (archives, files): (Vec<_>, Vec<_>) = inputs.files.into_iter().partition(|(file, _)| is_web_archive(file));
    let rules = place.rules()?;
    let mut run = AddRun::open(args, place, &rules)?;
    run.troubles = inputs.troubles;
    run.left_out = inputs.left_out.iter().map(|(why, count)| named(*why, *count)).collect();
    let files = files.into_iter().map(|(file, source)| Input::of(file, source)).collect();
    run.take_all(files)?;
    for (archive, _) in archives {
        run.web_archive(archive);
    }
    run.finish()
}

/// A number of things that are no articles, in words.
fn named(why: LeftOut, count: usize) -> String {
    let (one, many) = match why {
        LeftOut::Hidden => ("hidden file or folder", "hidden files and folders"),
        LeftOut::Companion => ("folder with the parts of a saved page", "folders with the parts of saved pages"),
        LeftOut::PagePart => ("style sheet, script, font or icon", "style sheets, scripts, fonts and icons"),
        LeftOut::Record => ("capture record", "capture records"),
        LeftOut::Link => {
            ("link to a file or folder in the same folder", "links to files and folders in the same folder")
        }
        LeftOut::Archive => ("file or folder of the archive itself", "files and folders of the archive itself"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}
