//! What the browser's storage keeps of the model, as JSON. What is read back may have been written by anybody: it is
//! bounded, and whatever is not of this shape is as if nothing had been kept.
//!
//! Written by hand over [`Value`], not derived: the derived readers of these few types would cost the widget as many
//! bytes as a flow (see the size table in the README).

use super::model::Settings;
use crate::domain::cart::{Item, MOST, Operation, Pending};
use crate::domain::checkout::{Draft, Field, Intent};
use crate::domain::ids::CartId;
use crate::domain::money::{Currency, Money};
use crate::domain::text::{bounded, web_url};
use crate::json::{Json, Value, list, object};

/// The most pending operations that are read back.
pub(super) const MOST_PENDING: usize = 500;

fn parse(text: &str) -> Option<Value> {
    Value::read(text)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(|text| bounded(text, 500))
}

fn money(money: Money) -> Json {
    object(&[
        ("minor", money.minor.into()),
        ("currency", money.currency.code().into()),
    ])
}

fn read_money(value: &Value) -> Option<Money> {
    Some(Money::new(
        value["minor"].as_i64()?,
        Currency::parse(value["currency"].as_str()?)?,
    ))
}

fn read_quantity(value: &Value) -> Option<u32> {
    u32::try_from(value["quantity"].as_u64()?)
        .ok()
        .map(|quantity| quantity.min(MOST))
}

/// The cart: its id, and what the shop has not confirmed.
pub(super) fn cart(id: Option<&CartId>, pending: &[Pending]) -> String {
    let add = |how, item: &Item, quantity: u32| {
        object(&[
            (how, item.variant.as_str().into()),
            ("title", item.title.as_str().into()),
            ("picture", item.picture.as_deref().into()),
            ("price", money(item.price)),
            ("quantity", quantity.into()),
        ])
    };
    let operation = |pending: &Pending| match &pending.operation {
        Operation::Add { item, quantity } => add("add", item, *quantity),
        Operation::AtLeast { item, quantity } => add("least", item, *quantity),
        Operation::SetQuantity { variant, quantity } => object(&[
            ("set", variant.as_str().into()),
            ("quantity", (*quantity).into()),
        ]),
        Operation::Code { code, on } => {
            object(&[("code", code.as_str().into()), ("on", (*on).into())])
        }
    };
    let pending: Vec<Json> = pending.iter().map(operation).collect();
    object(&[
        ("cart", id.map(CartId::as_str).into()),
        ("pending", list(&pending)),
    ])
    .into_text()
}

/// Reads the cart back.
pub(super) fn read_cart(kept: &str) -> Option<(Option<CartId>, Vec<Pending>)> {
    let kept = parse(kept)?;
    let operation = |value: &Value| {
        if let Some(code) = text(&value["code"]) {
            let on = value["on"].as_bool()?;
            return Some(Operation::Code { code, on });
        }
        let quantity = read_quantity(value)?;
        if let Some(variant) = text(&value["set"]) {
            return Some(Operation::SetQuantity {
                variant: variant.into(),
                quantity,
            });
        }
        let least = text(&value["least"]);
        let at_least = least.is_some();
        let item = Item {
            variant: least.or_else(|| text(&value["add"]))?.into(),
            title: text(&value["title"])?,
            picture: value["picture"].as_str().and_then(web_url),
            price: read_money(&value["price"])?,
        };
        Some(if at_least {
            Operation::AtLeast { item, quantity }
        } else {
            Operation::Add { item, quantity }
        })
    };
    let operations = kept["pending"]
        .as_list()?
        .iter()
        .take(MOST_PENDING)
        .filter_map(operation);
    let pending = (0..)
        .zip(operations)
        .map(|(number, operation)| Pending { number, operation });
    Some((text(&kept["cart"]).map(CartId::from), pending.collect()))
}

/// An intent: what is needed to ask about it, and to send exactly the same again.
pub(super) fn intent(intent: &Intent) -> String {
    object(&[
        ("checkout", intent.checkout.as_str().into()),
        ("key", intent.key.as_str().into()),
        ("body", intent.body.as_str().into()),
        ("shown", money(intent.shown)),
    ])
    .into_text()
}

