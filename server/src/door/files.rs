//! How many files the process may have open: each connection is one.

/// What the server has open besides its viewers: databases, segments, whoever buys.
pub const BESIDES: usize = 256;

/// Raises the limit to what the system allows this process, and tells what that is, where it is known.
#[cfg(unix)]
#[must_use]
pub fn open_as_many_as_allowed() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        ..limit
    };
    let raised = setrlimit(Resource::Nofile, most).is_ok();
    let files = if raised { limit.maximum } else { limit.current };
    Some(files.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    }))
}

/// Nothing is known of other systems.
#[cfg(not(unix))]
#[must_use]
pub fn open_as_many_as_allowed() -> Option<usize> {
    None
}
