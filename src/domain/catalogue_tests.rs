use super::*;
use crate::domain::money::Currency;
use proptest::prelude::*;

fn shirt(grid: &[(&str, &str, bool)]) -> Product {
    let euro = Currency::parse("EUR").unwrap();
    let variant = |(colour, size, available): &(&str, &str, bool)| Variant {
        offer: None,
        id: format!("{colour}-{size}").into(),
        title: format!("{colour} / {size}"),
        price: Money::new(5900, euro),
        list_price: None,
        available: *available,
        stock: None,
        options: vec![
            ("Colour".into(), (*colour).into()),
            ("Size".into(), (*size).into()),
        ],
        picture: None,
    };
    let axis = |name: &str, values: &[&str]| Axis {
        name: name.into(),
        values: values.iter().map(|v| (*v).into()).collect(),
    };
    Product {
        id: "shirt".into(),
        title: "Shirt".into(),
        description: String::new(),
        pictures: vec![],
        axes: vec![
            axis("Colour", &["Sand", "Ink"]),
            axis("Size", &["S", "M", "L"]),
        ],
        variants: grid.iter().map(variant).collect(),
    }
}

const GRID: &[(&str, &str, bool)] = &[
    ("Sand", "S", true),
    ("Sand", "M", false),
    ("Ink", "M", true),
    ("Ink", "L", true),
];

#[test]
fn values_show_as_free_sold_out_or_impossible() {
    let shirt = shirt(GRID);
    let sand = Selection::default().with(0, 0);
    assert_eq!(shirt.value_state(&sand, 1, 0), ValueState::Free);
    assert_eq!(shirt.value_state(&sand, 1, 1), ValueState::SoldOut);
    assert_eq!(shirt.value_state(&sand, 1, 2), ValueState::Impossible);
}

#[test]
fn a_variant_is_selected_once_every_axis_is_chosen() {
    let shirt = shirt(GRID);
    let ink = Selection::default().with(0, 1);
    assert_eq!(shirt.selected(&ink), None);
    let medium = shirt.selected(&ink.with(1, 1)).unwrap();
    assert_eq!(medium.id.as_str(), "Ink-M");
}

#[test]
fn choosing_what_does_not_go_with_the_rest_lets_the_rest_go() {
    let shirt = shirt(GRID);
    let sand_small = Selection::default().with(0, 0).with(1, 0);
    let large = shirt.choose(&sand_small, 1, 2);
    assert_eq!(large.get(0), None);
    assert_eq!(large.get(1), Some(2));
}

#[test]
fn a_product_without_axes_is_its_one_variant() {
    let mut candle = shirt(&[("Sand", "S", true)]);
    candle.axes.clear();
    assert!(candle.selected(&Selection::default()).is_some());
}

proptest! {
    #[test]
    fn whatever_is_tapped_a_variant_still_agrees(
        taps in proptest::collection::vec((0_usize..2, 0_usize..3), 0..20),
        kept in proptest::collection::vec(any::<bool>(), 4),
    ) {
        let grid: Vec<_> = GRID.iter().zip(kept).filter(|(_, on)| *on).map(|(v, _)| *v).collect();
        let shirt = shirt(&grid);
        let mut selection = Selection::default();
        for (axis, value) in taps {
            let value = value.min(shirt.axes[axis].values.len() - 1);
            if shirt.value_state(&Selection::default(), axis, value) == ValueState::Impossible {
                continue;
            }
            selection = shirt.choose(&selection, axis, value);
            prop_assert_eq!(selection.get(axis), Some(value));
            prop_assert!(shirt.variants.iter().any(|v| shirt.agrees(v, &selection)));
        }
    }
}
