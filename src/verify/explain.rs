//! The reason why a quotation does not hold.
//!
//! Nothing here can make a quotation verbatim: this runs only after exact matching has failed.

use super::{Comparison, Locus, Mismatch, Seam, Settings, Style, Variant, VariantKind};
use crate::capture::ArticleId;
use crate::diff::{
    FOREIGN_WORDS, LocalAlignment, Query, ShingleHit, SplicePiece, align, by_letter, longest_unseen, splice_pieces,
};
use crate::matching::{Index, SearchText, has_marks};
use crate::matching::{cut, matches};
use crate::segment::Standing;
use crate::text::Span;
use std::collections::BTreeMap;

/// A way in which words fail to stand, with the archive's nearest words.
#[derive(Debug, Clone)]
pub(super) struct Refutation {
    pub(super) mismatch: Mismatch,
    pub(super) variants: Vec<Variant>,
    pub(super) nearest: Option<Box<Comparison>>,
    /// The number of words that an altered quotation shares with the nearest ones, of how many.
    pub(super) shared: Option<(usize, usize)>,
}

/// A quotation that does not stand where it is cited, and all that is known of it.
pub(super) struct Unmatched<'d> {
    /// Its words.
    pub(super) text: &'d str,
    /// The texts of the cited article, the current capture first; empty where none is cited.
    pub(super) home: &'d [usize],
    /// True for each of those if it is known to lack some of its letters.
    pub(super) lacking: bool,
    /// The cited article.
    pub(super) article: Option<&'d ArticleId>,
    /// Its words as they were looked for.
    pub(super) query: &'d Query,
    /// The places where they were seen: in the whole archive, or only in the cited article.
    pub(super) hits: &'d [ShingleHit],
    /// The texts that may hold all of it, the likeliest first.
    pub(super) candidates: &'d [usize],
}

/// The part of a quotation's words that must stand in a stretch of text for it to be called near: a way of speaking of
/// what is refuted anyway.
const NEAR: (usize, usize) = (1, 2);
/// Leaves looked at for words that stand elsewhere.
const MOST_TEXTS: usize = 16;
/// Quotations of no more words than this are compared with a whole article where no words were seen together.
const SHORT: usize = 12;
/// The most bytes between exact pieces for what is between them to be reported.
const WIDEST_SEAM: usize = 2000;
/// More words than this left out without a mark are a splice, and no slip.
const SLIP_WORDS: usize = 5;

