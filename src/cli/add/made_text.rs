//! `add --text`: the words of a file by another program.

use super::file::{cannot_read, read};
use crate::capture::MadeText;
use crate::cli::Failure;
use crate::store::open_named;
use std::path::Path;

/// The words in `file`, which has to be UTF-8: a guess at the charset would be one more hand in them.
pub(super) fn made_text((file, made_by): (&Path, &str)) -> Result<MadeText, Failure> {
    let bytes = open_named(file).and_then(read).map_err(|error| cannot_read(file, &error))?;
    let text = String::from_utf8(bytes).map_err(|wrong| {
        let what = format!("it is not UTF-8, from byte {} on", wrong.utf8_error().valid_up_to());
        Failure::new(file.display(), what, "save it as UTF-8")
    })?;
    if text.trim().is_empty() {
        return Err(Failure::new(file.display(), "there are no words in it", "check how it was made"));
    }
    if made_by.trim().is_empty() {
        return Err(Failure::new("--made-by", "it is empty", "name the program with its version, or the person"));
    }
    Ok(MadeText { made_by: made_by.trim().to_owned(), text })
}
