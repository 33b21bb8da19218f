//! A show's data to take away, as JSON and as CSV.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Host;
use super::fields::invalid;
use super::figures;
use super::refused::Refused;
use super::shows;

/// `GET /host/api/shows/{id}/export.json`
pub(super) async fn json(
    State(host): State<Host>,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let show = host.show(&id)?;
    let entries: Vec<Value> = entries(&host, &id);
    let body = json!({
        "show": shows::json(&host, &show),
        "entries": entries,
        "figures": *figures::refresh(&host, &show).await?,
        "history": figures::points(&host, &id).await?,
        "now": host.live.now().to_string(),
    });
    let name = format!("attachment; filename=\"{id}.json\"");
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(body)).into_response())
}

/// What a table holds.
#[derive(Debug, Deserialize)]
pub(super) struct Of {
    of: String,
}

/// `GET /host/api/shows/{id}/export.csv?of=…`
pub(super) async fn csv(
    State(host): State<Host>,
    Path(id): Path<String>,
    Query(Of { of }): Query<Of>,
) -> Result<Response, Refused> {
    let show = host.show(&id)?;
    let text = match of.as_str() {
        "history" => {
            let columns = ["at", "viewers", "opens", "adds", "orders", "revenue"];
            table(&columns, &figures::points(&host, &id).await?)
        }
        "cues" => {
            let columns = [
                "seq", "id", "at", "told", "kind", "slot", "product", "text", "until", "spot",
                "offer", "from", "to", "cue", "corrects", "by", "running",
            ];
            table(&columns, &entries(&host, &id))
        }
        "products" => {
            let figures = figures::refresh(&host, &show).await?;
            let count = |what: &Value| what.as_i64().unwrap_or_default();
            let rows: Vec<Value> = (show.record.lineup.iter())
                .map(|product| {
                    let stock = figures["stock"].as_array().into_iter().flatten();
                    let left = stock.filter(|row| row["product"] == **product);
                    json!({
                        "product": product,
                        "opens": count(&figures["opens"]["products"][product]),
                        "adds": count(&figures["adds"]["products"][product]),
                        "sold": count(&figures["sold"][product]),
                        "left": left.filter_map(|row| row["left"].as_i64()).sum::<i64>(),
                    })
                })
                .collect();
            table(&["product", "opens", "adds", "sold", "left"], &rows)
        }
        _ => return Err(invalid("of", "is none of history, cues, products")),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{id}-{of}.csv\""),
        ),
    ];
    Ok((headers, text).into_response())
}

fn entries(host: &Host, show: &str) -> Vec<Value> {
    let entries = host.live.book(show).after(0, usize::MAX);
    entries.iter().map(|entry| entry.json().into()).collect()
}

/// RFC 4180.
fn table(columns: &[&str], rows: &[Value]) -> String {
    let mut text = columns.join(",");
    text.push_str("\r\n");
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|column| cell(&row[column])).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => return other.to_string(),
    };
    // Spreadsheets would run it.
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        assert_eq!(cell(&json!("plain")), "plain");
        assert_eq!(cell(&json!("a, \"b\"\nc")), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(cell(&json!("=1+1")), "'=1+1");
        assert_eq!(cell(&json!(-5)), "-5");
        assert_eq!(cell(&Value::Null), "");
    }
}
