//! Quotations by chance: words of an article, changed as people and machines change them.

use super::articles::Article;
use super::chance::Chance;

/// A change of a quotation: its name, and what it makes of the words.
type Change = (&'static str, fn(&mut Chance, &str, &Material<'_>) -> String);

/// What a change may take words from.
struct Material<'a> {
    body: &'a str,
    other: &'a str,
}

/// A quotation, and what was done to it.
#[derive(Debug, Clone)]
pub struct Quoted {
    pub words: String,
    pub changes: Vec<&'static str>,
}

/// The kinds of changes.
const CHANGES: &[Change] = &[
    ("white space", |chance, words, _| swap_one(chance, words, " ", &["  ", "\n", "\u{A0}", " \t", "\u{2009}"])),
    ("word left out", |chance, words, _| at_word(chance, words, |_| String::new())),
    ("word doubled", |chance, words, _| at_word(chance, words, |word| format!("{word} {word}"))),
    ("word of the article", |chance, words, from| {
        let word = a_word(chance, from.body);
        at_word(chance, words, |_| word.clone())
    }),
    ("word put in", |chance, words, from| {
        let word = a_word(chance, from.body);
        at_word(chance, words, |old| format!("{old} {word}"))
    }),
    ("words turned round", turned),
    ("negation", |chance, words, _| {
        let word = chance.one(&["not", "never", "no", "nicht", "δεν", "не", "לא"]);
        at_word(chance, words, |old| format!("{word} {old}"))
    }),
    ("digit", |chance, words, _| {
        let digit = char::from(b'0' + u8::try_from(chance.below(10)).unwrap_or(0));
        at_character(chance, words, char::is_numeric, |_| digit.to_string())
    }),
    ("digit put in", |chance, words, _| at_character(chance, words, char::is_numeric, |old| format!("{old}0"))),
    ("digit left out", |chance, words, _| at_character(chance, words, char::is_numeric, |_| String::new())),
    ("mark in a number", |chance, words, _| {
        let mark = chance.one(&[".", ",", "", " ", "’", "-", "–", "—", ":"]).to_owned();
        at_character(chance, words, |c| ".,’:–-".contains(c), |_| mark.clone())
    }),
    ("sign", |chance, words, _| {
        let sign = chance.one(&["-", "–", "−", "—", "+"]).to_owned();
        at_character(chance, words, |c| "$€123456789".contains(c), |old| format!("{sign}{old}"))
    }),
    ("sign left out", |chance, words, _| at_character(chance, words, |c| "–−-".contains(c), |_| String::new())),
    ("case of a letter", |chance, words, _| at_character(chance, words, char::is_alphabetic, other_case)),
    ("case of the first letter", |_, words, _| {
        let mut chars = words.chars();
        chars.next().map(|first| other_case(first) + chars.as_str()).unwrap_or_default()
    }),
    ("final mark put on", |chance, words, _| words.to_owned() + chance.one(&[",", ".", ";", ":", "!", "?", "…", "—"])),
    ("final mark left out", |_, words, _| words.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()),
    ("final mark", |chance, words, _| {
        words.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned() + chance.one(&[",", ".", ";", ":", "!"])
    }),
    ("letter", |chance, words, _| at_character(chance, words, char::is_alphabetic, |_| "e".to_owned())),
    ("look-alike", |chance, words, _| look_alike(chance, words)),
    ("unseen", |chance, words, _| {
        let unseen = chance.one(&["\u{200B}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}"]).to_owned();
        at_character(chance, words, |_| true, |old| format!("{old}{unseen}"))
    }),
    ("direction", |chance, words, _| {
        let unseen = chance.one(&["\u{200E}", "\u{200F}", "\u{202E}", "\u{202B}", "\u{2067}", "\u{61C}"]).to_owned();
        at_character(chance, words, |_| true, |old| format!("{old}{unseen}"))
    }),
    ("accent", |chance, words, _| at_character(chance, words, char::is_alphabetic, |old| format!("{old}\u{301}"))),
    ("cut", |chance, words, _| cut(chance, words)),
    ("marks", |chance, words, _| {
        let mark = chance.one(&["'", "‘", "’", "\"", "“", "”", "«", "»", "„"]).to_owned();
        at_character(chance, words, |c| "'‘’\"“”«»„".contains(c), |_| mark.clone())
    }),
    ("marks put in", |chance, words, _| {
        let (open, close) = [("‘", "’"), ("\"", "\""), ("“", "”"), ("'", "'")][chance.below(4)];
        at_word(chance, words, |word| format!("{open}{word}{close}"))
    }),
    ("dash", |chance, words, _| {
        let dash = chance.one(&["-", "–", "—", " – ", " — ", "--", " -- ", "---", "−", "‑"]).to_owned();
        at_character(chance, words, |c| "-–—−".contains(c), |_| dash.clone())
    }),
    ("dash for a blank", |chance, words, _| swap_one(chance, words, " ", &["-", "–", "—", " – ", " -", "- ", " −"])),
    ("hyphen left out", |chance, words, _| at_character(chance, words, |c| c == '-', |_| String::new())),
    ("blank for a hyphen", |chance, words, _| at_character(chance, words, |c| c == '-', |_| " ".to_owned())),
    ("ligature", |_, words, _| words.replacen("fi", "ﬁ", 1).replacen("fl", "ﬂ", 1)),
    ("full width", |chance, words, _| {
        at_character(
            chance,
            words,
            |c| c.is_ascii_graphic(),
            |old| char::from_u32(u32::from(old) + 0xFEE0).unwrap_or(old).to_string(),
        )
    }),
    ("debris", |chance, words, _| swap_one(chance, words, " ", &["¬†", " ¬†"])),
    ("ellipsis", |chance, words, _| gap(chance, words)),
    ("ellipsis", |chance, words, _| gap(chance, words)),
    ("ellipsis put in", |chance, words, _| {
        let form = ellipsis(chance);
        at_word(chance, words, |word| format!("{word}{form}"))
    }),
    ("ellipsis at an end", |chance, words, _| {
        let form = ellipsis(chance);
        if chance.once_in(2) { format!("{}{words}", form.trim_start()) } else { format!("{words}{}", form.trim_end()) }
    }),
    ("letter in brackets", |chance, words, _| {
        let swap = chance.once_in(2);
        at_word(chance, words, |word| {
            let mut chars = word.chars();
            let first = chars.next().unwrap_or('x');
            let shown = if swap { other_case(first) } else { first.to_string() };
            format!("[{shown}]{}", chars.as_str())
        })
    }),
    ("ending in brackets", |chance, words, _| {
        let (len, ending) =
            (chance.below(4), chance.one(&["ed", "s", "’s", "ing", "teen", "n’t", "-old", "0", "x y", ""]));
        at_word(chance, words, |word| {
            let keep: String = word.chars().take(word.chars().count().saturating_sub(len)).collect();
            format!("{keep}[{ending}]")
        })
    }),
    ("words in brackets", bracketed),
    ("words in brackets", bracketed),
    ("remark", |chance, words, _| {
        let remark = chance.one(&[" [sic]", "[sic]", " [sic] ", " [emphasis added]", " [sic!]"]).to_owned();
        at_word(chance, words, |word| format!("{word}{remark}"))
    }),
    ("remark within", |chance, words, _| at_character(chance, words, |_| true, |old| format!("{old}[sic]"))),
    ("parentheses", |chance, words, from| {
        let word = a_word(chance, from.body);
        at_word(chance, words, |old| format!("{old} ({word})"))
    }),
    ("note marker", |chance, words, _| {
        let marker = chance.one(&["[1]", "¹", "1", " [2]"]).to_owned();
        at_word(chance, words, |word| format!("{word}{marker}"))
    }),
    ("splice", |chance, words, from| format!("{words} {}", run(chance, from.body))),
    ("splice by ellipsis", |chance, words, from| {
        let form = ellipsis(chance);
        if chance.once_in(2) {
            format!("{words}{form}{}", run(chance, from.body))
        } else {
            format!("{}{form}{words}", run(chance, from.body))
        }
    }),
    ("two articles", |chance, words, from| format!("{words}{}{}", ellipsis(chance), run(chance, from.other))),
    ("of the other article", |chance, _, from| run(chance, from.other)),
];

