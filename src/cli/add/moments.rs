//! Moments as programs that save pages write them.

use crate::capture::CapturedAt;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// A moment that a file gives, and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenMoment {
    pub at: CapturedAt,
    /// True if it is written with a time zone; else it is read as UTC.
    pub has_zone: bool,
}

/// Forms with a zone behind them: those of `Date.toString()` in JavaScript (ECMA-262, 21.4.4.41.4), of Obsidian and of
/// MarkDownload.
const ZONED: [&str; 4] =
    ["%b %d %Y %H:%M:%S GMT%z", "%Y-%m-%dT%H:%M:%S (UTC %:z)", "%Y-%m-%dT%H:%M:%S %:z", "%Y-%m-%d %H:%M:%S %:z"];
/// Forms whose zone is UTC by their rules: those of HTTP (RFC 9110, 5.6.7), of HTTrack, and of the Wayback Machine.
const UTC: [&str; 3] = ["%d %b %Y %H:%M:%S GMT", "%b %d %Y %H:%M:%S GMT", "%H:%M:%S %b %d, %Y"];
/// Forms without a zone.
const LOCAL: [&str; 4] = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];

/// Reads a moment, or a day, which means its first second.
pub(super) fn written_moment(text: &str) -> Option<WrittenMoment> {
    let text = without_weekday(text.trim());
    if let Ok(at) = text.parse::<CapturedAt>() {
        return Some(WrittenMoment { at, has_zone: text.len() > 10 });
    }
    // The name of a zone, in the words of the reader's system.
    let unnamed = text
        .split_once(" (")
        .filter(|(_, name)| !name.starts_with("UTC +") && !name.starts_with("UTC -"))
        .map_or(text, |(before, _)| before);
    let zoned = ZONED.iter().find_map(|form| strtime::parse(form, unnamed).ok()?.to_timestamp().ok());
    let civil = |forms: &[&str]| {
        let found = forms.iter().find_map(|form| DateTime::strptime(form, unnamed).ok())?;
        found.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    };
    let (moment, has_zone) =
        zoned.or_else(|| civil(&UTC)).map(|at| (at, true)).or_else(|| civil(&LOCAL).map(|at| (at, false)))?;
    CapturedAt::from_unix(moment.as_second()).map(|at| WrittenMoment { at, has_zone })
}

/// A moment without the day of the week before it.
fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match text.split_once(' ') {
        Some((day, rest)) if DAYS.contains(&day.trim_end_matches(',')) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_the_forms_of_programs() {
        for text in [
            "2025-01-20T22:10:00Z",
            "2025-01-20T23:10:00.250+01:00",
            "Mon Jan 20 2025 23:10:00 GMT+0100 (Central European Standard Time)",
            "Mon Jan 20 2025 22:10:00 GMT+0000 (Coordinated Universal Time)",
            "Mon Jan 20 2025 22:10:00 GMT+0000 (UTC)",
            "Mon, 20 Jan 2025 22:10:00 GMT",
            "22:10:00 Jan 20, 2025",
            "2025-01-20T23:10:00 (UTC +01:00)",
        ] {
            let read = written_moment(text).map(|moment| (moment.at.to_string(), moment.has_zone));
            assert_eq!(read, Some(("2025-01-20T22:10:00Z".to_owned(), true)), "{text}");
        }
        for text in ["2025-01-20", "2025-01-20T00:00", "2025-01-20 00:00:00"] {
            let read = written_moment(text).map(|moment| (moment.at.to_string(), moment.has_zone));
            assert_eq!(read, Some(("2025-01-20T00:00:00Z".to_owned(), false)), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_a_moment() {
        for text in
            ["", "Monday", "2025-02-30", "20/01/2025", "Jan 20", "25:10:00 Jan 20, 2025", "2025-01-20T22:10:00Q"]
        {
            assert_eq!(written_moment(text), None, "{text}");
        }
    }
}
