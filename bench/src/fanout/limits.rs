//! How many connections this process and the server may have: each is an open file on either side.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What is open besides the viewers' connections.
const BESIDES: usize = 200;

/// Raises the limit of open files to what so many viewers need, or as far as the system lets this process; the server inherits
/// it. Hands back how many viewers there is room for.
pub(super) fn room(viewers: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let needed = u64::try_from(viewers + BESIDES).unwrap_or(u64::MAX);
    let raised = |maximum: Option<u64>| {
        let most = Rlimit {
            current: maximum,
            maximum,
        };
        setrlimit(Resource::Nofile, most).is_ok().then_some(maximum)
    };
    // Beyond the hard limit only root gets.
    let beyond = limit.maximum.filter(|maximum| *maximum < needed);
    let files = beyond
        .and_then(|_| raised(Some(needed)))
        .or_else(|| raised(limit.maximum))
        .unwrap_or(limit.current);
    let files = files.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    });
    files.saturating_sub(BESIDES)
}
