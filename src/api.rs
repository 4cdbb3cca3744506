//! The words of HTTP: typed parameters, problems, handlers, and the OpenAPI document.
//!
//! What lives here: everything between a request and the store's question, and between its answer and bytes.
//! What must not: searching and deciding, which is the store's; sockets and middleware, which are [`crate::server`]'s.

/// Greatest length of a request line in bytes.
pub const MAX_REQUEST_LINE: usize = 4_096;

pub mod atom;
pub mod chart;
pub mod csv;
pub mod cursor;
pub mod envelope;
pub mod extract;
pub mod ics;
pub mod item;
pub mod list;
mod number;
pub mod operations;
pub mod params;
pub mod past;
pub mod prices;
pub mod problem;
pub mod respond;
pub mod served;
pub mod v1;
