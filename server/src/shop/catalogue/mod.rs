//! What the shop sells and on what terms: a checked document, held in memory.
//!
//! [`mod@file`] reads and checks it, [`import`] keeps it in the database. Only stock is not in here: it
//! changes with every order and is read from the database each time.

pub mod document;
pub mod file;
pub mod import;
pub mod pictures;
mod rules;
mod words;

use std::collections::HashMap;

pub use document::{
    Delivery, DeliveryOption, Discount, DiscountKind, PolicyLink, Product, Required, ShopInfo, Tax,
    Variant,
};

use document::Document;

use crate::stage::goods::Goods;

/// A catalogue that has passed every check.
#[derive(Debug)]
pub struct Catalogue {
    document: Document,
    variants: HashMap<String, (usize, usize)>,
    products: HashMap<String, usize>,
}

/// A variant with the product it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// The product.
    pub product: &'a Product,
    /// The variant.
    pub variant: &'a Variant,
}

impl Catalogue {
    /// Indexes a document that [`rules`] has checked.
    fn new(document: Document) -> Self {
        let mut variants = HashMap::new();
        let mut products = HashMap::new();
        for (p, product) in document.products.iter().enumerate() {
            products.insert(product.id.clone(), p);
            for (v, variant) in product.variants.iter().enumerate() {
                variants.insert(variant.id.clone(), (p, v));
            }
        }
        Self {
            document,
            variants,
            products,
        }
    }

    /// The document as it is kept in the database.
    fn document(&self) -> &Document {
        &self.document
    }

    /// ISO 4217 code of every price.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.document.currency
    }

    /// The shop itself.
    #[must_use]
    pub fn shop(&self) -> &ShopInfo {
        &self.document.shop
    }

    /// All products, in the order of the file.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.document.products
    }

    /// What products are called, and where a shop at `site` shows them.
    #[must_use]
    pub fn goods(&self, site: &str) -> Goods {
        let titles = self.products().iter();
        Goods::new(
            titles.map(|product| (product.id.clone(), product.title.clone())),
            site,
        )
    }

    /// A product by its id.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products
            .get(id)
            .map(|index| &self.document.products[*index])
    }

    /// A variant by its id.
    #[must_use]
    pub fn item(&self, variant: &str) -> Option<Item<'_>> {
        let (p, v) = self.variants.get(variant)?;
        let product = &self.document.products[*p];
        Some(Item {
            product,
            variant: &product.variants[*v],
        })
    }

    /// A discount by the code the buyer typed; upper and lower case are the same.
    #[must_use]
    pub fn discount(&self, code: &str) -> Option<&Discount> {
        let wanted = code.trim().to_uppercase();
        self.document.discounts.iter().find(|discount| {
            let code = discount.code.as_ref();
            code.is_some_and(|code| code.to_uppercase() == wanted)
        })
    }

    /// The discounts that goods of this price get without a code, in the file's order.
    pub fn automatic_discounts(&self, goods: i64) -> impl Iterator<Item = &Discount> {
        let applies = move |discount: &&Discount| {
            discount.code.is_none() && discount.from.is_none_or(|from| goods >= from)
        };
        self.document.discounts.iter().filter(applies)
    }

    /// Ways of delivery to a country: those of the rule that names it, else those of the rule for `*`.
    #[must_use]
    pub fn delivery(&self, country: &str) -> &[DeliveryOption] {
        named_or_any(&self.document.delivery, country, |rule| &rule.countries)
            .map_or(&[], |rule| &rule.options)
    }

    /// The tax of a country: the rule that names it, else the rule for `*`.
    #[must_use]
    pub fn tax(&self, country: &str) -> Option<&Tax> {
        named_or_any(&self.document.tax, country, |rule| &rule.countries)
    }
}

impl Item<'_> {
    /// What a cart line is called: the product, and which one of it.
    #[must_use]
    pub fn title(&self) -> String {
        if self.variant.options.is_empty() {
            return self.product.title.clone();
        }
        format!("{}, {}", self.product.title, self.variant.title())
    }

    /// The picture of the variant, else the first of the product.
    #[must_use]
    pub fn picture(&self) -> Option<&str> {
        let own = self.variant.media.first().map(String::as_str);
        own.or_else(|| self.product.media.first().map(|media| media.file.as_str()))
    }
}

fn named_or_any<'a, T>(
    rules: &'a [T],
    country: &str,
    countries: impl Fn(&T) -> &Vec<String>,
) -> Option<&'a T> {
    let naming = |name: &str| {
        rules
            .iter()
            .find(|rule| countries(rule).iter().any(|c| c == name))
    };
    naming(country).or_else(|| naming("*"))
}
