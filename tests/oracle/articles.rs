//! Articles by chance: few words that come again and again, in several scripts, as text, Markdown and HTML.

use super::chance::Chance;
use super::glyphs::PARAGRAPH;

/// The kinds of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Markdown,
    Html,
}

/// An article: what a reader sees of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub id: &'static str,
    pub kind: Kind,
    pub paragraphs: Vec<String>,
    /// Words on the page that are not the article's.
    pub caption: Option<String>,
    /// Chooses line ends and markup.
    pub seed: u64,
}

const ENGLISH: &[&str] = &[
    "the",
    "the",
    "a",
    "council",
    "voted",
    "not",
    "never",
    "no",
    "to",
    "close",
    "bridge",
    "because",
    "ferry",
    "was",
    "was",
    "late",
    "half-empty",
    "vice-president",
    "twenty-five",
    "re-elected",
    "don’t",
    "can",
    "cannot",
    "walks",
    "walked",
    "walk",
    "wants",
    "want",
    "wanted",
    "said",
    "said",
    "mayor",
    "Ms.",
    "Dray",
    "Penhallan",
    "Skerrow",
    "people",
    "in",
    "in",
    "of",
    "and",
    "and",
    "for",
    "would",
    "would",
    "have",
    "had",
    "paid",
    "vote",
    "miners’",
    "café",
    "naïve",
    "Zoë",
    "Ferry",
    "river-wall",
    "it",
    "is",
    "that",
    "by",
    "on",
    "will",
    "without",
    "only",
    "man",
    "men",
    "woman",
    "home",
    "boat",
    "boats",
    "they",
    "we",
    "US-trained",
    "T-shirt",
    "non-violent",
    "mother-in-law",
    "e.g.",
    "two-thirds",
];
const NUMBERS: &[&str] = &[
    "1.2 million",
    "12,500",
    "12 500",
    "1’000’000",
    "15",
    "115",
    "–5",
    "−7",
    "-9",
    "$8",
    "–$8",
    "€3,200",
    "23.40",
    "1:2",
    "10–12",
    "7–2",
    "5½",
    "2014",
    "2014 300",
    "1990s",
    "50%",
    "3rd",
    "B-52",
    "6",
    "12",
    "120",
    "10",
    "1,5",
    "500",
    "5′",
    "12″",
    "C++",
    "C#",
    "#4",
    "+3",
    "±2",
    "20°C",
    "−$.5",
];
const GERMAN: &[&str] = &[
    "der",
    "die",
    "das",
    "Rat",
    "stimmte",
    "nicht",
    "kein",
    "für",
    "die",
    "Brücke",
    "und",
    "Fähre",
    "war",
    "spät",
    "weil",
    "Straße",
    "Müller",
    "über",
    "ein",
    "eine",
    "wird",
    "hat",
    "Größe",
    "am",
    "Freitag",
    "geschlossen",
    "im",
    "Dorf",
];
const GREEK: &[&str] = &[
    "το",
    "συμβούλιο",
    "ψήφισε",
    "δεν",
    "να",
    "κλείσει",
    "τη",
    "γέφυρα",
    "και",
    "πλοίο",
    "ήταν",
    "αργά",
    "Μαρία",
    "στο",
    "χωριό",
];
const RUSSIAN: &[&str] = &[
    "совет",
    "не",
    "голосовал",
    "за",
    "мост",
    "и",
    "паром",
    "был",
    "поздно",
    "Анна",
    "в",
    "деревне",
    "закрыт",
    "сказал",
    "Ёлкин",
];
const HEBREW: &[&str] =
    &["המועצה", "לא", "הצביעה", "לסגור", "את", "הגשר", "והמעבורת", "היתה", "מאוחר", "דנה", "בכפר", "אמרה"];
