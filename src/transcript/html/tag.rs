//! The elements of HTML that are told apart, and how they behave.

macro_rules! tags {
    ($($variant:ident $name:literal)*) => {
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
            /// How many there are.
            pub(super) const COUNT: usize = [$($name,)* "", ""].len();

            /// The element's name, in lower case; nothing for one that is not told apart.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* Self::Custom | Self::Other => "" }
            }

            fn of_lower(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

tags! {
    A "a" Abbr "abbr" Address "address" Area "area" Article "article" Aside "aside" Audio "audio" B "b" Base "base"
    Big "big" Blockquote "blockquote" Body "body" Br "br" Button "button" Canvas "canvas" Caption "caption"
    Center "center" Cite "cite" Code "code" Col "col" Colgroup "colgroup" Datalist "datalist" Dd "dd" Desc "desc"
    Details "details" Dialog "dialog" Dir "dir" Div "div" Dl "dl" Dt "dt" Em "em" Embed "embed" Fieldset "fieldset"
    Figcaption "figcaption" Figure "figure" Font "font" Footer "footer" ForeignObject "foreignobject" Form "form"
    Frameset "frameset" H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6" Head "head" Header "header" Hgroup "hgroup"
    Hr "hr" Html "html" I "i" Iframe "iframe" Img "img" Input "input" Label "label" Legend "legend" Li "li"
    Link "link" Listing "listing" Main "main" Map "map" Math "math" Menu "menu" Meta "meta" Nav "nav" Nobr "nobr"
    Noembed "noembed" Noframes "noframes" Noscript "noscript" Object "object" Ol "ol" Optgroup "optgroup"
    Option "option" P "p" Param "param" Picture "picture" Plaintext "plaintext" Pre "pre" Q "q" Rp "rp" Rt "rt"
    Ruby "ruby" S "s" Script "script" Search "search" Section "section" Select "select" Small "small"
    Source "source" Span "span" Strike "strike" Strong "strong" Style "style" Sub "sub" Summary "summary" Sup "sup"
    Svg "svg" Table "table" Tbody "tbody" Td "td" Template "template" Textarea "textarea" Tfoot "tfoot" Th "th"
    Thead "thead" Time "time" Title "title" Tr "tr" Track "track" Tt "tt" U "u" Ul "ul" Var "var" Video "video"
    Wbr "wbr" Xmp "xmp"
}

impl Tag {
    /// The element of a name, in whatever case it is written.
    pub(super) fn of(name: &str) -> Self {
        let mut lower = [0; 16];
        let known = lower.get_mut(..name.len()).and_then(|lower| {
            lower.copy_from_slice(name.as_bytes());
            lower.make_ascii_lowercase();
            Self::of_lower(std::str::from_utf8(lower).ok()?)
        });
        known.unwrap_or(if name.contains('-') { Self::Custom } else { Self::Other })
    }

    /// Whether it sets its text apart from the text around it.
    pub const fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Button
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Listing
                | Main
                | Menu
                | Nav
                | Ol
                | Optgroup
                | Option
                | P
                | Plaintext
                | Pre
                | Search
                | Section
                | Summary
                | Table
                | Tbody
                | Tfoot
                | Thead
                | Tr
                | Ul
                | Xmp
        )
    }

    /// Whether it never has anything inside.
    pub(super) const fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Whether no tags are read inside it. Scripts run in the reader's browser, so `noscript` is one of these.
    pub(super) const fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Xmp | Iframe | Noembed | Noframes | Noscript | Plaintext) || self.is_escapable()
    }

    /// Whether no tags are read inside it, but character references are.
    pub(super) const fn is_escapable(self) -> bool {
        matches!(self, Self::Textarea | Self::Title)
    }

    /// Whether what is inside it is not shown as text. The reading aid of a ruby stands beside the text, not in it.
    pub(super) const fn is_unseen(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Audio
                | Canvas
                | Datalist
                | Dialog
                | Head
                | Iframe
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Rp
                | Rt
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }

    /// Whether it belongs in the head, and does not end it.
    pub(super) const fn is_of_head(self) -> bool {
        use Tag::*;
        matches!(self, Base | Head | Html | Link | Meta | Noscript | Script | Style | Template | Title)
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

    /// Whether it ends a paragraph that is open.
    pub(super) const fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is_block()
            && !matches!(self, Body | Button | Caption | Html | Legend | Optgroup | Option | Tbody | Tfoot | Thead | Tr)
    }

    /// Whether an end tag inside it does not reach an element outside.
    pub(super) const fn is_barrier(self) -> bool {
        use Tag::*;
        matches!(self, Caption | Html | Object | Table | Td | Template | Th | ForeignObject | Desc)
    }

    /// Whether its words are emphasised.
    pub(super) const fn is_emphasis(self) -> bool {
        matches!(self, Self::B | Self::Strong | Self::I | Self::Em)
    }

    /// Whether it stands in a drawing or a formula only as long as no such element begins.
    pub(super) const fn breaks_out(self) -> bool {
        use Tag::*;
        self.is_block() && !matches!(self, Button | Summary | Details)
            || matches!(self, B | Big | Br | Code | Em | Embed | I | Img | Meta | Nobr | Ruby | S | Small | Span)
            || matches!(self, Strong | Strike | Sub | Sup | Tt | U | Var)
    }
}
