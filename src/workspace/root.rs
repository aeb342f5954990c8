//! A root with all that a verdict depends on: what the command line reads, for other programs that verify.

use super::{GatherOptions, LARGEST_CONFIG, LARGEST_NOTES, gather};
use crate::manifest::Archive;
use crate::notes::Format;
use crate::store::{Root, StoreError, open, read_at_most};
use crate::verify::{Baseline, Config, ConfigError, Lock, NotesSet, Policy, Verifier};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// An archive on the disk with its configuration, baseline and lock.
#[derive(Debug)]
pub struct Workspace {
    root: Root,
    config: OnceLock<Config>,
    /// Keys that are replaced, each as a line of TOML.
    keys: Vec<String>,
}

impl From<Root> for Workspace {
    fn from(root: Root) -> Self {
        Self { root, config: OnceLock::new(), keys: Vec::new() }
    }
}

impl From<ConfigError> for StoreError {
    fn from(error: ConfigError) -> Self {
        let ConfigError { position, what, help } = error;
        match position.line {
            0 => Self::new("configuration", what, help),
            line => Self::new(format_args!("{}:{line}:{}", Root::CONFIG, position.column), what, help),
        }
    }
}

impl Workspace {
    /// The workspace whose root is the nearest one at or above `folder`.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn find(folder: &Path) -> Result<Self, StoreError> {
        Ok(Root::find(folder)?.into())
    }

    /// The same with some keys of literatim.toml replaced: each is a line of TOML, such as `style = "chicago"`.
    #[must_use]
    pub fn with_keys(self, keys: Vec<String>) -> Self {
        Self { keys, config: OnceLock::new(), ..self }
    }

    /// The root.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// The keys of literatim.toml; the defaults where there is no such file.
    ///
    /// # Errors
    ///
    /// The file cannot be read or understood; the place is in the error.
    pub fn config(&self) -> Result<&Config, StoreError> {
        if let Some(config) = self.config.get() {
            return Ok(config);
        }
        let config = match read_at_most(&self.root, Root::CONFIG, LARGEST_CONFIG)? {
            Some(bytes) => Config::with_keys(&bytes, &self.keys)?,
            None => Config::with_keys(b"", &self.keys)?,
        };
        Ok(self.config.get_or_init(|| config))
    }

    /// The archive, as it is asked.
    ///
    /// # Errors
    ///
    /// The root cannot be read, or the rules of literatim.toml cannot be used.
    pub fn archive(&self) -> Result<Archive, StoreError> {
        let own = self.config()?.own_rules()?;
        let archive = open(&self.root)?;
        Ok(Archive::with(match own {
            Some(rules) => archive.with_rules(rules),
            None => archive,
        }))
    }

    /// The policy of literatim.toml, with the style and strictness that were asked for, and the baseline.
    ///
    /// # Errors
    ///
    /// A file cannot be read or understood.
    pub fn policy(&self, style: Option<&str>, strict: bool) -> Result<Policy, StoreError> {
        Ok(Policy { baseline: self.baseline()?, ..self.config()?.policy(style, strict) })
    }

    /// The baseline, if one is kept.
    ///
    /// # Errors
    ///
    /// It cannot be read or understood.
    pub fn baseline(&self) -> Result<Option<Baseline>, StoreError> {
        let path = Policy::BASELINE;
        let Some(bytes) = read_at_most(&self.root, path, LARGEST_NOTES)? else { return Ok(None) };
        let help = "record it again with `literatim baseline`";
        Baseline::from_bytes(&bytes).map(Some).map_err(|why| StoreError::new(path, why.to_string(), help))
    }

    /// The lock, if one is kept.
    ///
    /// # Errors
    ///
    /// It cannot be read or understood.
    pub fn lock(&self) -> Result<Option<Lock>, StoreError> {
        let Some(bytes) = read_at_most(&self.root, Lock::PATH, LARGEST_NOTES)? else { return Ok(None) };
        let text = String::from_utf8(bytes)
            .map_err(|_| StoreError::new(Lock::PATH, "not UTF-8", "write it again with `literatim pin`"))?;
        let help = "finish the merge, or remove the line";
        Lock::from_text(&text).map(Some).map_err(|why| StoreError::new(Lock::PATH, why.to_string(), help))
    }

    /// The notes at some paths, read as literatim.toml says, and in one format if one is named; `-` is `stdin`.
    ///
    /// # Errors
    ///
    /// A folder without notes. Notes that cannot be read are findings.
    pub fn notes(
        &self,
        paths: &[PathBuf],
        format: Option<Format>,
        stdin: &mut dyn Read,
    ) -> Result<NotesSet, StoreError> {
        self.gather(paths, format, false, stdin)
    }

    /// The same; `force_exclude` says that `exclude` of literatim.toml counts for files that are named one by one, too.
    ///
    /// # Errors
    ///
    /// A folder without notes. Notes that cannot be read are findings.
    pub fn gather(
        &self,
        paths: &[PathBuf],
        format: Option<Format>,
        force_exclude: bool,
        stdin: &mut dyn Read,
    ) -> Result<NotesSet, StoreError> {
        let Config { exclude, include, bibliography, fields, .. } = self.config()?;
        let options =
            GatherOptions { root: self.root.path(), exclude, include, force_exclude, format, bibliography, fields };
        gather(paths, &options, stdin)
    }

    /// A verifier by the archive, the policy of literatim.toml and the baseline.
    ///
    /// # Errors
    ///
    /// Something that it depends on cannot be read or understood.
    pub fn verifier(&self) -> Result<Verifier, StoreError> {
        Ok(Verifier::new(&self.archive()?, self.policy(None, false)?))
    }
}
