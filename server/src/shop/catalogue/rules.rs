//! What must hold in a catalogue beyond its shape. Names the first place where it does not.

use std::collections::HashSet;

use super::document::{DeliveryOption, DiscountKind, Document, Product, Variant};
use super::file::Refused;
use super::words::{
    DEAREST, amount, ensure, is_country, is_file_name, is_id, no_country, no_id, refuse, text,
    twice,
};

const MOST_STOCK: i64 = 1_000_000_000;

pub(super) fn check(document: &Document) -> Result<(), Refused> {
    let currency = &document.currency;
    ensure(
        currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase()),
        "currency",
        || format!("{currency:?} is no ISO 4217 code such as EUR"),
    )?;
    check_shop(document)?;
    check_products(&document.products)?;
    check_discounts(document)?;
    check_delivery(document)?;
    check_tax(document)
}

fn check_shop(document: &Document) -> Result<(), Refused> {
    text(&document.shop.name, "shop.name")?;
    if let Some(country) = &document.shop.country {
        ensure(is_country(country), "shop.country", || no_country(country))?;
    }
    let mut paths = HashSet::new();
    for (i, link) in document.shop.links.iter().enumerate() {
        text(&link.title, format!("shop.links[{i}].title"))?;
        ensure(is_id(&link.kind), format!("shop.links[{i}].type"), || {
            no_id(&link.kind)
        })?;
        let at = format!("shop.links[{i}].path");
        let name = link.path.strip_prefix("/policies/");
        ensure(name.is_some_and(is_id), &at, || {
            "must be /policies/ and a name".to_owned()
        })?;
        ensure(paths.insert(&link.path), at, || "stands twice".to_owned())?;
    }
    Ok(())
}

fn check_products(products: &[Product]) -> Result<(), Refused> {
    // A lookup takes either kind of id, so a variant must not carry another product's.
    let mut taken: HashSet<&str> = HashSet::new();
    for (i, product) in products.iter().enumerate() {
        let at = format!("products[{i}]");
        ensure(is_id(&product.id), format!("{at}.id"), || {
            no_id(&product.id)
        })?;
        ensure(taken.insert(&product.id), format!("{at}.id"), || {
            twice(&product.id)
        })?;
        text(&product.title, format!("{at}.title"))?;
        for (j, media) in product.media.iter().enumerate() {
            let at = format!("{at}.media[{j}]");
            ensure(is_file_name(&media.file), format!("{at}.file"), || {
                format!("{:?} is no plain file name", media.file)
            })?;
            ensure(media.width > 0, format!("{at}.width"), || {
                "must be 1 or more".to_owned()
            })?;
            ensure(media.height > 0, format!("{at}.height"), || {
                "must be 1 or more".to_owned()
            })?;
        }
        check_axes(product, &at)?;
        ensure(
            !product.variants.is_empty(),
            format!("{at}.variants"),
            || "there is none".to_owned(),
        )?;
        let mut combinations = HashSet::new();
        for (j, variant) in product.variants.iter().enumerate() {
            let at = format!("{at}.variants[{j}]");
            ensure(is_id(&variant.id), format!("{at}.id"), || {
                no_id(&variant.id)
            })?;
            let only_its_own = variant.id == product.id && product.variants.len() == 1;
            ensure(
                only_its_own || taken.insert(&variant.id),
                format!("{at}.id"),
                || twice(&variant.id),
            )?;
            check_variant(product, variant, &at)?;
            let combination: Vec<_> = product
                .options
                .iter()
                .map(|axis| variant.option(&axis.name))
                .collect();
            ensure(
                combinations.insert(combination),
                format!("{at}.options"),
                || "another variant has the same options".to_owned(),
            )?;
        }
    }
    Ok(())
}

fn check_axes(product: &Product, at: &str) -> Result<(), Refused> {
    let mut names = HashSet::new();
    for (j, axis) in product.options.iter().enumerate() {
        let at = format!("{at}.options[{j}]");
        text(&axis.name, format!("{at}.name"))?;
        ensure(names.insert(&axis.name), format!("{at}.name"), || {
            twice(&axis.name)
        })?;
        ensure(!axis.values.is_empty(), format!("{at}.values"), || {
            "there is none".to_owned()
        })?;
        let mut values = HashSet::new();
        for (k, value) in axis.values.iter().enumerate() {
            text(value, format!("{at}.values[{k}]"))?;
            ensure(values.insert(value), format!("{at}.values[{k}]"), || {
                twice(value)
            })?;
        }
    }
    Ok(())
}

