//! What kind of change a change is.
//!
//! A class that names meaning is given only where the words leave no doubt; *wording* is what is left.

use super::lexicon::{is_article, is_hedge, is_link, is_plain, is_report, is_support, letters_apart};
use super::notice::is_notice;
use super::sheet::{Block, Register, Sheet};
use super::value::{is_month, is_surely_month, is_weekday, is_year, number};
use super::words::Hunk;
use crate::collate::is_negation;
use crate::segment::Role;
use std::collections::BTreeSet;
use std::ops::Range;

/// Classes of one change, sorted.
pub type Classes = BTreeSet<Class>;

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A notice of correction or update came, went or changed.
    Notice,
    /// The headline.
    Headline,
    /// The standfirst.
    Standfirst,
    /// Another number stands in the same place.
    Number,
    /// Another date.
    Date,
    /// Another name.
    Name,
    /// The same sentence denies, or no longer does.
    Negation,
    /// The same sentence is surer, or less sure.
    Hedge,
    /// Who says it, or how it is said that they do.
    Attribution,
    /// Words inside quotation marks.
    Quotation,
    /// Other words.
    Wording,
    /// The same word, spelled otherwise; capitals and hyphens too.
    Spelling,
    /// Marks of the sentence.
    Punctuation,
    /// Shapes of marks, and the spaces beside them.
    Typography,
    /// A paragraph that is new.
    Added,
    /// A paragraph that is no more.
    Removed,
    /// A paragraph that stands elsewhere.
    Moved,
    /// A paragraph that became several.
    Split,
    /// Paragraphs that became one.
    Joined,
    /// A paragraph that counts as something else now.
    Role,
    /// Page furniture.
    Furniture,
    /// What an earlier capture said already.
    Revert,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 22] = [
        Self::Notice,
        Self::Headline,
        Self::Standfirst,
        Self::Number,
        Self::Date,
        Self::Name,
        Self::Negation,
        Self::Hedge,
        Self::Attribution,
        Self::Quotation,
        Self::Wording,
        Self::Spelling,
        Self::Punctuation,
        Self::Typography,
        Self::Added,
        Self::Removed,
        Self::Moved,
        Self::Split,
        Self::Joined,
        Self::Role,
        Self::Furniture,
        Self::Revert,
    ];

    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Number => "number",
            Self::Date => "date",
            Self::Name => "name",
            Self::Negation => "negation",
            Self::Hedge => "hedge",
            Self::Attribution => "attribution",
            Self::Quotation => "quotation",
            Self::Wording => "wording",
            Self::Spelling => "spelling",
            Self::Punctuation => "punctuation",
            Self::Typography => "typography",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Split => "split",
            Self::Joined => "joined",
            Self::Role => "role",
            Self::Furniture => "furniture",
            Self::Revert => "revert",
        }
    }
}

/// The classes that a paragraph has by what it is.
pub(super) fn by_role(block: &Block) -> Option<Class> {
    match block.role {
        Role::Headline => Some(Class::Headline),
        Role::Standfirst => Some(Class::Standfirst),
        _ if block.is_furniture() => Some(Class::Furniture),
        _ => None,
    }
}

/// Two paragraphs, or groups of them, and where each one's words stand.
pub(super) struct Place<'p, 'w> {
    pub old: &'p Sheet<'w>,
    pub new: &'p Sheet<'w>,
    pub register: &'p Register<'w>,
    pub one: &'p Block,
    pub other: &'p Block,
    pub olds: Range<usize>,
    pub news: Range<usize>,
    /// What differs in these paragraphs, all of it.
    pub hunks: &'p [Hunk],
}

/// Words beyond which a replacement says too much at once for any but the plainest class.
const FEW: usize = 6;

impl Place<'_, '_> {
    /// The classes of one difference.
    pub fn classes(&self, hunk: &Hunk) -> Classes {
        let (was, is) = (self.words_of(self.old, &hunk.old), self.words_of(self.new, &hunk.new));
        let mut classes = Classes::new();
        if was.is_empty() && is.is_empty() {
            classes.insert(Class::Punctuation);
            return classes;
        }
        if is_same_word(&was, &is) {
            classes.insert(Class::Spelling);
        }
        if was.iter().all(|word| is.contains(word)) && was.len() == is.len() && was == is {
            classes = [Class::Punctuation].into();
            return classes;
        }
        let few = was.len() <= FEW && is.len() <= FEW;
        if few && !self.in_headline() {
            classes.extend(self.telling(hunk, &was, &is));
        }
        if self.starts_notice(hunk) {
            classes.insert(Class::Notice);
        }
        if self.is_attribution(hunk, &was, &is) {
            classes.insert(Class::Attribution);
        }
        if self.is_quoted(hunk) {
            classes.insert(Class::Quotation);
        }
        if self.is_misspelt(&was, &is) {
            classes.insert(Class::Spelling);
        }
        let told = [Class::Number, Class::Date, Class::Name, Class::Negation, Class::Hedge, Class::Spelling];
        if !told.iter().any(|class| classes.contains(class)) {
            classes.insert(Class::Wording);
        }
        classes
    }

