//! The one table of words. What depends on a number, a name or a state is a sentence, beside it.

mod sentences;

pub(super) use sentences::*;

pub(super) const STARTING: &str = "The console is loading.";
pub(super) const CONSOLE: &str = "Host console";
pub(super) const SIGN_IN: &str = "Sign in";
pub(super) const SIGN_OUT: &str = "Sign out";
pub(super) const TOKEN: &str = "Host token";
pub(super) const TOKEN_MORE: &str = "The server says it when it starts, or your operator has it.";
pub(super) const NO_TOKEN: &str = "This server has no host token";
pub(super) const NO_TOKEN_MORE: &str =
    "Start it with --host-token (or VITRINE_HOST_TOKEN), then load this page again.";
pub(super) const UNREACHABLE: &str = "The server does not answer";
pub(super) const UNREACHABLE_MORE: &str = "Check the connection, then try again.";
pub(super) const RETRY: &str = "Try again";
pub(super) const DISMISS: &str = "Dismiss";
pub(super) const SHOWS: &str = "Shows";
pub(super) const SHOWS_FAILED: &str = "The shows could not be loaded.";
pub(super) const LOADING: &str = "Loading…";
pub(super) const NO_SHOWS: &str = "There is no show yet. Make the first one below.";
pub(super) const NO_SHOW: &str = "There is no such show.";
pub(super) const RUN: &str = "Run";
pub(super) const PREPARE: &str = "Prepare";
pub(super) const NEW_SHOW: &str = "New show";
pub(super) const NEW_ID: &str = "Short name, in addresses";
pub(super) const NEW_ID_MORE: &str = "a–z, 0–9 and -";
pub(super) const MAKE: &str = "Make show";
pub(super) const TITLE: &str = "Title";
pub(super) const POSTER: &str = "Poster (address of a picture)";
pub(super) const PAGE: &str = "Page where viewers watch";
pub(super) const STARTS: &str = "Starts (your time)";
pub(super) const STREAM: &str = "Stream (HLS address)";
pub(super) const BOOKABLE: &str = "Products can be bought before the show begins";
pub(super) const LATENCY: &str = "Viewers are behind by (seconds)";
pub(super) const DELAY: &str = "Encoder's delay (seconds)";
pub(super) const RECORDING: &str = "Replay";
pub(super) const RECORDING_SRC: &str = "Recording (address), once there is one";
pub(super) const RECORDED_FROM: &str = "Its first picture was at (your time)";
pub(super) const OPEN_DOORS: &str = "Open the doors: the show is live";
pub(super) const BACK_TO_UPCOMING: &str = "Back to upcoming";
pub(super) const CLOSE_SHOW: &str = "Close the show: it is a replay";
pub(super) const CANCEL_SHOW: &str = "Cancel the show";
pub(super) const OPEN_AGAIN: &str = "Open it again: the show is live";
pub(super) const LINEUP: &str = "Lineup";
pub(super) const LINEUP_EMPTY: &str = "Nothing yet. Search the shop and add products.";
pub(super) const LINEUP_HINT: &str =
    "Drag to order, or use the arrows. The first nine have number keys.";
pub(super) const SEARCH: &str = "Search the shop";
pub(super) const SEARCH_FAILED: &str = "The shop did not answer.";
pub(super) const NOTHING_FOUND: &str = "Nothing found.";
pub(super) const ADD: &str = "Add";
pub(super) const ADDED: &str = "In the lineup";
pub(super) const SAVED: &str = "Saved";
pub(super) const SAVING: &str = "Saving…";
pub(super) const NOT_SAVED: &str = "Not saved: the server did not answer.";
pub(super) const PREVIEW: &str = "Stream preview";
pub(super) const PREVIEW_FAILED: &str = "The stream cannot be played here. It is tried again by itself; cues go out by the server's clock.";
pub(super) const PLAY: &str = "Play";
pub(super) const PAUSE: &str = "Pause";
pub(super) const NEWEST: &str = "Newest picture";
pub(super) const MODE: &str = "A cue's moment";
pub(super) const BY_PICTURE: &str = "This picture";
pub(super) const BY_CLOCK: &str = "Now, in the studio";
pub(super) const NO_PICTURE_TIME: &str =
    "The preview tells no time yet: cues go out by the server's clock.";
