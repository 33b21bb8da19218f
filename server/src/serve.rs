//! The life of the process: open everything, listen, stop in order.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::middleware::from_fn_with_state;
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::config::ServeArgs;
use crate::door::address::{Proxies, find_caller};
use crate::door::connections::{Guests, until};
use crate::door::files;
use crate::door::places::{Limits, Places};
use crate::host::{self, Host};
use crate::live::Live;
use crate::shop::payment::faults::Faults;
use crate::shop::{Settings, Shop, catalogue};
use crate::stage::clock::Clock;
use crate::{app, stage};

/// How often the figures that somebody looks at are worked out.
const OFTEN: Duration = Duration::from_millis(500);
/// How often figures are written down.
const SELDOM: Duration = Duration::from_secs(10);
/// How soon stock that is held for nobody is given back.
const MOMENT: Duration = Duration::from_secs(5);

/// Serves shop and stage until a signal ends it.
///
/// # Errors
/// Where something cannot be opened or the port is taken.
pub fn run(args: &ServeArgs) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let address = SocketAddr::new(args.listen, args.port);
        let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
        let port = listener.local_addr()?.port();
        let public_url = args.public_url.clone().unwrap_or_else(|| format!("http://localhost:{port}"));
        let settings = Settings {
            data: args.shows.data.clone(),
            catalogue: args.catalogue.clone(),
            public_url: public_url.clone(),
            allowed_origins: args.allow_origin.clone(),
            outbox: args.outbox.clone().unwrap_or_else(|| args.shows.data.join("outbox")),
            sandbox: args.sandbox.faults(),
            clock: Arc::new(OffsetDateTime::now_utc),
        };
        let shop = tokio::task::spawn_blocking(move || Shop::open(&settings)).await??;
        let faults = args.sandbox.faults();
        if faults != Faults::default() {
            tracing::warn!(?faults, "the payment sandbox has faults, as it was told");
        }
        keep_house(&shop);
        let shutdown = CancellationToken::new();
        let (live, clock) = (open_live(args).await?, Clock::system());
        let places = places(args);
        let stage = open_stage(args, &shop, shutdown.clone(), live.clone(), places.clone())?;
        let host = Host::new(
            live,
            shop.clone(),
            host::Settings {
                token: args.host_token.clone(),
                public_url: public_url.clone(),
                shutdown: shutdown.clone(),
                clock,
                console: args.console.clone(),
                places,
            },
        );
        keep_figures(&host);
        let proxies = Proxies::new(&args.door.trust_proxy);
        let router = app::router(&shop, stage.merge(host::router(host.clone())))
            .layer(from_fn_with_state(proxies.clone(), find_caller));
        let guests = Guests::new(args.door.max_per_address, proxies);
        tracing::info!(address = %listener.local_addr()?, public_url, origins = ?args.allow_origin, "serving");
        let told = async move {
            signal().await;
            shutdown.cancel();
        };
        until(listener, router, guests, told).await?;
        host.write_down().await;
        Ok(())
    })
}

/// The viewers' places, as many as the command line and the system allow.
fn places(args: &ServeArgs) -> Places {
    let all = args.door.max_viewers;
    match files::open_as_many_as_allowed() {
        Some(files) if files < all + files::BESIDES => tracing::warn!(
            files,
            "the system lets this process open fewer files than --max-viewers {all} need; raise its limit (ulimit -n, LimitNOFILE=)"
        ),
        _ => {}
    }
    Places::new(Limits {
        all,
        per_address: args.door.max_per_address,
    })
}

async fn open_live(args: &ServeArgs) -> anyhow::Result<Live> {
    if args
        .host_token
        .as_ref()
        .is_some_and(|token| token.len() < 16)
    {
        tracing::warn!("the host token is short; one of 16 characters or more is not guessed");
    }
    args.shows.open().await
}

/// The show that was named, which must open; else the one beside the catalogue, if there is one.
fn open_stage(
    args: &ServeArgs,
    shop: &Shop,
    shutdown: CancellationToken,
    live: Live,
    places: Places,
) -> anyhow::Result<Router> {
    let beside = args.catalogue.parent().unwrap_or(Path::new("."));
    let show_dir = args.shows.show_dir.as_deref().unwrap_or(beside);
    let config = stage::Config {
        stream: args.stream.clone(),
        shutdown,
        live: Some(live),
        places,
        goods: shop.goods(),
        ..stage::Config::new(show_dir, &shop.public_url)
    };
    let opened = stage::router(config).context("the show cannot be opened");
    if args.shows.show_dir.is_some() {
        return opened;
    }
    Ok(opened.unwrap_or_else(|error| {
        tracing::warn!("{error:#}; only the shop is served");
        Router::new()
    }))
}

/// Checks a catalogue file.
///
/// # Errors
/// What is wrong with it.
pub fn check(file: &Path) -> anyhow::Result<()> {
    let catalogue = catalogue::file::read(file)?;
    let variants: usize = catalogue
        .products()
        .iter()
        .map(|product| product.variants.len())
        .sum();
    tracing::info!(
        products = catalogue.products().len(),
        variants,
        "the catalogue is in order"
    );
    Ok(())
}

/// The runtime of the process.
///
/// # Errors
/// Where the system gives no threads.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?)
}

/// Serves until SIGINT or SIGTERM, then ends what is under way, with bounded patience.
///
/// # Errors
/// Where the listener fails.
pub async fn until_signal(listener: TcpListener, router: Router) -> anyhow::Result<()> {
    until(listener, router, Guests::default(), signal()).await
}

/// Figures that a console looks at are worked out twice a second; all are written down every ten.
fn keep_figures(host: &Host) {
    let watched = host.clone();
    tokio::spawn(async move {
        let mut often = tokio::time::interval(OFTEN);
        often.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            often.tick().await;
            watched.look_after().await;
        }
    });
    let host = host.clone();
    tokio::spawn(async move {
        let mut seldom = tokio::time::interval(SELDOM);
        seldom.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            seldom.tick().await;
            host.write_down().await;
        }
    });
}

/// Old answers are forgotten once an hour, and what waits for nobody is looked after every few seconds.
fn keep_house(shop: &Shop) {
    let waiting = shop.clone();
    tokio::spawn(async move {
        let mut moment = tokio::time::interval(MOMENT);
        loop {
            moment.tick().await;
            let looked_after = waiting.blocking(|shop| Ok(shop.look_after()?)).await;
            if let Err(problem) = looked_after {
                tracing::error!("looking after what waits failed: {problem:?}");
            }
        }
    });
    let shop = shop.clone();
    tokio::spawn(async move {
        let mut hour = tokio::time::interval(Duration::from_hours(1));
        loop {
            hour.tick().await;
            let kept = shop.blocking(|shop| Ok(shop.housekeeping()?)).await;
            if let Err(problem) = kept {
                tracing::error!("housekeeping failed: {problem:?}");
            }
        }
    });
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = signal(SignalKind::interrupt());
    let terminate = signal(SignalKind::terminate());
    let (Ok(mut interrupt), Ok(mut terminate)) = (interrupt, terminate) else {
        tracing::error!("signals cannot be heard; stop the process by force");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}
