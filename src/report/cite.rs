//! A quotation as archived, with its citation, in the forms that people paste.

use super::escape::{escaped, in_fragment, in_html};
use super::json::json_lines;
use super::page::{fragment_selector, locator};
use super::places::Occurrence;
use crate::capture::Place;
use crate::manifest::Manifest;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The ways to write a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum CiteAs {
    /// A block quotation, and a line that names and links the article.
    #[default]
    Markdown,
    /// Words in marks with a citation key; a block where they have marks of their own.
    Pandoc,
    /// Words in marks, and a footnote.
    Footnote,
    /// A `blockquote` element.
    Html,
    /// CSL-JSON: the article as reference managers have it, the words as an annotation.
    Csl,
    /// A Web Annotation with a text quote selector.
    W3c,
    /// The article's URL with a text fragment, which browsers scroll to.
    TextFragment,
}

impl CiteAs {
    /// All of them.
    pub const ALL: [CiteAs; 7] =
        [Self::Markdown, Self::Pandoc, Self::Footnote, Self::Html, Self::Csl, Self::W3c, Self::TextFragment];

    /// The name, as the command line has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Pandoc => "pandoc",
            Self::Footnote => "footnote",
            Self::Html => "html",
            Self::Csl => "csl",
            Self::W3c => "w3c",
            Self::TextFragment => "text-fragment",
        }
    }
}

/// The words at `place`, with their citation. `None` for a text fragment of an article that has no URL.
pub fn cite(place: &Occurrence, form: CiteAs) -> Option<String> {
    let manifest = place.witness.manifest();
    let words = QuotedWords { place, text: place.words() };
    Some(match form {
        CiteAs::Markdown => words.block(&[link(manifest), words.page()].concat()),
        CiteAs::Pandoc => words.keyed(),
        CiteAs::Footnote => words.footnote(manifest),
        CiteAs::Html => words.html(manifest),
        CiteAs::Csl => json_lines(&json!([words.csl(manifest)])) + "\n",
        CiteAs::W3c => json_lines(&words.annotation(manifest)) + "\n",
        CiteAs::TextFragment => words.fragment(&manifest.address()?),
    })
}

struct QuotedWords<'p> {
    place: &'p Occurrence,
    text: String,
}

/// The number of characters before and after the words that distinguish them from the same words elsewhere.
const CONTEXT: usize = 32;
/// Words longer than this are given by their first and last few.
const LONG_FRAGMENT: usize = 300;
const FRAGMENT_WORDS: usize = 5;

