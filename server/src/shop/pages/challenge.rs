//! `/challenge/{id}`: where a buyer confirms an escalated payment, or refuses it. Its address is the secret that reads it; to
//! decide takes the form's own secret, sent by this page.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::document;
use super::question::{self, Question, Stand};
use crate::shop::Shop;
use crate::shop::language::Language;
use crate::shop::placing::escalate::{self, Decision, Heard};
use crate::shop::reply::Problem;
use crate::shop::request::is_own_page;

/// No frame may hold it, so nobody can lay it under a buyer's finger.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

/// The form.
#[derive(Deserialize)]
pub struct Decided {
    secret: String,
    decision: Wish,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wish {
    Confirm,
    Refuse,
}

/// `GET /challenge/{id}`: the question, or how it ended.
pub async fn page(
    State(shop): State<Shop>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let browser = Language::of_browser(&headers).unwrap_or_default();
    // Browsers name the origin when a page's script asks, and not when a window goes there. What the
    // page holds is for the buyer's eyes, also where the script's page may call the shop.
    let read_by_script = headers.contains_key(header::ORIGIN)
        || headers
            .get("sec-fetch-dest")
            .is_some_and(|destination| destination != "document");
    if read_by_script {
        return said(&shop, StatusCode::FORBIDDEN, browser, &Stand::Unproven);
    }
    let found = shop.blocking(move |shop| question::find(shop, &id)).await;
    match found {
        Ok(Some(Question { stand, language })) => {
            let language = language.unwrap_or(browser);
            said(&shop, StatusCode::OK, language, &stand)
        }
        Ok(None) => said(&shop, StatusCode::NOT_FOUND, browser, &Stand::Unknown),
        Err(problem) => problem.into_response(),
    }
}

/// `POST /challenge/{id}`: takes the decision and shows the page again, so that a reload decides
/// nothing. The work goes on when the window is closed.
pub async fn decide(
    State(shop): State<Shop>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Result<Form<Decided>, FormRejection>,
) -> Response {
    let browser = Language::of_browser(&headers).unwrap_or_default();
    let (true, Ok(Form(form))) = (is_own_page(&shop, &headers), form) else {
        return said(&shop, StatusCode::FORBIDDEN, browser, &Stand::Unproven);
    };
    let decision = match form.decision {
        Wish::Confirm => Decision::Confirm,
        Wish::Refuse => Decision::Refuse,
    };
    match in_turn(&shop, id.clone(), form.secret, decision).await {
        Ok(Heard::Unknown) => said(&shop, StatusCode::NOT_FOUND, browser, &Stand::Unknown),
        Ok(Heard::Unproven) => said(&shop, StatusCode::FORBIDDEN, browser, &Stand::Unproven),
        Ok(Heard::Yes) => Redirect::to(&format!("/challenge/{id}")).into_response(),
        Err(problem) => {
            // How it ended is found out by looking, so the buyer is sent to look.
            tracing::error!("a decision was not carried out to its end: {problem:?}");
            Redirect::to(&format!("/challenge/{id}")).into_response()
        }
    }
}

/// A second press of the button waits for the first.
async fn in_turn(
    shop: &Shop,
    id: String,
    secret: String,
    decision: Decision,
) -> Result<Heard, Problem> {
    let turn = shop.placing.turn(&id, "challenge");
    let shop = shop.clone();
    let done = tokio::spawn(async move {
        let turn = turn.lock_owned().await;
        shop.blocking(move |shop| {
            let _turn = turn;
            escalate::decide(shop, &id, &secret, decision)
        })
        .await
    });
    done.await
        .unwrap_or_else(|failure| Err(anyhow::anyhow!("deciding did not end: {failure}").into()))
}

/// `GET /challenge.js`
pub async fn script() -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        include_str!("challenge.js"),
    )
        .into_response()
}

fn said(shop: &Shop, status: StatusCode, language: Language, stand: &Stand) -> Response {
    let headers: [(HeaderName, &str); 5] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        // Not `no-referrer`: browsers would send the form without its origin then.
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    let name = &shop.catalogue.shop().name;
    let (title, body) = question::words(language, name, stand);
    (status, headers, document(language, title, name, &body)).into_response()
}
