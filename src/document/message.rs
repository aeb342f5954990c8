//! Messages (RFC 5322, MIME) and the parts of them that are shown: mails, and web pages saved as MHTML.

use super::damage::Damage;
use super::limits::{LARGEST_PART, MOST_MESSAGES};
use mailparse::{DispositionType, MailHeaderMap, ParsedMail, dateparse, parse_mail};

/// Fields of which every message has some.
const HEADER: [&str; 8] = ["From", "To", "Date", "Subject", "Message-ID", "Received", "MIME-Version", "Content-Type"];

/// A message.
pub struct Message<'b> {
    mail: ParsedMail<'b>,
}

/// A part of a message, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagePart {
    /// Its number, as IMAP counts: `2.1` is the first part of the second one.
    pub path: String,
    /// True for HTML, else it is plain text.
    pub is_html: bool,
    /// The charset that it says it is in.
    pub charset: Option<String>,
    /// Its bytes, the transfer encoding undone.
    pub bytes: Vec<u8>,
}

/// The part that is shown in one place: plain text, HTML, or one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// As plain text.
    pub plain: Option<MessagePart>,
    /// As HTML.
    pub html: Option<MessagePart>,
}

/// Why the words of a message are not had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageError {
    /// It does not have the form of a message.
    Damaged(Damage),
    /// It is encrypted: only those with a key can read it.
    Encrypted,
}

impl From<Damage> for MessageError {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

impl<'b> Message<'b> {
    /// Reads a message.
    ///
    /// # Errors
    ///
    /// If the bytes do not begin with header fields, or parts are nested too deep.
    pub fn read(bytes: &'b [u8]) -> Result<Self, Damage> {
        let mail =
            parse_mail(bytes).map_err(|error| Damage::new(0, format!("it cannot be read as a message: {error}")))?;
        let message = Self { mail };
        match HEADER.iter().any(|name| message.header(name).is_some()) {
            true => Ok(message),
            false => Err(Damage::new(0, "it does not begin with the header of a message")),
        }
    }

    /// The value of a header field, its encoded words decoded.
    pub fn header(&self, name: &str) -> Option<String> {
        value(&self.mail, name)
    }

    /// The moment in its `Date`, in seconds since 1970.
    pub fn date(&self) -> Option<i64> {
        dateparse(&self.header("Date")?).ok()
    }

    /// The address that a saved page says it was saved from.
    pub fn address(&self) -> Option<String> {
        let of_root = || root(&self.mail).and_then(|(part, _)| value(part, "Content-Location"));
        self.header("Snapshot-Content-Location").or_else(|| self.header("Content-Location")).or_else(of_root)
    }

    /// The HTML of a saved page: the part that the others belong to.
    pub fn page(&self) -> Result<MessagePart, Damage> {
        let Some((part, path)) = root(&self.mail) else {
            return Err(Damage::new(0, "no part of it is a web page"));
        };
        decoded(part, &path)
    }

    /// The style sheets among its parts: the addresses that lead to each, and its bytes.
    ///
    /// # Errors
    ///
    /// If one is not what its transfer encoding says.
    pub fn sheets(&self) -> Result<Vec<(Vec<String>, MessagePart)>, Damage> {
        let mut sheets = Vec::new();
        for (part, path) in all_parts(&self.mail) {
            if part.ctype.mimetype != "text/css" {
                continue;
            }
            let id = value(part, "Content-ID").map(|id| format!("cid:{}", id.trim_matches(['<', '>'])));
            let addresses = value(part, "Content-Location").into_iter().chain(id).collect();
            sheets.push((addresses, decoded(part, &path)?));
        }
        Ok(sheets)
    }

