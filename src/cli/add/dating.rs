//! The moment of a capture, and who says so.

use super::saved::{SavedPage, possible};
use crate::capture::urls::wayback_stamp;
use crate::capture::{CapturedAt, Record};

/// The moment of a capture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dating {
    pub at: CapturedAt,
    source: DatingSource,
}

/// The source of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatingSource {
    /// The arguments.
    Given,
    /// The file itself: what of it.
    Claimed(&'static str),
    /// The clock: nothing says when.
    Now,
}

impl Dating {
    /// The moment that was `given`, or that of a given address in a web archive; else the one that the file claims; else
    /// `now`.
    pub(super) fn of(given: Option<CapturedAt>, record: &Record, saved: &SavedPage, now: CapturedAt) -> Self {
        let stamp = record.urls.iter().find_map(|url| wayback_stamp(url));
        let is_given = |at| Self { at, source: DatingSource::Given };
        if let Some(at) = given.or(stamp.filter(|_| !record.claimed)) {
            return is_given(at);
        }
        let of_address = || Some((possible(stamp?, true, now).ok().flatten()?, "its address"));
        match saved.moment.or_else(of_address) {
            Some((at, by)) => Self { at, source: DatingSource::Claimed(by) },
            None => Self { at: now, source: DatingSource::Now },
        }
    }

    /// Returns true if the arguments say so.
    pub(super) fn is_given(&self) -> bool {
        self.source == DatingSource::Given
    }

    /// The source, as JSON names it.
    pub(super) fn source(&self) -> &'static str {
        match self.source {
            DatingSource::Given => "given",
            DatingSource::Claimed(_) => "file",
            DatingSource::Now => "now",
        }
    }

    /// Returns true if nothing but the file says so.
    pub(super) fn is_claimed(&self) -> bool {
        matches!(self.source, DatingSource::Claimed(_))
    }

    /// The line about it, unless it was given.
    pub(super) fn line(&self) -> String {
        match self.source {
            DatingSource::Given => String::new(),
            DatingSource::Claimed(by) => format!("  captured {}, as {by} says\n", self.at),
            DatingSource::Now => {
                "  captured now, since neither the file nor --captured-at TIME says when it was saved\n".to_owned()
            }
        }
    }
}
