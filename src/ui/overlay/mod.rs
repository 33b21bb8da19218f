//! What lies over the picture: pins, what the host says, and the two ways in, "All products" and the cart.

pub(super) mod live_region;
pub(super) mod phase;
pub(super) mod pin;
pub(super) mod toast;

use yew::prelude::*;

use super::common::words::Words;
use super::common::{ask, icon};
use crate::app::event::Action;
use crate::app::view::OverlayView;

/// What the host says to everyone.
pub(super) fn message(words: &Words, overlay: &OverlayView) -> Html {
    let Some((text, lang)) = &overlay.message else {
        return Html::default();
    };
    html! {
        <p class="glass message" part="message">
            <span class="sr">{ words.say.host_says }{ ": " }</span>
            <bdi lang={lang.clone()}>{ text.clone() }</bdi>
        </p>
    }
}

/// The two ways in. The cart is there only once it holds something.
pub(super) fn bar(words: &Words, overlay: &OverlayView, act: &Callback<Action>) -> Html {
    let count = overlay.cart_count;
    let written = words.number(count);
    html! {
        <div class="bar">
            if overlay.products > 0 {
                <button
                    type="button" class="glass pill" part="lineup-button" data-vitrine="lineup"
                    onclick={ask(act, Action::OpenLineup)}
                >
                    { icon::icon(icon::PRODUCTS) }<span>{ words.say.all_products }</span>
                </button>
            }
            if count > 0 {
                <button
                    type="button" class="glass pill bag" part="cart-button"
                    aria-label={(words.say.cart_holds)(count, &written)} onclick={ask(act, Action::OpenCart)}
                >
                    { icon::icon(icon::BAG) }<b key={count}>{ written }</b>
                </button>
            }
        </div>
    }
}
