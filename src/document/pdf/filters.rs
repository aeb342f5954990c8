//! The codings of streams, undone within bounds.

use super::Limit;
use super::lexer::{is_space, unhexed};
use super::object::{Budget, Dict};
use std::io::Read;

/// The most codings on top of each other.
pub(super) const MOST_FILTERS: usize = 8;

/// The result of a coding: the bytes, and false if they were cut short or damaged.
pub(super) struct Undone {
    pub bytes: Vec<u8>,
    pub is_whole: bool,
}

/// Undoes one coding. None if it is one of pictures, or unknown.
pub(super) fn undo(
    name: &[u8],
    params: &Dict,
    coded: &[u8],
    budget: &Budget,
    most: usize,
) -> Option<Result<Undone, Limit>> {
    let undone = match name {
        b"FlateDecode" | b"Fl" => flate(coded, most),
        b"LZWDecode" | b"LZW" => lzw(coded, params.raw(b"EarlyChange").int() != Some(0), most),
        b"ASCII85Decode" | b"A85" => Ok(ascii_85(coded)),
        b"ASCIIHexDecode" | b"AHx" => {
            let end = memchr::memchr(b'>', coded).unwrap_or(coded.len());
            Ok(Undone { bytes: unhexed(&coded[..end]), is_whole: true })
        }
        b"RunLengthDecode" | b"RL" => run_length(coded, most),
        b"Crypt" => Ok(Undone { bytes: coded.to_vec(), is_whole: true }),
        _ => return None,
    };
    let predicted = undone.and_then(|undone| {
        budget.spend(undone.bytes.len())?;
        Ok(Undone { bytes: unpredict(undone.bytes, params), ..undone })
    });
    Some(predicted)
}

fn flate(coded: &[u8], most: usize) -> Result<Undone, Limit> {
    let undone = inflate(&mut flate2::read::ZlibDecoder::new(coded), most)?;
    // Some files have a damaged head in front of sound data.
    if undone.bytes.is_empty() && !undone.is_whole && coded.len() > 2 {
        return inflate(&mut flate2::read::DeflateDecoder::new(&coded[2..]), most);
    }
    Ok(undone)
}

fn inflate(from: &mut dyn Read, most: usize) -> Result<Undone, Limit> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 1 << 14]);
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(Undone { bytes, is_whole: true }),
            Ok(len) if bytes.len() + len > most => return Err(Limit::Stream),
            Ok(len) => bytes.extend_from_slice(&buffer[..len]),
            Err(_) => return Ok(Undone { bytes, is_whole: false }),
        }
    }
}

/// LZW as in TIFF: codes of 9 to 12 bits, high bit first.
fn lzw(coded: &[u8], is_early: bool, most: usize) -> Result<Undone, Limit> {
    let mut out: Vec<u8> = Vec::new();
    // Each entry is a stretch of what was written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9);
    let mut last: Option<(usize, usize)> = None;
    for &byte in coded {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held & ((1 << width) - 1)) as usize;
        bits &= (1 << held) - 1;
        match code {
            256 => {
                (width, last) = (9, None);
                table.clear();
                continue;
            }
            257 => return Ok(Undone { bytes: out, is_whole: true }),
            _ => {}
        }
        let start = out.len();
        if code < 256 {
            out.push(code as u8);
        } else if let Some(&(from, len)) = table.get(code - 258) {
            out.extend_from_within(from..from + len);
        } else if let Some((from, len)) = last.filter(|_| code - 258 == table.len()) {
            out.extend_from_within(from..from + len);
            out.push(out[from]);
        } else {
            return Ok(Undone { bytes: out, is_whole: false });
        }
        if out.len() > most {
            return Err(Limit::Stream);
        }
        if let Some((from, len)) = last.filter(|_| table.len() < 4096 - 258) {
            table.push((from, len + 1));
        }
        last = Some((start, out.len() - start));
        width = match table.len() + 258 + usize::from(is_early) {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    Ok(Undone { bytes: out, is_whole: false })
}

fn ascii_85(coded: &[u8]) -> Undone {
    let (mut bytes, mut group, mut held) = (Vec::with_capacity(coded.len() / 5 * 4), 0_u32, 0);
    let mut is_whole = true;
    for &byte in coded {
        match byte {
            b'~' => break,
            b'z' if held == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                held += 1;
                if held == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, held) = (0, 0);
                }
            }
            byte if is_space(byte) => {}
            _ => is_whole = false,
        }
    }
    if held > 1 {
        for _ in held..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        bytes.extend(&group.to_be_bytes()[..held - 1]);
    }
    Undone { bytes, is_whole }
}

fn run_length(coded: &[u8], most: usize) -> Result<Undone, Limit> {
    let (mut bytes, mut rest) = (Vec::new(), coded);
    while let Some((&len, behind)) = rest.split_first() {
        if bytes.len() > most {
            return Err(Limit::Stream);
        }
        let len = usize::from(len);
        match len {
            128 => return Ok(Undone { bytes, is_whole: true }),
            0..128 => {
                let run = &behind[..behind.len().min(len + 1)];
                bytes.extend_from_slice(run);
                rest = &behind[run.len()..];
            }
            _ => {
                let Some((&byte, after)) = behind.split_first() else { break };
                bytes.extend(std::iter::repeat_n(byte, 257 - len));
                rest = after;
            }
        }
    }
    Ok(Undone { bytes, is_whole: false })
}

/// Undoes what was foretold of each byte by those beside it (PNG), as streams of cross-references have it; and TIFF's of 8 bits.
fn unpredict(bytes: Vec<u8>, params: &Dict) -> Vec<u8> {
    let number =
        |key: &[u8], or: usize| params.raw(key).int().and_then(|value| usize::try_from(value).ok()).unwrap_or(or);
    let predictor = number(b"Predictor", 1);
    let (colors, bits, columns) = (number(b"Colors", 1), number(b"BitsPerComponent", 8), number(b"Columns", 1));
    let Some(row_bits) = colors.checked_mul(bits).and_then(|bits| bits.checked_mul(columns)).filter(|&bits| bits > 0)
    else {
        return bytes;
    };
    let (pixel, row) = ((colors * bits).div_ceil(8), row_bits.div_ceil(8));
    match predictor {
        2 if bits == 8 => {
            let mut bytes = bytes;
            for row in bytes.chunks_mut(row) {
                for at in pixel..row.len() {
                    row[at] = row[at].wrapping_add(row[at - pixel]);
                }
            }
            bytes
        }
        10.. => png(&bytes, pixel, row),
        _ => bytes,
    }
}

fn png(bytes: &[u8], pixel: usize, row: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let Some(stride) = row.checked_add(1) else { return bytes.to_vec() };
    for line in bytes.chunks(stride) {
        let (kind, start) = (line[0], out.len());
        for (at, &byte) in line[1..].iter().enumerate() {
            let left = if at >= pixel { out[start + at - pixel] } else { 0 };
            let up = if start >= row { out[start - row + at] } else { 0 };
            let corner = if at >= pixel && start >= row { out[start - row + at - pixel] } else { 0 };
            let foretold = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(foretold));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let apart = |byte: u8| (guess - i16::from(byte)).abs();
    if apart(left) <= apart(up) && apart(left) <= apart(corner) {
        left
    } else if apart(up) <= apart(corner) {
        up
    } else {
        corner
    }
}
