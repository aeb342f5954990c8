//! The faults.

/// A fault, and at which call it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    Nothing,
    /// Killed before the call.
    Kill(usize),
    /// Killed when half of a write is done.
    Torn(usize),
    /// The call fails, and no other.
    Once(Errno, usize),
    /// The call fails, and all that come after it.
    From(Errno, usize),
    /// Killed before the call; then it is another command that writes next.
    ThenAnother(usize),
    /// The file system has no locks.
    NoLocks,
    /// Nothing can be synced from the sixth time on: the files are, and the folders are not.
    NoSync,
}

/// The errors of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errno {
    /// A disk that fails.
    Io = 5,
    /// A disk that is full.
    Full = 28,
    /// A disk that can be read only.
    ReadOnly = 30,
}

impl Plan {
    /// All faults of a run that makes these calls.
    pub fn all(calls: &[String]) -> Vec<Self> {
        let mut plans = Vec::new();
        for (at, call) in calls.iter().enumerate() {
            plans.extend([Self::Kill(at), Self::ThenAnother(at)]);
            plans.extend([Errno::Full, Errno::Io].map(|errno| Self::Once(errno, at)));
            plans.extend([Errno::Full, Errno::Io, Errno::ReadOnly].map(|errno| Self::From(errno, at)));
            if call == "write" {
                plans.push(Self::Torn(at));
            }
        }
        // After the last.
        plans.extend([Self::Kill(calls.len()), Self::ThenAnother(calls.len())]);
        plans
    }

    /// The plan and the number of the call, as the tracer has them.
    pub fn for_tracer(self) -> (String, usize) {
        match self {
            Self::Nothing => ("none".to_owned(), 0),
            Self::Kill(at) | Self::ThenAnother(at) => ("kill".to_owned(), at),
            Self::Torn(at) => ("torn".to_owned(), at),
            Self::Once(errno, at) => (format!("{}", errno as i32), at),
            Self::NoLocks => ("37@flock".to_owned(), 0),
            Self::NoSync => ("5@fsync".to_owned(), 5),
            Self::From(errno, at) => (format!("{}+", errno as i32), at),
        }
    }

    /// Returns true if the program lives on, and gets an error.
    pub fn is_error(self) -> bool {
        matches!(self, Self::Once(..) | Self::From(..))
    }

    pub fn at(self) -> usize {
        self.for_tracer().1
    }
}