pub(super) const SLOTS: &str = "Pinned now";
pub(super) const EMPTY: &str = "Empty";
pub(super) const UNPIN: &str = "Unpin";
pub(super) const PIN: &str = "Pin";
pub(super) const MARK: &str = "Mark in the picture";
pub(super) const MARKED: &str = "Marked";
pub(super) const OFFER: &str = "Offer…";
pub(super) const OFFERS: &str = "Offers";
pub(super) const OFFER_PERCENT: &str = "or per cent off";
pub(super) const OFFER_QUANTITY: &str = "Pieces at that price";
pub(super) const OFFER_PER_BUYER: &str = "At most for one buyer (empty: no limit)";
pub(super) const OFFER_SECONDS: &str = "For how many seconds";
pub(super) const OFFER_STOP: &str = "Stop now";
pub(super) const OFFER_START: &str = "Start offer";
pub(super) const MESSAGE: &str = "Message to everyone";
pub(super) const SEND: &str = "Send";
pub(super) const BREAK: &str = "Break";
pub(super) const BREAK_WHY: &str = "Why (viewers read it)";
pub(super) const BREAK_MINUTES: &str = "Minutes";
pub(super) const BREAK_START: &str = "Begin break";
pub(super) const RESUME: &str = "Go on";
pub(super) const ON_BREAK: &str = "The show is on a break.";
pub(super) const END: &str = "End the show…";
pub(super) const END_ASK: &str = "End the show for everyone?";
pub(super) const END_YES: &str = "End it";
pub(super) const END_NO: &str = "Go on with the show";
pub(super) const ENDED: &str = "This show has ended: it is a replay.";
pub(super) const WATCH_REPLAY: &str = "Watch it (opens a new tab)";
pub(super) const OVER: &str = "You have ended the show. Undo still opens it again.";
pub(super) const LOG: &str = "What happened";
pub(super) const LOG_EMPTY: &str = "Nothing yet. What you do appears here, with Undo.";
pub(super) const UNDO: &str = "Undo";
pub(super) const UNDOING: &str = "Undoing…";
pub(super) const SENDING: &str = "Sending…";
pub(super) const UNSURE: &str = "May not have arrived.";
pub(super) const AGAIN: &str = "Send again";
pub(super) const FORGET: &str = "Forget it";
pub(super) const TAKE_OVER: &str = "Take over";
pub(super) const GIVE_BACK: &str = "Give back to the script";
pub(super) const SCRIPTED: &str = "The programme's script runs this show.";
pub(super) const YOURS: &str = "You run this show.";
pub(super) const FIGURES: &str = "Figures";
pub(super) const NO_FIGURES: &str = "Figures appear as soon as the server has counted something.";
pub(super) const VIEWERS: &str = "Viewers";
pub(super) const PEAK: &str = "Most at once";
pub(super) const OPENS: &str = "Opened";
pub(super) const ADDS: &str = "Put into carts";
pub(super) const ORDERS: &str = "Orders";
pub(super) const REVENUE: &str = "Revenue";
pub(super) const STOCK: &str = "Left";
pub(super) const EXPORT: &str = "Export";
pub(super) const MONITOR: &str = "What viewers see";
pub(super) const MONITOR_OFF: &str = "Off";
pub(super) const MONITOR_USUAL: &str = "A viewer at the usual distance";
pub(super) const MONITOR_10: &str = "A viewer 10 s behind the newest picture";
pub(super) const MONITOR_20: &str = "A viewer 20 s behind the newest picture";
pub(super) const MONITOR_40: &str = "A viewer 40 s behind the newest picture";
pub(super) const KEYS: &str = "Keys";
pub(super) const KEYS_ON: &str = "Single keys do something";
pub(super) const CLOSE: &str = "Close";
pub(super) const UP: &str = "Up";
pub(super) const DOWN: &str = "Down";
pub(super) const REMOVE: &str = "Remove";
pub(super) const MARK_HINT: &str = "Drag a box around it in the picture. Then drag the box to follow it. By keyboard: Enter places, arrows move, Shift and arrows resize, Delete takes it away.";
pub(super) const MARK_PLACE: &str = "Place";
pub(super) const MARK_REMOVE: &str = "Take the mark away";
pub(super) const MARK_DONE: &str = "Done";

/// The keys and what they do.
pub(super) const KEY_TABLE: [(&str, &str); 11] = [
    (
        "1 – 9",
        "Choose a product; its number again pins it to the first free slot",
    ),
    ("Q  W  E", "Pin the chosen product to slot 1, 2, 3"),
    ("⇧ Q  W  E", "Unpin slot 1, 2, 3"),
    ("H", "Mark the chosen product in the picture"),
    ("Z", "Undo the last thing"),
    ("M", "Write a message"),
    ("P", "Cues by the picture, or by the studio's clock"),
    ("K", "Play or pause the preview"),
    ("L", "Preview: newest picture"),
    ("Esc", "Let go of what is chosen; close"),
    ("?", "These keys"),
];

/// What is exported, with the path's end.
pub(super) const EXPORTS: [(&str, &str); 4] = [
    ("Everything (JSON)", "/export.json"),
    ("Over time (CSV)", "/export.csv?of=history"),
    ("Cues (CSV)", "/export.csv?of=cues"),
    ("Products (CSV)", "/export.csv?of=products"),
];

/// The element that has the focus while a product is marked; the core names it.
pub(super) const MARK_ID: &str = "mark";