impl QuotedWords<'_> {
    /// The pages or the time that the words stand on.
    fn places(&self) -> Vec<Place> {
        let places = self.place.witness.transcript().places(self.place.span);
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// The same as a locator behind the name of the article: `, p. 7`.
    fn page(&self) -> String {
        locator(&self.places()).map_or_else(String::new, |page| format!(", {page}"))
    }

    fn has_marks(&self) -> bool {
        self.text.contains(['“', '”', '"', '„', '«', '»'])
    }

    fn block(&self, source: &str) -> String {
        format!("> {}\n>\n> — {source}\n", escaped(&self.text))
    }

    /// Marks within marks would have to be changed, and nothing is.
    fn keyed(&self) -> String {
        let key = format!("[@{}{}]", self.place.witness.article(), self.page());
        if self.has_marks() {
            return self.block(&key);
        }
        format!("“{}” {key}\n", escaped(&self.text))
    }

    fn footnote(&self, manifest: &Manifest) -> String {
        let id = manifest.article.as_str();
        let note = format!("[^{id}]: {}\n", facts(manifest, &self.page()));
        match self.has_marks() {
            true => format!("{}\n{note}", self.block(&format!("[^{id}]"))),
            false => format!("“{}”[^{id}]\n\n{note}", escaped(&self.text)),
        }
    }

    fn html(&self, manifest: &Manifest) -> String {
        let cite = manifest.address().unwrap_or_else(|| manifest.article.to_string());
        let (text, cite) = (in_html(&self.text), in_html(&cite));
        let title = manifest.title.as_deref().map(in_html).unwrap_or_default();
        let title = if title.is_empty() { String::new() } else { format!("<p>— <cite>{title}</cite></p>\n") };
        format!("<blockquote cite=\"{cite}\">\n<p>{text}</p>\n</blockquote>\n{title}")
    }

    fn csl(&self, manifest: &Manifest) -> Value {
        let date = |day: &str| {
            let parts: Vec<u32> =
                day.get(..10).unwrap_or(day).split('-').filter_map(|part| part.parse().ok()).collect();
            json!({ "date-parts": [parts] })
        };
        let mut item = json!({
            "id": manifest.article.as_str(),
            "type": "article-newspaper",
            "annote": self.text,
            "archive_location": format!("{} {}", manifest.capture, manifest.sha256),
        });
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                item[key] = value;
            }
        };
        put("title", manifest.title.clone().map(Value::from));
        put("container-title", manifest.publisher.clone().map(Value::from));
        put("URL", manifest.address().map(Value::from));
        put("issued", manifest.published.as_deref().map(date));
        put("accessed", manifest.captured_at.map(|at| date(&at.to_string())));
        item
    }

    fn annotation(&self, manifest: &Manifest) -> Value {
        let (prefix, suffix) = self.around();
        let mut target = json!({
            "source": manifest.address().unwrap_or_else(|| manifest.capture.to_string()),
            "selector": { "type": "TextQuoteSelector", "exact": self.text, "prefix": prefix, "suffix": suffix },
            "state": { "type": "HttpRequestState", "value": manifest.sha256.to_string() },
        });
        if let Some(selector) = fragment_selector(&self.places()) {
            target["selector"] = json!([selector, target["selector"]]);
        }
        if let Some(at) = manifest.captured_at {
            target["state"] = json!({
                "type": "TimeState",
                "sourceDate": at.to_string(),
                "cached": manifest.capture.to_string(),
            });
        }
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "Annotation",
            "motivation": "highlighting",
            "target": target,
        })
    }

    /// The text right before and after the words.
    fn around(&self) -> (String, String) {
        let text = self.place.witness.text();
        let (before, after) = (&text[..self.place.span.start], &text[self.place.span.end..]);
        let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        (plain(&before[start..]), plain(&after[..end]))
    }

    fn fragment(&self, url: &str) -> String {
        let (prefix, suffix) = self.around();
        let whole = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Half a word at the far edge is no context.
        let prefix = whole(prefix.split_once(' ').map_or("", |(_, rest)| rest));
        let suffix = whole(suffix.rsplit_once(' ').map_or("", |(rest, _)| rest));
        let words: Vec<&str> = self.text.split(' ').collect();
        let quoted = match self.text.len() > LONG_FRAGMENT {
            true => [&words[..FRAGMENT_WORDS], &words[words.len() - FRAGMENT_WORDS..]]
                .map(|part| in_fragment(&part.join(" ")))
                .join(","),
            false => in_fragment(&self.text),
        };
        let mut directive = String::new();
        if !prefix.is_empty() {
            let _ = write!(directive, "{}-,", in_fragment(&prefix));
        }
        directive += &quoted;
        if !suffix.is_empty() {
            let _ = write!(directive, ",-{}", in_fragment(&suffix));
        }
        let page = url.split_once('#').map_or(url, |(page, _)| page);
        format!("{page}#:~:text={directive}\n")
    }
}

/// `text` with a space for each run of white space, those at its ends too.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            plain.push(c);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain
}

/// A link to the article with its title, else its key.
fn link(manifest: &Manifest) -> String {
    let Some(url) = manifest.address() else { return format!("[@{}]", manifest.article) };
    let title = manifest.title.as_deref().unwrap_or(manifest.article.as_str());
    let publisher = manifest.publisher.as_deref().map(|name| format!(", {}", escaped(name))).unwrap_or_default();
    format!("[{}](<{}>){publisher}", escaped(title), url.replace(['<', '>'], ""))
}

/// The facts about the article, with the page, in a line.
fn facts(manifest: &Manifest, page: &str) -> String {
    let mut parts = vec![format!("{}{page}", link(manifest))];
    parts.extend(manifest.published.as_deref().map(escaped));
    parts.push(format!("`{}`", manifest.sha256));
    format!("{}.", parts.join(", "))
}
