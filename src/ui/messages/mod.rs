//! The one table of words. A component names a message; which words it has is decided here, by language.
//!
//! To add a language: write a file beside `en.rs` with a `Messages` of its own and name it in `TABLES`. The compiler says
//! what is still missing.

mod en;

/// Every word that the widget says by itself. What depends on a number or a name is a function, so that each language
/// has its own plurals and order of words. Amounts and numbers arrive as already written for the viewer.
#[expect(missing_docs, reason = "each message is its name")]
#[expect(
    missing_debug_implementations,
    reason = "a table of words is not a value that anybody prints"
)]
pub struct Messages {
    pub lang: &'static str,
    /// `ltr` or `rtl`: the widget is laid out in the direction of its words.
    pub dir: &'static str,

    // Player
    pub video: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub start: &'static str,
    pub sound_on: &'static str,
    pub sound_off: &'static str,
    pub sound: &'static str,
    pub volume: &'static str,
    pub captions: &'static str,
    pub fullscreen: &'static str,
    pub leave_fullscreen: &'static str,
    pub live: &'static str,
    pub go_live: &'static str,
    pub seek: &'static str,
    /// `(position, length)`, each in seconds.
    pub seek_at: fn(u32, u32) -> String,
    /// Seconds behind live.
    pub seek_behind: fn(u32) -> String,
    pub at_live_edge: &'static str,
    pub player_waiting: &'static str,
    pub player_network: &'static str,
    pub player_blocked: &'static str,
    pub player_unsupported: &'static str,
    pub player_broken: &'static str,

    // The keys
    pub keys: &'static str,
    pub key_space: &'static str,
    pub play_or_pause: &'static str,
    pub back_or_on: &'static str,

    // The show
    pub loading_show: &'static str,
    pub show_unavailable: &'static str,
    pub show_unavailable_more: &'static str,
    pub show_upcoming: &'static str,
    pub show_upcoming_more: &'static str,
    pub show_ended: &'static str,
    pub show_ended_more: &'static str,

    // Overlay
    pub shown_now: &'static str,
    pub in_picture: &'static str,
    pub all_products: &'static str,
    pub cart: &'static str,
    /// How many things are in the cart.
    pub cart_holds: fn(u32, &str) -> String,
    pub host_says: &'static str,
    pub view_cart: &'static str,
    pub undo: &'static str,
    pub dismiss: &'static str,
    pub added: fn(&str) -> String,
    pub removed: fn(&str) -> String,
    /// `(thing, reason, the shop's words)`.
    pub refused: fn(&str, &str, &str) -> String,
    pub pinned: fn(&str) -> String,
    /// `(thing, how many the cart holds, that number as written)`.
    pub announce_added: fn(&str, u32, &str) -> String,

    // Panel
    pub close: &'static str,
    pub back: &'static str,
    /// The sheet over the whole height.
    pub full_height: &'static str,
    /// The small picture.
    pub next_corner: &'static str,
    pub retry: &'static str,
    pub shop_unreachable: &'static str,
    pub shop_busy: &'static str,
    pub shop_broken: &'static str,
    pub bought_elsewhere: &'static str,

    // Product
    pub product: &'static str,
    pub from_price: fn(&str) -> String,
    pub price_now: &'static str,
    pub price_before: &'static str,
    pub sold_out: &'static str,
    pub not_offered: &'static str,
    pub few_left: fn(u32, &str) -> String,
    pub pictures: &'static str,
    pub enlarge: &'static str,
    pub quantity: &'static str,
    pub quantity_of: fn(&str) -> String,
    pub one_less: &'static str,
    pub one_more: &'static str,
    pub description: &'static str,
    pub add_to_cart: &'static str,
    /// What to press while an axis is open.
    pub choose_first: fn(&str) -> String,
    pub not_for_sale_now: &'static str,
    pub product_unavailable: &'static str,
    pub product_gone: &'static str,
    pub no_products: &'static str,

    // Cart
    pub cart_empty: &'static str,
    pub cart_empty_more: &'static str,
    pub remove: &'static str,
    pub remove_thing: fn(&str) -> String,
    pub each: fn(&str) -> String,
    pub estimate: &'static str,
    pub estimate_more: &'static str,
    pub saving: &'static str,
    pub checkout: &'static str,
    pub discount_code: &'static str,
    pub apply: &'static str,
    pub reason_sold_out: &'static str,
    pub reason_unavailable: &'static str,
    pub reason_adjusted: &'static str,
    pub subtotal: &'static str,
    pub discount: &'static str,
    pub delivery: &'static str,
    pub tax: &'static str,
    pub fee: &'static str,
    pub total: &'static str,
    pub other_total: &'static str,

