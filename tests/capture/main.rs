//! Names of captures: addresses, article ids, paths.

mod id;
mod path;
mod urls;
mod userinfo;
