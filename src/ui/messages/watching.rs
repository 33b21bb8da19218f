//! What everybody may hear: each message with its English words.
//!
//! `name = "words";` is a message, read as `say.name`. `name(thing) = "{0} …";` is a form, read as `say.name(thing)`; a
//! language may put `{0}`, `{1}` wherever it needs them. A `|` stands between the words for one and those for several;
//! such messages have a method of their own in `forms.rs`. Amounts and numbers arrive as already written for the viewer.
//!
//! Other languages have the same names in one file beside this one (`de.json`), in the same order, those of `shopping.rs`
//! behind these; a test says what is missing there.

messages! {
    lang = "en";
    /// `ltr` or `rtl`: the widget is laid out in the direction of its words.
    dir = "ltr";

    // Player
    video = "Video";
    play = "Play";
    pause = "Pause";
    start = "Play the show";
    sound_on = "Turn sound on";
    sound_off = "Turn sound off";
    volume = "Volume";
    captions = "Captions";
    fullscreen = "Full screen";
    leave_fullscreen = "Leave full screen";
    live = "Live";
    go_live = "Go live";
    seek = "Seek";
    days = "{0} day|{0} days";
    hours = "{0} hour|{0} hours";
    minutes = "{0} minute|{0} minutes";
    seconds = "{0} second|{0} seconds";
    seek_at_of(at, length) = "{0} of {1}";
    behind_live(span) = "{0} behind live";
    at_live_edge = "Live";
    player_waiting = "Waiting for the video";
    player_network = "The video cannot be reached. It starts again by itself as soon as it can.";
    player_blocked = "The video may not be shown on this page. You can still see and buy all products.";
    player_unsupported = "This browser cannot play the video. You can still see and buy all products.";
    player_broken = "The video broke off. It starts again by itself in a moment.";

    // The show
    loading_show = "Loading the show";
    show_unavailable = "The show cannot be loaded";
    show_unavailable_more = "Check your connection, then try again.";
    show_upcoming = "The show has not begun yet";
    show_upcoming_more = "It starts here by itself.";
    show_break = "A short break";
    show_break_more = "The show goes on here by itself.";
    time_left = "Time left";
    add_to_calendar = "Add to calendar";
    show_cancelled = "The show does not take place";
    show_cancelled_more = "Everything that was to be shown can still be bought.";
    show_ended = "The show is over";
    show_ended_more = "Everything that was shown can still be bought.";
    watch_again = "Watch again";

    // Overlay
    shown_now = "Shown now";
    in_picture = "In the picture";
    all_products = "All products";
    host_says = "The host says";
    dismiss = "Dismiss";
    not_loaded = "That did not load. Is your device online?";
    pinned(thing) = "Shown now: {0}";

    // Panel
    retry = "Try again";

    // Product
    from_price(price) = "from {0}";
    price_now = "Now ";
    price_before = "before ";
    sold_out = "Sold out";
    offer_left(written) = "{0} left";
    offer_gone = "Offer sold out";
    offer_now(thing, price, span) = "Offer: {0} for {1}, {2}";
    offer_of_over(thing) = "The offer is over: {0}";

    // Anywhere
    opens_new_tab = "(opens a new tab)";
}