/// Reads an intent back.
pub(super) fn read_intent(kept: &str) -> Option<Intent> {
    let kept = parse(kept)?;
    Some(Intent {
        checkout: text(&kept["checkout"])?.into(),
        key: text(&kept["key"])?.into(),
        // Exactly as it was sent: neither cut nor cleaned.
        body: kept["body"].as_str()?.to_owned(),
        shown: read_money(&kept["shown"])?,
    })
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Email => "email",
        Field::FirstName => "first_name",
        Field::LastName => "last_name",
        Field::Street => "street",
        Field::Extra => "extra",
        Field::PostalCode => "postal_code",
        Field::Locality => "locality",
        Field::Region => "region",
        Field::Country => "country",
        Field::Phone => "phone",
    }
}

/// What was typed into the form.
pub(super) fn draft(draft: &Draft) -> String {
    object(&Field::ALL.map(|field| (name(field), draft.get(field).into()))).into_text()
}

/// Reads the form back.
pub(super) fn read_draft(kept: &str) -> Option<Draft> {
    let kept = parse(kept)?;
    let mut draft = Draft::default();
    for field in Field::ALL {
        if let Some(value) = text(&kept[name(field)]) {
            draft.set(field, value);
        }
    }
    Some(draft)
}

/// The viewer's own settings.
pub(super) fn settings(settings: &Settings) -> String {
    object(&[
        ("sound", settings.sound.into()),
        ("volume", settings.volume.into()),
        ("captions", settings.captions.into()),
    ])
    .into_text()
}

/// Reads the settings back.
pub(super) fn read_settings(kept: &str) -> Option<Settings> {
    let kept = parse(kept)?;
    Some(Settings {
        sound: kept["sound"].as_bool()?,
        // An earlier version kept none.
        volume: kept["volume"]
            .as_u64()
            .and_then(|volume| u32::try_from(volume).ok())
            .map_or(100, |volume| volume.clamp(1, 100)),
        captions: kept["captions"].as_bool()?,
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn operation() -> impl Strategy<Value = Operation> {
        let words = "[a-zA-Z0-9 \"\\\\é😀]{1,30}";
        prop_oneof![
            (words, 0_u32..=MOST).prop_map(|(v, quantity)| Operation::SetQuantity {
                variant: v.into(),
                quantity
            }),
            (words, any::<bool>()).prop_map(|(code, on)| Operation::Code { code, on }),
            (words, words, any::<i64>(), 1_u32..=MOST).prop_map(|(v, title, minor, quantity)| {
                let price = Money::new(minor, Currency::parse("EUR").unwrap());
                let picture = Some("https://shop.example/a.webp".to_owned());
                Operation::Add {
                    item: Item {
                        variant: v.into(),
                        title,
                        picture,
                        price,
                    },
                    quantity,
                }
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_cart_is_read_back_as_it_was_kept(operations in proptest::collection::vec(operation(), 0..20), id: bool) {
            let pending: Vec<_> = (0..).zip(operations).map(|(number, operation)| Pending { number, operation }).collect();
            let id = id.then(|| CartId::from("cart-1"));
            prop_assert_eq!(read_cart(&cart(id.as_ref(), &pending)), Some((id, pending)));
        }

        #[test]
        fn an_intent_is_read_back_to_the_letter(body: String, minor: i64) {
            let shown = Money::new(minor, Currency::parse("JPY").unwrap());
            let kept = Intent { checkout: "c".into(), key: "k".into(), body, shown };
            prop_assert_eq!(read_intent(&intent(&kept)), Some(kept));
        }

        #[test]
        fn the_form_is_read_back_as_it_was_typed(value in "[^\\p{Cc}]{0,100}") {
            let mut typed = Draft::default();
            for field in Field::ALL {
                typed.set(field, value.clone());
            }
            prop_assert_eq!(read_draft(&draft(&typed)), Some(typed));
        }

        #[test]
        fn rubbish_is_as_if_nothing_had_been_kept(text: String) {
            let _ = (read_cart(&text), read_draft(&text), read_settings(&text));
            prop_assert_eq!(read_intent(&text), None);
        }
    }
}
