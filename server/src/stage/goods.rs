//! What the shop calls the products of a lineup, and where it shows them: enough for a loader to link to them before
//! the widget is up. No price: prices come from the shop alone, when they are asked for.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};

/// How many products of a lineup are named. The loader shows no more, and a manifest stays small.
pub const NAMED: usize = 6;

/// The names of a shop's products. Cheap to clone; without any, lineups are named by ids alone.
#[derive(Clone, Debug, Default)]
pub struct Goods(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    titles: HashMap<String, String>,
    site: String,
}

impl Goods {
    /// Products by id, with their titles, of a shop that shows each at `{site}/products/{id}`.
    pub fn new(titles: impl IntoIterator<Item = (String, String)>, site: &str) -> Self {
        Self(Arc::new(Inner {
            titles: titles.into_iter().collect(),
            site: site.trim_end_matches('/').to_owned(),
        }))
    }

    /// The first products of a lineup, as a manifest's `products`. One that the shop does not know is left out.
    #[must_use]
    pub fn of(&self, lineup: &[String]) -> Vec<Value> {
        let Inner { titles, site } = &*self.0;
        let named = lineup.iter().filter_map(|id| {
            let title = titles.get(id)?;
            Some(json!({"id": id, "title": title, "url": format!("{site}/products/{id}")}))
        });
        named.take(NAMED).collect()
    }

    /// Names the first products of a manifest's lineup in it, where there are any to name.
    pub(crate) fn name(&self, manifest: &mut Value, lineup: &[String]) {
        let products = self.of(lineup);
        if !products.is_empty() {
            manifest["products"] = products.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_products_that_the_shop_knows_are_named_and_no_price_is() {
        let titles = (0..9).map(|n| (format!("p{n}"), format!("Product {n}")));
        let goods = Goods::new(titles, "https://shop.example/");
        let lineup: Vec<String> = (0..9).map(|n| format!("p{n}")).collect();
        assert_eq!(goods.of(&lineup).len(), NAMED);
        let known = goods.of(&["gone".to_owned(), "p3".to_owned()]);
        let p3 =
            json!({"id": "p3", "title": "Product 3", "url": "https://shop.example/products/p3"});
        assert_eq!(known, [p3]);
    }

    #[test]
    fn a_manifest_without_names_says_nothing_of_them() {
        let mut manifest = json!({"lineup": ["p1"]});
        Goods::default().name(&mut manifest, &["p1".to_owned()]);
        assert_eq!(manifest, json!({"lineup": ["p1"]}));
    }
}
