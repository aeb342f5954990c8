//! Pages: which blocks are the story's, by how they look and by what their elements say.

mod model;
mod signs;
mod traits;

pub use model::{DEPTH, Model, Tree};
pub use traits::{COUNT, Traits};

use crate::transcript::Transcript;

/// Measures every block of a page.
pub fn measure(transcript: &Transcript) -> Vec<Traits> {
    traits::measure(transcript)
}