    /// Classes of meaning that a few words tell.
    fn telling(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> Classes {
        let mut classes = Classes::new();
        match self.numerical(hunk, was, is) {
            Some(class) => drop(classes.insert(class)),
            None if self.are_names(hunk, was, is) => drop(classes.insert(Class::Name)),
            None => {}
        }
        if self.is_denied(hunk, was, is) {
            classes.insert(Class::Negation);
        }
        if self.is_hedged(hunk, was, is) {
            classes.insert(Class::Hedge);
        }
        classes
    }

    fn words_of<'w>(&self, sheet: &Sheet<'w>, range: &Range<usize>) -> Vec<&'w str> {
        sheet.words(range.clone()).collect()
    }

    fn in_headline(&self) -> bool {
        matches!(self.one.role, Role::Headline | Role::Crosshead)
            || matches!(self.other.role, Role::Headline | Role::Crosshead)
    }

    /// Whether numbers or dates stand for others, as many for as many.
    fn numerical(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> Option<Class> {
        let values = |words: &[&str]| words.iter().filter_map(|word| number(word)).collect::<Vec<_>>();
        let (olds, news) = (values(was), values(is));
        let days = |words: &[&str]| words.iter().filter(|word| is_weekday(word) || is_month(word)).count();
        let sure = |words: &[&str]| words.iter().any(|word| is_weekday(word) || is_surely_month(word));
        if days(was) == 1 && days(is) == 1 && (sure(was) || sure(is) || self.beside_number(hunk)) {
            let day = |words: &[&str]| {
                words.iter().find(|word| is_weekday(word) || is_month(word)).copied().map(str::to_owned)
            };
            return (day(was) != day(is) || olds != news).then_some(Class::Date);
        }
        if olds.is_empty()
            || olds.len() != news.len()
            || olds == news
            || self.in_address(hunk) && !self.in_figures_of_date(hunk)
        {
            return None;
        }
        // `one` is as often no number.
        let doubtful = |values: &[String], words: &[&str]| {
            values == ["1"] && words.iter().any(|word| word.eq_ignore_ascii_case("one"))
        };
        if (doubtful(&olds, was) || doubtful(&news, is)) && !(was.len() == 1 && is.len() == 1) {
            return None;
        }
        let years = was.iter().all(|word| is_year(word)) && is.iter().all(|word| is_year(word));
        Some(if years || self.beside_month(hunk) || self.in_figures_of_date(hunk) || days(was) > 0 && days(is) > 0 {
            Class::Date
        } else {
            Class::Number
        })
    }

    fn neighbours(&self, hunk: &Hunk) -> [&str; 2] {
        let near = |at: Option<usize>| at.filter(|at| self.news.contains(at)).map_or("", |at| self.new.word(at));
        let before = hunk.new.start.checked_sub(1);
        // `Sept. 5`: the stop belongs to the month.
        let before = before.filter(|&at| self.new.word(at) != ".").or(hunk.new.start.checked_sub(2));
        [near(before), near(Some(hunk.new.end))]
    }

    fn beside_month(&self, hunk: &Hunk) -> bool {
        self.neighbours(hunk).into_iter().any(is_month)
    }

    /// Whether the words are part of a date in figures: `2016-05-13`, `13/05/2016`.
    fn in_figures_of_date(&self, hunk: &Hunk) -> bool {
        let part = |at: &usize| {
            let word = self.new.word(*at);
            number(word).is_some() || matches!(word, "-" | "/" | "–")
        };
        let before = (self.news.start..hunk.new.start).rev().take_while(part).take(4);
        let after = (hunk.new.end..self.news.end).take_while(part).take(4);
        let around: Vec<&str> =
            before.chain(hunk.new.clone().filter(part)).chain(after).map(|at| self.new.word(at)).collect();
        around.iter().any(|word| is_year(word)) && around.iter().filter(|word| matches!(**word, "-" | "/")).count() >= 2
    }

    fn beside_number(&self, hunk: &Hunk) -> bool {
        self.neighbours(hunk).into_iter().any(|word| number(word).is_some())
    }

    /// Whether the words are part of an address, where digits count nothing.
    fn in_address(&self, hunk: &Hunk) -> bool {
        let part = |sheet: &Sheet<'_>, range: &Range<usize>, all: &Range<usize>| {
            let mut around = range.start.saturating_sub(1).max(all.start)..(range.end + 1).min(all.end);
            around.any(|at| matches!(sheet.word(at), "/" | "_" | "=" | "#" | "@" | "\\" | "&" | "+"))
        };
        part(self.old, &hunk.old, &self.olds) || part(self.new, &hunk.new, &self.news)
    }

    /// Whether a name stands for another: capitals on both sides, in the midst of a sentence, of words that neither text
    /// has in small letters.
    fn are_names(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        let named = |words: &[&str]| {
            let mut capitals = words.iter().filter(|word| !is_link(word)).peekable();
            capitals.peek().is_some() && capitals.all(|word| self.is_name(word))
        };
        named(was)
            && named(is)
            && !self.in_address(hunk)
            && !is_same_word(was, is)
            && !self.old.opens_sentence(self.one, hunk.old.start)
            && !self.new.opens_sentence(self.other, hunk.new.start)
            && !self.is_titled(hunk)
    }

    fn is_name(&self, word: &str) -> bool {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let lower = word.to_lowercase();
        let stem = lower.strip_suffix('s').unwrap_or(&lower);
        capital
            && word.chars().count() > 1
            && !is_weekday(word)
            && !is_month(word)
            && !self.register.has(&lower)
            && !self.register.has(stem)
            && !self.register.has(&format!("{lower}s"))
    }

    /// Whether most long words around are capitalised: a title, where capitals make no names.
    fn is_titled(&self, hunk: &Hunk) -> bool {
        let from = hunk.new.start.saturating_sub(5).max(self.news.start);
        let to = (hunk.new.end + 5).min(self.news.end);
        let around = (from..hunk.new.start)
            .chain(hunk.new.end..to)
            .filter(|&at| self.new.tokens[at].is_word)
            .map(|at| self.new.word(at));
        let long: Vec<&str> = around.filter(|word| word.chars().count() > 3).collect();
        let capitals = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        long.len() > 2 && 4 * capitals > 3 * long.len()
    }

    /// Whether the rest of the sentence is the same.
    fn in_same_sentence(&self, hunk: &Hunk) -> bool {
        let (one, other) = (self.old.sentence(&self.olds, &hunk.old), self.new.sentence(&self.news, &hunk.new));
        let others = self.hunks.iter().filter(|found| *found != hunk);
        let changed: usize = others
            .filter(|found| overlaps(&found.old, &one) || overlaps(&found.new, &other))
            .map(|found| found.old.len().min(one.len()) + found.new.len().min(other.len()))
            .sum();
        4 * changed <= one.len() + other.len()
    }

    /// Whether a word that denies came or went, and nothing else did.
    fn is_denied(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        let denials = |words: &[&str]| words.iter().filter(|word| is_negation(word)).count();
        if denials(was) == denials(is) || denials(was) + denials(is) != 1 || !self.in_same_sentence(hunk) {
            return false;
        }
        let numbered = |sheet: &Sheet<'_>, at: usize| {
            sheet.tokens.get(at).is_some_and(|_| sheet.word(at) == ".")
                && sheet.tokens.get(at + 1).is_some_and(|_| number(sheet.word(at + 1)).is_some())
        };
        if numbered(self.old, hunk.old.end) || numbered(self.new, hunk.new.end) {
            return false;
        }
        rest(was, false) == rest(is, false) || rest(was, true) == rest(is, true)
    }

    /// Whether a word of doubt came or went, and nothing else did.
    fn is_hedged(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        let hedges = |words: &[&str]| words.iter().filter(|word| is_hedge(word)).count();
        let others = |words: &[&str]| {
            words.iter().filter(|word| !is_hedge(word) && !is_plain(word)).map(|word| stem(word)).collect::<Vec<_>>()
        };
        let single = hedges(was) + hedges(is) == 1;
        // `could` for `can` is as often a tense as a doubt; `May` may be a month.
        let modal = |word: &&&str| matches!(word.to_lowercase().as_str(), "may" | "might" | "could");
        let modals = was.iter().chain(is).filter(modal).count();
        let against_will = was
            .iter()
            .chain(is)
            .any(|word| matches!(word.to_lowercase().as_str(), "will" | "is" | "are" | "was" | "were" | "has"));
        let month = was.iter().chain(is).any(|word| *word == "May");
        single && !month && (modals == 0 || against_will) && others(was) == others(is) && self.in_same_sentence(hunk)
    }

    fn is_attribution(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        if was.len() == 1 && is.len() == 1 && is_report(was[0]) && is_report(is[0]) {
            return !same_verb(was[0], is[0]) && self.in_same_sentence(hunk);
        }
        let added = match (was.is_empty(), is.is_empty()) {
            (true, false) => is,
            (false, true) => was,
            _ => return false,
        };
        let according = added.windows(2).any(|two| two[0].eq_ignore_ascii_case("according") && two[1] == "to");
        let said = added.len() <= FEW && added.len() >= 2 && (is_report(added[added.len() - 1]) || is_report(added[0]));
        (according || said && self.has_name(added)) && added.len() <= 3 * FEW && self.in_same_sentence(hunk)
    }

    fn has_name(&self, words: &[&str]) -> bool {
        let subject = |word: &&str| {
            matches!(
                word.to_lowercase().as_str(),
                "he" | "she" | "they" | "officials" | "police" | "spokesman" | "spokeswoman"
            )
        };
        words.iter().any(|word| self.is_name(word) || subject(word))
    }

    /// Whether the words stand inside quotation marks, in both captures.
    fn is_quoted(&self, hunk: &Hunk) -> bool {
        !self.in_address(hunk)
            && inside_marks(self.old, &self.olds, &hunk.old)
            && inside_marks(self.new, &self.news, &hunk.new)
    }

    fn starts_notice(&self, hunk: &Hunk) -> bool {
        let starts = |sheet: &Sheet<'_>, block: &Block, range: &Range<usize>| {
            let first = (range.start..range.end).find(|&at| sheet.tokens[at].is_word);
            first.is_some_and(|first| {
                sheet.opens_sentence(block, first) && is_notice(sheet.text(range.clone()).trim_start())
            })
        };
        starts(self.old, self.one, &hunk.old) != starts(self.new, self.other, &hunk.new)
    }

    /// Whether one word was spelled wrong: it stands nowhere else, and the other is a slip of the pen away.
    fn is_misspelt(&self, was: &[&str], is: &[&str]) -> bool {
        let ([was], [is]) = (was, is) else { return false };
        let long = was.chars().count() >= 5 && is.chars().count() >= 5;
        let apart = letters_apart(was, is);
        long && (apart == 1 || apart == 2 && was.chars().count() >= 7)
            && number(was).is_none()
            && stem(was) != stem(is)
            && !is_inflected(was, is)
    }
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end || one.is_empty() && other.contains(&one.start)
}

