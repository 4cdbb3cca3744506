//! Logs: readable lines with fields. Where they go is the caller's choice.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Sends logs of `level` and above to `sink`. Does nothing where logs go somewhere already.
pub fn start<W: for<'w> MakeWriter<'w> + Send + Sync + 'static>(level: &str, sink: W) {
    let filter = EnvFilter::try_new(format!("{level},actix_server=warn,actix_http=off"))
        .unwrap_or_else(|_unreadable| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(sink)
        .with_target(false)
        .with_ansi(false)
        .finish();
    if tracing::subscriber::set_global_default(subscriber).is_err() {
        tracing::debug!("logs go somewhere already");
    }
}
