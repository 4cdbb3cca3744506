//! The API as clients see it: one file for each part of the address space, and those for what all parts share.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that meets the unexpected is to fail where it stands; clippy frees test functions only, not what they share"
)]

mod agreement;
mod architecture;
mod around;
mod calendar;
mod charts;
mod claims;
mod compare;
mod dataset;
mod dates;
mod errors;
mod events;
mod evidence;
mod feeds;
mod filters;
mod forget;
mod helpers;
mod http;
mod impact;
mod index;
mod indicators;
mod lists;
mod milestones;
mod missions;
mod money;
mod openapi;
mod openapi_live;
mod pages;
mod past;
mod past_stories;
mod players;
mod programs;
mod race;
mod record;
mod schedule_statistics;
mod search;
mod shapes;
mod socket;
mod sources;
mod spec;
mod standings;
mod statuses;
mod timelines;
mod trends;
mod vehicles;
mod vocabularies;
