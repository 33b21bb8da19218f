//! The cart: the viewer's changes go into the operation log (here), and the log to the shop, one write at a time
//! (`sync`). What is not confirmed is kept over a reload (`kept`).

mod kept;
mod sync;

pub(crate) use kept::{adopt, follow, keep, restore};
pub(crate) use sync::{bought, pump, read, reread, written};

use super::{catalogue, emit, offer, panel, toast};
use crate::app::kept::MOST_PENDING;
use crate::app::model::{Model, Screen};
use crate::app::view::{Announcement, Toast};
use crate::domain::cart::{Item, Operation, VisibleLine};
use crate::domain::catalogue::Product;
use crate::domain::ids::{ProductId, VariantId};
use crate::domain::text::bounded;
use crate::shop::Call;

pub(super) fn open(model: &mut Model) {
    panel::open(model, Screen::Cart);
}

/// Puts something in.
pub(super) fn add(model: &mut Model, item: Item, quantity: u32) {
    emit::add_to_cart(model, &item, quantity);
    let title = item.title.clone();
    push(model, Operation::Add { item, quantity });
    let count = model.cart.log.visible().count();
    model.announce(Announcement::Added(title.clone(), count));
    toast::show(model, Toast::Added(title));
}

/// The page wants a variant in the cart: its product is read first, for its name and price.
pub(super) fn add_variant(model: &mut Model, variant: VariantId, quantity: u32) {
    if quantity == 0 || model.cart.wanted.len() >= MOST_PENDING {
        return;
    }
    let product = ProductId::from(variant.as_str());
    model.cart.wanted.push((variant, quantity));
    model.call(Call::Product(product));
}

pub(super) fn product_read(model: &mut Model, product: &Product) {
    let find = |wanted: &VariantId| {
        product
            .variants
            .iter()
            .find(|variant| variant.id == *wanted)
    };
    let wanted = std::mem::take(&mut model.cart.wanted);
    let (found, rest): (Vec<_>, Vec<_>) = wanted
        .into_iter()
        .partition(|(variant, _)| find(variant).is_some());
    model.cart.wanted = rest;
    for (variant, quantity) in found {
        if let Some(variant) = find(&variant) {
            add(
                model,
                catalogue::item(model, product, variant),
                quantity.min(catalogue::most(variant).max(1)),
            );
        }
    }
}

pub(super) fn product_missing(model: &mut Model, id: &ProductId) {
    model
        .cart
        .wanted
        .retain(|(variant, _)| variant.as_str() != id.as_str());
}

fn item_of(line: &VisibleLine) -> Item {
    Item {
        variant: line.variant.clone(),
        title: line.title.clone(),
        picture: line.picture.clone(),
        price: line.price,
    }
}

pub(super) fn set_line(model: &mut Model, variant: &VariantId, quantity: u32) {
    let visible = model.cart.log.visible();
    let Some(line) = visible.lines.iter().find(|line| line.variant == *variant) else {
        return;
    };
    if quantity == 0 {
        model.cart.removed = Some((item_of(line), line.quantity));
        emit::remove_from_cart(model, variant, line.price);
        model.announce(Announcement::Removed(line.title.clone()));
        toast::show(model, Toast::Removed(line.title.clone()));
    }
    push(
        model,
        Operation::SetQuantity {
            variant: variant.clone(),
            quantity,
        },
    );
}

pub(super) fn undo(model: &mut Model) {
    toast::dismiss(model);
    if let Some((item, quantity)) = model.cart.removed.take() {
        emit::add_to_cart(model, &item, quantity);
        model.announce(Announcement::Back(item.title.clone()));
        push(model, Operation::Add { item, quantity });
    }
}

/// A discount code counts from now on, or no longer, as far as the shop goes along.
pub(super) fn code(model: &mut Model, code: &str, on: bool) {
    let code = bounded(code.trim(), 100);
    if !code.is_empty() {
        push(model, Operation::Code { code, on });
    }
}

fn push(model: &mut Model, operation: Operation) {
    offer::acted(model);
    model.cart.log.push(operation);
    keep(model);
    model.changed();
    pump(model);
}
