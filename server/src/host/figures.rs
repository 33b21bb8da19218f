//! Figures of a show while it runs: who watches, what is opened, what is sold, what is left.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Json;
use axum::extract::{Path, State};
use rusqlite::params;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::watch;

use super::Host;
use super::refused::Refused;
use super::sales::Sales;
use crate::live::shows::Saved;
use crate::shop::{Shop, stock};
use crate::stage::clock::{EPOCH, Moment};

/// How long the history is kept.
const HISTORY_MS: u64 = 12 * 3_600_000;

/// What was worked out last.
#[derive(Debug, Default)]
pub(super) struct Figures {
    sales: Mutex<HashMap<String, Sales>>,
    told: Mutex<HashMap<String, watch::Sender<Arc<Value>>>>,
}

impl Figures {
    /// Follows the figures of a show.
    pub(super) fn subscribe(&self, show: &str) -> watch::Receiver<Arc<Value>> {
        self.channel(show).subscribe()
    }

    fn channel(&self, show: &str) -> watch::Sender<Arc<Value>> {
        unpoisoned(&self.told)
            .entry(show.to_owned())
            .or_default()
            .clone()
    }

    fn watched(&self) -> Vec<String> {
        let told = unpoisoned(&self.told);
        let watched = told
            .iter()
            .filter(|(_, sender)| sender.receiver_count() > 0);
        watched.map(|(show, _)| show.clone()).collect()
    }
}

