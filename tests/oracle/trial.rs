//! A quotation before both: the program, and the contract written a second time.

use super::articles::Article;
use super::contract::{Accepts, Text, idle_marks};
use super::direction::is_reordered;
use super::glyphs::plain;
use super::marks::{Pattern, patterns};
use super::quotations::Quoted;
use literatim::capture::Capture;
use literatim::manifest::{Archive, Manifest, Reading};
use literatim::notes::Reference;
use literatim::segment::{Role, Rules, Standing};
use literatim::verify::{Judged, Outcome, Policy, Rule, Settings, Style, Verifier};
use std::sync::{LazyLock, OnceLock};

/// What one of them says: the verdict, and for the program the rule that says why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It holds, with so many editor's marks.
    Verbatim(usize),
    /// Only on the page, and not in its body.
    Outside,
    /// Nowhere in the article; by this rule.
    Refuted(Option<Rule>),
}

/// The articles of a round, and a style.
pub struct Bench {
    pub articles: [Article; 2],
    pub style: &'static str,
    verifier: Verifier,
    texts: Texts,
}

/// Every way to read a quotation: as written, which holds in every style, and as the style takes it.
struct Readings([Vec<Pattern>; 2]);

impl Readings {
    fn of(words: &str, accepts: Accepts) -> Self {
        if is_reordered(words) {
            return Self([vec![Pattern::as_written(words)], Vec::new()]);
        }
        let all =
            |accepts: Accepts| without_marks(words).chain([words]).flat_map(move |words| patterns(words, accepts));
        let styled = if accepts.typography { all(accepts).collect() } else { Vec::new() };
        Self([all(accepts.as_written()).collect(), styled])
    }

    fn fewest_marks(&self, texts: &[Text; 2]) -> Option<usize> {
        self.0.iter().zip(texts).filter_map(|(patterns, text)| text.fewest_marks(patterns)).min()
    }
}

