//! Charsets other than UTF-8: every character keeps its way back to its own bytes.

use super::Map;
use crate::text::Span;
use encoding_rs::{DecoderResult, Encoding};

/// The decoded text and its map, or the offset of the first byte that does not fit.
type DecodedText = Result<(String, Map), usize>;

/// Decodes UTF-16 from `start` on.
pub(super) fn utf_16(bytes: &[u8], start: usize, big_endian: bool) -> DecodedText {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    };
    let pairs = bytes[start..].chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(bytes.len() - 1);
    }
    let (mut text, mut map) = (String::with_capacity(bytes.len() / 2), Map::default());
    let mut at = start;
    for read in char::decode_utf16(pairs.map(unit)) {
        let c = read.map_err(|_| at)?;
        let end = at + 2 * c.len_utf16();
        map.whole(Span::new(at, end), c.len_utf8());
        text.push(c);
        at = end;
    }
    Ok((text, map))
}

/// Decodes any other charset.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> DecodedText {
    if encoding.is_single_byte() { single_byte(bytes, encoding) } else { multi_byte(bytes, encoding) }
}

/// One table look-up a byte.
fn single_byte(bytes: &[u8], encoding: &'static Encoding) -> DecodedText {
    let table: Vec<Option<char>> = (0..=255u8).map(|byte| letter(byte, encoding)).collect();
    let len = |&byte: &u8| table[usize::from(byte)].map_or(0, char::len_utf8);
    let (mut text, mut map) = (String::with_capacity(bytes.iter().map(len).sum()), Map::default());
    for (at, &byte) in bytes.iter().enumerate() {
        let c = table[usize::from(byte)].ok_or(at)?;
        map.whole(Span::new(at, at + 1), c.len_utf8());
        text.push(c);
    }
    Ok((text, map))
}

fn letter(byte: u8, encoding: &'static Encoding) -> Option<char> {
    encoding.decode_without_bom_handling_and_without_replacement(&[byte])?.chars().next()
}

/// Feeds the decoder byte by byte: what comes out was read from the bytes that went in since something last came out.
fn multi_byte(bytes: &[u8], encoding: &'static Encoding) -> DecodedText {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut map) = (String::with_capacity(bytes.len() * 3 / 2), Map::default());
    let mut since = 0;
    let mut out = [0; 16];
    for end in 1..=bytes.len() {
        let last = end == bytes.len();
        let (read, _, len) = decoder.decode_to_utf8_without_replacement(&bytes[end - 1..end], &mut out, last);
        if let DecoderResult::Malformed(bad, after) = read {
            return Err(end.saturating_sub(usize::from(bad) + usize::from(after)));
        }
        debug_assert_eq!(read, DecoderResult::InputEmpty);
        if len > 0 {
            text.push_str(std::str::from_utf8(&out[..len]).map_err(|_| since)?);
            map.whole(Span::new(since, end), len);
            since = end;
        }
    }
    Ok((text, map))
}
