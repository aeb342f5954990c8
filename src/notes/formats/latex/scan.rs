//! Names and arguments of LaTeX commands, and where they end.

use crate::notes::Reference;
use crate::notes::citations::reference;
use crate::text::Span;
use memchr::memmem;

/// The bytes in which the end of an optional argument is looked for.
const REACH: usize = 4_000;

/// LaTeX, and which braces belong together.
pub(super) struct LatexSource<'n> {
    pub notes: &'n str,
    /// Braces that open and those that close them, ascending.
    braces: Vec<(usize, usize)>,
}

impl<'n> LatexSource<'n> {
    pub fn of(notes: &'n str) -> Self {
        let (mut braces, mut open) = (Vec::new(), Vec::new());
        let bytes = notes.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => at += 1,
                b'%' => at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at),
                b'{' => open.push(at),
                b'}' => braces.extend(open.pop().map(|start| (start, at))),
                _ => {}
            }
            at += 1;
        }
        braces.sort_unstable();
        Self { notes, braces }
    }

    /// From `\begin{document}` to its end; all of it where there is none.
    pub fn body(&self) -> Span {
        const BEGIN: &str = "\\begin{document}";
        let start = self.notes.find(BEGIN).map_or(0, |at| at + BEGIN.len());
        let end = self.notes[start..].find("\\end{document}").map_or(self.notes.len(), |at| start + at);
        Span::new(start, end)
    }

    /// The files that `\addbibresource` and `\bibliography` name.
    pub fn bibliographies(&self) -> Vec<String> {
        let mut found = Vec::new();
        for command in ["\\addbibresource", "\\bibliography"] {
            for at in memmem::find_iter(self.notes.as_bytes(), command) {
                let line = self.notes[..at].rfind('\n').map_or(0, |line| line + 1);
                let end = at + command.len();
                let after = self.option(end).map_or(end, |(_, end)| end);
                let named = self.notes[after..].starts_with('{') && !self.notes[line..at].contains('%');
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
            let start = self.gap(at);
            let found = self.bracket(start, b'[', b']').or_else(|| self.bracket(start, b'(', b')'));
            at = found.map_or(at, |(_, end)| end);
        }
        let start = self.gap(at);
        self.argument(at).filter(|_| self.notes[start..].starts_with('{'))
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
