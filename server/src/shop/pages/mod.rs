//! Pages that a buyer opens: the products, the order, the policies, the question of a bank. Plain HTML; none needs a
//! script to work. The page of a show's calendar (`crate::host`) is one of them too.

pub mod challenge;
pub mod html;
pub mod policy;
mod question;
pub mod receipt;
pub mod shelf;

use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::language::Language;

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// `GET /pages.css`
pub async fn style() -> Response {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("pages.css"),
    )
        .into_response()
}

/// A page. It is not stored and tells nobody its address, which may be a secret.
fn page(status: StatusCode, title: &str, shop: &str, body: &str) -> Response {
    page_in(Language::English, status, title, shop, body)
}

/// As [`page`], in a language.
pub(crate) fn page_in(
    language: Language,
    status: StatusCode,
    title: &str,
    shop: &str,
    body: &str,
) -> Response {
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (status, headers, document(language, title, shop, body)).into_response()
}

/// What is said where there is no page: a title and a sentence.
pub(crate) fn nothing_here(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => ("Not found", "There is no such page."),
        Language::German => ("Nicht gefunden", "Diese Seite gibt es nicht."),
    }
}

/// The frame of every page. `body` is HTML, the rest is text.
fn document(language: Language, title: &str, shop: &str, body: &str) -> String {
    let title = html::escaped(title);
    let shop = html::escaped(shop);
    let language = language.tag();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title} – {shop}</title>\n\
         <link rel=\"stylesheet\" href=\"/pages.css\">\n</head>\n<body>\n<header><p>{shop}</p></header>\n\
         <main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}
