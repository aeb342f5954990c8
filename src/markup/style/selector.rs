//! Selectors of style sheets: which elements a rule may be about.

use super::value::{comment_end, escape, string_end};
use std::borrow::Cow;

/// A name by which rules find elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name<'s> {
    Class(Cow<'s, str>),
    Id(Cow<'s, str>),
    Element(Cow<'s, str>),
    /// The attribute `hidden`, by itself: `[hidden]`.
    HiddenAttribute,
}

/// One selector of a list.
#[derive(Debug, Default)]
pub(super) struct ComplexSelector<'s> {
    /// The names of which an element has one at least, if the selector is about it; of the last compound alone.
    pub names: Vec<Name<'s>>,
    /// True if an element may be meant that has none of `names`.
    pub is_about_any: bool,
    /// True if it is one class, id or element name, and nothing more.
    pub is_simple: bool,
    /// True if every browser knows all that is in it. Otherwise some drop the whole rule.
    pub is_sound: bool,
    /// True if it is about what a style puts before, behind or into an element, and not about its words.
    pub is_pseudo_element: bool,
    /// True if it is about an element that has the focus, or is pointed at.
    pub is_pointed_at: bool,
    /// At least its specificity: ids, then classes, then elements, in a byte each.
    pub specificity: u32,
}

/// Pseudo-classes that all browsers have known for years (CSS Selectors Level 3 and 4), with and without brackets.
#[rustfmt::skip]
const PSEUDO_CLASSES: [&str; 36] = [
    "active", "any-link", "checked", "default", "disabled", "empty", "enabled", "first-child", "first-of-type", "focus",
    "focus-visible", "focus-within", "hover", "in-range", "indeterminate", "invalid", "last-child", "last-of-type", "link", "only-child",
    "only-of-type", "optional", "out-of-range", "read-only", "read-write", "required", "root", "target", "valid", "visited", "is", "not",
    "nth-child", "nth-last-child", "nth-of-type", "where",
];
/// Pseudo-elements that all browsers know; the first four may be written with one colon.
const PSEUDO_ELEMENTS: [&str; 8] =
    ["before", "after", "first-line", "first-letter", "marker", "placeholder", "selection", "backdrop"];

/// The highest specificity.
pub(super) const MOST_SPECIFIC: u32 = 0xFF_FFFF;

/// The content of the brackets of a pseudo-class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inner {
    /// Selectors of which one is about the element.
    Any,
    /// A condition: what the element is not, or has inside, or its number.
    Other,
}

/// Reads the selectors of a list, one by one, each byte once.
pub(super) struct SelectorReader<'s> {
    css: &'s str,
    at: usize,
    is_over: bool,
}

/// The parts of one selector, as far as it is read.
#[derive(Default)]
struct Reading<'s> {
    selector: ComplexSelector<'s>,
    /// The brackets that are open.
    open: Vec<Inner>,
    /// The number of compounds, and of parts in them, pseudo-classes and attributes included.
    compounds: usize,
    parts: usize,
    /// True if the last compound has a name outside of brackets.
    is_named: bool,
    /// True if it has a class or an id outside of brackets.
    is_marked: bool,
    /// True if it has names in the brackets of `:is`.
    is_any: bool,
    /// True behind white space or a combinator.
    is_apart: bool,
}

impl<'s> SelectorReader<'s> {
    pub(super) fn new(css: &'s str) -> Self {
        Self { css, at: 0, is_over: false }
    }