impl Quoted {
    pub fn by_chance(chance: &mut Chance, article: &Article, other: &Article) -> Self {
        let (body, elsewhere) = (article.paragraphs.join(" "), other.paragraphs.join(" "));
        let from = Material { body: &body, other: &elsewhere };
        let (mut words, mut changes) = (run(chance, &body), Vec::new());
        for _ in 0..[0, 1, 1, 1, 1, 2, 2, 2, 3, 4][chance.below(10)] {
            let (name, change) = CHANGES[chance.below(CHANGES.len())];
            words = change(chance, &words, &from);
            changes.push(name);
        }
        words = words.trim().to_owned();
        Self { words, changes }
    }
}

/// Some words of a text, from the beginning of one to the end of another.
fn run(chance: &mut Chance, text: &str) -> String {
    if chance.once_in(25) {
        return a_word(chance, text);
    }
    let words: Vec<&str> = text.split(' ').collect();
    let from = chance.below(words.len());
    let to = words.len().min(from + chance.between(1, 16));
    let run = words[from..to].join(" ");
    // Chinese has no spaces: a part of it.
    let chars: Vec<char> = run.chars().collect();
    if to - from < 3 && chars.len() > 20 {
        let from = chance.below(chars.len() - 8);
        let to = chars.len().min(from + chance.between(5, 20));
        return chars[from..to].iter().collect();
    }
    run
}

