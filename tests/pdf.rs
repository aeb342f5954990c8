//! PDF: what is seen is read, in the order in which it is read; nothing else is; and no file takes more than its share.
#![cfg(feature = "pdf")]

#[path = "pdf/bounds.rs"]
mod bounds;
#[path = "pdf/builder.rs"]
mod builder;
#[cfg(feature = "cli")]
#[path = "pdf/commands.rs"]
mod commands;
#[path = "pdf/files.rs"]
mod files;
#[path = "pdf/layout.rs"]
mod layout;
#[path = "pdf/seen.rs"]
mod seen;
