//! Mails: the words that a mail program shows, plain where plain text and HTML have the same words.

use super::{decode, part};
use crate::capture::{Capture, MediaType};
use crate::document::limits::MOST_UNPACKED;
use crate::document::{Message, MessagePart, Shown, messages};
use crate::text::Span;
use crate::transcript::text::{Markup, Transcript};
use crate::transcript::{
    BlockKind, Blocks, CaptureFormat, Charset, DecodeError, Fact, FactKind, FactSource, Limits, Map, TextBlock, html,
};

/// The format of mails and mailboxes.
pub(in crate::transcript) struct MailFormat;

impl CaptureFormat for MailFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["mail 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        matches!(capture.media_type(), MediaType::Mail | MediaType::Mailbox)
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        // A single mail may have been cut out of a mailbox with its first line.
        let is_mailbox = capture.media_type() == MediaType::Mailbox || capture.bytes.starts_with(b"From ");
        let mut room = MOST_UNPACKED;
        if !is_mailbox {
            let message = Message::read(&capture.bytes)?;
            let mut mail = Transcript::joined(words(&message, "", &mut room)?);
            mail.markup.get_or_insert_default().facts = facts(&message);
            return Ok(mail);
        }
        let mut all = Vec::new();
        for (number, bytes) in messages(&capture.bytes)?.iter().enumerate() {
            let path = format!("{}/", number + 1);
            let wrong = |why| DecodeError::Broken(format!("message {} of it: {why}", number + 1));
            let message = Message::read(bytes).map_err(wrong)?;
            all.extend(subject(&message, &path));
            all.extend(words(&message, &path, &mut room)?);
        }
        Ok(Transcript::joined(all))
    }
}

/// The texts that a message shows, each in its part.
fn words(message: &Message<'_>, path: &str, room: &mut u64) -> Result<Vec<Transcript>, DecodeError> {
    let mut texts = Vec::new();
    for shown in message.shown()? {
        for one in [&shown.plain, &shown.html].into_iter().flatten() {
            let left = room.checked_sub(one.bytes.len() as u64);
            *room =
                left.ok_or_else(|| DecodeError::Broken(format!("its parts have more than {MOST_UNPACKED} bytes")))?;
        }
        texts.extend(text(&shown, path)?);
    }
    Ok(texts)
}

/// The text in the form that a reader sees. Plain text stands for HTML only with the same words: mail programs show HTML, and in
/// plain text may stand anything.
fn text(shown: &Shown, path: &str) -> Result<Option<Transcript>, DecodeError> {
    let read = |part: &MessagePart| -> Result<Transcript, DecodeError> {
        let decoded = decode(part)?;
        Ok(if part.is_html { html::read(decoded) } else { Transcript::of(decoded, part.bytes.len()).without_layout() })
    };
    let (plain, html) = (shown.plain.as_ref(), shown.html.as_ref());
    let (one, other) = (plain.map(read).transpose()?, html.map(read).transpose()?);
    let is_same = |plain: &Transcript, html: &Transcript| words_of(plain).eq(words_of(html));
    let chosen = match (one, other) {
        (Some(one), Some(other)) if is_same(&one, &other) => plain.zip(Some(one)),
        (_, Some(other)) => html.zip(Some(other)),
        (Some(one), None) => plain.zip(Some(one)),
        (None, None) => None,
    };
    let in_part = |(of, text): (&MessagePart, Transcript)| text.in_part(part(format!("{path}{}", of.path), &of.bytes));
    Ok(chosen.map(in_part))
}

/// The letters and digits of a text, run by run: marks that stand for bold, and signs before quoted lines, are none.
fn words_of(text: &Transcript) -> impl Iterator<Item = &str> {
    text.text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The subject of a message in a mailbox, as a heading: it keeps the words of two messages apart.
fn subject(message: &Message<'_>, path: &str) -> Option<Transcript> {
    let subject = message.header("Subject")?;
    let span = Span::new(0, subject.len());
    let mut blocks = Blocks::default();
    blocks.push(TextBlock { span, kind: BlockKind::Heading(1), ..TextBlock::default() });
    let part = part(format!("{path}subject"), subject.as_bytes());
    let map = Map::straight(subject.len());
    Some(Transcript::marked(subject, Charset::usual(), map, blocks, Markup::default()).in_part(part))
}

/// Subject, sender and date.
fn facts(message: &Message<'_>) -> Vec<Fact> {
    let fact = |kind, value| Some(Fact { kind, value, from: FactSource::File });
    let date = message.date().and_then(crate::capture::CapturedAt::from_unix).map(|date| date.to_string());
    [
        message.header("Subject").and_then(|value| fact(FactKind::Headline, value)),
        message.header("From").and_then(|value| fact(FactKind::Publisher, value)),
        date.and_then(|value| fact(FactKind::Published, value)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
