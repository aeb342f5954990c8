//! Files that begin as messages do.

/// A file that begins with header lines (RFC 5322).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Message {
    /// A page with what belongs to it (RFC 2557).
    Page,
    /// Parts, or words in a transfer encoding (RFC 2045).
    Encoded,
    /// Words as they are; it `was_sent` if it has the lines that a mail gets on its way.
    Plain { was_sent: bool },
}

impl Message {
    /// The kind of message that a file is which begins so.
    pub(super) fn of(head: &str) -> Option<Self> {
        let lines = header_lines(head);
        let value = |name: &str| lines.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let is_mime = value("mime-version").is_some();
        let was_sent = is_mime || value("message-id").is_some() || value("received").is_some();
        let written = ["from", "to", "subject", "date"].iter().filter(|name| value(name).is_some()).count();
        if !was_sent && written < 3 {
            return None;
        }
        let kind = value("content-type").unwrap_or_default();
        let coding = value("content-transfer-encoding").unwrap_or_default();
        Some(match () {
            () if kind.starts_with("multipart/related") => Self::Page,
            () if kind.starts_with("multipart/") || ["base64", "quoted-printable"].contains(&coding) => Self::Encoded,
            () => Self::Plain { was_sent },
        })
    }
}

/// The header lines that a file begins with, names and values in lower case; none unless a blank line ends them. A mailbox
/// has a line `From …` above them.
fn header_lines(head: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let head = head.trim_start_matches('\u{feff}');
    for (number, line) in head.lines().enumerate() {
        if line.is_empty() && number > 0 {
            return found;
        }
        if line.starts_with([' ', '\t']) {
            let Some((_, value)) = found.last_mut() else { return Vec::new() };
            *value = format!("{value} {}", line.trim().to_lowercase());
            continue;
        }
        let field = line.split_once(':').filter(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        match field {
            Some((name, value)) => found.push((name.to_ascii_lowercase(), value.trim().to_lowercase())),
            None if number == 0 && line.starts_with("From ") => {}
            None => return Vec::new(),
        }
    }
    Vec::new()
}
