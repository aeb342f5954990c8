//! The policy that a report is made by, in addition to the archive and the notes.

use super::{ArchiveFinding, Baseline, Lock, PerFile, Settings, Severity};

/// House style, severities, and what is ignored.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Policy {
    /// The house style and the limits.
    pub settings: Settings,
    /// The lightest severity that makes a run fail.
    pub fail_on: Severity,
    /// `[per-file]`.
    pub per_file: Vec<PerFile>,
    /// Findings that are recorded, so that only new ones count.
    pub baseline: Option<Baseline>,
    /// The captures that prove each quotation.
    pub lock: Option<Lock>,
    /// Findings on the archive that were made before, as by a comparison with an earlier state.
    pub archive: Vec<ArchiveFinding>,
}

impl Policy {
    /// The path of the configuration, below the root: what findings on `[per-file]` are about.
    pub const CONFIG: &str = "literatim.toml";
    /// The path of the baseline, below the root.
    pub const BASELINE: &str = "literatim-baseline.json";
}

impl Default for Policy {
    fn default() -> Self {
        Self::from(Settings::default())
    }
}

impl From<Settings> for Policy {
    fn from(settings: Settings) -> Self {
        let (per_file, archive) = (Vec::new(), Vec::new());
        Self { settings, fail_on: Severity::Error, per_file, baseline: None, lock: None, archive }
    }
}
