//! Files that programs made.

use super::builder::{insets, pages_of, read};
use literatim::transcript::{BlockKind, DecodeError, InsetKind, Transcript};

fn file(name: &str) -> Result<Transcript, DecodeError> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/made");
    read(&std::fs::read(folder.join(name)).unwrap())
}
