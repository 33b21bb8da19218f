//! One product: pictures, price, choices, and the button that puts it into the cart.

mod gallery;
mod options;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::common::el::{El, el, perhaps, text};
use super::common::words::Words;
use super::common::{ask, clock, each, money, note, primary, skeleton, stepper, text_button};
use super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::{AxisView, Moment, ProductDetail, ProductView, StockView};

/// The product as a screen of the panel.
pub(super) fn sheet(
    words: &Words,
    view: &ProductView,
    moments: &[Moment],
    act: &Callback<Action>,
) -> Sheet {
    let say = words.say;
    let (product, title, body, footer) = match view {
        ProductView::Loading(id) => (
            id,
            say.shopping().product.to_owned(),
            skeleton("goods", 6),
            None,
        ),
        ProductView::Unavailable(id) => {
            let retry = text_button(say.retry, ask(act, Action::Retry));
            let body = note::note(true, say.shopping().product_unavailable, Some(retry));
            (id, say.shopping().product.to_owned(), body, None)
        }
        ProductView::Gone(id) => {
            let body = note::note(false, say.shopping().product_gone, None);
            (id, say.shopping().product.to_owned(), body, None)
        }
        ProductView::Ready(detail) => (
            &detail.id,
            detail.title.clone(),
            goods(words, detail, moments, act),
            Some(buy(words, detail, act)),
        ),
    };
    Sheet {
        key: format!("product {product}"),
        title: title.into(),
        step: None,
        back: true,
        body: body.into(),
        footer: perhaps(footer),
        submit: None,
    }
}

fn goods(words: &Words, detail: &ProductDetail, moments: &[Moment], act: &Callback<Action>) -> El {
    let say = words.say;
    let moment = moments.iter().find(|moment| moment.product == detail.id);
    let watch = moment.map(|moment| {
        el("button.quiet[type=button][part=watch]")
            .click(ask(act, Action::Watch(moment.at)))
            .text(say.shopping().watch_at(&clock(moment.second)))
    });
    let (few, stock) = match detail.stock {
        StockView::Plenty => ("", None),
        StockView::Few(left) => ("few", Some(say.shopping().few_left(&words.number(left)))),
        StockView::SoldOut => ("gone", Some(say.sold_out.to_owned())),
    };
    let change = act.reform(Action::WantQuantity);
    let axes: Vec<_> = detail.axes.iter().enumerate().collect();
    let lines: Vec<_> = detail.description.lines().collect();
    let gallery = gallery::gallery(words, &detail.pictures);
    let stock = el("p.stock[role=status]")
        .attr("data-stock", few)
        .with(stock.map_or_else(Html::default, text));
    let facts = el("div.facts")
        .with(money::price(words, detail.price, detail.list_price))
        .with(money::offer(words, detail.offer))
        .with(stock);
    let bounds = (1, detail.quantity, detail.most.max(1));
    let amount = el("div.amount")
        .with(el("span[aria-hidden=true]").text(say.shopping().quantity))
        .with(stepper::stepper(
            words,
            say.shopping().quantity.into(),
            bounds,
            &change,
        ));
    let choice =
        |(index, axis): &(usize, &AxisView)| options::axis(words, *index, axis, act).into();
    let line = |line: &&str| el("p").text((*line).to_owned()).into();
    let story = (!detail.description.is_empty())
        .then(|| el("div.story[dir=auto]").with(each(&lines, &line)));
    el("div.goods")
        .with(gallery)
        .with(facts)
        .with(watch)
        .with(el("div.choices").with(each(&axes, &choice)).with(amount))
        .with(story)
}

/// Leads to the choice that is still open.
fn to_open_axis(event: &Event) {
    let button = event.target_dyn_into::<HtmlElement>();
    let screen = button.and_then(|button| button.closest(".content").ok()?);
    let choice = screen.and_then(|screen| screen.query_selector("[data-open] input").ok()?);
    if let Some(choice) = choice.and_then(|choice| choice.dyn_into::<HtmlElement>().ok()) {
        // A choice that will not take the focus leaves it on the button, which says the same.
        let _ = choice.focus();
    }
}

/// The button says what is missing, where something is.
fn buy(words: &Words, detail: &ProductDetail, act: &Callback<Action>) -> El {
    let say = words.say;
    let label = match &detail.open_axis {
        _ if detail.waits => say.shopping().from_start.to_owned(),
        _ if detail.can_add => say.shopping().add_to_cart.to_owned(),
        Some(axis) => say.shopping().choose_first(axis),
        None if detail.stock == StockView::SoldOut => say.sold_out.to_owned(),
        None => say.shopping().not_for_sale_now.to_owned(),
    };
    if detail.open_axis.is_some() && !detail.can_add && !detail.waits {
        return el("button.primary[type=button][part=primary][aria-disabled=true]")
            .click(Callback::from(|event| to_open_axis(&event)))
            .text(label);
    }
    primary(label.into(), !detail.can_add, ask(act, Action::AddToCart))
}
