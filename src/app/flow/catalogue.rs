//! Cards and products: what the lineup, the pins and the product screen show.

use super::{beacon, cart, emit, offer, panel, show};
use crate::app::effect::Effect;
use crate::app::event::{Monotonic, TimerId};
use crate::app::model::{Choice, Model, Screen, Whole};
use crate::app::requests::wait;
use crate::domain::cart::{Item, MOST};
use crate::domain::catalogue::{Product, Selection, ValueState, Variant};
use crate::domain::ids::ProductId;
use crate::domain::show::Status;
use crate::shop::{Call, Problem, Reply};

/// How many cards are asked for at once.
const BATCH: usize = 50;
/// The most that the quantity control offers.
const MOST_AT_ONCE: u32 = 99;

/// Asks for every card of the lineup that is not there yet.
pub(crate) fn ask_cards(model: &mut Model) {
    let Some(show) = &model.show else { return };
    let missing: Vec<ProductId> = show
        .lineup
        .iter()
        .filter(|id| !model.catalogue.cards.contains(id) && !model.catalogue.asked.contains(id))
        .cloned()
        .collect();
    ask_for(model, &missing);
}

/// A product outside the lineup was pinned: its card is asked for, once.
pub(super) fn need_card(model: &mut Model, product: &ProductId) {
    if !model.catalogue.cards.contains(product) && !model.catalogue.asked.contains(product) {
        ask_for(model, std::slice::from_ref(product));
    }
}

pub(super) fn ask_for(model: &mut Model, ids: &[ProductId]) {
    for batch in ids.chunks(BATCH) {
        for id in batch {
            model.catalogue.asked.insert(id.clone(), ());
        }
        model.call(Call::LookUp(batch.to_vec()));
    }
}

pub(super) fn cards(
    model: &mut Model,
    asked: &[ProductId],
    reply: Result<Reply, Problem>,
    sent: Monotonic,
) {
    match reply {
        Ok(Reply::Cards(cards)) => {
            model.catalogue.attempts = 0;
            for mut card in cards {
                offer::clocked(&mut card.offer, sent);
                model.catalogue.cards.insert(card.id.clone(), card);
            }
            show::announce(model);
            emit::views(model);
            offer::look(model);
        }
        // Nothing of the sort is sold: it stays asked for, and is not asked for again.
        Ok(_) | Err(Problem::Refused(_)) => {}
        Err(problem) => {
            for id in asked {
                model.catalogue.asked.remove(id);
            }
            let after_ms = wait(model.catalogue.attempts, problem.seconds());
            model.catalogue.attempts = model.catalogue.attempts.saturating_add(1);
            model.effect(Effect::Timer {
                id: TimerId::Cards,
                after_ms,
            });
        }
    }
}

/// Opens a product. What is known is shown at once, and read anew for price and stock.
pub(super) fn open(model: &mut Model, product: &ProductId) {
    let known = matches!(model.catalogue.products.get(product), Some(Whole::Ready(_)));
    if !known {
        model
            .catalogue
            .products
            .insert(product.clone(), Whole::Loading);
    }
    model.call(Call::Product(product.clone()));
    panel::open(model, Screen::Product(product.clone()));
    emit::view_item(model, product);
    beacon::tell(model, beacon::Told::Opened, product);
}

pub(super) fn product(
    model: &mut Model,
    id: &ProductId,
    reply: Result<Reply, Problem>,
    sent: Monotonic,
) {
    let known = matches!(model.catalogue.products.get(id), Some(Whole::Ready(_)));
    let whole = match reply {
        Ok(Reply::Product(mut product)) => {
            for variant in &mut product.variants {
                offer::clocked(&mut variant.offer, sent);
            }
            if !model.catalogue.choices.contains(id) {
                let choice = first_choice(&product);
                model.catalogue.choices.insert(id.clone(), choice);
            }
            cart::product_read(model, &product);
            Whole::Ready(product)
        }
        Ok(_) => Whole::Gone,
        // What is on the screen stays there when only its renewal failed.
        Err(_) if known => return,
        Err(Problem::Refused(_)) => Whole::Gone,
        Err(_) => Whole::Unavailable,
    };
    if !matches!(whole, Whole::Ready(_)) {
        cart::product_missing(model, id);
    }
    model.catalogue.products.insert(id.clone(), whole);
    emit::views(model);
}