const HINDI: &[&str] = &["परिषद", "ने", "पुल", "बंद", "नहीं", "किया", "और", "नाव", "देर", "से", "आई", "मीरा", "गाँव", "में"];
const CHINESE: &[&str] = &[
    "村", "议会", "投票", "关闭", "大桥", "渡船", "晚了", "市长", "说", "人们", "回家", "河边", "的", "了", "在", "不",
    "没有", "同意", "三百", "二十", "点",
];
const JAPANESE: &[&str] = &[
    "水門",
    "は",
    "閉じ",
    "ない",
    "開か",
    "なかった",
    "ません",
    "ず",
    "二千",
    "五百",
    "円",
    "と",
    "市長",
    "が",
    "述べ",
    "た",
    "不",
    "可能",
    "三分の",
    "一",
    "第",
    "ボート",
    "きょう",
    "なく",
    "い",
    "人",
];
const THAI: &[&str] =
    &["ประตู", "น้ำ", "ไม่", "ปิด", "ห้า", "สิบ", "เรือ", "และ", "คน", "กล่าว", "ว่า", "จะ", "สะพาน", "เมือง", "ไป", "กลับ"];
const SCRIPTS: &[(&[&str], &str)] = &[
    (ENGLISH, " "),
    (ENGLISH, " "),
    (ENGLISH, " "),
    (ENGLISH, " "),
    (GERMAN, " "),
    (GREEK, " "),
    (RUSSIAN, " "),
    (HEBREW, " "),
    (HINDI, " "),
    (CHINESE, ""),
    (JAPANESE, ""),
    (THAI, ""),
];
const QUOTED: &[(&str, &str)] = &[("“", "”"), ("‘", "’"), ("\"", "\""), ("«", "»"), ("„", "“")];

impl Article {
    pub fn by_chance(chance: &mut Chance, id: &'static str) -> Self {
        let kind = [Kind::Text, Kind::Markdown, Kind::Html][chance.below(3)];
        let paragraphs = (0..chance.between(3, 6)).map(|_| paragraph(chance)).collect();
        let caption = (kind == Kind::Html).then(|| sentence(chance, ENGLISH, " "));
        Self { id, kind, paragraphs, caption, seed: chance.next() }
    }

    /// The words of the body.
    pub fn body(&self) -> String {
        self.paragraphs.join(&PARAGRAPH.to_string())
    }

    /// All that is on the page, in order.
    pub fn page(&self) -> String {
        let headline = format!("The bridge of {}", self.id);
        let (first, rest) = self.paragraphs.split_first().expect("an article has paragraphs");
        let parts = [headline.as_str(), first]
            .into_iter()
            .chain(self.caption.as_deref())
            .chain(rest.iter().map(String::as_str));
        parts.collect::<Vec<_>>().join(&PARAGRAPH.to_string())
    }

    /// The ending of its file.
    pub fn ending(&self) -> &'static str {
        match self.kind {
            Kind::Text => "txt",
            Kind::Markdown => "md",
            Kind::Html => "html",
        }
    }

    /// The file.
    pub fn bytes(&self) -> String {
        let mut chance = Chance::of(self.seed);
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|one| self.written(one, &mut chance)).collect();
        match self.kind {
            Kind::Text => format!("The bridge of {}\n\n{}\n", self.id, paragraphs.join("\n\n")),
            Kind::Markdown => format!("# The bridge of {}\n\n{}\n", self.id, paragraphs.join("\n\n")),
            Kind::Html => {
                let caption = self.caption.as_deref().unwrap_or_default();
                let caption = format!(
                    "<figure><img src=\"a.jpg\"><figcaption>{}</figcaption></figure>\n",
                    self.written(caption, &mut chance)
                );
                let (first, rest) = paragraphs.split_first().expect("an article has paragraphs");
                format!(
                    "<!doctype html><html><head><meta charset=\"utf-8\"><title>{0}</title></head><body><article>\
                     <h1>The bridge of {0}</h1>\n<p>{first}</p>\n{caption}<p>{1}</p>\n</article></body></html>\n",
                    self.id,
                    rest.join("</p>\n<p>"),
                )
            }
        }
    }

    /// A paragraph with the line ends and the markup of its kind.
    fn written(&self, paragraph: &str, chance: &mut Chance) -> String {
        let words: Vec<&str> = paragraph.split(' ').collect();
        let mut out = String::new();
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                // No line begins with what could be a list, a heading or a quotation.
                let breaks = chance.once_in(12) && word.starts_with(char::is_alphabetic);
                out.push_str(if breaks { "\n" } else { " " });
            }
            out.push_str(&self.word(word, chance));
        }
        out
    }

    fn word(&self, word: &str, chance: &mut Chance) -> String {
        let is_plain = word.chars().all(char::is_alphabetic);
        match self.kind {
            Kind::Text => word.to_owned(),
            Kind::Markdown => {
                let escape = |c: char| if "\\`*_[]<>&#|~$!".contains(c) { format!("\\{c}") } else { c.to_string() };
                let word: String = word.chars().map(escape).collect();
                match chance.below(25) {
                    0 if is_plain => format!("*{word}*"),
                    1 if is_plain => format!("**{word}**"),
                    2 if is_plain => format!("[{word}](https://lantern.example/{})", chance.below(9)),
                    _ => word,
                }
            }
            Kind::Html => {
                let escape = |c: char| match c {
                    '&' => "&amp;".to_owned(),
                    '<' => "&lt;".to_owned(),
                    '>' => "&gt;".to_owned(),
                    '’' if self.seed & 1 == 1 => "&rsquo;".to_owned(),
                    '–' if self.seed & 2 == 2 => "&#8211;".to_owned(),
                    c => c.to_string(),
                };
                let word: String = word.chars().map(escape).collect();
                match chance.below(25) {
                    0 if is_plain => format!("<em>{word}</em>"),
                    1 if is_plain => format!("<a href=\"https://lantern.example/{}\">{word}</a>", chance.below(9)),
                    2 => format!("<span class=\"x\">{word}</span>"),
                    3 => format!("<!-- c -->{word}"),
                    _ => word,
                }
            }
        }
    }
}

