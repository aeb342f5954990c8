//! Why a command could not do what it was asked.

use crate::report::legible;
use crate::store::{StoreError, why};
use crate::verify::ConfigError;
use std::{fmt, io};

/// Why a command could not do what it was asked. It ends with 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path, argument or command it is about.
    pub about: String,
    /// The error, in words.
    pub what: String,
    /// A remedy, in words.
    pub help: String,
}

impl Failure {
    /// A failure about `about`.
    pub fn new(about: impl fmt::Display, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { about: about.to_string(), what: what.into(), help: help.into() }
    }
}

impl Failure {
    /// The failure as the JSON of all commands has it.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::json!({ "about": self.about, "what": self.what.trim_end(), "help": self.help })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line break in a name must not begin a line of ours.
        match (&*legible(&self.about), self.help.as_str()) {
            ("", "") => f.write_str(&self.what),
            (about, "") => write!(f, "{about}: {}", self.what),
            (about, help) => write!(f, "{about}: {} ({help})", self.what),
        }
    }
}

impl std::error::Error for Failure {}

impl From<String> for Failure {
    fn from(what: String) -> Self {
        Self::new("", what, "")
    }
}

impl From<&str> for Failure {
    fn from(what: &str) -> Self {
        what.to_owned().into()
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new("standard output", why(&error), "write to another place")
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self { about: error.path, what: error.what, help: error.help }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        StoreError::from(error).into()
    }
}