/// Whether both are the same letters, capitals, hyphens and spaces aside.
fn is_same_word(was: &[&str], is: &[&str]) -> bool {
    let letters = |words: &[&str]| words.concat().to_lowercase();
    !was.is_empty() && letters(was) == letters(is)
}

/// The words but for what denies, in their plainest form; `loose` takes out articles and what verbs are denied with.
fn rest(words: &[&str], loose: bool) -> Vec<String> {
    let mut rest = Vec::new();
    for word in words {
        let plain = word.to_lowercase().replace('’', "'");
        let kept = match plain.strip_suffix("n't") {
            Some("ca") => "can",
            Some("wo") => "will",
            Some(verb) => verb,
            None if plain == "cannot" => "can",
            None if is_negation(&plain) => continue,
            None => &plain,
        };
        if !loose || !is_article(kept) && !is_support(kept) {
            rest.push(if loose { stem(kept) } else { kept.to_owned() });
        }
    }
    rest
}

/// The word without the ending of a verb.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let endings = ["ies", "ied", "ing", "es", "ed", "s", "d", "y", "e"];
    let cut = endings.iter().find_map(|ending| lower.strip_suffix(ending).filter(|stem| stem.len() >= 3));
    cut.unwrap_or(&lower).to_owned()
}

fn is_inflected(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.starts_with(&other) || other.starts_with(&one)
}

/// `say` and `said`: another tense, and no other claim.
fn same_verb(one: &str, other: &str) -> bool {
    let verb = |word: &str| match word.to_lowercase().as_str() {
        "said" | "says" | "say" => "say".to_owned(),
        "told" | "tells" => "tell".to_owned(),
        other => stem(other),
    };
    verb(one) == verb(other)
}

/// Whether `range` lies between quotation marks that open before it and close after it, in one paragraph.
fn inside_marks(sheet: &Sheet<'_>, block: &Range<usize>, range: &Range<usize>) -> bool {
    let mut open = 0usize;
    for at in block.start..range.start {
        match sheet.word(at) {
            "“" | "„" | "«" => open += 1,
            "”" | "»" => open = open.saturating_sub(1),
            "\"" => open = usize::from(open == 0),
            _ => {}
        }
    }
    let mark = |at: usize| matches!(sheet.word(at), "“" | "”" | "\"" | "„" | "«" | "»");
    let closes = |at: usize| matches!(sheet.word(at), "”" | "\"" | "»");
    open > 0 && !range.clone().any(mark) && (range.end..block.end).find(|&at| mark(at)).is_some_and(closes)
}