fn a_word(chance: &mut Chance, text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words[chance.below(words.len())].trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn other_case(c: char) -> String {
    if c.is_lowercase() { c.to_uppercase().collect() } else { c.to_lowercase().collect() }
}

/// The words with one of them replaced by what `change` makes of it.
fn at_word(chance: &mut Chance, words: &str, mut change: impl FnMut(&str) -> String) -> String {
    let parts: Vec<&str> = words.split(' ').collect();
    let at = chance.below(parts.len());
    let mut parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
    parts[at] = change(&parts[at]);
    parts.join(" ")
}

/// The words with one character of a class replaced by what `change` makes of it.
fn at_character(
    chance: &mut Chance,
    words: &str,
    class: impl Fn(char) -> bool,
    change: impl Fn(char) -> String,
) -> String {
    let places: Vec<(usize, char)> = words.char_indices().filter(|(_, c)| class(*c)).collect();
    if places.is_empty() {
        return words.to_owned();
    }
    let (at, c) = places[chance.below(places.len())];
    format!("{}{}{}", &words[..at], change(c), &words[at + c.len_utf8()..])
}

fn swap_one(chance: &mut Chance, words: &str, what: &str, by: &[&str]) -> String {
    let by = chance.one(by);
    let places: Vec<usize> = words.match_indices(what).map(|(at, _)| at).collect();
    if places.is_empty() {
        return words.to_owned();
    }
    let at = places[chance.below(places.len())];
    format!("{}{by}{}", &words[..at], &words[at + what.len()..])
}

fn turned(chance: &mut Chance, words: &str, _: &Material<'_>) -> String {
    let mut parts: Vec<&str> = words.split(' ').collect();
    if parts.len() > 1 {
        let at = chance.below(parts.len() - 1);
        parts.swap(at, at + 1);
    }
    parts.join(" ")
}

fn look_alike(chance: &mut Chance, words: &str) -> String {
    let pairs =
        [('a', 'а'), ('e', 'е'), ('o', 'ο'), ('c', 'с'), ('p', 'р'), ('i', 'і'), ('1', 'l'), ('0', 'O'), ('и', 'u')];
    let like = |c: char| pairs.iter().find(|(one, _)| *one == c).map_or(c, |(_, other)| *other);
    at_character(chance, words, |c| like(c) != c, |c| like(c).to_string())
}

/// Fewer characters at one end, or at both.
fn cut(chance: &mut Chance, words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let from = if chance.once_in(2) { chance.below(6) } else { 0 };
    let to = chars.len().saturating_sub(if chance.once_in(2) { chance.below(6) } else { 0 });
    chars.get(from..to).unwrap_or(&chars).iter().collect()
}

fn ellipsis(chance: &mut Chance) -> &'static str {
    chance.one(&[
        " … ", " … ", "…", " ... ", "...", " . . . ", " [...] ", " […] ", " (…) ", " (...) ", " …", "… ", ".... ",
        ", … ",
    ])
}

/// Some words in the middle left out, with an ellipsis in their place.
fn gap(chance: &mut Chance, words: &str) -> String {
    let parts: Vec<&str> = words.split(' ').collect();
    if parts.len() < 3 {
        return words.to_owned();
    }
    let from = chance.between(1, parts.len() - 1);
    let to = chance.between(from + 1, parts.len());
    format!("{}{}{}", parts[..from].join(" "), ellipsis(chance), parts[to..].join(" "))
}

/// Words in brackets, put in or in the place of others.
fn bracketed(chance: &mut Chance, words: &str, from: &Material<'_>) -> String {
    let parts: Vec<&str> = words.split(' ').collect();
    let at = chance.below(parts.len());
    let to = parts.len().min(at + chance.below(10));
    let own = a_word(chance, from.body);
    let content = chance.one(&["the city", "he", "not", "five", "Ms. Dray", &own]).to_owned();
    let mark = chance.one(&["[]", "[]", "[]", "()"]);
    let bracket = format!("{}{content}{}", &mark[..1], &mark[1..]);
    let mut out: Vec<&str> = parts[..at].to_vec();
    out.push(&bracket);
    out.extend(&parts[to.max(at)..]);
    out.join(" ")
}