/// The pairs of marks that a field may stand between.
const ENCLOSING: &[(char, char)] =
    &[('“', '”'), ('"', '"'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('「', '」'), ('‘', '’')];

/// The words of a field without the one pair of marks around all of them, if there is one.
fn without_marks(words: &str) -> impl Iterator<Item = &str> {
    let inner = ENCLOSING.iter().find_map(|(open, close)| {
        let inner = words.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then(|| inner.trim())
    });
    inner.into_iter().filter(|inner| !inner.is_empty())
}

/// What the contract compares with: each text as written, and as the style takes it.
#[derive(Default)]
struct Texts {
    home: OnceLock<[Text; 2]>,
    page: OnceLock<[Text; 2]>,
    other: OnceLock<[Text; 2]>,
    /// The home, with all differences of type accepted.
    in_type: OnceLock<[Text; 2]>,
}

fn both(text: &str, accepts: Accepts) -> [Text; 2] {
    [accepts.as_written(), accepts].map(|accepts| Text::of(text, accepts))
}

static RULES: LazyLock<Rules> = LazyLock::new(Rules::default);

impl Bench {
    pub fn of(articles: [Article; 2], style: &'static str) -> Self {
        let captures = articles.each_ref().map(capture);
        let settings = Settings::from(Style::named(style).expect("a style that is known"));
        let verifier = Verifier::new(Archive::of(captures, &RULES), Policy::from(settings));
        Self { articles, style, verifier, texts: Texts::default() }
    }

    /// True if the program takes for the body what was made as the body: which part is which is another question.
    pub fn is_sound(articles: &[Article; 2]) -> bool {
        articles.iter().all(|article| {
            let (manifest, transcript) = Manifest::of(&capture(article), None, &RULES);
            let (Reading::Transcript(typed), Some(transcript)) = (manifest.reading, transcript) else { return false };
            let is_body = |role: Role| role.standing() == Standing::Body;
            let bodies = typed.segments.iter().filter(|one| is_body(one.role));
            let body: Vec<&str> = bodies.map(|one| &transcript.text()[one.span.range()]).collect();
            plain(&body.join(" ")) == plain(&article.paragraphs.join(" "))
        })
    }

    /// The program's answer.
    pub fn program(&self, words: &str) -> Answer {
        let judged = self.verifier.judge(words, Some(Reference::Key(self.articles[0].id.to_owned())));
        let has = |rule: Rule| judged.findings.iter().any(|finding| finding.data.rule() == rule);
        match judged.outcome() {
            Outcome::Verbatim if has(Rule::QuoteOutsideStory) => Answer::Outside,
            Outcome::Verbatim => Answer::Verbatim(marks(&judged)),
            _ if has(Rule::QuoteOutsideBody) => Answer::Outside,
            _ => Answer::Refuted([Rule::QuoteMisattributed, Rule::QuoteTypography].into_iter().find(|rule| has(*rule))),
        }
    }

    /// The answer of the contract.
    pub fn contract(&self, words: &str) -> Answer {
        let accepts = Accepts::of(self.style);
        let readings = Readings::of(words, accepts);
        let home = self.texts.home.get_or_init(|| both(&self.articles[0].body(), accepts));
        let page = || self.texts.page.get_or_init(|| both(&self.articles[0].page(), accepts));
        match readings.fewest_marks(home) {
            Some(marks) => Answer::Verbatim(marks),
            None if readings.fewest_marks(page()).is_some() => Answer::Outside,
            None => Answer::Refuted(None),
        }
    }

    /// True if the rule that the program gives for refuting `words` says what is so.
    fn is_true(&self, rule: Rule, words: &str) -> bool {
        let accepts = Accepts::of(self.style);
        let in_type = accepts.with_typography();
        let [home, other] = &self.articles;
        let other = || self.texts.other.get_or_init(|| both(&other.body(), accepts));
        let home_in_type = || self.texts.in_type.get_or_init(|| both(&home.body(), in_type));
        match rule {
            Rule::QuoteMisattributed => Readings::of(words, accepts).fewest_marks(other()).is_some(),
            _ => Readings::of(words, in_type).fewest_marks(home_in_type()).is_some(),
        }
    }

    fn agree(&self, program: &Answer, contract: &Answer, words: &str) -> bool {
        use Answer::{Outside, Refuted, Verbatim};
        match (program, contract) {
            // A style may take a mark for the article's own that is the editor's by the letters as written.
            (Verbatim(marks), Verbatim(fewest)) => {
                let idle = without_marks(words).chain([words]).map(idle_marks).max().unwrap_or_default();
                *marks <= fewest + idle || !matches!(self.style, "exact" | "bluebook")
            }
            (Refuted(rule), Refuted(_)) => rule.is_none_or(|rule| self.is_true(rule, words)),
            (Outside, Outside) => true,
            _ => false,
        }
    }

    /// True if the program finds `words` in the body of the home. That is sooner said than why it does not.
    fn stands_at_home(&self, words: &str) -> bool {
        let is_home =
            |words: &str| self.verifier.articles_with(words).iter().any(|id| id.as_str() == self.articles[0].id);
        without_marks(words).chain([words]).any(is_home)
    }

    /// The same as [`Bench::disagreement`], where the program need not say why words that both refute do not hold.
    pub fn disagreement_on_holding(&self, words: &str) -> Option<(Answer, Answer)> {
        match self.contract(words) {
            Answer::Refuted(_) if !self.stands_at_home(words) => None,
            _ => self.disagreement(words),
        }
    }

    /// What both say, if they disagree.
    pub fn disagreement(&self, words: &str) -> Option<(Answer, Answer)> {
        let (program, contract) = (self.program(words), self.contract(words));
        (!self.agree(&program, &contract, words)).then_some((program, contract))
    }
}

fn capture(article: &Article) -> Capture {
    let path = format!("archive/{}/20250101T000000Z.{}", article.id, article.ending());
    Capture::new(path.parse().expect("a path of a capture"), article.bytes())
}

/// The number of the editor's marks that the program says it read.
fn marks(judged: &Judged) -> usize {
    let silent = ["typography", "initial-case", "final-punctuation", "decoding"];
    judged.edits().iter().filter(|edit| !silent.contains(&edit.kind.name())).count()
}
/// A disagreement, as small as it can be made.
pub struct Disagreement {
    pub bench: Bench,
    pub quoted: Quoted,
    pub program: Answer,
    pub contract: Answer,
}

impl std::fmt::Display for Disagreement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bench, quoted, program, contract } = self;
        writeln!(f, "notes:    “{}”", quoted.words.escape_debug())?;
        for article in &bench.articles {
            writeln!(f, "{:?} {}: {:?}", article.kind, article.id, article.paragraphs)?;
        }
        writeln!(f, "program:  {program:?}")?;
        writeln!(f, "contract: {contract:?}")?;
        write!(f, "style:    {}; changes: {}", bench.style, quoted.changes.join(", "))
    }
}
