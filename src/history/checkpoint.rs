//! The root of the log at some size, as C2SP `tlog-checkpoint` writes it.

use crate::digest::Digest;
use base64ct::{Base64, Encoding};

/// A checkpoint: so many lines, and the root of their tree. Whoever keeps one can later check that nothing before it was
/// changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// The number of lines of the log.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
    /// Lines that others added; we write none.
    pub extensions: Vec<String>,
}

/// Why some bytes are not a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a checkpoint: {0}")]
pub struct NotACheckpoint(&'static str);

impl Checkpoint {
    /// The path of the checkpoint of the whole log, below the root.
    pub const PATH: &str = "history/checkpoint";

    /// The path of a checkpoint of so many lines once it is signed or time-stamped.
    pub fn seal_path(size: u64) -> String {
        format!("history/seals/{size:06}.checkpoint")
    }

    /// The one spelling of it: what is signed and time-stamped.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, base64(self.root));
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text.into_bytes()
    }

    /// Reads a checkpoint. Signatures of the kind that the C2SP forms know may follow, after an empty line; they are
    /// neither needed nor looked at.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotACheckpoint> {
        let text = std::str::from_utf8(bytes).map_err(|_| NotACheckpoint("not UTF-8"))?;
        let body = match text.find("\n\n") {
            Some(end) => &text[..=end],
            None => text,
        };
        let body = body.strip_suffix('\n').ok_or(NotACheckpoint("it does not end with a line feed"))?;
        let mut lines = body.split('\n');
        let origin = lines
            .next()
            .filter(|line| is_name(line))
            .ok_or(NotACheckpoint("its first line is not the name of a log"))?;
        let size = lines.next().and_then(number).ok_or(NotACheckpoint("its second line is not a number"))?;
        let root = lines.next().and_then(digest).ok_or(NotACheckpoint("its third line is not a hash in Base64"))?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(|line| line.chars().any(char::is_control)) {
            return Err(NotACheckpoint("it has a control character"));
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }
}

fn is_name(line: &str) -> bool {
    !line.is_empty() && !line.chars().any(char::is_control)
}

/// A number as it must be spelled: no sign, no leading zero.
pub(super) fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// A hash in Base64.
pub(super) fn base64(hash: Digest) -> String {
    Base64::encode_string(hash.as_bytes())
}

/// Reads a hash in Base64, in its one spelling.
pub(super) fn digest(text: &str) -> Option<Digest> {
    let mut bytes = [0; 32];
    match Base64::decode(text, &mut bytes) {
        Ok(read) if read.len() == 32 => Some(Digest::from_bytes(bytes)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    #[test]
    fn the_example_of_the_specification_is_read_and_printed_alike() {
        let read = Checkpoint::from_bytes(PUBLISHED.as_bytes()).unwrap();
        assert_eq!((read.origin.as_str(), read.size), ("example.com/behind-the-sofa", 20_852_163));
        assert_eq!(read.to_bytes(), PUBLISHED.as_bytes());
        let signed = format!(
            "{PUBLISHED}\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        );
        assert_eq!(Checkpoint::from_bytes(signed.as_bytes()), Ok(read));
    }

    #[test]
    fn a_second_spelling_is_refused() {
        for (was, is) in [
            ("20852163", "020852163"),
            ("20852163", "+20852163"),
            ("20852163", "99999999999999999999"),
            ("q2I=\n", "q2I=\r\n"),
            ("q2I=\n", "q2I="),
            ("q2I=", "q2I"),
            ("q2I=", "q2J="),
            ("q2I=", "q2I=\nmore\u{7}"),
            ("example.com/behind-the-sofa", ""),
        ] {
            let edited = PUBLISHED.replacen(was, is, 1);
            assert!(Checkpoint::from_bytes(edited.as_bytes()).is_err(), "{edited:?}");
        }
        assert!(Checkpoint::from_bytes(b"").is_err());
        assert!(Checkpoint::from_bytes(b"\xff").is_err());
    }
}
