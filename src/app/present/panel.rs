//! What the panel holds.

use std::rc::Rc;

use crate::app::flow::catalogue::{most, on_sale};
use crate::app::model::{Choice, Model, Screen, Whole};
use crate::app::view::{
    AxisView, Card, CartView, Moment, Panel, ProductDetail, ProductView, ShopProblem, StockView,
    ValueView,
};
use crate::domain::catalogue::{Product, Selection, Variant};
use crate::domain::ids::ProductId;
use crate::domain::show::{ShowTime, Status, moments};

/// The most moments of a recording that are offered.
const MOST_MOMENTS: usize = 200;

/// From this stock downwards the number is said.
const FEW: u32 = 5;

#[inline(never)]
pub(super) fn panel(model: &Model) -> Panel {
    model.assert_shopping();
    match model.screen() {
        None => Panel::Closed,
        Some(Screen::Lineup) => Panel::Lineup(lineup(model)),
        Some(Screen::Keys) => Panel::Keys(model.screens.len() > 1),
        Some(Screen::Product(id)) => Panel::Product(product(model, id)),
        Some(Screen::Cart) => Panel::Cart(cart(model)),
        Some(Screen::Checkout) => Panel::Checkout(Box::new(super::checkout::checkout(model))),
    }
}

/// How many things are in the cart.
#[inline(never)]
pub(super) fn cart_count(model: &Model) -> u32 {
    model.assert_shopping();
    model.cart.log.visible().count()
}

/// The lineup where it stands under the picture: where there is room, and it does not stand in the panel.
pub(super) fn strip(model: &Model) -> Option<Rc<[Card]>> {
    let stands = model.wide && !model.start.foreign_video;
    if stands { beneath(model) } else { None }
}

#[inline(never)]
fn beneath(model: &Model) -> Option<Rc<[Card]>> {
    model.assert_shopping();
    let stands = model.screen() != Some(&Screen::Lineup);
    let cards = stands.then(|| lineup(model))?;
    (!cards.is_empty()).then(|| cards.into())
}

/// What was shown so far, then the rest of the lineup; but for what the shop does not sell.
fn lineup(model: &Model) -> Vec<Card> {
    let lineup = model.show.as_ref().map_or(&[][..], |show| &show.lineup);
    let rest = lineup.iter().filter(|id| !model.featured.contains(id));
    let catalogue = &model.catalogue;
    let waiting = catalogue.cards.is_empty();
    let sold = model.featured.iter().chain(rest);
    let sold = sold.filter(|id| waiting || catalogue.cards.contains(id));
    let pins = model.scene.pins.iter().flatten();
    sold.map(|id| Card {
        pinned: pins.clone().any(|pin| pin.product == *id),
        ..super::card(model, id)
    })
    .collect()
}

/// The moments of a recording, where they can be seen. One whose product has no name, or that is not in the recording, is
/// nothing to go to.
#[inline(never)]
pub(super) fn moments(model: &Model) -> Vec<Moment> {
    model.assert_shopping();
    let recorded = model
        .show
        .as_ref()
        .is_some_and(|show| show.status == Status::Ended);
    let position = model.player.position;
    let offset = match model.picture {
        _ if model.by_media => 0,
        Some(picture) => position.at.saturating_sub(picture.0),
        None => return vec![],
    };
    if !recorded || !matches!(model.screen(), Some(Screen::Lineup | Screen::Product(_))) {
        return vec![];
    }
    let moment = |(at, product): (ShowTime, &ProductId)| {
        let at = at.0.saturating_add(offset);
        let inside = (position.start..=position.end).contains(&at);
        let title = model.title(product).filter(|_| inside)?;
        Some(Moment {
            at,
            second: super::seconds(at - position.start),
            product: product.clone(),
            title: title.to_owned(),
            now: false,
        })
    };
    let all = moments::moments(model.timeline.cues()).into_iter();
    let mut moments: Vec<Moment> = all.filter_map(moment).take(MOST_MOMENTS).collect();
    let passed = moments
        .iter_mut()
        .rev()
        .find(|moment| moment.at <= position.at);
    if let Some(passed) = passed {
        passed.now = true;
    }
    moments
}