/// Axes with one possible value need no choosing. The rest is the viewer's: a guess would sell the wrong size.
fn first_choice(product: &Product) -> Choice {
    let mut selection = Selection::default();
    for (index, axis) in product.axes.iter().enumerate() {
        let possible = |value: &usize| {
            product.value_state(&Selection::default(), index, *value) != ValueState::Impossible
        };
        let mut values = (0..axis.values.len()).filter(possible);
        if let (Some(only), None) = (values.next(), values.next()) {
            selection = selection.with(index, only);
        }
    }
    Choice {
        selection,
        quantity: 1,
    }
}

/// The product on the screen, with what is chosen.
fn on_screen(model: &Model) -> Option<(&Product, &Choice)> {
    let Some(Screen::Product(id)) = model.screen() else {
        return None;
    };
    let Some(Whole::Ready(product)) = model.catalogue.products.get(id) else {
        return None;
    };
    Some((product, model.catalogue.choices.get(id)?))
}

pub(super) fn choose(model: &mut Model, axis: usize, value: usize) {
    let Some((product, choice)) = on_screen(model) else {
        return;
    };
    if product
        .axes
        .get(axis)
        .is_none_or(|axis| value >= axis.values.len())
    {
        return;
    }
    let selection = product.choose(&choice.selection, axis, value);
    let most = product.selected(&selection).map_or(MOST_AT_ONCE, most);
    let quantity = choice.quantity.clamp(1, most.max(1));
    let id = product.id.clone();
    model.catalogue.choices.insert(
        id,
        Choice {
            selection,
            quantity,
        },
    );
    model.changed();
}

pub(super) fn want(model: &mut Model, quantity: u32) {
    let Some((product, choice)) = on_screen(model) else {
        return;
    };
    let most = product
        .selected(&choice.selection)
        .map_or(MOST_AT_ONCE, most);
    let quantity = quantity.clamp(1, most.max(1));
    let choice = Choice {
        quantity,
        ..choice.clone()
    };
    let id = product.id.clone();
    model.catalogue.choices.insert(id, choice);
    model.changed();
}

/// Whether the show's products can be bought now.
pub(in crate::app) fn on_sale(model: &Model) -> bool {
    let show = model.show.as_ref();
    show.is_none_or(|show| show.bookable || show.status != Status::Upcoming)
}

/// How many of a variant can be wanted.
pub(in crate::app) fn most(variant: &Variant) -> u32 {
    variant.stock.unwrap_or(MOST).min(MOST_AT_ONCE)
}

/// What the cart shows of a variant until the shop has confirmed it.
pub(super) fn item(model: &Model, product: &Product, variant: &Variant) -> Item {
    let choices: Vec<&str> = variant
        .options
        .iter()
        .map(|(_, value)| value.as_str())
        .collect();
    let title = if choices.is_empty() {
        product.title.clone()
    } else {
        format!("{}, {}", product.title, choices.join(", "))
    };
    let picture = variant
        .picture
        .as_ref()
        .or_else(|| product.pictures.first());
    Item {
        variant: variant.id.clone(),
        title,
        picture: picture.map(|picture| picture.url.clone()),
        price: match offer::on(model, variant.offer.as_ref()) {
            Some(offer) if offer.left > 0 => offer.price,
            _ => variant.price,
        },
    }
}

pub(super) fn add_to_cart(model: &mut Model) {
    let Some((product, choice)) = on_screen(model) else {
        return;
    };
    let Some(variant) = product
        .selected(&choice.selection)
        .filter(|variant| variant.available && on_sale(model))
    else {
        return;
    };
    let item = item(model, product, variant);
    let quantity = choice.quantity;
    let id = product.id.clone();
    if let Some(choice) = model.catalogue.choices.get_mut(&id) {
        choice.quantity = 1;
    }
    cart::add(model, &id, item, quantity);
    panel::close(model);
}
