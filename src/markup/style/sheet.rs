//! Style sheets: their rules, with what stands around them.

use super::declaration::Declarations;
use super::rule::{RuleIndex, Scope};
use super::scan::{behind_blanks, end_of_item};

/// The number of blocks inside of each other that are read; what is deeper hides nothing, and shows nothing.
const DEEPEST: usize = 64;

/// A block that is open.
struct Block<'s> {
    /// The selectors of a rule; nothing for `@media` and the like.
    selectors: Option<&'s str>,
    declarations: Declarations,
    scope: Scope,
    /// True in a rule, or in `@media` inside of one: declarations may stand here.
    is_inside_rule: bool,
    /// True if a rule further in says something: it may be about the elements of this one.
    has_nested: bool,
}

/// Reads a style sheet into `rules`.
pub(super) fn read(css: &str, scope: Scope, rules: &mut RuleIndex) {
    SheetReader { css, at: 0, scope, open: Vec::new(), rules }.read();
}

struct SheetReader<'s, 'r> {
    css: &'s str,
    at: usize,
    scope: Scope,
    open: Vec<Block<'s>>,
    rules: &'r mut RuleIndex,
}

impl<'s> SheetReader<'s, '_> {
    fn read(mut self) {
        loop {
            self.at = behind_blanks(self.css, self.at);
            let rest = &self.css[self.at..];
            match rest.bytes().next() {
                None => break,
                Some(b'<') if self.open.is_empty() && rest.starts_with("<!--") => self.at += 4,
                Some(b'-') if self.open.is_empty() && rest.starts_with("-->") => self.at += 3,
                Some(b'}') if !self.open.is_empty() => {
                    self.at += 1;
                    self.close();
                }
                Some(b';') if !self.open.is_empty() => self.at += 1,
                Some(b'@') => self.at_rule(),
                Some(_) => self.item(),
            }
        }
        // A sheet that ends ends all blocks.
        while !self.open.is_empty() {
            self.close();
        }
    }

    /// Reads a declaration, or the beginning of a rule.
    fn item(&mut self) {
        let start = self.at;
        let is_inside = self.open.last().is_some_and(|block| block.is_inside_rule);
        let stops: &[u8] = match () {
            () if self.open.is_empty() => b"{",
            // What a variable holds may have braces in it.
            () if is_inside && self.css[start..].starts_with("--") => b";}",
            () => b"{;}",
        };
        let end = end_of_item(self.css, start, stops);
        let item = &self.css[start..end];
        self.at = end;
        if self.css[end..].starts_with('{') {
            let around = self.open.last();
            let scope = around.map_or(self.scope, |block| block.scope);
            let scope = Scope { is_conditional: scope.is_conditional || is_inside, ..scope };
            self.open(Some(item), scope, true);
        } else if is_inside && let Some(block) = self.open.last_mut() {
            block.declarations.add(item);
        }
    }

    fn at_rule(&mut self) {
        let start = self.at;
        let stops: &[u8] = if self.open.is_empty() { b"{;" } else { b"{;}" };
        let end = end_of_item(self.css, start, stops);
        self.at = end;
        if !self.css[end..].starts_with('{') {
            if is_default_namespace(&self.css[start..end]) {
                self.rules.give_up();
            }
            self.at += usize::from(self.css[end..].starts_with(';'));
            return;
        }
        let head = &self.css[start + 1..end];
        let name = head.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
        let around = self.open.last();
        let scope = around.map_or(self.scope, |block| block.scope);
        let is_inside_rule = around.is_some_and(|block| block.is_inside_rule);
        let scope = match &*name.to_ascii_lowercase() {
            "media" if is_everywhere(&head[name.len()..]) => scope,
            "layer" => Scope { is_layered: true, ..scope },
            "media" | "supports" | "container" | "scope" | "starting-style" | "document" | "-moz-document" => {
                Scope { is_conditional: true, ..scope }
            }
            // Fonts, pages, steps of animations: no elements are in them.
            _ => return self.skip_block(),
        };
        self.open(None, scope, is_inside_rule);
    }

    /// Opens the block whose brace is next.
    fn open(&mut self, selectors: Option<&'s str>, scope: Scope, is_inside_rule: bool) {
        if self.open.len() >= DEEPEST {
            self.rules.give_up();
            return self.skip_block();
        }
        self.at += 1;
        let declarations = Declarations::default();
        self.open.push(Block { selectors, declarations, scope, is_inside_rule, has_nested: false });
    }

    fn skip_block(&mut self) {
        self.at = (end_of_item(self.css, self.at + 1, b"}") + 1).min(self.css.len());
    }

    fn close(&mut self) {
        let Some(block) = self.open.pop() else { return };
        if let Some(selectors) = block.selectors {
            self.rules.add(selectors, &block.declarations, block.scope);
            if block.has_nested {
                self.rules.add(selectors, &Declarations::showing(), Scope { is_conditional: true, is_layered: false });
            }
        }
        if let Some(around) = self.open.last_mut() {
            around.has_nested |= around.is_inside_rule && (block.has_nested || block.declarations.shows());
        }
    }
}

