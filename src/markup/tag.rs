//! The elements of HTML, and what each reader of it makes of them.

macro_rules! elements {
    ($($variant:ident $name:literal [$($property:ident)*])*) => {
        /// The name of an element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Tag {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
            /// A name with a hyphen in it: an element of the page's own.
            Custom,
            /// Any other.
            Other,
        }

        impl Tag {
            /// The number of names.
            pub(crate) const COUNT: usize = [$($name,)* "", ""].len();

            /// The element's name, in lower case; nothing for one that is not listed.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* Self::Custom | Self::Other => "" }
            }

            fn of_lower(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// The properties of each element, as bits.
            const PROPERTIES: [u32; Self::COUNT] = [$($(1 << Property::$property as u32 |)* 0,)* 0, 0];
        }
    };
}

/// A property of an element. What is hidden, and what is a block, differs from reader to reader: each has its own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Property {
    /// Sets its text apart from the text around it, in a captured page.
    Block,
    /// Never has anything inside.
    Void,
    /// Holds no tags. Scripts run in the reader's browser, so `noscript` is one of these.
    Raw,
    /// Shows no text in a captured page. The reading aid of a ruby stands beside the text, not in it.
    Unseen,
    /// Belongs in the head, and does not end it.
    OfHead,
    /// Is not left by the end tag of an element outside.
    Barrier,
    /// Emphasises its words.
    Emphasis,
    /// Is ended, in a captured page, by the end tag of any element of this property or of an unlisted name.
    Unlisted,
    /// Holds what nobody reads, in HTML notes.
    Skipped,
    /// Is a block of HTML notes, and nothing more.
    Division,
    /// Stands in the running text of HTML notes, and so do its words.
    Running,
    /// Shows other words than its text, in notes.
    Control,
    /// Stands inside a line of text of captured Markdown; all others set blocks apart.
    Prose,
}

