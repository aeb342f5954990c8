//! The formats of notes, and what files in them are called.

pub(super) mod asciidoc;
pub(super) mod html;
pub(super) mod latex;
pub(super) mod markdown;
pub(super) mod rst;
pub(super) mod structured;
pub(super) mod wiki;

/// A format that notes are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// CommonMark, with what is usual besides.
    #[default]
    Markdown,
    /// LaTeX, with csquotes.
    Latex,
    /// HTML, whole pages or parts of them.
    Html,
    /// The markup of MediaWiki.
    MediaWiki,
    /// AsciiDoc.
    AsciiDoc,
    /// reStructuredText.
    ReStructuredText,
    /// One JSON text: a list of quotations, or Web Annotations.
    Json,
    /// The same, one to a line.
    JsonLines,
    /// The same in YAML.
    Yaml,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 9] = [
        Self::Markdown,
        Self::Latex,
        Self::Html,
        Self::MediaWiki,
        Self::AsciiDoc,
        Self::ReStructuredText,
        Self::Json,
        Self::JsonLines,
        Self::Yaml,
    ];

    /// The name, as `--input` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Latex => "latex",
            Self::Html => "html",
            Self::MediaWiki => "mediawiki",
            Self::AsciiDoc => "asciidoc",
            Self::ReStructuredText => "rst",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Yaml => "yaml",
        }
    }

    /// What the names of its files end in, in small letters.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Markdown => &[".md", ".markdown", ".qmd", ".rmd"],
            Self::Latex => &[".tex", ".latex"],
            Self::Html => &[".html", ".htm", ".xhtml"],
            Self::MediaWiki => &[".wiki", ".mediawiki", ".wikitext"],
            Self::AsciiDoc => &[".adoc", ".asciidoc", ".asc"],
            Self::ReStructuredText => &[".rst", ".rest"],
            Self::Json => &["quotes.json"],
            Self::JsonLines => &["quotes.jsonl"],
            Self::Yaml => &["quotes.yaml", "quotes.yml"],
        }
    }

    /// What the names of its files end in besides, if they are asked for one by one: in a folder, such a file may be
    /// anything.
    const fn other_endings(self) -> &'static [&'static str] {
        match self {
            Self::Json => &[".json", ".jsonld"],
            Self::JsonLines => &[".jsonl", ".ndjson"],
            Self::Yaml => &[".yaml", ".yml"],
            _ => &[],
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format of a file, by the end of its name.
    pub fn of_file(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.endings().iter().chain(format.other_endings()).any(|ending| name.ends_with(ending)))
    }
}
