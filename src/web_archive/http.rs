//! The response of a server: its head, and its body with the codings undone.

use super::fields::{FieldLines, Fields};
use super::format_error::Unreadable;
use super::limits::{LARGEST_PAGE, LONGEST_HEAD, MOST_CODINGS};
use std::borrow::Cow;
use std::io::{Read, Write};

/// A response of HTTP/1, or one of HTTP/2 written as such.
pub(super) struct Response<'b> {
    pub status: u16,
    fields: Fields,
    /// As it was sent, transfer coding and all.
    pub body: &'b [u8],
}

impl<'b> Response<'b> {
    pub fn read(block: &'b [u8]) -> Result<Self, Unreadable> {
        let (head, body) = split(block)?;
        let first = head.iter().position(|byte| *byte == b'\n').map_or(head.len(), |end| end + 1);
        let line = String::from_utf8_lossy(&head[..first]);
        let mut words = line.split_ascii_whitespace();
        let version = words.next().filter(|version| version.starts_with("HTTP/"));
        let status = words.next().filter(|status| status.len() == 3).and_then(|status| status.parse().ok());
        let (Some(_), Some(status)) = (version, status) else {
            return Err("it does not start like an HTTP response".into());
        };
        Ok(Self { status, fields: Fields::read(&head[first..], FieldLines::Lenient)?, body })
    }

    /// The content type that the server named.
    pub fn content_type(&self) -> Option<&str> {
        self.fields.first("Content-Type")
    }

    /// The body with its transfer coding undone. Some archives undo it themselves and leave the field as it was: where
    /// the first line is no size of a chunk, nothing is to be undone.
    pub fn entity(&self) -> Result<Cow<'b, [u8]>, Unreadable> {
        match codings(&self.fields, "Transfer-Encoding")?.as_slice() {
            [coding] if coding == "chunked" => match first_size(self.body) {
                Some(_) => unchunked(self.body).map(Cow::Owned),
                None => Ok(Cow::Borrowed(self.body)),
            },
            [] => Ok(Cow::Borrowed(self.body)),
            [first, last] if last == "chunked" => undone(&unchunked(self.body)?, first).map(Cow::Owned),
            others => Err(format!("its transfer coding {:?} is not supported", others.join(", ")).into()),
        }
    }

    /// An entity with its content codings undone. As above: what does not begin as the coding does was undone before.
    pub fn content<'e>(&self, entity: Cow<'e, [u8]>) -> Result<Cow<'e, [u8]>, Unreadable> {
        let mut content = entity;
        for coding in codings(&self.fields, "Content-Encoding")?.iter().rev() {
            if !begins_as(coding, &content) {
                continue;
            }
            match undone(&content, coding) {
                Ok(page) => content = Cow::Owned(page),
                Err(_) if !declares_itself(coding) && is_text(&content) => {}
                Err(why) => return Err(why),
            }
        }
        Ok(content)
    }
}

/// Head and body, parted by an empty line.
fn split(block: &[u8]) -> Result<(&[u8], &[u8]), Unreadable> {
    let mut at = 0;
    for line in block[..block.len().min(LONGEST_HEAD)].split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if line == b"\r\n" || line == b"\n" {
            return Ok(block.split_at(at));
        }
    }
    // A head that is the whole block has no body.
    if block.len() < LONGEST_HEAD { Ok((block, &[])) } else { Err("its header does not end".into()) }
}

/// The codings that a field names, in the order in which they were put on; `identity` is none.
fn codings(fields: &Fields, name: &str) -> Result<Vec<String>, Unreadable> {
    let named = fields.all(name).flat_map(|value| value.split(','));
    let named = named.map(|coding| coding.trim().to_ascii_lowercase());
    let codings: Vec<_> = named.filter(|coding| !matches!(coding.as_str(), "" | "identity" | "none")).collect();
    if codings.len() > MOST_CODINGS {
        return Err(format!("it has {} nested content codings", codings.len()).into());
    }
    Ok(codings)
}

/// The size of the chunk that `body` begins with, and what stands after that line.
fn first_size(body: &[u8]) -> Option<(usize, &[u8])> {
    // RFC 9112: a size in hexadecimal, perhaps with extensions.
    let line = &body[..body.len().min(LONGEST_HEAD)];
    let end = line.iter().position(|byte| *byte == b'\n')?;
    let declared = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
    let is_size = (1..=15).contains(&declared.len()) && declared.bytes().all(|byte| byte.is_ascii_hexdigit());
    let size = is_size.then(|| usize::from_str_radix(declared, 16).ok()).flatten()?;
    Some((size, &body[end + 1..]))
}

fn unchunked(body: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let wrong = |after| format!("something that is not a chunk follows after {after} bytes of chunks");
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let (size, after) = first_size(rest).ok_or_else(|| wrong(whole.len()))?;
        if size == 0 {
            return Ok(whole);
        }
        let chunk = after.get(..size).ok_or("its last chunk is too short")?;
        whole.extend_from_slice(chunk);
        let end = &after[size..];
        rest = end.strip_prefix(b"\r\n").or_else(|| end.strip_prefix(b"\n")).ok_or_else(|| wrong(whole.len()))?;
    }
}

/// Returns true if `content` begins as the output of this coding does. Brotli and raw deflate have no such beginning.
fn begins_as(coding: &str, content: &[u8]) -> bool {
    match coding {
        "gzip" | "x-gzip" => content.starts_with(&[0x1f, 0x8b]),
        "zstd" => content.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]),
        _ => !content.is_empty(),
    }
}

