//! Names and arguments of LaTeX commands, and where they end.

use crate::notes::citations::reference;
use crate::notes::{Bibliography, BibliographyProblem, Reference};
use crate::text::Span;
use memchr::memmem;

/// The bytes in which the end of an optional argument is looked for.
const REACH: usize = 4_000;

/// Commands whose argument is an address or a path, and is taken letter by letter. It stands in braces, or between two of
/// [`FENCES`].
const ADDRESSES: [&str; 4] = ["url", "nolinkurl", "path", "href"];
const FENCES: &str = "|!+=/";
/// Commands that show their argument as it is written, between any two equal signs.
const CODE: [&str; 6] = ["verb", "Verb", "spverb", "lstinline", "mintinline", "mint"];
/// Environments whose text is taken letter by letter.
const CODE_BLOCKS: [&str; 9] = [
    "verbatim",
    "verbatim*",
    "Verbatim",
    "Verbatim*",
    "lstlisting",
    "minted",
    "comment",
    "filecontents",
    "filecontents*",
];

/// What TeX takes letter by letter: no `%` in it begins a comment, and no brace opens an argument.
struct Literal {
    inner: Span,
    end: usize,
    /// The braces around an argument, or around the name of an environment.
    braces: Option<(usize, usize)>,
}

/// The literal that the backslash at `at` begins.
fn literal(notes: &str, at: usize) -> Option<Literal> {
    let rest = &notes[at + 1..];
    let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let mut start = at + 1 + name.len();
    if name == "begin" {
        return literal_block(notes, start);
    }
    let is_code = CODE.contains(&name);
    if !is_code && !ADDRESSES.contains(&name) {
        return None;
    }
    start += usize::from(is_code && notes[start..].starts_with('*'));
    if notes[start..].starts_with('[') && (is_code && name != "verb" || name == "href") {
        start += notes[start..].find([']', '\n']).filter(|&end| notes[start + end..].starts_with(']'))? + 1;
    }
    if name.starts_with("mint") {
        start = braced(notes, start)?.end;
    }
    let fence = notes[start..].chars().next()?;
    if fence == '{' && !matches!(name, "verb" | "Verb") {
        return braced(notes, start);
    }
    let may_fence = if is_code { !fence.is_alphanumeric() && !fence.is_whitespace() } else { FENCES.contains(fence) };
    let inner = start + fence.len_utf8();
    let near = &notes[inner..notes.floor_char_boundary((inner + REACH).min(notes.len())).max(inner)];
    let length = near.find([fence, '\n']).filter(|&end| may_fence && near[end..].starts_with(fence))?;
    Some(Literal { inner: Span::new(inner, inner + length), end: inner + length + fence.len_utf8(), braces: None })
}

/// What stands in the braces at `start`, which are counted as they stand, in one paragraph.
fn braced(notes: &str, start: usize) -> Option<Literal> {
    let near = &notes[start..notes.floor_char_boundary((start + REACH).min(notes.len()))];
    let near = &near[..near.find("\n\n").unwrap_or(near.len())];
    let mut depth = 0usize;
    for (found, byte) in near.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => {
                let close = start + found;
                let inner = Span::new(start + 1, close);
                return Some(Literal { inner, end: close + 1, braces: Some((start, close)) });
            }
            b'}' => depth -= 1,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The environment whose `\begin` ends at `start`, up to its `\end`, if it is one of [`CODE_BLOCKS`].
fn literal_block(notes: &str, start: usize) -> Option<Literal> {
    let name = notes[start..].strip_prefix('{')?;
    let name =
        CODE_BLOCKS.into_iter().find(|known| name.strip_prefix(known).is_some_and(|rest| rest.starts_with('}')))?;
    let close = start + 1 + name.len();
    let end = memmem::find(&notes.as_bytes()[close..], format!("\\end{{{name}}}").as_bytes());
    let end = end.map_or(notes.len(), |end| close + end);
    Some(Literal {
        inner: Span::new(close + 1, end.max(close + 1)),
        end: end.max(close + 1),
        braces: Some((start, close)),
    })
}

/// LaTeX, and which braces belong together.
pub(super) struct LatexSource<'n> {
    pub notes: &'n str,
    /// Braces that open and those that close them, ascending.
    braces: Vec<(usize, usize)>,
    /// Comments, ascending.
    comments: Vec<Span>,
}