    /// The parts that a mail program shows, in order. What is attached is no part of its words.
    ///
    /// # Errors
    ///
    /// If it is encrypted, or a part is not what its transfer encoding says.
    pub fn shown(&self) -> Result<Vec<Shown>, MessageError> {
        let mut found = Vec::new();
        shown(&self.mail, "", &mut found)?;
        Ok(found)
    }
}

fn value(mail: &ParsedMail<'_>, name: &str) -> Option<String> {
    let value = mail.headers.get_first_value(name)?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The numbers of the parts of the part at `path`.
fn numbered<'m, 'b>(mail: &'m ParsedMail<'b>, path: &str) -> Vec<(&'m ParsedMail<'b>, String)> {
    let dot = if path.is_empty() { "" } else { "." };
    mail.subparts.iter().enumerate().map(|(number, part)| (part, format!("{path}{dot}{}", number + 1))).collect()
}

fn is_html(mail: &ParsedMail<'_>) -> bool {
    matches!(&*mail.ctype.mimetype, "text/html" | "application/xhtml+xml")
}

/// The part of a page that the others belong to: the one that `start` names, else the first that is HTML.
fn root<'m, 'b>(mail: &'m ParsedMail<'b>) -> Option<(&'m ParsedMail<'b>, String)> {
    let start = mail.ctype.params.get("start");
    let is_start = |part: &ParsedMail<'_>| start.is_some() && value(part, "Content-ID").as_ref() == start;
    let all = all_parts(mail);
    let named = all.iter().position(|(part, _)| is_start(part) && is_html(part));
    let at = named.or_else(|| all.iter().position(|(part, _)| is_html(part)))?;
    all.into_iter().nth(at)
}

/// A message and all parts of it, each before its own.
fn all_parts<'m, 'b>(mail: &'m ParsedMail<'b>) -> Vec<(&'m ParsedMail<'b>, String)> {
    let (mut open, mut all) = (vec![(mail, String::new())], Vec::new());
    while let Some((part, path)) = open.pop() {
        open.extend(numbered(part, &path).into_iter().rev());
        all.push((part, path));
    }
    all
}

fn shown(mail: &ParsedMail<'_>, path: &str, found: &mut Vec<Shown>) -> Result<(), MessageError> {
    if mail.get_content_disposition().disposition == DispositionType::Attachment {
        return Ok(());
    }
    match &*mail.ctype.mimetype {
        "multipart/encrypted" | "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            return Err(MessageError::Encrypted);
        }
        "multipart/alternative" => return alternative(mail, path, found),
        // What belongs to a part of a message is shown inside of it.
        "multipart/related" => {
            if let Some((part, path)) = related(mail, path) {
                return shown(part, &path, found);
            }
        }
        mimetype if mimetype.starts_with("multipart/") => {
            for (part, path) in numbered(mail, path) {
                shown(part, &path, found)?;
            }
        }
        "text/plain" => found.push(Shown { plain: Some(decoded(mail, path)?), html: None }),
        _ if is_html(mail) => found.push(Shown { plain: None, html: Some(decoded(mail, path)?) }),
        _ => {}
    }
    Ok(())
}

/// The part of related ones that the others belong to.
fn related<'m, 'b>(mail: &'m ParsedMail<'b>, path: &str) -> Option<(&'m ParsedMail<'b>, String)> {
    let start = mail.ctype.params.get("start");
    let parts = numbered(mail, path);
    let named = parts.iter().position(|(part, _)| start.is_some() && value(part, "Content-ID").as_ref() == start);
    parts.into_iter().nth(named.unwrap_or(0))
}

/// The same words in several forms: of each form all that is shown, side by side.
fn alternative(mail: &ParsedMail<'_>, path: &str, found: &mut Vec<Shown>) -> Result<(), MessageError> {
    let mut forms = Vec::new();
    for (part, path) in numbered(mail, path) {
        shown(part, &path, &mut forms)?;
    }
    let is_single = forms.iter().filter(|form| form.html.is_some()).count() <= 1
        && forms.iter().filter(|form| form.plain.is_some()).count() <= 1;
    if !is_single {
        // The last form is the one that says most; it may be of several parts.
        let has_html = forms.iter().any(|form| form.html.is_some());
        forms.retain(|form| !has_html || form.html.is_some());
        found.extend(forms);
        return Ok(());
    }
    let mut both = Shown { plain: None, html: None };
    for form in forms {
        both = Shown { plain: both.plain.or(form.plain), html: both.html.or(form.html) };
    }
    if both.plain.is_some() || both.html.is_some() {
        found.push(both);
    }
    Ok(())
}

fn decoded(mail: &ParsedMail<'_>, path: &str) -> Result<MessagePart, Damage> {
    let path = if path.is_empty() { "1" } else { path };
    let bytes =
        mail.get_body_raw().map_err(|error| Damage::new(0, format!("part {path} of it cannot be decoded: {error}")))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(Damage::new(0, format!("part {path} of it has {} bytes, more than {LARGEST_PART}", bytes.len())));
    }
    // Without a charset it is not said that it is ASCII.
    let charset = mail.ctype.params.get("charset").cloned();
    Ok(MessagePart { path: path.to_owned(), is_html: is_html(mail), charset, bytes })
}

