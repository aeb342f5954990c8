//! When a capture was made.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A moment to the second, in UTC. Written `2014-06-11T09:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CapturedAt(Timestamp);

/// Why some text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date or time: expected RFC 3339, such as 2014-06-11T09:30:00Z or 2014-06-11")]
pub struct NotAMoment(String);

impl CapturedAt {
    /// The moment as file names have it: `20140611T093000Z`.
    pub fn stamp(self) -> String {
        self.0.strftime("%Y%m%dT%H%M%SZ").to_string()
    }

    /// Reads a stamp as file names have it, and nothing else.
    pub fn from_stamp(stamp: &str) -> Option<Self> {
        let bytes = stamp.as_bytes();
        if bytes.len() != 16 || bytes[8] != b'T' || bytes[15] != b'Z' {
            return None;
        }
        let civil = DateTime::strptime("%Y%m%dT%H%M%S", &stamp[..15]).ok()?;
        let moment = civil.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let moment = Self(moment);
        (moment.stamp() == stamp).then_some(moment)
    }

    /// The moment so many seconds after 1970 began, UTC.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        Timestamp::from_second(seconds).ok().map(Self)
    }

    /// The number of seconds after 1970 began, UTC.
    pub fn unix(self) -> i64 {
        self.0.as_second()
    }

    /// The day, such as `2014-06-11`.
    pub fn day(self) -> String {
        self.0.strftime("%Y-%m-%d").to_string()
    }
}

impl FromStr for CapturedAt {
    type Err = NotAMoment;

    /// Any RFC 3339 moment, cut to the second, or a day alone, which means its first second.
    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let refuse = |_| NotAMoment(text.to_owned());
        let moment = if text.len() == 10 {
            format!("{text}T00:00:00Z").parse::<Timestamp>().map_err(refuse)?
        } else {
            text.parse::<Timestamp>().map_err(refuse)?
        };
        Timestamp::from_second(moment.as_second()).map(Self).map_err(refuse)
    }
}

impl TryFrom<String> for CapturedAt {
    type Error = NotAMoment;

    fn try_from(text: String) -> Result<Self, NotAMoment> {
        let moment: Self = text.parse()?;
        if is_canonical(&text) || moment.to_string() == text { Ok(moment) } else { Err(NotAMoment(text)) }
    }
}

/// Returns true if a moment is certainly written as it would be printed: two digits for each of its parts, none of them
/// a leap second, and `Z`. To print it takes longer than to read it.
fn is_canonical(text: &str) -> bool {
    let is_like = |(byte, like): (&u8, &u8)| if *like == b'0' { byte.is_ascii_digit() } else { byte == like };
    let form = b"0000-00-00T00:00:00Z";
    text.len() == form.len() && text.as_bytes().iter().zip(form).all(is_like) && text.as_bytes()[17] < b'6'
}

impl From<CapturedAt> for String {
    fn from(moment: CapturedAt) -> Self {
        moment.to_string()
    }
}

impl fmt::Display for CapturedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_canonical_prints_as_it_was_read(
            (year, month, day) in (0..=9999, 1..=12, 1..=31),
            (hour, minute, second) in (0..=24, 0..=60, 0..=61),
            end in "Z|z|\\+00:00|[.]0Z",
        ) {
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{end}");
            if let Ok(moment) = text.parse::<CapturedAt>() {
                prop_assert_eq!(is_canonical(&text), moment.to_string() == text, "{}", text);
            }
        }
    }

    #[test]
    fn a_stamp_is_read_back() {
        let moment: CapturedAt = "2014-06-11T11:30:00.7+02:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2014-06-11T09:30:00Z");
        assert_eq!(moment.stamp(), "20140611T093000Z");
        assert_eq!(CapturedAt::from_stamp("20140611T093000Z"), Some(moment));
        assert_eq!(CapturedAt::from_stamp("20141311T093000Z"), None);
        assert_eq!(CapturedAt::from_stamp("20140611t093000z"), None);
    }
}
