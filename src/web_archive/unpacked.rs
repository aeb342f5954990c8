//! The bytes of a file that may be compressed, member by member.

use super::limits::{LARGEST_DICTIONARY, LARGEST_WINDOW};
use flate2::bufread::GzDecoder;
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};
use std::io::{self, BufRead, Read};

/// A source that knows how much of it was taken.
pub(super) struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(room)?;
        self.taken += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        self.inner.consume(count);
    }
}

/// Unpacks gzip members or zstd frames one after another; anything else is as it stands.
pub(super) struct Unpacked<R: BufRead> {
    state: UnpackState<R>,
    /// The start of the member that is read, in the file as stored.
    member: u64,
    /// The end of the last gzip member that something was in.
    end: u64,
    /// True once something was in the member that is read.
    gave: bool,
}

enum UnpackState<R: BufRead> {
    Plain(Counted<R>),
    Gzip(GzDecoder<Counted<R>>),
    Zstd(Box<Frames<R>>),
    /// Taken out for a moment, or broken.
    Gone,
}

const GZIP: [u8; 2] = [0x1f, 0x8b];
/// The first bytes of a zstd frame.
const ZSTD: u8 = 0x28;
/// The rest of a skippable frame's magic number; the first byte is one of `50` to `5f`.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];
/// The first byte of the skippable frame that holds the dictionary of a `.warc.zst`.
const DICTIONARY: u8 = 0x5d;

fn broken(what: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_string())
}

impl<R: BufRead> Unpacked<R> {
    pub fn new(source: R) -> io::Result<Self> {
        let mut source = Counted { inner: source, taken: 0 };
        let state = match *source.fill_buf()? {
            [0x1f, 0x8b, ..] => UnpackState::Gzip(GzDecoder::new(source)),
            [ZSTD | 0x50..=0x5f, 0xb5 | 0x2a, 0x2f | 0x4d, ..] => UnpackState::Zstd(Box::new(Frames::new(source))),
            _ => UnpackState::Plain(source),
        };
        Ok(Self { state, member: 0, end: 0, gave: false })
    }

    /// The start, in the file as stored, of the member that was read last, and at the end of gzip members the end of
    /// the last one ends; `None` where there are no members.
    pub fn member(&self) -> Option<u64> {
        match self.state {
            UnpackState::Plain(_) => None,
            _ => Some(self.member),
        }
    }

    /// The end of the last gzip member that something was in; 0 before the first has ended.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Returns true if it is gzip members: one of them can be read without those before it. A zstd frame may need a
    /// dictionary that stands before all others.
    pub fn is_gzip(&self) -> bool {
        matches!(self.state, UnpackState::Gzip(_) | UnpackState::Gone)
    }

    /// Goes on to the gzip member that stands after one that has ended; whether there is one.
    fn next_member(&mut self) -> io::Result<bool> {
        let UnpackState::Gzip(decoder) = std::mem::replace(&mut self.state, UnpackState::Gone) else {
            return Ok(false);
        };
        let mut source = decoder.into_inner();
        let end = source.taken;
        if std::mem::take(&mut self.gave) {
            self.end = end;
        }
        let rest = source.fill_buf()?;
        if rest.is_empty() {
            self.member = end;
            return Ok(false);
        }
        if !GZIP.starts_with(&rest[..rest.len().min(2)]) {
            return Err(broken("something else follows the last gzip member"));
        }
        self.member = end;
        self.state = UnpackState::Gzip(GzDecoder::new(source));
        Ok(true)
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = match &mut self.state {
                UnpackState::Plain(source) => return source.read(room),
                UnpackState::Gzip(decoder) => decoder.read(room)?,
                UnpackState::Zstd(frames) => return frames.read(room, &mut self.member),
                UnpackState::Gone => return Ok(0),
            };
            self.gave |= read > 0;
            if read > 0 || room.is_empty() || !self.next_member()? {
                return Ok(read);
            }
        }
    }
}

/// zstd frames, one after another.
struct Frames<R> {
    source: Counted<R>,
    decoder: FrameDecoder,
    is_open: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: Counted<R>) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(LARGEST_WINDOW);
        Self { source, decoder, is_open: false }
    }

    fn read(&mut self, room: &mut [u8], member: &mut u64) -> io::Result<usize> {
        loop {
            if self.is_open {
                let read = self.decoder.read(room)?;
                if read > 0 || room.is_empty() {
                    return Ok(read);
                }
                self.go_on()?;
            } else if !self.open(member)? {
                return Ok(0);
            }
        }
    }

    /// Decodes one block more, or ends the frame.
    fn go_on(&mut self) -> io::Result<()> {
        if !self.decoder.is_finished() {
            let decoded = self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1));
            return decoded.map(|_| ()).map_err(broken);
        }
        let declared = self.decoder.get_checksum_from_data();
        if declared.is_some() && declared != self.decoder.get_calculated_checksum() {
            return Err(broken("a zstd frame does not match its checksum"));
        }
        self.is_open = false;
        Ok(())
    }

    /// Opens the next frame that holds something; whether there is one.
    fn open(&mut self, member: &mut u64) -> io::Result<bool> {
        while let Some(&first) = self.source.fill_buf()?.first() {
            *member = self.source.taken;
            if (0x50..=0x5f).contains(&first) {
                self.skip(first == DICTIONARY && *member == 0)?;
                continue;
            }
            if first != ZSTD {
                return Err(broken("something else follows the last zstd frame"));
            }
            self.decoder.init(&mut self.source).map_err(broken)?;
            self.is_open = true;
            return Ok(true);
        }
        Ok(false)
    }

    /// Passes over a skippable frame, or takes the dictionary out of it.
    fn skip(&mut self, is_dictionary: bool) -> io::Result<()> {
        let mut head = [0; 8];
        self.source.read_exact(&mut head)?;
        if head[1..4] != SKIPPABLE {
            return Err(broken("something else follows the last zstd frame"));
        }
        let length = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        if is_dictionary && length > LARGEST_DICTIONARY {
            return Err(broken(format_args!("its dictionary is {length} bytes, more than {LARGEST_DICTIONARY}")));
        }
        let mut frame = self.source.by_ref().take(length);
        let mut dictionary = Vec::new();
        let skipped = match is_dictionary {
            true => frame.read_to_end(&mut dictionary)? as u64,
            false => io::copy(&mut frame, &mut io::sink())?,
        };
        if skipped < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if is_dictionary { self.learn(dictionary) } else { Ok(()) }
    }

    /// Takes a dictionary, which may be a zstd frame itself.
    fn learn(&mut self, mut raw: Vec<u8>) -> io::Result<()> {
        if raw.first() == Some(&ZSTD) {
            let mut packed = Frames::new(Counted { inner: raw.as_slice(), taken: 0 });
            let mut unpacked = Vec::new();
            let mut room = [0; 1 << 13];
            while unpacked.len() as u64 <= LARGEST_DICTIONARY {
                match packed.read(&mut room, &mut 0)? {
                    0 => break,
                    read => unpacked.extend_from_slice(&room[..read]),
                }
            }
            raw = unpacked;
        }
        let dictionary = Dictionary::decode_dict(&raw).map_err(broken)?;
        self.decoder.add_dict(dictionary).map_err(broken)
    }
}