/// Returns true for a rule by which names without a prefix may be those of another language than HTML.
fn is_default_namespace(rule: &str) -> bool {
    let rule = super::value::normalized(rule);
    rule.strip_prefix("@namespace").is_some_and(|rest| {
        rest.trim_ascii_start().starts_with(['"', '\'']) || rest.trim_ascii_start().starts_with("url(")
    })
}

/// Returns true if a list of media has every screen.
pub(super) fn is_everywhere(media: &str) -> bool {
    let media = super::value::normalized(media);
    media.is_empty()
        || media.split(',').any(|one| matches!(one.trim_ascii(), "all" | "screen" | "only screen" | "only all"))
}

#[cfg(test)]
mod tests {
    use super::super::declaration::{Aspect, Look};
    use super::super::rule::Condition;
    use super::*;

    /// The statement on `display` of the class `a`.
    fn read(css: &str) -> Vec<(Look, Condition)> {
        let mut rules = RuleIndex::default();
        super::read(css, Scope::default(), &mut rules);
        let sayings = rules.finish().classes.remove("a").unwrap_or_default();
        let display = sayings.into_iter().filter(|saying| saying.aspect == Aspect::Display);
        display.map(|saying| (saying.look, saying.condition)).collect()
    }

    #[test]
    fn plain_rules_are_read_wherever_they_stand() {
        for css in [
            ".a{display:none}",
            ".a{display:none",
            "<!-- .a { color : red ; display : none ; } -->",
            "@charset 'x';@import url(x;y);.a{display:none}",
            "/* } */.a{content:'}';display:none}",
            ".b{background:url(data:x,'{)}.a{display:none}",
            "@media all{.a{display:none}}",
            "@media only screen , print{.a{display:none}}",
            "@layer x{.a{display:none}}",
            "@namespace svg url(http://www.w3.org/2000/svg);.a{display:none}",
            "@font-face{x:y}@keyframes k{from{display:block}}.a{display:none}",
            ".b,.a , #c{display:none}",
            ".b{--x:{a;b}}.a{display:none}",
            "@unknown{.a{display:block}}.a{display:none}",
        ] {
            assert_eq!(read(css), [(Look::Hidden, Condition::Always)], "{css}");
        }
    }

    #[test]
    fn what_browsers_drop_or_do_sometimes_does_not_hide() {
        for css in [
            "",
            ".a",
            ".a{}",
            "} .a{display:none}",
            "x; .a{display:none}",
            ".a, :foo{display:none}",
            ".a:hover{display:none}",
            ".b .a{display:none}",
            "@media print{.a{display:none}}",
            "@media (min-width:1px){.a{display:none}}",
            "@supports (x:y){.a{display:none}}",
            "@layer x;@media print{@media all{.a{display:none}}}",
            "@keyframes k{.a{display:none}}",
            ".b{.a{display:none}}",
            "/* .a{display:none}",
            ".b{content:')';x:(}.a{display:none}",
            "'.a{display:none}'",
            "@namespace url(http://www.w3.org/2000/svg);.a{display:none}",
            "@namespace 'x';.a{display:none}",
        ] {
            assert_eq!(read(css), [], "{css}");
        }
    }

    #[test]
    fn what_shows_in_some_state_is_kept_beside_what_hides() {
        for (css, condition) in [
            (".a{display:none}@media print{.a{display:block}}", Condition::Sometimes),
            (".a{display:none}.open .a{display:block}", Condition::Sometimes),
            (".a.open{display:block}.a{display:none}", Condition::Sometimes),
            (".a{display:none;&.open{display:block}}", Condition::Sometimes),
            (".a{display:none;@media print{display:block}}", Condition::Sometimes),
            (".a{display:none;animation:x 1s}", Condition::Sometimes),
            (".a{display:none}@layer x{.a{display:block}}", Condition::Sometimes),
            (".a{display:none}.a:focus{display:block}", Condition::PointedAt),
        ] {
            let mut read = read(css);
            read.sort_by_key(|(look, _)| *look != Look::Hidden);
            assert_eq!(read, [(Look::Hidden, Condition::Always), (Look::Shown, condition)], "{css}");
        }
    }

    #[test]
    fn a_sheet_that_is_too_deep_or_too_long_says_nothing() {
        let deep = format!(".a{{display:none}}{}", "@media print{".repeat(100));
        assert_eq!(read(&deep), []);
        let names: String = (0..40_000).map(|number| format!(".n{number},")).collect();
        assert_eq!(read(&format!("{names}.a{{display:none}}")), []);
    }
}
