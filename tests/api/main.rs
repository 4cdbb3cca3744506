//! The API as clients see it: one file for each part of the address space, and those for what all parts share.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that meets the unexpected is to fail where it stands; clippy frees test functions only, not what they share"
)]

mod architecture;
mod dates;
mod errors;
mod filters;
mod helpers;
mod http;
mod lists;
mod missions;
mod openapi;
mod openapi_live;
mod players;
mod search;
mod shapes;
mod socket;
mod spec;
mod statuses;
