//! Pages: which blocks are the story's, by how they look and by what their elements say, and what the others are.

mod block_context;
mod block_features;
mod classifier;
mod element_classes;
mod element_sums;
mod feature_names;
mod furniture_names;
mod furniture_of_page;
mod furniture_role;
mod groups;
mod head_role;
mod link_targets;
mod name_classes;
mod outline;
mod page_features;
mod page_view;
mod story;
mod titles;

pub(in crate::segment) use classifier::reasons;
pub use classifier::{learned, measure, stories};
pub(in crate::segment) use furniture_of_page::label_furniture;
pub use page_features::{PageFeatures, name as page_feature_name};

#[cfg(test)]
mod furniture_tests;
#[cfg(test)]
mod kind_tests;
#[cfg(test)]
mod tests;
