//! The host's API of `docs/host-api.md`, and what viewers of hosted shows read.
//!
//! `session` and `gate` decide who may in; `shows`, `cues`, `offers`, `events`, `figures` and `export` are the calls; `viewers`,
//! `calendar` and `beacon` are the public side. What happens to a show is in [`crate::live`].

mod beacon;
mod calendar;
mod console;
mod cue_fields;
mod cues;
mod events;
mod export;
mod fields;
mod figures;
mod gate;
mod offers;
mod refused;
mod sales;
mod session;
mod shows;
mod viewers;

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};
use tokio_util::sync::CancellationToken;

use crate::door::places::Places;
use crate::live::Live;
use crate::live::shows::Saved;
use crate::shop::Shop;
use crate::stage::clock::{Clock, Moment};
use crate::stage::events::Hall;
use crate::stage::goods::Goods;
use beacon::Beacons;
use figures::Figures;
use gate::Gate;
use refused::Refused;

/// The largest body of a call.
const LARGEST_BODY: usize = 256 * 1024;

/// What the host's API needs to know.
#[derive(Debug)]
pub struct Settings {
    /// The host's secret; without it there is no API.
    pub token: Option<String>,
    /// The server's origin as browsers see it.
    pub public_url: String,
    /// Cancelled when the server stops.
    pub shutdown: CancellationToken,
    /// Where the time comes from.
    pub clock: Clock,
    /// Folder of the console app, served at `/host/`.
    pub console: Option<PathBuf>,
    /// The viewers' places.
    pub places: Places,
}

/// The host's side of the server. Cheap to clone.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

/// What all calls share.
pub struct Inner {
    live: Live,
    shop: Shop,
    gate: Option<Arc<Gate>>,
    public_url: String,
    goods: Goods,
    shutdown: CancellationToken,
    hall: Hall,
    console: Option<PathBuf>,
    figures: Figures,
    beacons: Beacons,
}

impl Deref for Host {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Host {
    /// The host's side.
    #[must_use]
    pub fn new(live: Live, shop: Shop, settings: Settings) -> Self {
        let Settings {
            token,
            public_url,
            shutdown,
            clock,
            console,
            places,
        } = settings;
        let gate = token.map(|token| Arc::new(Gate::new(&token, Arc::clone(live.papers()))));
        Self(Arc::new(Inner {
            goods: shop.goods(),
            live,
            shop,
            gate,
            public_url,
            hall: Hall {
                clock,
                shutdown: shutdown.clone(),
                places,
            },
            shutdown,
            console,
            figures: Figures::default(),
            beacons: Beacons::default(),
        }))
    }

    /// The cookie's name. The prefix lets a browser take it from this host and over https only.
    fn cookie_name(&self) -> &'static str {
        if self.public_url.starts_with("https:") {
            "__Host-vitrine_host"
        } else {
            "vitrine_host"
        }
    }

    fn cookie_for(&self, value: &str) -> String {
        let name = self.cookie_name();
        let secure = if name.starts_with("__Host-") {
            "; Secure"
        } else {
            ""
        };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}")
    }

    fn cookie<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let cookies = headers.get_all(header::COOKIE).into_iter();
        let mut pairs = cookies
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs
            .find(|(name, _)| *name == self.cookie_name())
            .map(|(_, value)| value)
    }

    fn show(&self, id: &str) -> Result<Saved, Refused> {
        self.live.shows().get(id).ok_or_else(Refused::no_show)
    }

    /// Runs work that blocks away from the tasks that answer.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(Moment) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let now = self.live.now();
        let done = tokio::task::spawn_blocking(move || work(now)).await;
        done.map_err(|error| anyhow::Error::from(error).into())
    }

    /// As [`Self::blocking`], at the gate.
    async fn gated<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Gate, Moment) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let gate = self.gate.clone().ok_or_else(Refused::no_show)?;
        self.blocking(move |now| work(&gate, now)).await
    }

    /// What is done twice a second.
    pub async fn look_after(&self) {
        self.live.announce();
        figures::refresh_watched(self).await;
    }

    /// What is done every ten seconds, and at the end.
    pub async fn write_down(&self) {
        figures::write_history(self).await;
        let live = self.live.clone();
        match self.blocking(move |_| live.look_after()).await {
            Ok(Ok(())) => {}
            failed => tracing::error!("the counters could not be written down: {failed:?}"),
        }
    }
}

/// The routes: the API below `/host/api`, and the public ones of hosted shows.
pub fn router(host: Host) -> Router {
    let signed_in = Router::new()
        .route("/shows", get(shows::list).post(shows::create))
        .route("/shows/{id}", get(shows::read).patch(shows::save))
        .route("/shows/{id}/script", post(shows::script))
        .route("/shows/{id}/cues", get(cues::log).post(cues::say))
        .route("/shows/{id}/cues/{cue}/undo", post(cues::undo))
        .route("/shows/{id}/offers", get(offers::offers))
        .route("/shows/{id}/events", get(events::events))
        .route("/shows/{id}/figures", get(figures::figures))
        .route("/shows/{id}/history", get(figures::history))
        .route("/shows/{id}/export.json", get(export::json))
        .route("/shows/{id}/export.csv", get(export::csv))
        .layer(from_fn_with_state(host.clone(), session::signed_in));
    let entrance = get(session::who)
        .post(session::enter)
        .delete(session::leave);
    let api = Router::new()
        .route("/session", entrance)
        .merge(signed_in)
        // Not a fallback: the console's files would come before that.
        .route("/{*rest}", any(no_such_call))
        .method_not_allowed_fallback(no_such_call)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(host.clone(), session::guard));
    let public = Router::new()
        .route("/shows/{file}", get(viewers::manifest))
        .route("/shows/{id}/cues.json", get(viewers::cues))
        .route("/shows/{id}/events", get(viewers::events))
        .route("/shows/{id}/calendar", get(calendar::page))
        .route("/shows/{id}/calendar.ics", get(calendar::file))
        .route("/shows/{id}/beacon", post(beacon::beacon));
    let mut router = Router::new().nest("/host/api", api).merge(public);
    if let Some(console) = &host.console {
        router = router.merge(console::router(console));
    }
    router.with_state(host)
}

async fn no_such_call() -> Refused {
    let text = "There is no such call.";
    Refused::new(axum::http::StatusCode::NOT_FOUND, "no_call", text)
}
