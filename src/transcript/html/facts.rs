//! FactCollector about the article that a page states outside of the text: in JSON-LD, OpenGraph, `meta`, `link`, `title`.

use super::attribute::attribute;
use crate::markup::{Attributes, Tag, reference};
use serde_json::Value;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FactKind {
    /// The title of the story.
    Headline,
    /// One of those who wrote it.
    Author,
    /// When it was published, as written.
    Published,
    /// When it was last changed, as written.
    Modified,
    /// Who published it.
    Publisher,
    /// A place where it can be found.
    Url,
    /// The language that it is in, as a BCP 47 tag.
    Language,
    /// The section that it stands in.
    Section,
    /// On what terms it may be used.
    Licence,
    /// A summary of it.
    Description,
    /// The words of the story, as given to machines.
    Words,
}

/// A place where a page states a fact, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FactSource {
    /// The properties of a file that is no page: the header of a mail, the metadata of a book.
    File,
    /// A script of the type `application/ld+json`.
    JsonLd,
    /// A `meta` of the vocabulary `og:` or `article:`.
    OpenGraph,
    /// Another `meta`.
    Meta,
    /// An element: `html`, `link`, `title`.
    Page,
}

/// One thing that a page says of its article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Fact {
    /// Its kind.
    pub kind: FactKind,
    /// The place where the page states it.
    pub from: FactSource,
    /// The words, white space made single spaces.
    pub value: String,
}

impl FactKind {
    /// Its name, as facts are written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Author => "author",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Publisher => "publisher",
            Self::Url => "url",
            Self::Language => "language",
            Self::Section => "section",
            Self::Licence => "licence",
            Self::Description => "description",
            Self::Words => "words",
        }
    }
}

impl FactSource {
    /// Its name, as facts are written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::JsonLd => "JSON-LD",
            Self::OpenGraph => "OpenGraph",
            Self::Meta => "meta",
            Self::Page => "page",
        }
    }
}

/// The facts that a page has stated so far.
#[derive(Debug, Default)]
pub(super) struct FactCollector {
    all: Vec<Fact>,
    /// True if the script that comes is JSON-LD.
    linked_data: bool,
}

/// The names of `meta` that are read.
const META: [(&str, FactKind, FactSource); 21] = [
    ("og:title", FactKind::Headline, FactSource::OpenGraph),
    ("og:url", FactKind::Url, FactSource::OpenGraph),
    ("og:site_name", FactKind::Publisher, FactSource::OpenGraph),
    ("og:description", FactKind::Description, FactSource::OpenGraph),
    ("article:published_time", FactKind::Published, FactSource::OpenGraph),
    ("article:modified_time", FactKind::Modified, FactSource::OpenGraph),
    ("article:section", FactKind::Section, FactSource::OpenGraph),
    ("article:author", FactKind::Author, FactSource::OpenGraph),
    ("author", FactKind::Author, FactSource::Meta),
    ("byl", FactKind::Author, FactSource::Meta),
    ("dc.creator", FactKind::Author, FactSource::Meta),
    ("parsely-author", FactKind::Author, FactSource::Meta),
    ("date", FactKind::Published, FactSource::Meta),
    ("pubdate", FactKind::Published, FactSource::Meta),
    ("dc.date", FactKind::Published, FactSource::Meta),
    ("parsely-pub-date", FactKind::Published, FactSource::Meta),
    ("dc.title", FactKind::Headline, FactSource::Meta),
    ("twitter:title", FactKind::Headline, FactSource::Meta),
    ("description", FactKind::Description, FactSource::Meta),
    ("section", FactKind::Section, FactSource::Meta),
    ("dc.rights", FactKind::Licence, FactSource::Meta),
];

impl FactCollector {
    /// All that was said, sorted by what and where; each thing once.
    pub(super) fn finish(mut self) -> Vec<Fact> {
        // What was said first stays first among its like.
        self.all.sort_by_key(|fact| (fact.kind, fact.from));
        self.all.dedup();
        self.all
    }

