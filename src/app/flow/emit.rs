//! What the page is told, in the shape of GA4's e-commerce events. Never a secret id.

use crate::app::effect::{Effect, Emission, EmittedItem};
use crate::app::model::{Model, Whole};
use crate::domain::cart::Item;
use crate::domain::checkout::{Order, Session};
use crate::domain::ids::{ProductId, VariantId};
use crate::domain::money::Money;
use crate::domain::totals::payable;

fn emitted(id: &str, title: &str, price: Money, quantity: u32) -> EmittedItem {
    EmittedItem {
        item_id: id.to_owned(),
        item_name: title.to_owned(),
        price: price.decimal(),
        quantity,
    }
}

fn currency(money: Money) -> String {
    money.currency.code().to_owned()
}

/// A product was opened. The page is told its name and price, so where neither its card nor itself is there yet, it is told
/// as soon as one of them is.
pub(super) fn view_item(model: &mut Model, product: &ProductId) {
    let catalogue = &mut model.catalogue;
    let whole = || match catalogue.products.get(product) {
        Some(Whole::Ready(whole)) => Some((&whole.title, whole.price_from()?.0)),
        _ => None,
    };
    let card = catalogue.cards.get(product);
    let known = card.map(|card| (&card.title, card.price.0)).or_else(whole);
    if let Some((title, price)) = known {
        let items = vec![emitted(product.as_str(), title, price, 1)];
        let currency = currency(price);
        model.effect(Effect::Emit(Emission::ViewItem { currency, items }));
    } else if !catalogue.untold.contains(product) {
        catalogue.untold.push(product.clone());
    }
}

/// Something more is known: perhaps what the page waits to be told.
pub(super) fn views(model: &mut Model) {
    for product in std::mem::take(&mut model.catalogue.untold) {
        view_item(model, &product);
    }
}

pub(super) fn add_to_cart(model: &mut Model, item: &Item, quantity: u32) {
    let items = vec![emitted(
        item.variant.as_str(),
        &item.title,
        item.price,
        quantity,
    )];
    model.effect(Effect::Emit(Emission::AddToCart {
        currency: currency(item.price),
        items,
    }));
}

pub(super) fn remove_from_cart(model: &mut Model, variant: &VariantId, price: Money) {
    let variant = variant.clone();
    model.effect(Effect::Emit(Emission::RemoveFromCart {
        currency: currency(price),
        variant,
    }));
}

fn items(session: &Session) -> Vec<EmittedItem> {
    let lines = session.lines.iter();
    lines
        .map(|line| {
            emitted(
                line.variant.as_str(),
                &line.title,
                line.price,
                line.quantity,
            )
        })
        .collect()
}

pub(super) fn begin_checkout(model: &mut Model, session: &Session) {
    if let Some(total) = payable(&session.totals) {
        let (currency, value) = (currency(total), total.decimal());
        model.effect(Effect::Emit(Emission::BeginCheckout {
            currency,
            value,
            items: items(session),
        }));
    }
}

pub(super) fn purchase(model: &mut Model, order: &Order, paid: Money, session: Option<&Session>) {
    model.effect(Effect::Emit(Emission::Purchase {
        transaction_id: order.label.clone().unwrap_or_default(),
        currency: currency(paid),
        value: paid.decimal(),
        items: session.map(items).unwrap_or_default(),
    }));
}
