//! The reference shop: UCP 2026-04-08 over `SQLite`, with the browser profile of `docs/protocol.md`.
//!
//! From the wire inwards: [`request`] and [`reply`] (what a call must bring, what it gets),
//! [`browse`], [`cart`], [`checkout`], [`placing`] and [`order`] (the operations), [`price`] (what it
//! costs), [`offer`] (for whom it costs less for a while), [`catalogue`] (what there is). [`payment`] is the sandbox provider, with books of its own.

pub mod address;
pub mod basket;
pub mod browse;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod choice;
pub mod discount;
pub mod discovery;
pub mod envelope;
pub mod id;
pub mod idempotency;
pub mod language;
pub mod mail;
pub mod message;
pub mod money;
pub mod offer;
pub mod order;
pub mod pages;
pub mod payment;
pub mod placing;
pub mod price;
pub mod reply;
pub mod request;
pub mod stock;
pub mod strict;

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use rusqlite::Transaction;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::db::Db;
use catalogue::Catalogue;
use idempotency::Scope;
use mail::outbox::Outbox;
use payment::faults::Faults;
use payment::ledger::Ledger;
use reply::{Answer, Problem};
use request::Write;

const MIGRATIONS: &[&str] = &[
    include_str!("../db/shop_0001.sql"),
    include_str!("../db/shop_0002.sql"),
    include_str!("../db/shop_0003.sql"),
    include_str!("../db/shop_0004.sql"),
];

/// Tells the time; a test puts another in.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// Where a shop finds its things.
#[derive(Clone)]
pub struct Settings {
    /// Folder of the databases.
    pub data: PathBuf,
    /// Catalogue file.
    pub catalogue: PathBuf,
    /// Address under which browsers reach the shop, without a slash at the end.
    pub public_url: String,
    /// Origins of pages that may call it.
    pub allowed_origins: Vec<String>,
    /// Folder into which mails are written.
    pub outbox: PathBuf,
    /// What the sandbox does wrong on purpose.
    pub sandbox: Faults,
    /// The time.
    pub clock: Clock,
}

/// The shop. Cheap to clone.
#[derive(Clone)]
pub struct Shop(Arc<Inner>);

/// What all requests share.
pub struct Inner {
    /// Carts, checkouts, orders, stock.
    pub db: Db,
    /// The sandbox provider's own books.
    pub ledger: Ledger,
    /// What is sold.
    pub catalogue: Catalogue,
    /// False where the file was refused and an older catalogue is sold on.
    pub catalogue_is_current: bool,
    /// See [`Settings`].
    pub public_url: String,
    /// See [`Settings`].
    pub allowed_origins: Vec<String>,
    /// Folder of the product pictures.
    pub pictures: PathBuf,
    /// Where mails lie until something sends them.
    pub outbox: Outbox,
    /// Placings under way in this process.
    pub placing: placing::live::UnderWay,
    clock: Clock,
}

