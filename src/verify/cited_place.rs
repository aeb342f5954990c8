//! The pages and times that citations name, held against those that the words stand on.

use super::FindingData;
use crate::capture::Place;
use crate::matching::{Alignment, Match, SearchText};
use crate::notes::{CitedPlace, Locator};
use crate::text::Span;
use crate::transcript::Transcript;

/// Leaves those places of `found` that stand on a page, or at a time, that the citation names. Where none does, `found` is
/// as it was, and the finding says where the words stand. `None` also where the citation names no such place, or the
/// capture has none: a web page has no pages.
pub(super) fn hold_to(found: &mut Match, searched: &SearchText, locator: Option<&Locator>) -> Option<FindingData> {
    let locator = locator?;
    let cited = locator.place.as_ref()?;
    let transcript = searched.witness.transcript();
    let known: Vec<Place> = transcript.all_places().iter().map(|(_, place)| place.clone()).collect();
    if !known.iter().any(|place| cited.is_of_kind(place)) {
        return None;
    }
    let is_there = |alignment: &Alignment| {
        alignment.passages.iter().all(|passage| touches(&places(transcript, passage.span()), cited))
    };
    if found.alignments.iter().any(is_there) {
        found.alignments.retain(is_there);
        return None;
    }
    let spans = found.alignments.first().into_iter().flat_map(|alignment| &alignment.passages);
    let mut stands_on: Vec<Place> = spans.flat_map(|passage| places(transcript, passage.span())).collect();
    stands_on.dedup();
    // A recording has every time up to its end, also those at which nobody says anything.
    let whole = match stretch(&known) {
        Some(Place::Time { to_ms, .. }) => vec![Place::Time { from_ms: 0, to_ms }],
        _ => known,
    };
    let is_known = touches(&whole, cited);
    Some(FindingData::OtherPlace { cited: locator.written.clone(), stands_on, is_known })
}

/// Returns true if any of `places` is meant. A passage of several cues takes all the time from the first to the last.
fn touches(places: &[Place], cited: &CitedPlace) -> bool {
    places.iter().any(|place| cited.has(place)) || stretch(places).is_some_and(|whole| cited.has(&whole))
}

/// The stretch of time that `places` take together, if they are times.
fn stretch(places: &[Place]) -> Option<Place> {
    let times = places.iter().filter_map(|place| match place {
        Place::Time { from_ms, to_ms } => Some((*from_ms, *to_ms)),
        _ => None,
    });
    let (from_ms, to_ms) = times.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    Some(Place::Time { from_ms, to_ms })
}

/// The places that `span` of a text stands on.
fn places(transcript: &Transcript, span: Span) -> Vec<Place> {
    transcript.places(span).into_iter().map(|(_, place)| place).collect()
}