    fn add(&mut self, kind: FactKind, from: FactSource, value: &str) {
        if self.all.len() < MOST {
            let mut words = String::new();
            for word in value.split_whitespace() {
                words.push_str(if words.is_empty() { "" } else { " " });
                words.push_str(word);
            }
            if !words.is_empty() {
                self.all.push(Fact { kind, from, value: words });
            }
        }
    }

    /// Reads a tag that begins an element.
    pub(super) fn tag(&mut self, tag: Tag, attributes: &str) {
        self.linked_data = false;
        match tag {
            Tag::Html => {
                if let Some(language) = attribute(attributes, "lang") {
                    self.add(FactKind::Language, FactSource::Page, &language);
                }
            }
            Tag::Meta => self.meta(attributes),
            Tag::Link => self.link(attributes),
            Tag::Script => {
                let kind = attribute(attributes, "type").unwrap_or_default();
                self.linked_data = kind.to_ascii_lowercase().starts_with("application/ld+json");
            }
            _ => {}
        }
    }

    fn meta(&mut self, attributes: &str) {
        let (mut names, mut content) = (Vec::new(), "");
        for (name, value) in Attributes::of(attributes) {
            match name.to_ascii_lowercase().as_str() {
                "name" | "property" | "itemprop" => names.push(value.to_ascii_lowercase()),
                "content" => content = value,
                _ => {}
            }
        }
        let known = META.iter().find(|(name, ..)| names.iter().any(|found| found == name));
        if let Some(&(_, kind, from)) = known {
            self.add(kind, from, &reference::value(content));
        }
    }

    fn link(&mut self, attributes: &str) {
        let rel = attribute(attributes, "rel").unwrap_or_default().to_ascii_lowercase();
        let kind = match rel.as_str() {
            "canonical" => FactKind::Url,
            "license" => FactKind::Licence,
            _ => return,
        };
        if let Some(url) = attribute(attributes, "href") {
            self.add(kind, FactSource::Page, &url);
        }
    }

    /// The page's own title.
    pub(super) fn title(&mut self, source: &str) {
        self.add(FactKind::Headline, FactSource::Page, &reference::value(source));
    }

    /// A script, read if it is JSON-LD. What cannot be read says nothing.
    pub(super) fn script(&mut self, source: &str) {
        if std::mem::take(&mut self.linked_data)
            && source.len() <= LONGEST
            && let Ok(value) = serde_json::from_str::<Value>(source.trim())
        {
            self.node(&value, 0);
        }
    }

    /// A node of JSON-LD, or several: those that are articles are read.
    fn node(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(all) => all.iter().take(MOST).for_each(|value| self.node(value, depth + 1)),
            Value::Object(node) => {
                if texts(node.get("@type")).iter().any(|kind| is_article(kind)) {
                    self.article(value);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = node.get(key).filter(|_| depth < 8) {
                        self.node(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn article(&mut self, article: &Value) {
        use FactKind::*;
        let fields = [
            ("headline", Headline),
            ("author", Author),
            ("datePublished", Published),
            ("dateModified", Modified),
            ("publisher", Publisher),
            ("url", Url),
            ("inLanguage", Language),
            ("articleSection", Section),
            ("license", Licence),
            ("description", Description),
            ("articleBody", Words),
        ];
        for (field, kind) in fields {
            for text in texts(article.get(field)) {
                self.add(kind, FactSource::JsonLd, &reference::value(&text));
            }
        }
    }
}

/// The most facts that are kept: a page that says more of itself says nothing.
const MOST: usize = 1000;

/// The longest script of JSON-LD that is read, in bytes: its tree takes many times as much.
const LONGEST: usize = 1 << 18;

fn is_article(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
}

/// The text of a value; the name of a node; each of several.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(all)) => all.iter().take(50).flat_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn one(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(node) => node.get("name").or_else(|| node.get("@id"))?.as_str().map(str::to_owned),
        _ => None,
    }
}
