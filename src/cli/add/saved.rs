//! Comments and fields of programs that save pages: the address that they saved, and when.
//!
//! Anybody can write such words into a page, so they count only where its readers cannot put any: above all that it shows,
//! or, for the Wayback Machine, below all of it.

use super::moments::written_moment;
use crate::capture::urls::{identity, wayback_stamp};
use crate::capture::{CapturedAt, MediaType};
use crate::document::Message;
use crate::markup::{Dialect, HtmlToken, HtmlTokens, Property, Tag, comment_words};
use crate::notes::{address_in_front_matter, moments_in_front_matter};

/// The start of a file in which programs that save pages write.
pub(super) const HEAD: usize = 1 << 14;

/// The words that a page says of its saving.
#[derive(Debug, Default)]
pub(super) struct SavedPage {
    pub address: Option<String>,
    /// The moment, and the program that says so.
    pub moment: Option<(CapturedAt, &'static str)>,
    /// Why what is said is no address.
    pub address_trouble: Option<String>,
    /// Why what is said is no moment.
    pub moment_trouble: Option<String>,
}

/// The words of one program.
#[derive(Debug)]
struct Imprint {
    by: &'static str,
    address: Option<String>,
    /// As written.
    moment: Option<String>,
}

const WAYBACK: &str = "the Wayback Machine";
/// The comment that ends what the Wayback Machine puts into the head of a page.
const WAYBACK_HEAD: &str = "End Wayback Rewrite JS Include";
/// The words with which its comment begins, which stands below the page.
const WAYBACK_END: &str = "FILE ARCHIVED ON ";

/// The first moment of 1990, before there were pages on the web.
const FIRST: i64 = 631_152_000;
/// The seconds that clocks on Earth are before UTC at most.
const AHEAD: i64 = 14 * 3600;

impl SavedPage {
    /// The words of a file with this ending that is added `now`.
    pub(super) fn of(bytes: &[u8], ending: &str, now: CapturedAt) -> Self {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
        let imprints = match MediaType::of(&format!("a.{ending}")) {
            MediaType::Markdown => in_front_matter(&head),
            MediaType::Html => {
                let mut found = above(&head);
                if memchr::memmem::find(bytes, WAYBACK_END.as_bytes()).is_some() {
                    found.extend(below(&String::from_utf8_lossy(bytes)));
                }
                found
            }
            MediaType::Mhtml => in_mhtml(bytes),
            _ => Vec::new(),
        };
        let mut page = Self::default();
        page.take_address(&imprints);
        page.take_moment(&imprints, now);
        page
    }

    fn take_address(&mut self, imprints: &[Imprint]) {
        let addresses = imprints.iter().filter_map(|imprint| Some((imprint.address.as_ref()?, imprint.by)));
        let mut addresses: Vec<_> = addresses.collect();
        addresses.dedup_by(|one, other| identity(one.0) == identity(other.0));
        match addresses.as_slice() {
            [] => {}
            [(one, _)] => self.address = Some((*one).clone()),
            [(one, by), (other, and), ..] => {
                let what = format!("{by} and {and} say that it was saved from {one} and from {other}");
                self.address_trouble = Some(format!("{what}, so neither counts; give the right address with --url"));
            }
        }
    }

