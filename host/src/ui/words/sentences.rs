//! Words that depend on a number, a name or a state.

use crate::core::cue::Fact;
use crate::core::model::{Link, Notice, SignInProblem};
use crate::core::offer::State;
use crate::core::present::{Most, Pieces, Seen};
use crate::core::show::{Script, Status};

pub(in crate::ui) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Offline => {
            "Offline: nothing was sent. Do it again when the connection is back.".to_owned()
        }
        Notice::Unanswered => {
            "The server did not answer. Look whether it was done, then try again.".to_owned()
        }
        Notice::Unsure => {
            "The server did not answer. Under “What happened” you can send it again.".to_owned()
        }
        Notice::SignedOut => "Your session has ended. Sign in again.".to_owned(),
        Notice::Refused(code) => refused(code),
    }
}

pub(in crate::ui) fn refused(code: &str) -> String {
    match code {
        "script_runs" => "The script runs this show. Take it over first.",
        "show_ended" => "The show has ended; nothing can be added.",
        "at_out_of_bounds" => {
            "That picture is too old. Go to the newest picture, or use the studio's clock."
        }
        "not_in_lineup" => "That product is not in the lineup.",
        "unknown_product" => "The shop does not know one of the products.",
        "invalid" | "missing" => "That is not right yet; it is not saved.",
        "no_reduction" => "At that price nothing would be cheaper.",
        "offer_overlaps" => "Another offer of that product is running. Stop it first.",
        "offer_taken" => "The shop has an offer of that name with other terms. Start it again.",
        "id_taken" => "There is a show of that name already.",
        "no_show" => "There is no such show.",
        "undone_already" => "That was undone already.",
        "not_yours" => "That cannot be undone here.",
        "changed" => "Another console has changed the show meanwhile.",
        "log_full" => "The log of this show is full. Make a new show to go on.",
        "log_away" => {
            "The servers cannot reach their log: nothing was recorded. Do it again in a moment."
        }
        "log_unsure" => {
            "The servers' log did not answer. Look whether it was done, then try again."
        }
        "foreign_origin" | "header_missing" => {
            "The server did not take this page for its own. Load it again."
        }
        other => return format!("The server refused it ({other})."),
    }
    .to_owned()
}

pub(in crate::ui) fn sign_in_problem(problem: SignInProblem) -> &'static str {
    match problem {
        SignInProblem::Wrong => "That is not the token.",
        SignInProblem::TooSoon => "Too many tries.",
        SignInProblem::Network => "The server does not answer. Check the connection.",
        SignInProblem::Server => "Something went wrong at the server. Try again.",
    }
}

pub(in crate::ui) fn waits(seconds: u64) -> String {
    match seconds {
        1 => "Try again in 1 second.".to_owned(),
        seconds => format!("Try again in {seconds} seconds."),
    }
}

pub(in crate::ui) fn link(link: Link) -> &'static str {
    match link {
        Link::Connecting => "Connecting…",
        Link::CatchingUp => "Catching up…",
        Link::Live => "In step",
        Link::Offline => "Offline: nothing is sent; it catches up by itself",
    }
}

pub(in crate::ui) fn status(status: Status) -> &'static str {
    match status {
        Status::Upcoming => "Upcoming",
        Status::Live => "Live",
        Status::Ended => "Ended",
        Status::Cancelled => "Cancelled",
    }
}

pub(in crate::ui) fn script(running: bool) -> &'static str {
    if running {
        "The script runs the show again"
    } else {
        "The show was taken over from the script"
    }
}

pub(in crate::ui) fn by(script: Script) -> &'static str {
    match script {
        Script::Running => super::SCRIPTED,
        Script::TakenOver | Script::None => super::YOURS,
    }
}

pub(in crate::ui) fn seen(seen: Seen) -> String {
    match seen {
        Seen::In(seconds) => format!("viewers see it in {seconds} s"),
        Seen::Already => "viewers have seen it".to_owned(),
        Seen::Undone => "undone".to_owned(),
    }
}

/// What a cue says, with the names of its products.
pub(in crate::ui) fn fact(fact: &Fact, title: impl Fn(&str) -> String) -> String {
    match fact {
        Fact::Pin { slot, product } => {
            format!("Pinned {} to slot {}", title(product), slot.index() + 1)
        }
        Fact::Unpin { slot } => format!("Unpinned slot {}", slot.index() + 1),
        Fact::Hotspot { product, .. } => format!("Marked {} in the picture", title(product)),
        Fact::Offer {
            product, from, to, ..
        } if to <= from => format!("Stopped the offer of {}", title(product)),
        Fact::Offer { product, .. } => format!("Started an offer of {}", title(product)),
        Fact::Message { text } => format!("Said “{text}”"),
        Fact::Break {
            text: Some(text), ..
        } => format!("Break: {text}"),
        Fact::Break { text: None, .. } => "Break".to_owned(),
        Fact::Resume => "Went on".to_owned(),
        Fact::End => "Ended the show".to_owned(),
        Fact::Other(kind) => kind.clone(),
    }
}

pub(in crate::ui) fn slot(number: usize) -> String {
    format!("Slot {number}")
}

pub(in crate::ui) fn pin_to(title: &str, number: usize) -> String {
    format!("Pin {number}: {title}")
}

pub(in crate::ui) fn of(what: &str, title: &str) -> String {
    format!("{what}: {title}")
}

pub(in crate::ui) fn pinned_in(number: usize) -> String {
    format!("Pinned {number}")
}

pub(in crate::ui) fn card_figures(opens: &str, adds: &str, sold: &str) -> String {
    format!("{opens} opened · {adds} in carts · {sold} sold")
}

pub(in crate::ui) fn offer_price(currency: &str) -> String {
    format!("Price of a piece ({currency})")
}

pub(in crate::ui) fn percent_off(percent: u32) -> String {
    format!("−{percent} %")
}

pub(in crate::ui) fn pieces(pieces: Pieces) -> String {
    let Pieces {
        of,
        left,
        held,
        sold,
    } = pieces;
    format!("{left} of {of} left · {held} in carts · {sold} sold")
}

pub(in crate::ui) fn offer_state(state: State, seconds: u64) -> String {
    match state {
        State::Upcoming => "not yet".to_owned(),
        State::Running => format!("ends in {seconds} s"),
        State::Ended => "over".to_owned(),
        State::Withdrawn => "withdrawn".to_owned(),
    }
}

pub(in crate::ui) fn left(count: i64) -> String {
    format!("{count} left")
}

pub(in crate::ui) fn chart(most: Most) -> String {
    let Most {
        viewers,
        opens,
        adds,
        orders,
    } = most;
    format!(
        "The show over time: at most {viewers} viewers, {opens} products opened, {adds} put into carts, {orders} orders; upright lines are cues"
    )
}

pub(in crate::ui) fn place(number: usize, of: usize) -> String {
    format!("{number} of {of}")
}

pub(in crate::ui) fn field(field: Option<&str>) -> &'static str {
    match field {
        Some("title") => super::TITLE,
        Some("poster") => "Poster",
        Some("page") => super::PAGE,
        Some("starts_at") => "Start",
        Some("lineup") => super::LINEUP,
        Some(name) if name.starts_with("replay") => super::RECORDING,
        Some(name) if name.starts_with("stream") => "Stream",
        _ => "One field",
    }
}
