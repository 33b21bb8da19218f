//! How many connections this process and the server may have: each is an open file on either side.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What is open besides the viewers' connections.
const BESIDES: usize = 200;

/// Raises the limit of open files as far as the system lets this process; the server inherits it. Hands back how many viewers
/// there is room for.
pub(super) fn room() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        ..limit
    };
    let files = match setrlimit(Resource::Nofile, most) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let files = files.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    });
    files.saturating_sub(BESIDES)
}
