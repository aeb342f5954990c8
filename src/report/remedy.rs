//! Advice where a capture, or the text of one, is out of reach.

use crate::manifest::Trouble;
use crate::transcript::DecodeError;

/// Advice on a capture that cannot be vouched for.
pub(super) fn way_on(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Wordless => "save the page from a browser, or as text, and add that".to_owned(),
        Trouble::Undecodable(why) => remedy(why),
        _ => AUDIT.to_owned(),
    }
}

const AUDIT: &str = "run `literatim audit`";

/// Advice on a capture whose text cannot be read.
pub fn remedy(why: &DecodeError) -> String {
    let what = match why {
        DecodeError::UnreadableKind(_) => {
            "its text is not read: save it as text or as a web page (for a PDF, for example with `pdftotext`), and add that \
             with `literatim add`"
        }
        DecodeError::UnreadByEarlier => "run `literatim manifest --upgrade`, which reads it",
        DecodeError::OnlyPictures { .. } => {
            "recognise its text, for example with `ocrmypdf`, and add the result; or give its words with `literatim add --text`"
        }
        DecodeError::Encrypted => {
            "save a copy that opens without a password, and add that; or give its words with `literatim add --text`"
        }
        DecodeError::Broken(_) => {
            "open it in its program, save it again or as text, and add that; or give its words with `literatim add --text`"
        }
        DecodeError::NeedsPointer { likely } => {
            let pointers = if likely.is_empty() { "/article/body".to_owned() } else { likely.join(" or ") };
            return format!("add it with `--pointer`, such as {pointers}");
        }
        _ => AUDIT,
    };
    what.to_owned()
}
