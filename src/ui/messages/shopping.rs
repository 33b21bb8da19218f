//! What only a viewer who shops hears, read as `say.shopping().name`; written as `watching.rs` says.
//!
//! These words stand in the second file, as long as nothing in the first says one of them: a single one would bring all.

messages! {
    // The keys
    sound = "Sound";
    keys = "Keyboard";
    key_space = "Space";
    play_or_pause = "Play or pause";
    back_or_on = "Five seconds back or on";

    // The show
    moments = "Moments of the show";
    watch_at(time) = "Watch at {0}";

    // Overlay
    cart = "Cart";
    cart_with(things) = "Cart, {0}";
    view_cart = "View cart";
    undo = "Undo";
    added(thing) = "{0} is in your cart";
    removed(thing) = "{0} removed";
    brought_back(thing) = "{0} is back in your cart";
    refused_because(thing, reason, words) = "{0}: {1} {2}";
    added_to(thing, things) = "{0} is in your cart, which holds {1}";

    // Panel
    close = "Close";
    back = "Back";
    /// The sheet over the whole height.
    full_height = "Full height";
    /// The small picture.
    next_corner = "Video to the next corner";
    shop_unreachable = "The shop cannot be reached. Nothing is lost.";
    shop_busy = "The shop is very busy. Nothing is lost: try again in a moment.";
    shop_broken = "Something went wrong at the shop. Nothing is lost.";
    bought_elsewhere = "An order is being placed in another tab. This one goes on as soon as that is settled.";

    // Product
    product = "Product";
    not_offered = "not offered";
    few_left(written) = "Only {0} left";
    pictures = "Pictures";
    enlarge = "Enlarge";
    quantity = "Quantity";
    quantity_of(thing) = "Quantity of {0}";
    one_less = "One less";
    one_more = "One more";
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
    remove_thing(thing) = "Remove {0}";
    each(price) = "{0} each";
    estimate = "Estimated total";
    estimate_more = "The shop is working out the exact total.";
    to_checkout = "Checkout";
    checkout = "Checkout";
    discount_code = "Discount code";
    apply = "Apply";
    offer_kept(some, price) = "{0} kept for you at {1}";
    reason_sold_out = "Sold out.";
    reason_unavailable = "No longer available.";
    reason_adjusted = "Fewer are left than you asked for.";
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
