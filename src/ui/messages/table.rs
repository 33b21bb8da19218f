//! The table: each message with its English words.
//!
//! `name = "words";` is a message, read as `say.name`. `name(thing) = "{0} …";` is a form, read as `say.name(thing)`; a
//! language may put `{0}`, `{1}` wherever it needs them. A `|` stands between the words for one and those for several;
//! such messages have a method of their own in `forms.rs`. Amounts and numbers arrive as already written for the viewer.
//!
//! Other languages have the same names, in the same order, in a file beside this one (`de.json`); a test says what is
//! missing there.

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
    sound = "Sound";
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

    // The keys
    keys = "Keyboard";
    key_space = "Space";
    play_or_pause = "Play or pause";
    back_or_on = "Five seconds back or on";

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
    moments = "Moments of the show";
    watch_at(time) = "Watch at {0}";

    // Overlay
    shown_now = "Shown now";
    in_picture = "In the picture";
    all_products = "All products";
    cart = "Cart";
    cart_with(things) = "Cart, {0}";
    host_says = "The host says";
    view_cart = "View cart";
    undo = "Undo";
    dismiss = "Dismiss";
    added(thing) = "{0} is in your cart";
    removed(thing) = "{0} removed";
    not_loaded = "That did not load. Is your device online?";
    brought_back(thing) = "{0} is back in your cart";
    refused_because(thing, reason, words) = "{0}: {1} {2}";
    pinned(thing) = "Shown now: {0}";
    added_to(thing, things) = "{0} is in your cart, which holds {1}";

    // Panel
    close = "Close";
    back = "Back";
    /// The sheet over the whole height.
    full_height = "Full height";
    /// The small picture.
    next_corner = "Video to the next corner";
    retry = "Try again";
    shop_unreachable = "The shop cannot be reached. Nothing is lost.";
    shop_busy = "The shop is very busy. Nothing is lost: try again in a moment.";
    shop_broken = "Something went wrong at the shop. Nothing is lost.";
    bought_elsewhere = "An order is being placed in another tab. This one goes on as soon as that is settled.";

    // Product
    product = "Product";
    from_price(price) = "from {0}";
    price_now = "Now ";
    price_before = "before ";
    sold_out = "Sold out";
    not_offered = "not offered";
    few_left(written) = "Only {0} left";
    offer_left(written) = "{0} left";
    offer_gone = "Offer sold out";
    offer_now(thing, price, span) = "Offer: {0} for {1}, {2}";
    offer_of_over(thing) = "The offer is over: {0}";
    pictures = "Pictures";
    enlarge = "Enlarge";
    quantity = "Quantity";
    quantity_of(thing) = "Quantity of {0}";
    one_less = "One less";
    one_more = "One more";
    description = "Description";
    add_to_cart = "Add to cart";
    choose_first(axis) = "Choose: {0}";
    from_start = "Can be bought once the show begins";
    not_for_sale_now = "Not available in this choice";
    product_unavailable = "This product cannot be loaded right now.";
    product_gone = "The shop no longer sells this product.";
    no_products = "The show has no products yet.";

    // Cart
    cart_empty = "Your cart is empty";
    cart_empty_more = "Tap a product in the show to see it.";
    remove = "Remove";
    remove_thing(thing) = "Remove {0}";
    each(price) = "{0} each";
    estimate = "Estimated total";
    estimate_more = "The shop is working out the exact total.";
    saving = "Saving your changes";
    to_checkout = "Checkout";
    checkout = "Checkout";
    discount_code = "Discount code";
    apply = "Apply";
    reason_sold_out = "Sold out.";
    reason_unavailable = "No longer available.";
    reason_adjusted = "Fewer are left than you asked for.";
    offer_kept(some, price) = "{0} kept for you at {1}";
    offer_sold_out = "The offer is sold out.";
    offer_limit = "No more at the offer's price for one buyer.";
    offer_over = "The offer is over.";
    hold_over = "Your time at the offer's price is over.";
    subtotal = "Subtotal";
    discount = "Discount";
    delivery = "Delivery";
    tax = "Tax";
    fee = "Fee";
    total = "Total";
    other_total = "Other";

    // Checkout
    step_of(step, of) = "Step {0} of {1}";
    things = "{0} item|{0} items";
    opening = "Opening the checkout";
    checkout_unavailable = "The checkout cannot be opened";
    contact = "Contact and address";
    contact_legend = "Contact";
    address_legend = "Delivery address";
    email = "E-mail";
    first_name = "First name";
    last_name = "Last name";
    street = "Street and number";
    extra = "Flat, floor, c/o";
    postal_code = "Postcode";
    locality = "Town or city";
    zip_code = "ZIP code";
    region = "Region";
    state = "State";
    province = "Province";
    county = "County";
    prefecture = "Prefecture";
    island = "Island";
    emirate = "Emirate";
    country = "Country";
    phone = "Phone";
    choose_country = "Choose a country";
    optional(label) = "{0} (optional)";
    missing(label) = "Please fill in: {0}";
    not_an_email = "This does not look like an e-mail address. Example: name@example.com";
    too_long = "This is too long.";
    unknown_country = "Please choose a country from the list.";
    to_delivery = "Continue to delivery";
    delivery_heading = "Delivery";
    parcel_of(parcel, of) = "Parcel {0} of {1}";
    no_delivery = "The shop offers no delivery to this address. Please change the address.";
    free = "Free";
    to_payment = "Continue to payment";
    payment = "Payment";
    card_fields = "Card details";
    card_hint = "Your card details go straight to the payment provider. You see the whole order before you pay.";
    payment_loading = "Loading the card fields";
    payment_failed = "The card fields did not load. Nothing was charged.";
    to_review = "Review order";
    review = "Review your order";
    deliver_to = "Deliver to";
    paid_with = "Pay with";
    card = "Card";
    card_ending(brand, last_digits) = "{0} •••• {1}";
    change = "Change";
    change_contact = "Change contact and address";
    change_delivery = "Change delivery";
    change_payment = "Change payment";
    your_order = "Your order";
    terms = "Terms and policies";
    opens_new_tab = "(opens a new tab)";
    privacy_policy = "Privacy policy";
    terms_of_service = "Terms of service";
    refund_policy = "Refund policy";
    shipping_policy = "Delivery policy";
    faq = "Questions and answers";
    more_about_shop = "About the shop";
    pay(amount) = "Pay {0}";
    pay_plain = "Pay";
    placing = "Placing your order";
    placing_more = "This takes a few seconds. Please keep this page open.";
    unknown = "We are asking the shop about your order";
    unknown_more = "The shop's answer did not arrive, so we do not know yet whether your order went through. We ask again by ourselves. You are never charged twice.";
    ask_again = "Ask again now";
    action_needed = "The shop needs you for a moment";
    action_needed_more = "Your bank or the shop wants to check something. Continue there; when you are done, your order shows up here.";
    give_up_payment = "Cancel this payment";
    continue_at_shop = "Continue at the shop";
    placed = "Thank you, your order is placed";
    order_number = "Order number";
    amount_paid = "Paid";
    ordered_with(email) = "Ordered with the e-mail address {0}.";
    order_page = "See your order at the shop";
    continue_watching = "Continue watching";
    declined = "Your order was not placed";
    payment_declined = "The payment was declined.";
    sold_out_meanwhile = "Something in your cart has sold out meanwhile.";
    expired = "This checkout is closed. Your cart and what you entered are still here.";
    refused_order = "The shop did not take the order.";
    not_charged(amount) = "{0} was not charged.";
    nothing_charged = "Nothing was charged.";
    try_another_card = "Try another card";
    back_to_cart = "Back to cart";
    start_again = "Start again";
    changed = "The total has changed";
    changed_more = "Nothing was charged. Please look at the new total before you pay.";
    changed_from = "Was ";
    changed_to = "now ";
    review_again = "Review again";
}