impl Deref for Shop {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Shop {
    /// Opens the databases, ends what a crash left unfinished, and imports the catalogue.
    ///
    /// # Errors
    /// Where a database cannot be opened, or there is no catalogue at all.
    pub fn open(settings: &Settings) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&settings.data)
            .with_context(|| format!("cannot make the folder {}", settings.data.display()))?;
        let db = Db::open(&settings.data.join("shop.sqlite"), MIGRATIONS)?;
        let ledger = Ledger::open(&settings.data.join("provider.sqlite"), settings.sandbox)?;
        let now = (settings.clock)();
        let (catalogue, catalogue_is_current) = load(&db, settings, now)?;
        let folder = settings.catalogue.parent().unwrap_or(&settings.data);
        let shop = Self(Arc::new(Inner {
            db,
            ledger,
            catalogue,
            catalogue_is_current,
            public_url: settings.public_url.clone(),
            allowed_origins: settings.allowed_origins.clone(),
            pictures: folder.join("catalogue"),
            outbox: Outbox::open(&settings.outbox)?,
            placing: placing::live::UnderWay::default(),
            clock: Arc::clone(&settings.clock),
        }));
        let ended = placing::resolve::all(&shop)?;
        if ended > 0 {
            tracing::warn!(ended, "placings that a stop had cut short were resolved");
        }
        mail::write_soon(&shop);
        shop.housekeeping()?;
        Ok(shop)
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        (self.clock)()
    }

    /// Now, in seconds.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.now().unix_timestamp()
    }

    /// Now, in milliseconds.
    #[must_use]
    pub fn millis(&self) -> i64 {
        i64::try_from(self.now().unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
    }

    /// Runs work that blocks (the database) away from the tasks that answer. The work goes on when
    /// the caller hangs up.
    ///
    /// # Errors
    /// Those of the work; a panic in it is one of them.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let shop = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&shop)).await;
        done.unwrap_or_else(
            |failure| Err(anyhow::anyhow!("the work did not end: {failure}").into()),
        )
    }

    /// Carries out a write once, in one transaction: its key answers from memory, or `run` does it.
    ///
    /// # Errors
    /// Those of `run`; then nothing has changed.
    pub fn once(
        &self,
        operation: &'static str,
        resource: &str,
        write: &Write,
        run: impl FnOnce(&Transaction<'_>) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        let (scope, now) = (Scope::new(operation, resource), self.seconds());
        self.db
            .write(|tx| idempotency::once(tx, &scope, write, now, || run(tx)))
    }

    /// What is done every few seconds: what was held for buyers who did not decide in time is given back, and
    /// mails that could not be written are tried again.
    ///
    /// # Errors
    /// Those of the databases.
    pub fn look_after(&self) -> anyhow::Result<()> {
        let late = placing::resolve::overdue(self)?;
        if late > 0 {
            tracing::info!(late, "payments were not confirmed in time");
        }
        let now = self.millis();
        if self
            .db
            .read(|connection| offer::hold::is_due(connection, now))?
        {
            let given_back = self.db.write(|tx| offer::hold::lapse(tx, now))?;
            tracing::info!(given_back, "holds of offers ended");
        }
        mail::write_due(self)?;
        Ok(())
    }

    /// What is done once an hour.
    ///
    /// # Errors
    /// Those of the database.
    pub fn housekeeping(&self) -> anyhow::Result<()> {
        let now = self.seconds();
        self.db.write(|tx| idempotency::forget_old(tx, now))?;
        let day_ago = self.millis() - 86_400_000;
        self.db.write(|tx| offer::hold::forget_old(tx, day_ago))?;
        Ok(())
    }
}

/// A file that is refused leaves the kept catalogue in place; without one there is no shop.
fn load(db: &Db, settings: &Settings, now: OffsetDateTime) -> anyhow::Result<(Catalogue, bool)> {
    match catalogue::file::read(&settings.catalogue) {
        Ok(catalogue) => {
            let now = now.format(&Rfc3339)?;
            db.write(|tx| catalogue::import::import(tx, &catalogue, &now))?;
            Ok((catalogue, true))
        }
        Err(refused) => {
            let kept = db.read(catalogue::import::kept)?;
            let Some(kept) = kept else {
                return Err(refused);
            };
            tracing::error!("{refused:#}; the catalogue that was imported last is kept");
            Ok((kept, false))
        }
    }
}

/// The API: what CORS and the agent header guard.
pub fn api() -> Router<Shop> {
    Router::new()
        .route("/.well-known/ucp", get(discovery::business))
        .route("/profiles/vitrine.json", get(discovery::widget))
        .route("/catalog/search", post(browse::search::search))
        .route("/catalog/lookup", post(browse::lookup::lookup))
        .route("/catalog/product", post(browse::product::product))
        .route("/carts", post(cart::create))
        .route("/carts/{id}", get(cart::read).put(cart::update))
        .route("/carts/{id}/cancel", post(cart::cancel))
        .route("/checkout-sessions", post(checkout::create::create))
        .route(
            "/checkout-sessions/{id}",
            get(checkout::read).put(checkout::update::update),
        )
        .route("/checkout-sessions/{id}/complete", post(placing::complete))
        .route(
            "/checkout-sessions/{id}/cancel",
            post(checkout::cancel::cancel),
        )
        .route("/orders/{id}", get(order::read))
        .layer(DefaultBodyLimit::max(request::LARGEST_BODY))
}

/// What browsers open themselves: pages, pictures and the card fields.
pub fn site() -> Router<Shop> {
    Router::new()
        .route("/catalogue/{file}", get(catalogue::pictures::picture))
        .route("/", get(pages::shelf::shelf))
        .route("/products/{id}", get(pages::shelf::product))
        .route("/receipt/{id}", get(pages::receipt::receipt))
        .route("/policies/{name}", get(pages::policy::policy))
        .route(
            "/challenge/{id}",
            get(pages::challenge::page).post(pages::challenge::decide),
        )
        .route("/challenge.js", get(pages::challenge::script))
        .route("/pages.css", get(pages::style))
        .merge(payment::routes())
        .layer(DefaultBodyLimit::max(4 * 1024))
}