/// Returns true if the bytes show that this coding was applied; else it is tried.
fn declares_itself(coding: &str) -> bool {
    !matches!(coding, "br" | "deflate")
}

/// Returns true if these bytes are text as they stand, which packed ones never are but by design.
fn is_text(content: &[u8]) -> bool {
    std::str::from_utf8(content).is_ok_and(|text| !text.contains(|c: char| c < ' ' && !c.is_ascii_whitespace()))
}

fn undone(bytes: &[u8], coding: &str) -> Result<Vec<u8>, Unreadable> {
    match coding {
        "gzip" | "x-gzip" => unpacked(flate2::read::MultiGzDecoder::new(bytes), coding),
        // RFC 9110 means the zlib format; some servers send bare deflate.
        "deflate" => unpacked(flate2::read::ZlibDecoder::new(bytes), coding)
            .or_else(|_| unpacked(flate2::read::DeflateDecoder::new(bytes), coding)),
        "br" => unpacked(brotli_decompressor::Decompressor::new(bytes, 1 << 12), coding),
        "zstd" => unpacked(super::unpacked::Unpacked::new(bytes).map_err(|why| why.to_string())?, coding),
        _ => Err(format!("its content coding {coding:?} is not supported").into()),
    }
}

/// All that `packed` holds, as long as that is no more than a page may have.
fn unpacked(packed: impl Read, coding: &str) -> Result<Vec<u8>, Unreadable> {
    let mut page = Vec::new();
    let mut limited = packed.take(LARGEST_PAGE + 1);
    let mut room = [0; 1 << 14];
    loop {
        match limited.read(&mut room) {
            Ok(0) => break,
            Ok(read) => page.write_all(&room[..read]).expect("memory can be written to"),
            Err(why) => return Err(format!("it should be {coding}, but cannot be unpacked: {why}").into()),
        }
    }
    match page.len() as u64 > LARGEST_PAGE {
        true => Err(format!("unpacked it is larger than {LARGEST_PAGE} bytes").into()),
        false => Ok(page),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(head: &str, body: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let block = [head.as_bytes(), b"\r\n\r\n", body].concat();
        let response = Response::read(&block)?;
        let entity = response.entity()?;
        response.content(entity).map(Cow::into_owned)
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn chunks_and_gzip_are_undone_in_their_order() {
        let packed = packed(b"the words");
        let (one, two) = packed.split_at(7);
        let size = format!("\r\n{:X}\r\n", two.len());
        let body = [b"7;x=y\r\n", one, size.as_bytes(), two, b"\r\n0\r\nT: x\r\n\r\n"];
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\nContent-Encoding: gzip";
        assert_eq!(content(head, &body.concat()).unwrap(), b"the words");
    }

    #[test]
    fn what_an_archive_undid_itself_is_left_as_it_is() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip";
        assert_eq!(content(head, b"<p>the words").unwrap(), b"<p>the words");
        for coding in ["br", "deflate", "zstd"] {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}");
            assert_eq!(content(&head, b"<p>the words").unwrap(), b"<p>the words");
            assert!(content(&head, b"\x28\xb5\x2f\xfd\xff\xff\xff\x00").is_err(), "{coding}");
        }
    }

    #[test]
    fn brotli_and_zstd_and_both_kinds_of_deflate_are_undone() {
        // "the words", as the reference encoders make it.
        let brotli = b"\x0b\x04\x80the words\x03";
        let zstd = b"\x28\xb5\x2f\xfd\x00\x58\x49\x00\x00the words";
        let deflate = b"\x2b\xc9\x48\x55\x28\xcf\x2f\x4a\x29\x06\x00";
        for (coding, body) in [("br", brotli.as_slice()), ("zstd", zstd), ("deflate", deflate)] {
            assert_eq!(
                content(&format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}"), body).as_deref(),
                Ok(b"the words".as_slice()),
                "{coding}"
            );
        }
        let zlib = [b"\x78\x9c", deflate.as_slice(), b"\x11\x80\x03\x91"].concat();
        assert_eq!(content("HTTP/1.1 200 OK\nContent-Encoding: deflate", &zlib).unwrap(), b"the words");
    }

    #[test]
    fn a_bomb_is_no_page() {
        let mut bomb = packed(&vec![b' '; usize::try_from(LARGEST_PAGE).unwrap() + 1]);
        assert!(bomb.len() < 1 << 20);
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip";
        let why = |codings: &str, bomb: &[u8]| content(&format!("{head}{codings}"), bomb).unwrap_err().to_string();
        assert!(why("", &bomb).contains("larger than"));
        bomb = packed(&bomb);
        assert!(why(", gzip", &bomb).contains("larger than"));
        assert!(why(", gzip, gzip, gzip", &bomb).contains("4 nested content codings"));
    }

    #[test]
    fn cut_chunks_unknown_codings_and_broken_ones_are_reported() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked";
        for body in
            ["5\r\nabc", "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc\r\n", "ffffffffffffff\r\nabc", "3\r\nabc\r\nzz\r\n"]
        {
            assert!(content(chunked, body.as_bytes()).is_err(), "{body:?}");
        }
        assert!(content("HTTP/1.1 200 OK\r\nContent-Encoding: rot13", b"x").is_err());
        assert!(content("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", b"\x1f\x8b\x08broken").is_err());
        assert!(content("GET / HTTP/1.1", b"").is_err());
        assert!(Response::read(&vec![b'a'; LONGEST_HEAD + 1]).is_err());
    }
}