fn product(model: &Model, id: &ProductId) -> ProductView {
    match model.catalogue.products.get(id) {
        Some(Whole::Ready(product)) => {
            let open = Choice {
                selection: Selection::default(),
                quantity: 1,
            };
            let choice = model.catalogue.choices.get(id).unwrap_or(&open);
            ProductView::Ready(Box::new(detail(model, product, choice)))
        }
        Some(Whole::Unavailable) => ProductView::Unavailable(id.clone()),
        Some(Whole::Gone) => ProductView::Gone(id.clone()),
        Some(Whole::Loading) | None => ProductView::Loading(id.clone()),
    }
}

fn stock(product: &Product, variant: Option<&Variant>) -> StockView {
    let nothing_left = product.variants.iter().all(|variant| !variant.available);
    match variant {
        _ if nothing_left => StockView::SoldOut,
        Some(variant) if !variant.available => StockView::SoldOut,
        Some(variant) => match variant.stock {
            Some(left) if left <= FEW => StockView::Few(left),
            _ => StockView::Plenty,
        },
        None => StockView::Plenty,
    }
}

fn detail(
    model: &Model,
    product: &Product,
    Choice {
        selection,
        quantity,
    }: &Choice,
) -> ProductDetail {
    let waits = !on_sale(model);
    let variant = product.selected(selection);
    let axes = product
        .axes
        .iter()
        .enumerate()
        .map(|(axis, shape)| AxisView {
            name: shape.name.clone(),
            values: shape
                .values
                .iter()
                .enumerate()
                .map(|(value, label)| ValueView {
                    label: label.clone(),
                    state: product.value_state(selection, axis, value),
                    chosen: selection.get(axis) == Some(value),
                })
                .collect(),
        });
    // The first picture that goes with what is chosen so far leads.
    let lead = variant
        .or_else(|| product.partly(selection))
        .and_then(|variant| variant.picture.clone());
    let mut pictures: Vec<_> = lead.into_iter().collect();
    for picture in &product.pictures {
        if pictures.iter().all(|known| known.url != picture.url) {
            pictures.push(picture.clone());
        }
    }
    let open = (0..product.axes.len()).find(|axis| selection.get(*axis).is_none());
    // While the choice is open, the first thing that is offered stands for all.
    let offered = match variant {
        Some(variant) => variant.offer.as_ref(),
        None => product.variants.iter().find_map(|v| v.offer.as_ref()),
    };
    let (price, list_price, offer) = super::cost(
        model,
        offered,
        variant
            .map(|variant| (variant.price, false))
            .or_else(|| product.price_from()),
        variant.and_then(|v| v.list_price.filter(|list| list.minor > v.price.minor)),
    );
    ProductDetail {
        id: product.id.clone(),
        title: product.title.clone(),
        description: product.description.clone(),
        pictures,
        axes: axes.collect(),
        price,
        list_price,
        offer,
        stock: stock(product, variant),
        quantity: *quantity,
        most: variant.map_or(99, most).max(1),
        waits,
        can_add: !waits && variant.is_some_and(|variant| variant.available),
        open_axis: open
            .and_then(|axis| product.axes.get(axis))
            .map(|axis| axis.name.clone()),
    }
}

fn cart(model: &Model) -> CartView {
    let flow = &model.cart;
    let visible = flow.log.visible();
    let elsewhere = model.tabs.elsewhere.is_some() && !flow.log.settled();
    let orderable = |line: &crate::domain::cart::VisibleLine| line.quantity > 0;
    CartView {
        can_checkout: !visible.lines.is_empty() && visible.lines.iter().all(orderable),
        lines: visible.lines,
        totals: visible.totals,
        estimate: visible.estimate,
        codes: visible.codes,
        remarks: visible.remarks,
        saving: !flow.log.settled(),
        problem: flow
            .problem
            .or_else(|| elsewhere.then_some(ShopProblem::Elsewhere)),
        loading: flow.must_read && flow.log.confirmed().is_none(),
    }
}