impl<'n> LatexSource<'n> {
    pub fn of(notes: &'n str) -> Self {
        let (mut braces, mut open, mut comments) = (Vec::new(), Vec::new(), Vec::new());
        let bytes = notes.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => match literal(notes, at) {
                    Some(literal) => {
                        braces.extend(literal.braces);
                        at = literal.end - 1;
                    }
                    None => at += 1,
                },
                b'%' => {
                    let end = at + memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                    comments.push(Span::new(at, end));
                    at = end;
                }
                b'{' => open.push(at),
                b'}' => braces.extend(open.pop().map(|start| (start, at))),
                _ => {}
            }
            at += 1;
        }
        braces.sort_unstable();
        Self { notes, braces, comments }
    }

    /// The argument of the command at `at` that is taken letter by letter, `%` and all; and where to go on.
    pub fn literal(&self, at: usize) -> Option<(Span, usize)> {
        literal(self.notes, at).map(|literal| (literal.inner, literal.end))
    }

    /// From `\begin{document}` to its end; all of it where there is none.
    pub fn body(&self) -> Span {
        const BEGIN: &str = "\\begin{document}";
        let start = self.notes.find(BEGIN).map_or(0, |at| at + BEGIN.len());
        let end = self.notes[start..].find("\\end{document}").map_or(self.notes.len(), |at| start + at);
        Span::new(start, end)
    }

    /// Returns true if the command at `at` is in a comment.
    fn is_comment(&self, at: usize) -> bool {
        let index = self.comments.partition_point(|comment| comment.start <= at);
        index > 0 && self.comments[index - 1].end > at
    }

    /// The places of a command that are not in comments.
    fn commands<'c>(&'c self, command: &'c str) -> impl Iterator<Item = usize> + 'c {
        let found = memmem::find_iter(self.notes.as_bytes(), command);
        found.filter(|&at| !self.is_comment(at)).collect::<Vec<_>>().into_iter()
    }

    /// The entries of `thebibliography`, and of files that are kept in `filecontents`.
    pub fn entries(&self) -> (Bibliography, Vec<BibliographyProblem>) {
        let (mut found, mut flaws) = (Bibliography::default(), Vec::new());
        for at in self.commands("\\begin{filecontents") {
            let Some(Literal { inner, .. }) = literal(self.notes, at) else { continue };
            // Its braces are text to TeX, so they are not among those that belong together.
            let Some((head, text)) = self.notes[inner.range()].split_once('}') else { continue };
            let Some((_, name)) = head.rsplit_once('{') else { continue };
            let start = inner.end - text.len();
            if Bibliography::ENDINGS.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)) {
                let (more, problems) = Bibliography::read(text, name);
                found.take(&more);
                flaws.extend(problems.into_iter().map(|flaw| BibliographyProblem { at: start + flaw.at, ..flaw }));
            }
        }
        let mut items = self.commands("\\bibitem").peekable();
        while let Some(at) = items.next() {
            let after = at + "\\bibitem".len();
            let after = self.option(after).map_or(after, |(_, end)| end);
            let Some((key, start)) = self.argument(after) else { continue };
            let end = items.peek().copied().unwrap_or(self.notes.len()).max(start);
            let text = self.notes[start..end].split("\\end{thebibliography}").next().unwrap_or_default();
            found.add(self.notes[key.range()].trim(), text);
        }
        (found, flaws)
    }

    /// The files that `\addbibresource` and `\bibliography` name.
    pub fn bibliographies(&self) -> Vec<String> {
        let mut found = Vec::new();
        for command in ["\\addbibresource", "\\bibliography"] {
            for at in self.commands(command) {
                let end = at + command.len();
                let after = self.option(end).map_or(end, |(_, end)| end);
                let named = self.notes[after..].starts_with('{');
                let Some((inner, _)) = self.argument(after).filter(|_| named) else { continue };
                let names = self.notes[inner.range()].split(',').map(str::trim).filter(|name| !name.is_empty());
                found
                    .extend(names.map(|name| if name.contains('.') { name.to_owned() } else { format!("{name}.bib") }));
            }
        }
        found
    }

    /// The name of the command at `at`, and where it ends.
    pub fn name(&self, at: usize) -> (&'n str, usize) {
        let rest = &self.notes[at + 1..];
        let letters = rest.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'@').count();
        let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
        (&rest[..length], at + 1 + length)
    }

    /// Past a star.
    pub fn starred(&self, at: usize) -> usize {
        at + usize::from(self.notes[at..].starts_with('*'))
    }

    /// Past the white space that ends a command's name, or the empty braces that do.
    pub fn after_name(&self, at: usize) -> usize {
        let rest = &self.notes[at..];
        if rest.starts_with("{}") {
            return at + 2;
        }
        at + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
    }

    /// Past white space, but not past the end of a paragraph.
    fn gap(&self, at: usize) -> usize {
        let rest = &self.notes[at..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '%']).len();
        if rest[..blank].matches('\n').count() > 1 || rest[..blank].contains('%') && !rest[..blank].contains("%\n") {
            return at;
        }
        at + blank
    }

    fn closing(&self, open: usize) -> Option<usize> {
        let index = self.braces.binary_search_by_key(&open, |&(open, _)| open).ok()?;
        Some(self.braces[index].1)
    }

    /// The mandatory argument at `at`: what is in its braces, or a single letter or command; and where to go on.
    pub fn argument(&self, at: usize) -> Option<(Span, usize)> {
        let start = self.gap(at);
        match self.notes[start..].chars().next()? {
            '{' => self.closing(start).map(|close| (Span::new(start + 1, close), close + 1)),
            '\\' => {
                let (_, end) = self.name(start);
                Some((Span::new(start, end), end))
            }
            '}' | ']' | '%' => None,
            c => Some((Span::new(start, start + c.len_utf8()), start + c.len_utf8())),
        }
    }

    /// The optional argument at `at`, if there is one.
    pub fn option(&self, at: usize) -> Option<(Span, usize)> {
        self.bracket(self.gap(at), b'[', b']')
    }

    fn bracket(&self, start: usize, open: u8, close: u8) -> Option<(Span, usize)> {
        let bytes = self.notes.as_bytes();
        if bytes.get(start) != Some(&open) {
            return None;
        }
        let (mut at, mut depth) = (start + 1, 1);
        while at < bytes.len().min(start + REACH) {
            match bytes[at] {
                b'{' => at = self.closing(at)?,
                b'\\' => at += 1,
                byte if byte == close => depth -= 1,
                byte if byte == open => depth += 1,
                _ => {}
            }
            if depth == 0 {
                return Some((Span::new(start + 1, at), at + 1));
            }
            at += 1;
        }
        None
    }

    /// Past the arguments that `arguments` lists: `o` for an optional, `m` for a mandatory one.
    pub fn skip(&self, at: usize, arguments: &str) -> usize {
        let mut at = at;
        for argument in arguments.chars() {
            let found = if argument == 'o' { self.option(at) } else { self.argument(at) };
            at = found.map_or(at, |(_, end)| end);
        }
        at
    }

    /// The braces with the keys of a citation, after its notes; and where to go on.
    pub fn key_argument(&self, at: usize) -> Option<(Span, usize)> {
        let mut at = at;
        for _ in 0..4 {
            at = self.note_on_key(at).map_or(at, |(_, end)| end);
        }
        let start = self.gap(at);
        self.argument(at).filter(|_| self.notes[start..].starts_with('{'))
    }

    /// The notes that stand before the keys of a citation.
    pub fn notes_on_key(&self, at: usize) -> Vec<Span> {
        let mut found = Vec::new();
        let mut at = at;
        while let Some((note, end)) = self.note_on_key(at).filter(|_| found.len() < 4) {
            found.push(note);
            at = end;
        }
        found
    }

    fn note_on_key(&self, at: usize) -> Option<(Span, usize)> {
        let start = self.gap(at);
        self.bracket(start, b'[', b']').or_else(|| self.bracket(start, b'(', b')'))
    }

    /// The keys of a list.
    pub fn keys(&self, span: Span) -> impl Iterator<Item = Reference> + 'n {
        let names = self.notes[span.range()].split(',').map(str::trim).filter(|key| !key.is_empty());
        names.map(|key| Reference::Key(key.to_owned()))
    }

    /// The references in a citation that is an argument itself: keys of commands in it, addresses.
    pub fn cited(&self, span: Span) -> Vec<Reference> {
        let text = &self.notes[span.range()];
        let mut found = Vec::new();
        for at in memchr::memchr_iter(b'\\', text.as_bytes()).map(|at| span.start + at) {
            let (name, end) = self.name(at);
            let address = matches!(name, "url" | "href");
            let argument = if address { self.argument(end) } else { self.key_argument(self.starred(end)) };
            let Some((inner, _)) = argument.filter(|(inner, _)| inner.end <= span.end) else { continue };
            match () {
                () if address => found.extend(reference::of_target(&self.notes[inner.range()])),
                () if name.contains("cite") => found.extend(self.keys(inner)),
                () => {}
            }
        }
        if found.is_empty() && text.trim_start().starts_with("http") {
            found.extend(reference::of_target(text.split_whitespace().next().unwrap_or_default()));
        }
        found
    }
}
