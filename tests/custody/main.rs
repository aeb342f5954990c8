//! The archive from outside: the real binary, on a real disk, with whatever can go wrong there.

mod adding;
mod archive;
mod command;
mod fixity;
mod manifests;
#[cfg(unix)]
mod oddities;
#[cfg(unix)]
mod writing;