    fn name(&mut self) -> Cow<'s, str> {
        let start = self.at;
        let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || !c.is_ascii();
        let rest = &self.css[start..];
        let plain = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        self.at += plain;
        if !self.css[self.at..].starts_with('\\') {
            return self.css[start..self.at].into();
        }
        let mut name = self.css[start..self.at].to_owned();
        while let Some(c) = self.css[self.at..].chars().next() {
            let (read, length) = match c {
                '\\' => escape(&self.css[self.at..]),
                _ if is_name(c) => (c, c.len_utf8()),
                _ => break,
            };
            name.push(read);
            self.at += length;
        }
        name.into()
    }

    /// Reads one part.
    fn part(&mut self, reading: &mut Reading<'s>, c: char) {
        let bytes = self.css.as_bytes();
        match c {
            _ if c.is_ascii_whitespace() => {
                reading.is_apart |= reading.open.is_empty();
                self.at += 1;
            }
            '/' if bytes.get(self.at + 1) == Some(&b'*') => {
                self.at = comment_end(self.css, self.at);
                // Two names with a comment between them are two, without a space: no browser takes that.
                let is_joined = self.css[self.at..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
                reading.selector.is_sound &= !is_joined;
            }
            '>' | '+' | '~' if reading.open.is_empty() => {
                reading.is_apart = true;
                reading.compounds += 1;
                self.at += 1;
            }
            '.' | '#' => {
                self.at += 1;
                let name = self.name();
                reading.selector.is_sound &= is_identifier(&name);
                reading.named(if c == '.' { Name::Class(name) } else { Name::Id(name) });
            }
            '[' => self.attribute(reading),
            ':' => self.pseudo(reading),
            ')' => {
                reading.selector.is_sound &= reading.open.pop().is_some();
                self.at += 1;
            }
            _ if c.is_alphanumeric() || matches!(c, '-' | '_' | '\\') || !c.is_ascii() => {
                let name = self.name();
                reading.element(name);
            }
            '*' => {
                reading.begin();
                self.at += 1;
            }
            _ => {
                // In brackets stand numbers, signs and lists.
                let is_inner = !reading.open.is_empty() && matches!(c, '+' | ',' | '>' | '~');
                reading.selector.is_sound &= is_inner;
                if c == '(' {
                    reading.open.push(Inner::Other);
                }
                self.at += c.len_utf8();
            }
        }
    }

    fn attribute(&mut self, reading: &mut Reading<'s>) {
        let bytes = self.css.as_bytes();
        let start = self.at;
        while let Some(&byte) = bytes.get(self.at) {
            self.at = match byte {
                b']' => break,
                b'"' | b'\'' => string_end(bytes, self.at),
                b'\\' => self.at + escape(&self.css[self.at..]).1,
                _ => self.at + 1,
            };
        }
        let inner = &self.css[start + 1..self.at.max(start + 1)];
        self.at = (self.at + 1).min(self.css.len());
        let is_outside = reading.open.is_empty();
        reading.begin();
        reading.add(1 << 8);
        if is_outside && inner.trim_ascii().eq_ignore_ascii_case("hidden") && !reading.is_named {
            reading.selector.names.push(Name::HiddenAttribute);
        } else {
            reading.parts += 1;
        }
    }

    fn pseudo(&mut self, reading: &mut Reading<'s>) {
        let colons = self.css[self.at..].bytes().take(2).take_while(|&byte| byte == b':').count();
        self.at += colons;
        let name = self.name().to_ascii_lowercase();
        let is_element = colons == 2 || PSEUDO_ELEMENTS[..4].contains(&&*name);
        let is_function = self.css[self.at..].starts_with('(');
        let is_known = if is_element { PSEUDO_ELEMENTS.contains(&&*name) } else { PSEUDO_CLASSES.contains(&&*name) };
        reading.begin();
        reading.parts += 1;
        let selector = &mut reading.selector;
        selector.is_sound &= is_known;
        if reading.open.is_empty() {
            selector.is_pseudo_element |= is_element;
            selector.is_pointed_at |= matches!(&*name, "focus" | "focus-visible" | "focus-within" | "hover" | "active");
        }
        reading.add(if is_element { 1 } else { 1 << 8 });
        if is_function {
            self.at += 1;
            let is_any = matches!(&*name, "is" | "where" | "matches" | "any" | "-webkit-any" | "-moz-any");
            let is_inside_any = reading.open.last().is_none_or(|inner| *inner == Inner::Any);
            reading.open.push(if is_any && is_inside_any { Inner::Any } else { Inner::Other });
        }
    }
}

impl<'s> Reading<'s> {
    /// Begins a part. A compound that stands apart from the one before takes its place: rules are about the last one.
    fn begin(&mut self) {
        if std::mem::take(&mut self.is_apart) && self.open.is_empty() && self.compounds + self.parts > 0 {
            self.compounds += 1;
            self.parts += 1;
            (self.is_named, self.is_marked, self.is_any) = (false, false, false);
            self.selector.names.clear();
            (self.selector.is_pseudo_element, self.selector.is_pointed_at) = (false, false);
        }
        self.parts += usize::from(self.open.is_empty());
    }

    /// Adds to the specificity. More than 255 classes count as an id: then it is more than it should be.
    fn add(&mut self, specificity: u32) {
        self.selector.specificity = (self.selector.specificity + specificity).min(MOST_SPECIFIC);
    }

    fn named(&mut self, name: Name<'s>) {
        self.begin();
        self.add(if matches!(name, Name::Id(_)) { 1 << 16 } else { 1 << 8 });
        match self.open.last() {
            None => {
                // A compound with a class or an id is found by these: `p.note` is about notes.
                if !self.is_marked {
                    self.selector.names.retain(|name| matches!(name, Name::Class(_) | Name::Id(_)));
                }
                (self.is_named, self.is_marked) = (true, true);
                self.selector.names.push(name);
            }
            Some(Inner::Any) => {
                self.is_any = true;
                self.selector.names.push(name);
            }
            Some(Inner::Other) => {}
        }
    }

