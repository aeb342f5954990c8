//! Quotations by chance, judged by the program and by the contract written a second time.
//!
//! A round is some articles, a style, and quotations of the articles; its number decides all of it.

#[path = "articles.rs"]
pub mod articles;
#[path = "chance.rs"]
pub mod chance;
#[path = "contract.rs"]
pub mod contract;
#[path = "direction.rs"]
pub mod direction;
#[path = "edges.rs"]
pub mod edges;
#[path = "glyphs.rs"]
pub mod glyphs;
#[path = "marks.rs"]
pub mod marks;
#[path = "pick.rs"]
pub mod pick;
#[path = "quotations.rs"]
pub mod quotations;
#[path = "shrink.rs"]
pub mod shrink;
#[path = "trial.rs"]
pub mod trial;

use articles::Article;
use chance::Chance;
use contract::STYLES;
use quotations::Quoted;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use trial::{Bench, Disagreement};

/// The quotations of one round.
pub const A_ROUND: u64 = 250;

/// One in so many refuted quotations is explained by the program: that takes longer than all the rest.
const EXPLAINED: usize = 8;

/// The articles and the style of a round, and its quotations.
pub fn round(seed: u64, number: u64) -> (Bench, Vec<Quoted>) {
    let mut chance = Chance::of(Chance::of(seed).next() ^ number.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let mut articles = || [Article::by_chance(&mut chance, "skerrow"), Article::by_chance(&mut chance, "penhallan")];
    let articles = std::iter::repeat_with(&mut articles).find(Bench::is_sound).expect("chance makes sound ones soon");
    let style = chance.one(&STYLES);
    let quoted = (0..A_ROUND).map(|_| Quoted::by_chance(&mut chance, &articles[0], &articles[1])).collect();
    (Bench::of(articles, style), quoted)
}

/// What came out.
pub struct Outcome {
    /// The number of quotations that were judged.
    pub count: u64,
    pub disagreements: Vec<Disagreement>,
}

/// Judges `count` quotations at least, behind the first `from`, on all processors, or until so many are disagreed on.
pub fn judge_all(seed: u64, from: u64, count: u64, most: usize) -> Outcome {
    let first = from / A_ROUND;
    let (next, found) = (AtomicU64::new(first), Mutex::new(Vec::new()));
    let rounds = first + count.div_ceil(A_ROUND);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= rounds
                || found.lock().is_ok_and(|found: std::sync::MutexGuard<'_, Vec<_>>| found.len() >= most)
            {
                return;
            }
            let (bench, quoted) = round(seed, number);
            for (at, quoted) in quoted.into_iter().enumerate() {
                // One in so many is also asked why it does not hold, and whether the page has it elsewhere.
                let answers = match at % EXPLAINED {
                    0 => bench.disagreement(&quoted.words),
                    _ => bench.disagreement_on_holding(&quoted.words),
                };
                if let Some(answers) = answers {
                    let small = shrink::shrunk(&bench, quoted, answers);
                    found.lock().expect("no thread panics while it adds one").push((number, small));
                }
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let mut found = found.into_inner().expect("no thread panicked");
    found.sort_by_key(|(number, _)| *number);
    let disagreements: Vec<Disagreement> = found.into_iter().map(|(_, one)| one).collect();
    Outcome { count: (rounds.min(next.into_inner()) - first) * A_ROUND, disagreements }
}
