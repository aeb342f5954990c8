//! Where the words of a quotation stand in the archive, or how they differ from what stands there.
