//! Disagreements made small: fewer words in the quotation and in the articles, as long as both still disagree.

use super::articles::Article;
use super::quotations::Quoted;
use super::trial::{Answer, Bench, Disagreement};

/// The smallest that is found by leaving out words, then characters.
pub fn shrunk(bench: &Bench, quoted: Quoted, answers: (Answer, Answer)) -> Disagreement {
    let style = bench.style;
    let fails = |articles: &[Article; 2], words: &str| {
        if !Bench::is_sound(articles) {
            return None;
        }
        Bench::of(articles.clone(), style).disagreement(words).filter(|found| same_kind(found, &answers))
    };
    let mut articles = bench.articles.clone();
    let mut words = quoted.words.clone();
    for _ in 0..3 {
        let before = (articles.clone(), words.clone());
        let bench = Bench::of(articles.clone(), style);
        let differs = |words: &str| bench.disagreement(words).is_some_and(|found| same_kind(&found, &answers));
        words = fewer(&fewer(&words, " ", differs), "", differs);
        for which in [1, 0] {
            for number in (0..articles[which].paragraphs.len()).rev() {
                let with = |paragraph: &str| {
                    let mut articles = articles.clone();
                    paragraph.clone_into(&mut articles[which].paragraphs[number]);
                    articles
                };
                if articles[which].paragraphs.len() > 1 {
                    let mut less = articles.clone();
                    less[which].paragraphs.remove(number);
                    if fails(&less, &words).is_some() {
                        articles = less;
                        continue;
                    }
                }
                let paragraph = articles[which].paragraphs[number].clone();
                let small = fewer(&paragraph, " ", |paragraph| fails(&with(paragraph), &words).is_some());
                articles = with(&small);
            }
        }
        if (articles.clone(), words.clone()) == before {
            break;
        }
    }
    let bench = Bench::of(articles, style);
    let (program, contract) = bench.disagreement(&words).unwrap_or(answers);
    Disagreement { bench, quoted: Quoted { words, ..quoted }, program, contract }
}

/// Shrinking must not turn a false pass into a false alarm.
fn same_kind(a: &(Answer, Answer), b: &(Answer, Answer)) -> bool {
    let kinds =
        |(program, contract): &(Answer, Answer)| (std::mem::discriminant(program), std::mem::discriminant(contract));
    kinds(a) == kinds(b)
}

/// `text` without the parts, between `separator`, that it fails without, too.
fn fewer(text: &str, separator: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut parts: Vec<String> = if separator.is_empty() {
        text.chars().map(String::from).collect()
    } else {
        text.split(separator).map(str::to_owned).collect()
    };
    let mut size = parts.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < parts.len() {
            let mut less = parts.clone();
            less.drain(at..parts.len().min(at + size));
            if !less.is_empty() && fails(&less.join(separator)) {
                parts = less;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    parts.join(separator)
}