impl Unmatched<'_> {
    /// The reason that says most, by the order of the contract.
    pub(super) fn explain(&self, index: &Index, settings: &Settings) -> Refutation {
        self.whole(index, settings)
            .or_else(|| self.stitched(index))
            .or_else(|| self.altered(index))
            .unwrap_or(Refutation { mismatch: Mismatch::Absent, variants: Vec::new(), nearest: None, shared: None })
    }

    /// The same, where hits in the cited article are enough for an answer: what it lacks of the words is too
    /// little to be a piece of another.
    pub(super) fn explain_at_home(&self, index: &Index) -> Option<Refutation> {
        let lacks_little = longest_unseen(self.query, self.hits) < FOREIGN_WORDS;
        lacks_little.then(|| self.stitched(index).or_else(|| self.altered(index))).flatten()
    }

    /// Why not, if the whole of it stands somewhere somehow.
    pub(super) fn whole(&self, index: &Index, settings: &Settings) -> Option<Refutation> {
        self.whole_at_home(index, settings).or_else(|| self.misattributed(index, settings))
    }

    fn whole_at_home(&self, index: &Index, settings: &Settings) -> Option<Refutation> {
        if self.lacking {
            return None;
        }
        self.typographic(index).or_else(|| self.cut(index, settings))
    }

    fn typographic(&self, index: &Index) -> Option<Refutation> {
        let style = Style::typography();
        let (searched, found) = self.home.iter().find_map(|&place| {
            let searched = index.text(place);
            matches(self.text, searched, &style)
                .filter(|found| found.standing == Standing::Body)
                .map(|found| (searched, found))
        })?;
        let span = found.alignments[0].passages.iter().map(|passage| passage.span()).reduce(Span::hull)?;
        let mut variants = align(self.text, searched.witness.text(), span).map_or_else(Vec::new, |near| near.variants);
        variants.iter_mut().for_each(|variant| variant.kind = VariantKind::Typography);
        if variants.is_empty() && !has_marks(self.text) {
            // The same words and marks, with white space between them or none.
            variants = by_letter(self.text, &searched.witness.text()[span.range()]);
        }
        Some(Refutation {
            mismatch: Mismatch::Typography,
            nearest: Some(comparison(searched, span, variants.clone())),
            variants,
            shared: None,
        })
    }

    fn cut(&self, index: &Index, settings: &Settings) -> Option<Refutation> {
        let (searched, alignment) = self.home.iter().find_map(|&place| {
            let searched = index.text(place);
            cut(self.text, searched, &settings.style).map(|alignment| (searched, alignment))
        })?;
        let span = alignment.passages.iter().map(|passage| passage.span()).reduce(Span::hull)?;
        let whole = widened(searched.witness.text(), span);
        Some(Refutation {
            mismatch: Mismatch::Cut,
            variants: Vec::new(),
            nearest: Some(comparison(searched, whole, Vec::new())),
            shared: None,
        })
    }

    fn misattributed(&self, index: &Index, settings: &Settings) -> Option<Refutation> {
        let cited = self.article?.clone();
        let found = elsewhere(self.text, self.candidates, self.home, index, settings);
        let (searched, span) = found.into_iter().next()?;
        Some(Refutation {
            mismatch: Mismatch::Misattributed { cited, stands_in: searched.witness.article().clone() },
            variants: Vec::new(),
            nearest: Some(comparison(searched, span, Vec::new())),
            shared: None,
        })
    }

    fn stitched(&self, index: &Index) -> Option<Refutation> {
        let found = splice_pieces(self.query, self.hits, self.home)?;
        let text = |piece: &SplicePiece| &index.text(piece.text).witness.text()[piece.span.range()];
        let seam = found.windows(2).find(|pair| self.is_splice(&pair[0], &pair[1], index))?;
        let (before, after) = (ends_with(text(&seam[0])).to_owned(), begins_with(text(&seam[1])).to_owned());
        let fault = if index.text(seam[0].text).witness.article() != index.text(seam[1].text).witness.article() {
            Seam::TwoArticles
        } else if seam[1].span.start < seam[0].span.start {
            Seam::OtherOrder
        } else {
            Seam::LeftOut
        };
        let searched = index.text(seam[0].text);
        // Where only words in between are missing, they are shown; pieces of two places have no common words to show.
        let around = self.joined(&found, searched).filter(|_| fault == Seam::LeftOut);
        let (span, variants) = around.map_or((seam[0].span, Vec::new()), |near| (near.span, near.variants));
        Some(Refutation {
            mismatch: Mismatch::Stitched { before, after, seam: fault },
            nearest: Some(comparison(searched, span, variants.clone())),
            variants,
            shared: None,
        })
    }

    /// The whole stretch that the pieces are of, if it is one.
    fn joined(&self, pieces: &[SplicePiece], searched: &SearchText) -> Option<LocalAlignment> {
        let whole = pieces.iter().map(|piece| piece.span).reduce(Span::hull)?;
        let reach = self.text.len() + WIDEST_SEAM;
        let one = pieces.iter().all(|piece| piece.text == pieces[0].text) && whole.end - whole.start <= reach;
        // The words' own marks stand around them.
        let page = searched.witness.text();
        let end = page.ceil_char_boundary((whole.end + 8).min(page.len()));
        let window = Span::new(page.floor_char_boundary(whole.start.saturating_sub(8)), end);
        if one { align(self.text, page, window) } else { None }
    }

    /// Returns true if two pieces that follow on each other in the notes do not in the archive, by more than a slip.
    fn is_splice(&self, one: &SplicePiece, next: &SplicePiece, index: &Index) -> bool {
        let same = one.text == next.text;
        if !same || next.ordinal < one.ordinal {
            return true;
        }
        let between = self.text.get(
            self.query.word(next.words.start.max(one.words.end) - 1).end
                ..self.query.word(one.words.end.min(self.query.len() - 1)).start,
        );
        if between.is_some_and(crate::matching::has_marks) {
            return false;
        }
        let left_out = next.ordinal.saturating_sub(one.ordinal + next.words.start - one.words.start);
        let page = index.text(one.text).witness.text();
        let stops = one.span.end <= next.span.start && page[one.span.end..next.span.start].contains(['.', '!', '?']);
        left_out > SLIP_WORDS || stops && left_out > 0
    }

    fn altered(&self, index: &Index) -> Option<Refutation> {
        let (searched, mut near) = nearest(self.text, self.query, self.hits, self.home, index)?;
        if near.variants.is_empty() && !has_marks(self.text) {
            near.variants = by_letter(self.text, &searched.witness.text()[near.span.range()]);
            near.variants.iter_mut().for_each(|variant| variant.kind = VariantKind::Punctuation);
        }
        let id = searched.witness.article();
        let elsewhere = self.article.filter(|article| *article != id).map(|_| id.clone());
        Some(Refutation {
            mismatch: Mismatch::Altered { elsewhere },
            nearest: Some(comparison(searched, near.span, near.variants.clone())),
            variants: near.variants,
            shared: Some((near.common, near.words)),
        })
    }
}

/// Every one of `candidates` outside `home` in whose body `text` stands, and where.
pub(super) fn elsewhere<'i>(
    text: &str,
    candidates: &[usize],
    home: &[usize],
    index: &'i Index,
    settings: &Settings,
) -> Vec<(&'i SearchText, Span)> {
    let held = candidates.iter().filter(|place| !home.contains(place)).filter_map(|&place| {
        let searched = index.text(place);
        let found = matches(text, searched, &settings.style).filter(|found| found.standing == Standing::Body)?;
        Some((searched, found.alignments[0].passages[0].span()))
    });
    held.collect()
}