    // Checkout
    pub step: fn(u32, u32) -> String,
    /// How many things are bought.
    pub things: fn(u32, &str) -> String,
    pub opening: &'static str,
    pub checkout_unavailable: &'static str,
    pub contact: &'static str,
    pub contact_legend: &'static str,
    pub address_legend: &'static str,
    pub email: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub street: &'static str,
    pub extra: &'static str,
    pub postal_code: &'static str,
    pub locality: &'static str,
    pub zip_code: &'static str,
    pub region: &'static str,
    pub state: &'static str,
    pub province: &'static str,
    pub county: &'static str,
    pub prefecture: &'static str,
    pub island: &'static str,
    pub emirate: &'static str,
    pub country: &'static str,
    pub phone: &'static str,
    pub choose_country: &'static str,
    pub optional: fn(&str) -> String,
    pub missing: fn(&str) -> String,
    pub not_an_email: &'static str,
    pub too_long: &'static str,
    pub unknown_country: &'static str,
    pub to_delivery: &'static str,
    pub delivery_heading: &'static str,
    pub parcel: fn(u32, u32) -> String,
    pub no_delivery: &'static str,
    pub free: &'static str,
    pub to_payment: &'static str,
    pub payment: &'static str,
    pub card_fields: &'static str,
    pub card_hint: &'static str,
    pub payment_loading: &'static str,
    pub payment_failed: &'static str,
    pub to_review: &'static str,
    pub review: &'static str,
    pub deliver_to: &'static str,
    pub paid_with: &'static str,
    pub card: &'static str,
    /// `(brand, last digits)`.
    pub card_ending: fn(&str, &str) -> String,
    pub change: &'static str,
    pub change_contact: &'static str,
    pub change_delivery: &'static str,
    pub change_payment: &'static str,
    pub your_order: &'static str,
    pub terms: &'static str,
    pub opens_new_tab: &'static str,
    pub privacy_policy: &'static str,
    pub terms_of_service: &'static str,
    pub refund_policy: &'static str,
    pub shipping_policy: &'static str,
    pub faq: &'static str,
    pub more_about_shop: &'static str,
    pub pay: fn(&str) -> String,
    pub pay_plain: &'static str,
    pub placing: &'static str,
    pub placing_more: &'static str,
    pub unknown: &'static str,
    pub unknown_more: &'static str,
    pub ask_again: &'static str,
    pub action_needed: &'static str,
    pub action_needed_more: &'static str,
    pub continue_at_shop: &'static str,
    pub give_up_payment: &'static str,
    pub placed: &'static str,
    pub order_number: &'static str,
    pub amount_paid: &'static str,
    pub ordered_with: fn(&str) -> String,
    pub order_page: &'static str,
    pub continue_watching: &'static str,
    pub declined: &'static str,
    pub payment_declined: &'static str,
    pub sold_out_meanwhile: &'static str,
    pub expired: &'static str,
    pub refused_order: &'static str,
    pub not_charged: fn(&str) -> String,
    pub nothing_charged: &'static str,
    pub try_another_card: &'static str,
    pub back_to_cart: &'static str,
    pub start_again: &'static str,
    pub changed: &'static str,
    pub changed_more: &'static str,
    pub changed_from: &'static str,
    pub changed_to: &'static str,
    pub review_again: &'static str,
}

/// Every table. The first is for all other languages.
static TABLES: [&Messages; 1] = [&en::EN];

/// The words for a language (BCP 47); English where there are none.
#[must_use]
pub fn of(locale: &str) -> &'static Messages {
    let language = locale.split('-').next().unwrap_or(locale);
    let spoken = |table: &&&Messages| table.lang.eq_ignore_ascii_case(language);
    TABLES.iter().find(spoken).unwrap_or(&TABLES[0])
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::of;

    #[test]
    fn a_language_without_words_falls_back_to_english() {
        for locale in ["en", "en-GB", "xx", ""] {
            assert_eq!(of(locale).lang, "en");
        }
    }

    #[test]
    fn one_and_many_are_told_apart() {
        let say = of("en");
        assert_eq!((say.things)(1, "1"), "1 item");
        assert_eq!((say.things)(2, "2"), "2 items");
        assert_eq!((say.seek_behind)(61), "1 minute 1 second behind live");
    }
}