fn check_variant(product: &Product, variant: &Variant, at: &str) -> Result<(), Refused> {
    amount(variant.price, format!("{at}.price"))?;
    if let Some(list_price) = variant.list_price {
        amount(list_price, format!("{at}.list_price"))?;
        ensure(
            list_price > variant.price,
            format!("{at}.list_price"),
            || "must be more than the price".to_owned(),
        )?;
    }
    if let Some(stock) = variant.stock {
        ensure(
            (0..=MOST_STOCK).contains(&stock),
            format!("{at}.stock"),
            || format!("must be 0 to {MOST_STOCK}"),
        )?;
    }
    for axis in &product.options {
        let value = variant.option(&axis.name);
        ensure(
            value.is_some_and(|value| axis.values.iter().any(|v| v == value)),
            format!("{at}.options"),
            || format!("{:?} must have one of the product's values", axis.name),
        )?;
    }
    let unknown = variant
        .options
        .keys()
        .find(|key| !product.options.iter().any(|axis| axis.name == **key));
    if let Some(key) = unknown {
        return refuse(
            format!("{at}.options"),
            format!("the product has no option {key:?}"),
        );
    }
    for (k, file) in variant.media.iter().enumerate() {
        ensure(
            product.media.iter().any(|media| media.file == *file),
            format!("{at}.media[{k}]"),
            || format!("{file:?} is none of the product's pictures"),
        )?;
    }
    Ok(())
}

fn check_discounts(document: &Document) -> Result<(), Refused> {
    let mut codes = HashSet::new();
    for (i, discount) in document.discounts.iter().enumerate() {
        let at = format!("discounts[{i}]");
        if let Some(code) = &discount.code {
            ensure(is_id(code), format!("{at}.code"), || no_id(code))?;
            ensure(
                codes.insert(code.to_uppercase()),
                format!("{at}.code"),
                || twice(code),
            )?;
        }
        let (from, by_itself) = (discount.from, discount.code.is_none());
        let fine = from.is_none_or(|from| by_itself && (1..=DEAREST).contains(&from));
        ensure(fine, format!("{at}.from"), || {
            "must be 1 or more minor units, of a discount without a code".to_owned()
        })?;
        text(&discount.title, format!("{at}.title"))?;
        let (fine, wanted) = match discount.kind {
            DiscountKind::Percentage => (
                (1..=100).contains(&discount.value),
                "must be 1 to 100 per cent",
            ),
            DiscountKind::Fixed => (
                (1..=DEAREST).contains(&discount.value),
                "must be 1 or more minor units",
            ),
            DiscountKind::FreeDelivery => (discount.value == 0, "free delivery has no value"),
        };
        ensure(fine, format!("{at}.value"), || wanted.to_owned())?;
    }
    Ok(())
}

fn check_delivery(document: &Document) -> Result<(), Refused> {
    ensure(!document.delivery.is_empty(), "delivery", || {
        "the shop delivers nowhere".to_owned()
    })?;
    let mut seen = HashSet::new();
    for (i, rule) in document.delivery.iter().enumerate() {
        let at = format!("delivery[{i}]");
        countries(&rule.countries, &at, &mut seen)?;
        ensure(!rule.options.is_empty(), format!("{at}.options"), || {
            "there is none".to_owned()
        })?;
        let mut ids = HashSet::new();
        for (j, option) in rule.options.iter().enumerate() {
            let at = format!("{at}.options[{j}]");
            check_option(option, &at)?;
            ensure(ids.insert(&option.id), format!("{at}.id"), || {
                twice(&option.id)
            })?;
        }
    }
    Ok(())
}

fn check_option(option: &DeliveryOption, at: &str) -> Result<(), Refused> {
    ensure(is_id(&option.id), format!("{at}.id"), || no_id(&option.id))?;
    text(&option.title, format!("{at}.title"))?;
    amount(option.price, format!("{at}.price"))?;
    ensure(
        option.min_days <= option.max_days,
        format!("{at}.min_days"),
        || "must not be more than max_days".to_owned(),
    )
}

fn check_tax(document: &Document) -> Result<(), Refused> {
    let mut seen = HashSet::new();
    for (i, rule) in document.tax.iter().enumerate() {
        let at = format!("tax[{i}]");
        countries(&rule.countries, &at, &mut seen)?;
        text(&rule.title, format!("{at}.title"))?;
        ensure(
            (0..=10_000).contains(&rule.rate_basis_points),
            format!("{at}.rate_basis_points"),
            || "must be 0 to 10000 (100 %)".to_owned(),
        )?;
    }
    Ok(())
}

/// A country stands in one rule only, so that no order of rules has to be known.
fn countries<'a>(list: &'a [String], at: &str, seen: &mut HashSet<&'a str>) -> Result<(), Refused> {
    ensure(!list.is_empty(), format!("{at}.countries"), || {
        "there is none".to_owned()
    })?;
    for (i, country) in list.iter().enumerate() {
        let at = format!("{at}.countries[{i}]");
        ensure(country == "*" || is_country(country), &at, || {
            no_country(country)
        })?;
        ensure(seen.insert(country), at, || twice(country))?;
    }
    Ok(())
}