/// `GET /host/api/shows/{id}/figures`
pub(super) async fn figures(
    State(host): State<Host>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refused> {
    let show = host.show(&id)?;
    Ok(Json((*refresh(&host, &show).await?).clone()))
}

/// `GET /host/api/shows/{id}/history`
pub(super) async fn history(
    State(host): State<Host>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refused> {
    let show = host.show(&id)?;
    Ok(Json(json!({"points": points(&host, &show.id).await?})))
}

/// The points of a show's chart.
pub(super) async fn points(host: &Host, show: &str) -> Result<Vec<Value>, Refused> {
    let (live, show) = (host.live.clone(), show.to_owned());
    host.blocking(move |_| {
        live.db().read(|connection| {
            let sql = "SELECT body FROM point WHERE show = ?1 ORDER BY at";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([show])?;
            let mut points = Vec::new();
            while let Some(row) = rows.next()? {
                let body: String = row.get(0)?;
                points.push(serde_json::from_str(&body)?);
            }
            anyhow::Ok(points)
        })
    })
    .await?
    .map_err(Refused::from)
}

/// Works the figures out, and tells them where they are not what was told last. Answers them with their time.
pub(super) async fn refresh(host: &Host, show: &Saved) -> Result<Arc<Value>, Refused> {
    let mut figures = counted(host, show);
    let (sales, left) = of_shop(host, show).await?;
    figures.insert("orders".to_owned(), sales.orders.into());
    figures.insert(
        "revenue".to_owned(),
        json!({"amount": sales.revenue, "currency": host.shop.catalogue.currency()}),
    );
    figures.insert("sold".to_owned(), json!(sales.sold));
    figures.insert("stock".to_owned(), left.into());
    let offers = super::offers::list(host, &show.id).await?;
    figures.insert("offers".to_owned(), offers.into());
    let channel = host.figures.channel(&show.id);
    channel.send_if_modified(|told| {
        let same = told.as_object().is_some_and(|told| {
            let mut told = told.clone();
            told.shift_remove("at");
            told == figures
        });
        if same {
            return false;
        }
        let mut with_time = Map::new();
        with_time.insert("at".to_owned(), host.live.now().to_string().into());
        with_time.extend(figures);
        *told = Arc::new(with_time.into());
        true
    });
    let told = channel.borrow();
    Ok(Arc::clone(&told))
}

fn counted(host: &Host, show: &Saved) -> Map<String, Value> {
    let counts = host.live.store().counts(&show.id);
    let of = |what: &str| {
        let products: BTreeMap<&str, i64> = counts
            .iter()
            .filter_map(|(name, count)| Some((name.strip_prefix(what)?, *count)))
            .collect();
        json!({"total": products.values().sum::<i64>(), "products": products})
    };
    let mut figures = Map::new();
    let peak = counts.get("peak").copied().unwrap_or_default();
    let viewers = json!({"now": host.live.viewers(&show.id), "peak": peak});
    figures.insert("viewers".to_owned(), viewers);
    figures.insert("opens".to_owned(), of("open:"));
    figures.insert("adds".to_owned(), of("add:"));
    figures
}

async fn of_shop(host: &Host, show: &Saved) -> Result<(Sales, Vec<Value>), Refused> {
    let (since, lineup) = (since(show), show.record.lineup.clone());
    let known = unpoisoned(&host.figures.sales).get(&show.id).cloned();
    let known = known.filter(|known| known.is_of(since, &lineup));
    let mut sales = known.unwrap_or_else(|| Sales::since(since, &lineup));
    let read = host.shop.blocking(move |shop| {
        let left = shop.db.read(|connection| {
            sales.read(connection, &shop.catalogue)?;
            left(connection, shop, &lineup)
        })?;
        Ok((sales, left))
    });
    let (sales, left) = read.await?;
    unpoisoned(&host.figures.sales).insert(show.id.clone(), sales.clone());
    Ok((sales, left))
}

fn left(
    connection: &rusqlite::Connection,
    shop: &Shop,
    lineup: &[String],
) -> anyhow::Result<Vec<Value>> {
    let products = lineup.iter().filter_map(|id| shop.catalogue.product(id));
    let variants: Vec<_> = products
        .flat_map(|product| {
            product
                .variants
                .iter()
                .map(move |variant| (product, variant))
        })
        .collect();
    let ids = variants.iter().map(|(_, variant)| variant.id.as_str());
    let left = stock::left(connection, ids, shop.millis(), "")?;
    let row = |(product, variant): &(
        &crate::shop::catalogue::Product,
        &crate::shop::catalogue::Variant,
    )| {
        let title = shop.catalogue.item(&variant.id).map(|item| item.title());
        json!({"product": product.id, "variant": variant.id, "title": title, "left": left.get(&variant.id)})
    };
    Ok(variants.iter().map(row).collect())
}

/// Since when orders count, in Unix seconds.
fn since(show: &Saved) -> i64 {
    let starts_at = show.record.starts_at.as_deref();
    let starts_at = starts_at.and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok());
    starts_at.map_or_else(
        || EPOCH.unix_timestamp() + i64::try_from(show.created.millis() / 1_000).unwrap_or(0),
        OffsetDateTime::unix_timestamp,
    )
}

/// The figures of the shows that a console looks at.
pub(super) async fn refresh_watched(host: &Host) {
    for id in host.figures.watched() {
        if let Some(show) = host.live.shows().get(&id) {
            // A failure is in the log already.
            let _ = refresh(host, &show).await;
        }
    }
}

/// Writes a point of every show whose figures have changed.
pub(super) async fn write_history(host: &Host) {
    for show in host.live.shows().all() {
        let Ok(figures) = refresh(host, &show).await else {
            continue;
        };
        let (live, now) = (host.live.clone(), host.live.now());
        let point = point(&figures, now);
        let written = host.blocking(move |_| {
            live.db().write(|tx| {
                let sql = "SELECT body FROM point WHERE show = ?1 ORDER BY at DESC LIMIT 1";
                let last: Option<String> = tx.query_row(sql, [&show.id], |row| row.get(0)).ok();
                let last: Option<Value> = last.and_then(|last| serde_json::from_str(&last).ok());
                let news = last.map_or(point["viewers"] != 0, |mut last| {
                    last["at"] = point["at"].clone();
                    last != point
                });
                if !news {
                    return Ok(0);
                }
                let sql = "DELETE FROM point WHERE show = ?1 AND at < ?2";
                tx.execute(sql, params![show.id, number(now.less(HISTORY_MS))])?;
                let sql = "INSERT OR REPLACE INTO point (show, at, body) VALUES (?1, ?2, ?3)";
                tx.execute(sql, params![show.id, number(now), point.to_string()])
            })
        });
        let written: Result<Result<usize, rusqlite::Error>, Refused> = written.await;
        if !matches!(written, Ok(Ok(_))) {
            tracing::error!("the history could not be written: {written:?}");
        }
    }
}

fn point(figures: &Value, now: Moment) -> Value {
    json!({
        "at": now.to_string(),
        "viewers": figures["viewers"]["now"],
        "opens": figures["opens"]["total"],
        "adds": figures["adds"]["total"],
        "orders": figures["orders"],
        "revenue": figures["revenue"]["amount"],
    })
}

fn number(moment: Moment) -> i64 {
    i64::try_from(moment.millis()).unwrap_or(i64::MAX)
}

fn unpoisoned<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