fn paragraph(chance: &mut Chance) -> String {
    let (words, space) = SCRIPTS[chance.below(SCRIPTS.len())];
    (0..chance.between(2, 4)).map(|_| sentence(chance, words, space)).collect::<Vec<_>>().join(" ")
}

fn sentence(chance: &mut Chance, words: &[&str], space: &str) -> String {
    let count = chance.between(9, 20);
    let mut out = String::new();
    let mut close = None;
    for number in 0..count {
        if number > 0 {
            out.push_str(&between(chance, space));
        }
        if close.is_none() && chance.once_in(14) {
            let (open, end) = QUOTED[chance.below(QUOTED.len())];
            out.push_str(open);
            close = Some((end, number + chance.between(1, 5)));
        }
        let word = if chance.once_in(7) { chance.one(NUMBERS) } else { chance.one(words) };
        out.push_str(&if number == 0 { capital(word) } else { rare(chance, word) });
        if let Some((end, until)) = close
            && (number + 1 == count || (number >= until && !word.ends_with(char::is_numeric)))
        {
            // A mark behind a digit may be a foot or an inch: how far its opening mark may be is tested elsewhere.
            if word.ends_with(char::is_numeric) {
                out.push_str(if space.is_empty() { "人" } else { " men" });
            }
            out.push_str(end);
            close = None;
        }
    }
    out.push_str(if space.is_empty() { "。" } else { chance.one(&[".", ".", ".", "!", "?"]) });
    out
}

/// What stands between two words.
fn between(chance: &mut Chance, space: &str) -> String {
    if space.is_empty() {
        return chance.one(&["", "", "", "", "，"]).to_owned();
    }
    match chance.below(40) {
        0..3 => ", ".to_owned(),
        3 => "; ".to_owned(),
        4 => " – ".to_owned(),
        5 => "—".to_owned(),
        6 => ": ".to_owned(),
        7 => "\u{A0}".to_owned(),
        8 => " … ".to_owned(),
        9 => "... ".to_owned(),
        10 => " -- ".to_owned(),
        _ => space.to_owned(),
    }
}

/// A word, now and then with something in it that a reader hardly sees.
fn rare(chance: &mut Chance, word: &str) -> String {
    match chance.below(150) {
        0 => format!("[{word}]"),
        1 => format!("({word})"),
        2 => word.replacen("fi", "ﬁ", 1),
        3 if word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            format!("{}\u{AD}{}", &word[..2], &word[2..])
        }
        4 => capital(word),
        _ => word.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
