//! How much memory this process takes, as Linux tells it.

/// How much may come and go without a cause that matters: what the allocator holds back.
pub(crate) const ALLOWANCE_MB: u64 = 48;

/// Megabytes that are resident now; 0 where that is not told.
pub(crate) fn now() -> u64 {
    told("VmRSS:")
}

/// The most that ever was.
pub(crate) fn peak() -> u64 {
    told("VmHWM:")
}

fn told(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}