    fn element(&mut self, name: Cow<'s, str>) {
        let is_first = self.is_apart || (self.parts == 0 && self.compounds == 0);
        self.begin();
        let name: Cow<'s, str> =
            if name.bytes().any(|byte| byte.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name };
        self.add(1);
        match self.open.last() {
            None => {
                // An element's name stands in front of its classes.
                self.selector.is_sound &= is_first && is_identifier(&name);
                if !self.is_marked {
                    self.is_named = true;
                    self.selector.names.push(Name::Element(name));
                }
            }
            Some(Inner::Any) => {
                self.is_any = true;
                self.selector.names.push(Name::Element(name));
            }
            Some(Inner::Other) => {}
        }
    }

    fn finish(mut self) -> ComplexSelector<'s> {
        let selector = &mut self.selector;
        selector.is_sound &= self.open.is_empty() && self.parts > 0;
        selector.is_simple = self.parts == 1 && self.compounds == 0 && selector.names.len() == 1;
        let is_hidden_attribute = selector.is_simple && selector.names.contains(&Name::HiddenAttribute);
        selector.is_about_any = !(self.is_named || self.is_any || is_hidden_attribute);
        self.selector
    }
}

/// Returns true for a word that may be a name as it stands; one with escapes has any character.
fn is_identifier(name: &str) -> bool {
    let name = name.strip_prefix('-').unwrap_or(name);
    !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit())
}

impl<'s> Iterator for SelectorReader<'s> {
    type Item = ComplexSelector<'s>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let mut reading = Reading::default();
        reading.selector.is_sound = true;
        self.at = super::scan::behind_blanks(self.css, self.at);
        loop {
            match self.css[self.at..].chars().next() {
                None => {
                    self.is_over = true;
                    break;
                }
                Some(',') if reading.open.is_empty() => {
                    self.at += 1;
                    break;
                }
                Some(c) => self.part(&mut reading, c),
            }
        }
        Some(reading.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names, and a letter for each property.
    fn read(css: &str) -> Vec<String> {
        let selectors = SelectorReader::new(css).map(|selector| {
            let mut read: Vec<String> = selector
                .names
                .iter()
                .map(|name| match name {
                    Name::Class(name) => format!(".{name}"),
                    Name::Id(name) => format!("#{name}"),
                    Name::Element(name) => name.to_string(),
                    Name::HiddenAttribute => "[hidden]".to_owned(),
                })
                .collect();
            for (property, letter) in [
                (selector.is_simple, "simple"),
                (selector.is_about_any, "any"),
                (!selector.is_sound, "unsound"),
                (selector.is_pseudo_element, "pseudo"),
                (selector.is_pointed_at, "pointed"),
            ] {
                read.extend(property.then(|| letter.to_owned()));
            }
            read.join(" ")
        });
        selectors.collect()
    }

    #[test]
    fn a_selector_is_about_the_names_of_its_last_compound() {
        for (css, is) in [
            (".a", ".a simple"),
            (" #a ", "#a simple"),
            ("P", "p simple"),
            ("my-note", "my-note simple"),
            ("[hidden]", "[hidden] simple"),
            (".md\\:a", ".md:a simple"),
            ("/* x */.a/* y */", ".a simple"),
            (".é", ".é simple"),
            ("p.a", ".a"),
            ("p .a", ".a"),
            (".b>.a", ".a"),
            (".b + p", "p"),
            (".a.b", ".a .b"),
            (".a:not(.b)", ".a"),
            (".a:hover", ".a pointed"),
            (".b:hover .a", ".a"),
            (".b :is(.a,#c)", ".a #c"),
            (".a::before", ".a pseudo"),
            (".a:after", ".a pseudo"),
            ("*", "any"),
            (".b > *", "any"),
            (":not(.a)", "any"),
            ("[open]", "any"),
            ("p[open]", "p"),
            (":target", "any"),
            (".b::before .a", ".a"),
        ] {
            assert_eq!(read(css), [is], "{css}");
        }
    }

    #[test]
    fn lists_are_read_one_by_one() {
        assert_eq!(read(".a, p:is(.b,.c) ,#d"), [".a simple", "p .b .c", "#d simple"]);
    }

    #[test]
    fn what_some_browser_does_not_know_is_unsound() {
        for css in
            ["", ".", ".1", "a b}c", ".a/**/b", ".a:foo", ".a::-moz-x", "a|b", "& .a", ".a(", "[a]b", ".a;.b", "<!--"]
        {
            let selectors: Vec<_> = SelectorReader::new(css).collect();
            assert!(selectors.iter().any(|selector| !selector.is_sound), "{css}");
        }
    }

    #[test]
    fn specificity_is_counted() {
        let specificity = |css: &str| SelectorReader::new(css).map(|selector| selector.specificity).max();
        assert_eq!(specificity("#a .b p"), Some(0x1_0101));
        assert_eq!(specificity("p:hover[a]::before"), Some(0x0_0202));
        assert_eq!(specificity(&"#a".repeat(600)), Some(MOST_SPECIFIC));
    }
}
