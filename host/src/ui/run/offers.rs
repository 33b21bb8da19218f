//! The offers of the show, with the shop's own numbers.

use yew::prelude::*;

use super::super::{RootProps, words};
use crate::core::event::Action;
use crate::core::offer::State;
use crate::core::present::{self, OfferRow};

pub(super) fn draw(props: &RootProps) -> Html {
    let rows = present::offers(&props.model);
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="box" aria-labelledby="offers-title">
            <h2 id="offers-title">{ words::OFFERS }</h2>
            <ul class="offers" role="list">{ for rows.iter().map(|row| draw_row(props, row)) }</ul>
        </section>
    }
}

fn draw_row(props: &RootProps, row: &OfferRow) -> Html {
    let running = row.state == State::Running;
    let price = match (row.price, row.percent) {
        (Some(price), _) => (props.formats.money)(price),
        (None, Some(percent)) => words::percent_off(percent),
        (None, None) => String::new(),
    };
    let stop = matches!(row.state, State::Running | State::Upcoming).then(|| {
        html! {
            <button type="button" disabled={!present::can_act(&props.model)} aria-label={words::of(words::OFFER_STOP, &row.title)}
                onclick={props.on(Action::StopOffer(row.offer.clone()))}>
                { words::OFFER_STOP }
            </button>
        }
    });
    html! {
        <li key={row.offer.clone()} data-running={running.then_some("true")}>
            <span class="what">{ row.title.clone() }{ " " }<b>{ price }</b></span>
            <span class="small">{ words::pieces(row.pieces) }</span>
            <span class={classes!("small", "seen", (running && row.seconds <= 10).then_some("low"))}>{ words::offer_state(row.state, row.seconds) }</span>
            { stop }
        </li>
    }
}
