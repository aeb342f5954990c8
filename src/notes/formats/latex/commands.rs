//! The commands and environments of LaTeX that the reader knows, as data.

use crate::notes::text_effects::TextEffect;

/// The treatment of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// It stands for this text; in the second place, how it may be written otherwise.
    Text(&'static str, &'static str),
    /// Nothing: what is in its braces is running text.
    Through,
    /// It shows words that stand elsewhere; its arguments, as for [`Action::Skip`], are none of them.
    Unread(&'static str),
    /// It shows its words in capitals, or in small letters.
    Recased(bool),
    /// `\epigraph{words}{who}`.
    Epigraph,
    /// A file that it takes in.
    Include,
    /// Its arguments are no text: `o` is an optional one, `m` a mandatory one.
    Skip(&'static str),
    /// A quotation, with these arguments: see [`Argument`].
    Quote(&'static str),
    /// A quotation between marks that the style chooses, with the same.
    Marks(&'static str),
    /// It strikes out, raises or lowers the words in its braces.
    Effect(TextEffect),
    /// A formula of chemistry.
    Chemistry,
    /// Keys of what is cited.
    Cite,
    /// An ellipsis of the editor, perhaps with words inserted.
    Ellipsis,
    /// Words inserted by the editor.
    Insertion,
    /// A heading of this level.
    Heading(u8),
    /// A footnote.
    Footnote,
    /// `\href{url}{text}`.
    Link,
    /// `\url{url}`.
    Url,
    /// `\item`.
    Item,
    /// `\par` and the like.
    Break,
}

/// The arguments of the quoting commands of csquotes. `l` is a language, `c` an optional citation, `n` an
/// optional note, `k` a key, `p` optional punctuation, `t` the text.
const QUOTES: [(&str, &str); 5] = [
    ("textquote", "cpt"),
    ("blockquote", "cpt"),
    ("textcquote", "nnkpt"),
    ("blockcquote", "nnkpt"),
    ("displayquote", "cp"),
];
const LANGUAGES: [&str; 3] = ["foreign", "hyphen", "hybrid"];

/// The arguments of a quoting command, or of the environment of that name.
pub(super) fn quote(name: &str) -> Option<&'static str> {
    let bare = LANGUAGES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let arguments = match bare {
        "displaycquote" => "nnkp",
        _ => QUOTES.iter().find(|(known, _)| *known == bare)?.1,
    };
    Some(match (bare.len() < name.len(), arguments) {
        (false, arguments) => arguments,
        (true, "cpt") => "lcpt",
        (true, "nnkpt") => "lnnkpt",
        (true, "nnkp") => "lnnkp",
        (true, _) => "lcp",
    })
}

/// The treatment of a command, by its name; `None` for one that is not known.
pub(super) fn action(name: &str) -> Option<Action> {
    if let Some(arguments) = quote(name) {
        return Some(Action::Quote(arguments));
    }
    if let Some(&(_, shown, written)) = SYMBOLS.iter().find(|(known, ..)| *known == name) {
        return Some(Action::Text(shown, written));
    }
    if THROUGH.contains(&name) {
        return Some(Action::Through);
    }
    if let Some((arguments, _)) = SKIPPED.iter().find(|(_, names)| names.contains(&name)) {
        return Some(Action::Skip(arguments));
    }
    Some(match name {
        "textsuperscript" | "up" => Action::Effect(TextEffect::RAISED),
        "textsubscript" => Action::Effect(TextEffect::LOWERED),
        "ce" => Action::Chemistry,
        // ulem, soul, cancel, changes, latexdiff.
        "sout" | "xout" | "st" | "cancel" | "bcancel" | "xcancel" | "hcancel" | "strikethrough" | "stkout"
        | "deleted" | "DIFdel" => Action::Effect(TextEffect::STRUCK),
        "enquote" => Action::Marks("t"),
        "foreignquote" | "hyphenquote" => Action::Marks("lt"),
        "textelp" => Action::Ellipsis,
        "textins" => Action::Insertion,
        "part" | "chapter" | "title" => Action::Heading(1),
        "section" => Action::Heading(2),
        "subsection" | "frametitle" => Action::Heading(3),
        "subsubsection" | "paragraph" | "subparagraph" => Action::Heading(4),
        "footnote" | "footnotetext" | "endnote" | "thanks" | "marginpar" | "sidenote" => Action::Footnote,
        "href" => Action::Link,
        "url" | "nolinkurl" | "path" => Action::Url,
        "item" => Action::Item,
        "input" | "include" | "subfile" | "subfileinclude" | "import" | "subimport" => Action::Include,
        "uppercase" | "MakeUppercase" => Action::Recased(true),
        "lowercase" | "MakeLowercase" => Action::Recased(false),
        "epigraph" | "qitem" => Action::Epigraph,
        "today" => Action::Unread(""),
        "ref" | "pageref" | "eqref" | "autoref" | "cref" | "Cref" | "nameref" | "vref" => Action::Unread("m"),
        "par" | "newpage" | "clearpage" | "pagebreak" | "bigskip" | "medskip" | "smallskip" => Action::Break,
        "nocite" => Action::Skip("m"),
        "citestyle" | "citecolor" => Action::Skip("m"),
        _ if name.to_ascii_lowercase().contains("cite") => Action::Cite,
        _ => return None,
    })
}

/// Commands that stand for text: as shown, and as it may be written otherwise.
const SYMBOLS: [(&str, &str, &str); 52] = [
    ("space", " ", " "),
    ("nobreakspace", " ", " "),
    ("thinspace", " ", " "),
    ("enspace", " ", " "),
    ("textregistered", "®", "®"),
    ("texttrademark", "™", "™"),
    ("textcent", "¢", "¢"),
    ("textyen", "¥", "¥"),
    ("textbullet", "•", "•"),
    ("textunderscore", "_", "_"),
    ("textdollar", "$", "$"),
    ("textasteriskcentered", "*", "*"),
    ("ldots", "…", "..."),
    ("dots", "…", "..."),
    ("textellipsis", "…", "..."),
    ("textendash", "–", "--"),
    ("textemdash", "—", "---"),
    ("textquotedblleft", "“", "\""),
    ("textquotedblright", "”", "\""),
    ("textquoteleft", "‘", "'"),
    ("textquoteright", "’", "'"),
    ("textquotesingle", "'", "'"),
    ("textquotedbl", "\"", "\""),
    ("quotedblbase", "„", "„"),
    ("quotesinglbase", "‚", "‚"),
    ("guillemotleft", "«", "«"),
    ("guillemotright", "»", "»"),
    ("glqq", "„", "„"),
    ("grqq", "“", "“"),
    ("lq", "‘", "'"),
    ("rq", "’", "'"),
    ("textasciitilde", "~", "~"),
    ("textasciicircum", "^", "^"),
    ("textbackslash", "\\", "\\"),
    ("textbar", "|", "|"),
    ("textless", "<", "<"),
    ("textgreater", ">", ">"),
    ("slash", "/", "/"),
    ("euro", "€", "€"),
    ("texteuro", "€", "€"),
    ("pounds", "£", "£"),
    ("textsterling", "£", "£"),
    ("S", "§", "§"),
    ("P", "¶", "¶"),
    ("copyright", "©", "©"),
    ("textdegree", "°", "°"),
    ("LaTeX", "LaTeX", "LaTeX"),
    ("TeX", "TeX", "TeX"),
    ("quad", " ", " "),
    ("qquad", " ", " "),
    ("newline", "\n", "\n"),
    ("linebreak", "\n", "\n"),
];

/// Letters that are no composed ones.
pub(super) const LETTERS: [(&str, &str); 16] = [
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("aa", "å"),
    ("AA", "Å"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("dh", "ð"),
    ("th", "þ"),
    ("dj", "đ"),
];

/// Accents, and the combining characters that they are.
pub(super) const ACCENTS: [(&str, char); 14] = [
    ("'", '\u{301}'),
    ("`", '\u{300}'),
    ("^", '\u{302}'),
    ("\"", '\u{308}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    (".", '\u{307}'),
    ("c", '\u{327}'),
    ("v", '\u{30c}'),
    ("u", '\u{306}'),
    ("H", '\u{30b}'),
    ("k", '\u{328}'),
    ("r", '\u{30a}'),
    ("d", '\u{323}'),
];

/// Commands whose braces hold running text, and switches.
#[rustfmt::skip]
const THROUGH: [&str; 69] = [
    "emph", "textbf", "textit", "textsl", "textsc", "texttt", "textrm", "textsf", "textup", "textmd", "textnormal",
    "underline", "uline", "mbox", "text", "caption", "author", "date", "em", "bf",
    "it", "sl", "sc", "tt", "rm", "sf", "bfseries", "itshape", "slshape", "scshape", "ttfamily", "rmfamily", "sffamily",
    "normalfont", "normalsize", "small", "footnotesize", "scriptsize", "tiny", "large", "Large", "LARGE", "huge",
    "Huge", "centering", "raggedright", "raggedleft", "noindent", "indent", "relax", "protect", "textquotemark",
    "selectfont", "hfill", "vfill", "xspace", "textlf", "highlight", "hl", "hbox", "upshape", "mdseries", "normalcolor",
    "boldmath", "bibfont", "itdefault", "flushbottom", "raggedbottom", "justifying",
];

/// Commands whose arguments are no text.
const SKIPPED: [(&str, &[&str]); 5] = [
    (
        "",
        &[
            "maketitle",
            "tableofcontents",
            "listoffigures",
            "listoftables",
            "printbibliography",
            "appendix",
            "hline",
            "toprule",
            "midrule",
            "bottomrule",
            "frontmatter",
            "mainmatter",
            "backmatter",
            "onehalfspacing",
            "doublespacing",
            "singlespacing",
            "null",
            "makeatletter",
            "makeatother",
            "footnotemark",
            "allowbreak",
            "nobreak",
            "nolinebreak",
            "nopagebreak",
            "goodbreak",
            "leavevmode",
            "strut",
            "unskip",
            "ignorespaces",
            "begingroup",
            "endgroup",
            "bgroup",
            "egroup",
            "sloppy",
            "fussy",
        ],
    ),
    (
        "m",
        &[
            "label",
            "bibliography",
            "bibliographystyle",
            "vspace",
            "hspace",
            "pagestyle",
            "thispagestyle",
            "index",
            "hypersetup",
            "graphicspath",
            "selectlanguage",
            "pagenumbering",
            "color",
            "phantomsection",
            "cline",
            "cmidrule",
            "hypertarget",
            "captionsetup",
            "geometry",
        ],
    ),
    ("om", &["usepackage", "documentclass", "includegraphics", "addbibresource", "bibitem", "printindex"]),
    ("mm", &["setlength", "addtolength", "setcounter", "addtocounter", "definecolor", "textcolor_"]),
    ("moom", &["newcommand", "renewcommand", "providecommand", "newenvironment", "renewenvironment"]),
];

/// Environments whose text is no text to read.
#[rustfmt::skip]
pub(super) const VERBATIM: [&str; 18] = [
    "verbatim", "Verbatim", "lstlisting", "minted", "equation", "align", "gather", "multline", "eqnarray",
    "displaymath", "math", "tikzpicture", "comment", "filecontents", "alltt", "algorithm", "algorithmic", "flalign",
];
/// Environments that quote.
pub(super) const QUOTING: [&str; 5] = ["quote", "quotation", "quoting", "verse", "epigraphs"];
/// Environments that list.
pub(super) const LISTS: [&str; 5] = ["itemize", "enumerate", "description", "list", "thebibliography"];
/// Environments that are tables, and how they take their arguments.
pub(super) const TABLES: [(&str, &str); 6] = [
    ("tabular", "om"),
    ("tabularx", "mm"),
    ("longtable", "om"),
    ("tabulary", "mm"),
    ("tabu", "m"),
    ("supertabular", "m"),
];
/// Environments whose text is running text.
#[rustfmt::skip]
pub(super) const PLAIN: [&str; 22] = [
    "document", "abstract", "center", "flushleft", "flushright", "figure", "table", "minipage", "multicols",
    "landscape", "titlepage", "appendix", "frame", "block", "columns", "column", "small", "spacing", "wrapfigure",
    "subfigure", "sloppypar", "refsection",
];
