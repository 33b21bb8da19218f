//! The lineup as cards.

use vitrine::domain::money::Money;
use vitrine::domain::show::Slot;

use super::scene;
use crate::core::model::{Model, slots};

/// A product of the lineup, with all that a host wants to know of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// Its id.
    pub product: String,
    /// Its key, for the first nine.
    pub key: Option<usize>,
    /// Its name.
    pub title: String,
    /// Its lowest price.
    pub price: Option<Money>,
    /// Its picture.
    pub picture: Option<String>,
    /// The slots that hold it.
    pub pinned: Vec<Slot>,
    /// Whether the next slot key pins it.
    pub armed: bool,
    /// Whether it is marked in the picture now.
    pub marked: bool,
    /// How often it was opened.
    pub opens: u64,
    /// How often it was put into a cart.
    pub adds: u64,
    /// Pieces sold.
    pub sold: u64,
    /// Pieces left of all variants, where the shop counts.
    pub left: Option<i64>,
}

/// The lineup.
#[must_use]
pub fn cards(model: &Model) -> Vec<Card> {
    let Some(open) = &model.open else {
        return vec![];
    };
    let Some(show) = &open.show else {
        return vec![];
    };
    let scene = scene(model);
    let figures = open.figures.as_deref();
    let card = |(place, id): (usize, &String)| {
        let known = open.products.get(id);
        let count = |of: Option<&std::collections::BTreeMap<String, u64>>| {
            of.and_then(|of| of.get(id)).copied().unwrap_or(0)
        };
        let counted = figures.and_then(|figures| {
            let mut variants = figures
                .stock
                .iter()
                .filter(|stock| stock.product == *id)
                .peekable();
            variants.peek()?;
            variants.map(|stock| stock.left).sum::<Option<i64>>()
        });
        let from_shop = known.and_then(|product| i64::try_from(product.stock?).ok());
        Card {
            product: id.clone(),
            key: (place < 9).then_some(place + 1),
            title: known.map_or_else(|| id.clone(), |product| product.title.clone()),
            price: known.and_then(|product| product.price),
            picture: known.and_then(|product| product.picture.clone()),
            pinned: slots()
                .filter(|slot| scene.pins[slot.index()].as_ref() == Some(id))
                .collect(),
            armed: open.armed.as_ref() == Some(id),
            marked: scene.spots.iter().any(|spot| spot.product == *id),
            opens: count(figures.map(|figures| &figures.opens.products)),
            adds: count(figures.map(|figures| &figures.adds.products)),
            sold: count(figures.map(|figures| &figures.sold)),
            left: counted.or(from_shop),
        }
    };
    show.lineup.iter().enumerate().map(card).collect()
}