elements! {
    A "a" [Prose]  Abbr "abbr" [Running Prose]  Acronym "acronym" [Unlisted Running]
    Address "address" [Block Division]  Area "area" [Void]  Article "article" [Block Division]
    Aside "aside" [Block Division]  Audio "audio" [Unseen]  B "b" [Emphasis Running Prose]  Base "base" [Void OfHead]
    Bdi "bdi" [Unlisted Running Prose]  Bdo "bdo" [Unlisted Running]  Big "big" [Running]
    Blockquote "blockquote" [Block]  Body "body" [Block Division]  Br "br" [Void]  Button "button" [Block Running]
    Canvas "canvas" [Unseen Control]  Caption "caption" [Block Barrier Running]  Center "center" [Block Division]
    Cite "cite" [Running Prose]  Code "code" [Prose]  Col "col" [Void Running]  Colgroup "colgroup" [Running]
    Data "data" [Unlisted Running Prose]  Datalist "datalist" [Unseen]  Dd "dd" [Block]
    Del "del" [Unlisted Running Prose]  Desc "desc" [Barrier]  Details "details" [Block Division]
    Dfn "dfn" [Unlisted Running Prose]  Dialog "dialog" [Block Unseen Division]  Dir "dir" [Block]
    Div "div" [Block Division]  Dl "dl" [Block]  Dt "dt" [Block]  Em "em" [Emphasis Running Prose]
    Embed "embed" [Void Control]  Fieldset "fieldset" [Block Division]  Figcaption "figcaption" [Block Division]
    Figure "figure" [Block Division]  Font "font" [Running Prose]  Footer "footer" [Block Division]
    ForeignObject "foreignobject" [Barrier]  Form "form" [Block Division]  Frameset "frameset" [Block]
    H1 "h1" [Block]  H2 "h2" [Block]  H3 "h3" [Block]  H4 "h4" [Block]  H5 "h5" [Block]  H6 "h6" [Block]
    Head "head" [Unseen OfHead Division]  Header "header" [Block Division]  Hgroup "hgroup" [Block Division]
    Hr "hr" [Block Void]  Html "html" [Block OfHead Barrier Division]  I "i" [Emphasis Running Prose]
    Iframe "iframe" [Raw Unseen Skipped Control]  Img "img" [Void Running]  Input "input" [Void Running]
    Ins "ins" [Unlisted Running Prose]  Kbd "kbd" [Unlisted Prose]  Label "label" [Running]
    Legend "legend" [Block Running]  Li "li" [Block]  Link "link" [Void OfHead Running]  Listing "listing" [Block]
    Main "main" [Block Division]  Map "map" []  Mark "mark" [Unlisted Running Prose]  Math "math" []
    Menu "menu" [Block]  Meta "meta" [Void OfHead Running]  Meter "meter" [Unlisted Control]
    Nav "nav" [Block Division]  Nobr "nobr" []  Noembed "noembed" [Raw Unseen]  Noframes "noframes" [Raw Unseen]
    Noscript "noscript" [Raw Unseen OfHead Skipped]  Object "object" [Unseen Barrier Control]  Ol "ol" [Block]
    Optgroup "optgroup" [Block]  Option "option" [Block]  Output "output" [Unlisted Control]  P "p" [Block]
    Param "param" [Void]  Picture "picture" [Running]  Plaintext "plaintext" [Block Raw]  Pre "pre" [Block]
    Progress "progress" [Unlisted Control]  Q "q" [Prose]  Rb "rb" [Unlisted Running]  Rp "rp" [Unseen Running]
    Rt "rt" [Unseen Running]  Ruby "ruby" [Running]  S "s" [Running Prose]  Samp "samp" [Unlisted]
    Script "script" [Raw Unseen OfHead Skipped]  Search "search" [Block Division]  Section "section" [Block Division]
    Select "select" [Unseen Skipped Control]  Small "small" [Running Prose]  Source "source" [Void Running]
    Span "span" [Running Prose]  Strike "strike" [Running]  Strong "strong" [Emphasis Running Prose]
    Style "style" [Raw Unseen OfHead Skipped]  Sub "sub" [Running Prose]  Summary "summary" [Block Division]
    Sup "sup" [Running Prose]  Svg "svg" [Unseen Skipped]  Table "table" [Block Barrier]
    Tbody "tbody" [Block Division]  Td "td" [Barrier]  Template "template" [Unseen OfHead Barrier Skipped]
    Textarea "textarea" [Raw Unseen Skipped Control]  Tfoot "tfoot" [Block Division]  Th "th" [Barrier]
    Thead "thead" [Block Division]  Time "time" [Running Prose]  Title "title" [Raw Unseen OfHead Skipped]
    Tr "tr" [Block]  Track "track" [Void Running]  Tt "tt" [Running]  U "u" [Running Prose]  Ul "ul" [Block]
    Var "var" [Running]  Video "video" [Unseen]  Wbr "wbr" [Void Running]  Xmp "xmp" [Block Raw]
}

impl Tag {
    /// The element of a name, in whatever case it is written.
    pub(crate) fn of(name: &str) -> Self {
        let mut lower = [0; 16];
        let known = lower.get_mut(..name.len()).and_then(|lower| {
            lower.copy_from_slice(name.as_bytes());
            lower.make_ascii_lowercase();
            Self::of_lower(std::str::from_utf8(lower).ok()?)
        });
        known.unwrap_or(if name.contains('-') { Self::Custom } else { Self::Other })
    }

    /// Returns true if the element has `property`.
    pub(crate) const fn is(self, property: Property) -> bool {
        Self::PROPERTIES[self as usize] & (1 << property as u32) != 0
    }

    /// The level of a heading.
    pub const fn heading(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Returns true if no tags are read inside it, but character references are.
    pub(crate) const fn is_escapable(self) -> bool {
        matches!(self, Self::Textarea | Self::Title)
    }

    /// Returns true if it ends a paragraph that is open.
    pub(crate) const fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is(Property::Block)
            && !matches!(self, Body | Button | Caption | Html | Legend | Optgroup | Option | Tbody | Tfoot | Thead | Tr)
    }

    /// Returns true if a drawing or a formula ends where it begins.
    pub(crate) const fn breaks_out(self) -> bool {
        use Tag::*;
        self.is(Property::Block) && !matches!(self, Button | Summary | Details)
            || matches!(self, B | Big | Br | Code | Em | Embed | I | Img | Meta | Nobr | Ruby | S | Small | Span)
            || matches!(self, Strong | Strike | Sub | Sup | Tt | U | Var)
    }
}
