//! Plain text: the transcript is the text, letter for letter.

use super::charset::Decoded;
use super::{Block, BlockKind, DecodeError, Transcript};
use crate::text::Span;

pub(super) fn read(decoded: Decoded) -> Result<Transcript, DecodeError> {
    let Decoded { text, map, charset } = decoded;
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + words.len());
            blocks.push(Block { span, kind: BlockKind::Paragraph, emphasised: false, link_bytes: 0 });
        }
        at += line.len();
    }
    Ok(Transcript { text, map, blocks, charset })
}