/// The texts where most words were seen.
pub(super) fn candidates(hits: &[ShingleHit]) -> Vec<usize> {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    hits.iter().for_each(|hit| *seen.entry(hit.text).or_default() += 1);
    let mut texts: Vec<(usize, usize)> = seen.into_iter().collect();
    texts.sort_by_key(|&(text, count)| (std::cmp::Reverse(count), text));
    texts.into_iter().take(MOST_TEXTS).map(|(text, _)| text).collect()
}

/// The capture, and the stretch of it, that is most like `text`: of the cited article if anything there is near.
pub(super) fn nearest<'i>(
    text: &str,
    query: &Query,
    hits: &[ShingleHit],
    home: &[usize],
    index: &'i Index,
) -> Option<(&'i SearchText, LocalAlignment)> {
    let is_near = |found: &LocalAlignment| found.common * NEAR.1 >= found.words * NEAR.0 && found.common > 0;
    let at_home = home.iter().filter_map(|&place| {
        let searched = index.text(place);
        let window = window(query, hits, place, searched).or_else(|| whole(query, searched))?;
        align(text, searched.witness.text(), window).filter(is_near).map(|found| (searched, found))
    });
    let best = |found: &(&SearchText, LocalAlignment)| (found.1.common, std::cmp::Reverse(found.1.variants.len()));
    if let Some(found) = at_home.fold(None, |kept: Option<(&SearchText, LocalAlignment)>, found| match kept {
        Some(kept) if best(&kept) >= best(&found) => Some(kept),
        _ => Some(found),
    }) {
        return Some(found);
    }
    // A long text may have seen more of the words, here and there, than the one that has them together.
    let mut kept: Option<(&SearchText, LocalAlignment)> = None;
    for place in candidates(hits) {
        let searched = index.text(place);
        let Some(window) = window(query, hits, place, searched) else { continue };
        let found = align(text, searched.witness.text(), window).filter(is_near).map(|found| (searched, found));
        let Some(found) = found.filter(|found| kept.as_ref().is_none_or(|kept| best(kept) < best(found))) else {
            continue;
        };
        let is_whole = found.1.variants.is_empty();
        kept = Some(found);
        if is_whole {
            break;
        }
    }
    kept
}

/// The stretch of `searched` in which most of the query's words were seen, with room around it.
fn window(query: &Query, hits: &[ShingleHit], place: usize, searched: &SearchText) -> Option<Span> {
    let seen: Vec<&ShingleHit> = hits.iter().filter(|hit| hit.text == place).collect();
    let length = query.word(query.len().checked_sub(1)?).end;
    let reach = length + 800;
    let (mut best, mut first) = ((0, 0), 0);
    for last in 0..seen.len() {
        while seen[last].span.end - seen[first].span.start > reach {
            first += 1;
        }
        if last - first + 1 > best.0 {
            best = (last - first + 1, first);
        }
    }
    let (count, first) = best;
    let (start, end) = (seen.get(first)?, seen.get(first + count.checked_sub(1)?)?);
    let text = searched.witness.text();
    let before = query.word(start.word).start * 3 / 2 + 200;
    let after = length.saturating_sub(query.word(end.word).start) * 3 / 2 + 200;
    let from = text.floor_char_boundary(start.span.start.saturating_sub(before));
    let to = text.ceil_char_boundary((end.span.end + after).min(text.len()));
    Some(Span::new(from, to))
}

fn whole(query: &Query, searched: &SearchText) -> Option<Span> {
    let short = !query.is_empty() && query.len() <= SHORT && searched.witness.text().len() <= 1 << 17;
    short.then(|| Span::new(0, searched.witness.text().len()))
}

/// The words of `searched` at `span`, from which the quoted ones differ by `variants`.
pub(super) fn comparison(searched: &SearchText, span: Span, variants: Vec<Variant>) -> Box<Comparison> {
    let archived = searched.witness.text()[span.range()].to_owned();
    Box::new(Comparison { locus: Locus::of(&searched.witness, span), archived, variants })
}

/// `span`, and the rest of the words that it cuts.
fn widened(text: &str, span: Span) -> Span {
    let inside = |at: usize| text.is_char_boundary(at) && crate::matching::is_inside_word(text, at);
    let (mut start, mut end) = (span.start, span.end);
    while start > 0 && (!text.is_char_boundary(start) || inside(start)) {
        start -= 1;
    }
    while end < text.len() && (!text.is_char_boundary(end) || inside(end)) {
        end += 1;
    }
    Span::new(start, end)
}

fn ends_with(text: &str) -> &str {
    let start = text.rmatch_indices(char::is_whitespace).nth(2).map_or(0, |(at, space)| at + space.len());
    &text[start..]
}

fn begins_with(text: &str) -> &str {
    let end = text.match_indices(char::is_whitespace).nth(2).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
