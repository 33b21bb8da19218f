//! `GET /` and `GET /products/{id}`: what the shop sells, as pages. A partner's plain links lead here, where the widget
//! cannot come up or is not wanted.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{html::escaped, page};
use crate::shop::Shop;
use crate::shop::catalogue::Product;
use crate::shop::money::plain;

/// All products, each with its page.
pub async fn shelf(State(shop): State<Shop>) -> Response {
    let mut body = String::from("<ul>\n");
    for product in shop.catalogue.products() {
        let _ = writeln!(
            body,
            "<li><a href=\"/products/{}\">{}</a></li>",
            escaped(&product.id),
            escaped(&product.title)
        );
    }
    body.push_str("</ul>\n");
    page(
        StatusCode::OK,
        "All products",
        &shop.catalogue.shop().name,
        &body,
    )
}

/// One product: its picture, its text, and what each variant costs.
pub async fn product(State(shop): State<Shop>, Path(id): Path<String>) -> Response {
    let name = &shop.catalogue.shop().name;
    match shop.catalogue.product(&id) {
        Some(product) => {
            let body = described(product, shop.catalogue.currency());
            page(StatusCode::OK, &product.title, name, &body)
        }
        None => page(
            StatusCode::NOT_FOUND,
            "Not found",
            name,
            "<p>There is no such product.</p>\n",
        ),
    }
}

fn described(product: &Product, currency: &str) -> String {
    let mut html = String::new();
    if let Some(media) = product.media.first() {
        let _ = writeln!(
            html,
            "<img src=\"/catalogue/{}\" alt=\"{}\" width=\"{}\" height=\"{}\">",
            escaped(&media.file),
            escaped(&media.alt),
            media.width,
            media.height
        );
    }
    for line in product.description.lines().filter(|line| !line.is_empty()) {
        let _ = writeln!(html, "<p>{}</p>", escaped(line));
    }
    html.push_str("<table>\n<tbody>\n");
    for variant in &product.variants {
        let title = if variant.options.is_empty() {
            product.title.clone()
        } else {
            variant.title()
        };
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            escaped(&title),
            escaped(&plain(variant.price, currency))
        );
    }
    html.push_str("</tbody>\n</table>\n<p><a href=\"/\">All products</a></p>\n");
    html
}
