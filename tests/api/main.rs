//! The API as clients see it: one file for each part of the address space, and those for what all parts share.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected is to fail where it stands; clippy frees test functions only, not what they share"
)]

mod helpers;
mod missions;
