//! The formats of notes, and what files in them are called.

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
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 6] =
        [Self::Markdown, Self::Latex, Self::Html, Self::MediaWiki, Self::AsciiDoc, Self::ReStructuredText];

    /// The name, as `--input` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Latex => "latex",
            Self::Html => "html",
            Self::MediaWiki => "mediawiki",
            Self::AsciiDoc => "asciidoc",
            Self::ReStructuredText => "rst",
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
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format of a file, by the end of its name.
    pub fn of_file(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.endings().iter().any(|ending| name.ends_with(ending)))
    }
}