    fn take_moment(&mut self, imprints: &[Imprint], now: CapturedAt) {
        let mut moments: Vec<(CapturedAt, &'static str)> = Vec::new();
        for imprint in imprints {
            // A page that was saved out of an archive is as old as the archive has it.
            let archived = imprint.address.as_deref().and_then(wayback_stamp).map(|at| possible(at, true, now));
            let written = || imprint.moment.as_deref().map(|text| read(text, now));
            match archived.or_else(written) {
                Some(Ok(Some(at))) if !moments.iter().any(|(other, _)| *other == at) => moments.push((at, imprint.by)),
                Some(Err(why)) => {
                    let what = format!("{} gives the moment of saving as {why}", imprint.by);
                    self.moment_trouble = Some(format!("{what}; give the right one with --captured-at"));
                }
                _ => {}
            }
        }
        match moments.as_slice() {
            [] => {}
            [one] => self.moment = Some(*one),
            [(one, by), (other, and), ..] => {
                let what = format!("{by} and {and} say that it was saved at {one} and at {other}");
                self.moment_trouble = Some(format!("{what}, so neither counts; give the right one with --captured-at"));
            }
        }
    }
}

/// Reads a moment; `None` for one that cannot be compared with `now`, because its time zone is missing.
fn read(text: &str, now: CapturedAt) -> Result<Option<CapturedAt>, String> {
    let moment = written_moment(text).ok_or_else(|| format!("“{}”, which is none", text.trim()))?;
    possible(moment.at, moment.has_zone, now)
}

/// The same for a moment that was read.
pub(super) fn possible(at: CapturedAt, has_zone: bool, now: CapturedAt) -> Result<Option<CapturedAt>, String> {
    match () {
        () if at.unix() < FIRST => Err(format!("{at}, before there were web pages")),
        () if at <= now => Ok(Some(at)),
        () if !has_zone && at.unix() - now.unix() <= AHEAD => Ok(None),
        () => Err(format!("{at}, which is in the future")),
    }
}

/// Reads the header of a page saved as MHTML.
fn in_mhtml(bytes: &[u8]) -> Vec<Imprint> {
    let Ok(message) = Message::read(bytes) else { return Vec::new() };
    let moment = message.date().and_then(CapturedAt::from_unix).map(|at| at.to_string());
    vec![new_imprint("its MHTML header", &message.address().unwrap_or_default(), moment.as_deref())]
}

/// Reads what a clipper wrote into front matter; without an address that is the front matter of somebody's own notes.
fn in_front_matter(head: &str) -> Vec<Imprint> {
    let Some(address) = address_in_front_matter(head).filter(|url| identity(url).is_some()) else { return Vec::new() };
    let by = "its front matter";
    let is_archived = wayback_stamp(&address).is_some();
    let moments = moments_in_front_matter(head).into_iter().filter(|_| !is_archived).map(|text| {
        let day = text.trim().trim_start_matches("[[").trim_end_matches("]]").to_owned();
        Imprint { by, address: None, moment: Some(day) }
    });
    std::iter::once(Imprint { by, address: Some(address), moment: None }).chain(moments).collect()
}

/// Reads the comments above everything that a page shows, and what the Wayback Machine puts at the top of its head.
fn above(head: &str) -> Vec<Imprint> {
    let mut tokens = HtmlTokens::new(head, Dialect::Page);
    let (mut found, mut scripts, mut in_script) = (Vec::new(), Vec::<&str>::new(), false);
    while let Some((token, span)) = tokens.next() {
        let text = &head[span.range()];
        match token {
            HtmlToken::Comment if !text.ends_with("-->") => break,
            HtmlToken::Comment if comment_words(text).trim() == WAYBACK_HEAD => {
                found.extend(scripts.iter().find_map(|script| wombat(script)));
                break;
            }
            // What stands below a script may have been written by it.
            HtmlToken::Comment if !in_script => found.extend(imprint(comment_words(text))),
            HtmlToken::Text if text.chars().any(|c| !c.is_whitespace() && c != '\u{feff}') => break,
            HtmlToken::Start(Tag::Script, ..) => {
                in_script = true;
                tokens.enter_raw(Tag::Script);
            }
            HtmlToken::Start(Tag::Html | Tag::Head | Tag::Meta | Tag::Link | Tag::Base, ..) => {}
            HtmlToken::Start(..) => break,
            HtmlToken::End(tag) if tag != Tag::Script => break,
            HtmlToken::Raw => scripts.push(text),
            _ => {}
        }
    }
    found
}

/// Reads the comments behind the end of a page.
fn below(page: &str) -> Vec<Imprint> {
    let mut tokens = HtmlTokens::new(page, Dialect::Page);
    let (mut found, mut is_behind) = (Vec::new(), false);
    while let Some((token, span)) = tokens.next() {
        let text = &page[span.range()];
        match token {
            HtmlToken::End(Tag::Html) => is_behind = true,
            HtmlToken::Comment if is_behind && text.ends_with("-->") => found.extend(wayback(comment_words(text))),
            HtmlToken::Text if text.trim().is_empty() => {}
            HtmlToken::Start(tag, ..) => {
                (is_behind, found) = (false, Vec::new());
                if tag.is(Property::Raw) {
                    tokens.enter_raw(tag);
                }
            }
            _ => (is_behind, found) = (false, Vec::new()),
        }
    }
    found
}

/// Reads the comment of a program that saves pages.
fn imprint(comment: &str) -> Option<Imprint> {
    browser(comment)
        .or_else(|| single_file(comment))
        .or_else(|| monolith(comment))
        .or_else(|| httrack(comment))
        .or_else(|| wayback(comment))
}

fn new_imprint(by: &'static str, address: &str, moment: Option<&str>) -> Imprint {
    let address = Some(address.trim()).filter(|url| url.contains("://") && identity(url).is_some());
    Imprint { by, address: address.map(str::to_owned), moment: moment.map(|text| text.trim().to_owned()) }
}

/// `saved from url=(0014)about:internet`, as Chrome, Edge and Internet Explorer write it.
fn browser(comment: &str) -> Option<Imprint> {
    let (digits, url) = comment.trim().strip_prefix("saved from url=(")?.split_once(')')?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| new_imprint("the browser's comment", url, None))
}

/// The lines ` url: ` and ` saved date: ` under the name of SingleFile.
fn single_file(comment: &str) -> Option<Imprint> {
    const NAMES: [&str; 2] = ["Page saved with SingleFile", "Archive processed by SingleFile"];
    let mut lines = comment.trim().lines().map(str::trim);
    let name = lines.next()?;
    let field = |name: &str| lines.clone().find_map(|line| line.strip_prefix(name));
    NAMES.iter().any(|known| name.starts_with(known)).then(|| {
        let (url, date) = (field("url:"), field("saved date:"));
        new_imprint("SingleFile's comment", url.unwrap_or_default(), date)
    })
}

/// `Saved from URL at MOMENT using monolith v2.8.1`.
fn monolith(comment: &str) -> Option<Imprint> {
    let (said, _) = comment.trim().strip_prefix("Saved from ")?.rsplit_once(" using monolith")?;
    let (url, moment) = said.rsplit_once(" at ")?;
    Some(new_imprint("monolith's comment", url, Some(moment)))
}

/// `Mirrored from ADDRESS by HTTrack Website Copier/3.x [XR&CO'2014], MOMENT`; the address is without its scheme.
fn httrack(comment: &str) -> Option<Imprint> {
    let (address, program) = comment.trim().strip_prefix("Mirrored from ")?.split_once(" by HTTrack")?;
    let moment = program.split_once("], ").or_else(|| program.split_once(", ")).map(|(_, moment)| moment);
    let scheme = if address.contains("://") { "" } else { "https://" };
    Some(new_imprint("HTTrack's comment", &format!("{scheme}{address}"), moment))
}

/// `FILE ARCHIVED ON 22:10:00 Jan 20, 2025 AND RETRIEVED FROM THE INTERNET ARCHIVE ON …`.
fn wayback(comment: &str) -> Option<Imprint> {
    let words = comment.split_whitespace().collect::<Vec<_>>().join(" ");
    let (moment, rest) = words.strip_prefix(WAYBACK_END)?.split_once(" AND RETRIEVED FROM THE INTERNET ARCHIVE ON ")?;
    (!rest.is_empty()).then(|| new_imprint(WAYBACK, "", Some(moment)))
}

/// `__wm.wombat("ADDRESS","STAMP",…`, in the script of the Wayback Machine that rewrites addresses.
fn wombat(script: &str) -> Option<Imprint> {
    let (_, call) = script.split_once("__wm.wombat(\"")?;
    let mut texts = call.split('"').step_by(2);
    let (url, stamp) = (texts.next()?, texts.next()?);
    let is_stamp = stamp.len() == 14 && stamp.bytes().all(|byte| byte.is_ascii_digit());
    is_stamp.then(|| new_imprint(WAYBACK, &format!("https://web.archive.org/web/{stamp}/{url}"), None))
}