/// The messages of a mailbox, one after the other: each begins behind a line `From …`, which no mail program shows.
///
/// # Errors
///
/// If it does not begin with such a line, or has more messages than are read.
pub fn messages(mailbox: &[u8]) -> Result<Vec<Vec<u8>>, Damage> {
    if !mailbox.starts_with(b"From ") {
        return Err(Damage::new(0, "it does not begin with “From ”, as mailboxes do"));
    }
    let mut messages: Vec<Vec<u8>> = Vec::new();
    let mut was_blank = true;
    for line in mailbox.split_inclusive(|byte| *byte == b'\n') {
        if was_blank && line.starts_with(b"From ") {
            if messages.len() == MOST_MESSAGES {
                return Err(Damage::new(0, format!("it has more than {MOST_MESSAGES} messages")));
            }
            messages.push(Vec::new());
        } else if let Some(message) = messages.last_mut() {
            // A line that would look like the start of a message has a sign before it.
            let signs = line.iter().take_while(|byte| **byte == b'>').count();
            let is_quoted = signs > 0 && line[signs..].starts_with(b"From ");
            message.extend_from_slice(&line[usize::from(is_quoted)..]);
        }
        was_blank = line.iter().all(|byte| matches!(byte, b'\n' | b'\r'));
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_that_are_nested_too_deep_are_refused() {
        let mut mail = String::new();
        for depth in 0..2_000 {
            mail += &format!("Content-Type: multipart/mixed; boundary=\"b{depth}\"\n\n--b{depth}\n");
        }
        assert!(Message::read(mail.as_bytes()).is_err_and(|why| why.to_string().contains("Recursion limit")));
    }

    #[test]
    fn a_mailbox_is_its_messages() {
        let mailbox = b"From a Mon\nSubject: one\n\nWords\n>From here\n\nFrom b Tue\nSubject: two\n\nMore\nFrom us\n";
        let found: Vec<String> =
            messages(mailbox).unwrap().iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        assert_eq!(found, ["Subject: one\n\nWords\nFrom here\n\n", "Subject: two\n\nMore\nFrom us\n"]);
        assert!(messages(b"Subject: one\n\nWords").is_err());
    }

    #[test]
    fn an_endless_mailbox_is_refused() {
        let endless = "From a\n\n".repeat(MOST_MESSAGES + 1);
        assert!(messages(endless.as_bytes()).unwrap_err().to_string().contains("more than 100000 messages"));
    }

    proptest! {
        #[test]
        fn no_message_makes_it_panic(
            head in "(Content-Type: (multipart/(related|alternative|mixed); boundary=b|text/html; charset=x)\n)?(Content-Transfer-Encoding: (base64|quoted-printable)\n)?",
            body in "[-b\n=3Da :;\"<>A-C]{0,80}",
        ) {
            let bytes = format!("{head}\n{body}");
            if let Ok(message) = Message::read(bytes.as_bytes()) {
                let _ = (message.shown(), message.page(), message.date(), message.address());
            }
        }
    }
}
