//! One view of every screen, with the same few products in all of them.

use std::rc::Rc;

use vitrine::app::view::{
    AxisView, Card, CartView, CheckoutScreen, CheckoutView, Code, Currency, DeliveryGroup,
    DeliveryOption, Field, FieldError, FieldView, Formats, FrameView, HotspotView, Link, Money,
    OverlayView, Panel, Phase, Picture, PinView, Place, PlayerProblem, PlayerView, ProductDetail,
    ProductView, Reason, Refusal, ShopProblem, ShowTime, StockView, Toast, Total, TotalKind,
    ValueState, ValueView, View, VisibleLine,
};

/// Formats with nothing of the browser in them.
pub(crate) struct Plain;

impl Formats for Plain {
    fn locale(&self) -> &'static str {
        "en"
    }

    fn money(&self, money: Money) -> String {
        format!("€{}", money.decimal())
    }

    fn moment(&self, at: ShowTime) -> String {
        format!("day {}", at.0 / 86_400_000)
    }

    fn number(&self, number: u32) -> String {
        number.to_string()
    }

    fn country(&self, code: &str) -> String {
        match code {
            "DE" => "Germany".into(),
            code => format!("Land {code}"),
        }
    }
}

pub(crate) fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::parse("EUR").unwrap())
}

fn picture() -> Picture {
    // An address that nothing answers: no test looks at a picture.
    Picture {
        url: "http://127.0.0.1:1/shirt.webp".into(),
        alt: "A linen shirt on a hanger".into(),
    }
}

pub(crate) fn card(product: &str, title: &str) -> Card {
    Card {
        product: product.into(),
        title: title.into(),
        price: Some((euro(5900), false)),
        list_price: Some(euro(7900)),
        offer: None,
        picture: Some(picture()),
        sold_out: false,
        pinned: product == "shirt",
    }
}

pub(crate) fn pin(cue: &str, product: &str, title: &str) -> PinView {
    PinView {
        cue: cue.into(),
        slot: 0,
        card: card(product, title),
    }
}

pub(crate) fn player() -> PlayerView {
    PlayerView {
        own: true,
        playing: true,
        muted: true,
        captions: Some(true),
        caption: vec!["It falls softly.".into()],
        live: Some(false),
        position: 28,
        length: 60,
        start_ms: 1_000_000,
        ..PlayerView::default()
    }
}

pub(crate) fn watching() -> View {
    View {
        phase: Phase::Watching,
        title: "The autumn table".into(),
        player: Rc::new(player()),
        overlay: Rc::new(OverlayView {
            pins: vec![pin("c1", "shirt", "Linen shirt")],
            hotspots: vec![HotspotView {
                name: "h1".into(),
                product: "vase".into(),
                title: "Ridge vase".into(),
            }],
            message: Some(("Ask me anything".into(), Some("en".into()))),
            products: 8,
            cart_count: 2,
        }),
        ..View::default()
    }
}

pub(crate) fn with(panel: Panel) -> View {
    View {
        panel: Rc::new(panel),
        ..watching()
    }
}

fn axis(name: &str, values: &[(&str, ValueState, bool)]) -> AxisView {
    let value = |(label, state, chosen): &(&str, ValueState, bool)| ValueView {
        label: (*label).into(),
        state: *state,
        chosen: *chosen,
    };
    AxisView {
        name: name.into(),
        values: values.iter().map(value).collect(),
    }
}

pub(crate) fn shirt() -> ProductDetail {
    ProductDetail {
        id: "shirt".into(),
        title: "Linen shirt".into(),
        description: "Heavy linen.\nMachine wash.".into(),
        pictures: vec![picture()],
        axes: vec![
            axis(
                "Colour",
                &[
                    ("Oat", ValueState::Free, true),
                    ("Moss", ValueState::Impossible, false),
                ],
            ),
            axis(
                "Size",
                &[
                    ("L", ValueState::Free, false),
                    ("XL", ValueState::SoldOut, false),
                ],
            ),
        ],
        price: Some((euro(5900), true)),
        list_price: None,
        offer: None,
        stock: StockView::Few(3),
        quantity: 1,
        most: 3,
        waits: false,
        can_add: false,
        open_axis: Some("Size".into()),
    }
}

pub(crate) fn product(detail: ProductDetail) -> View {
    with(Panel::Product(ProductView::Ready(Box::new(detail))))
}

fn total(kind: TotalKind, label: &str, minor: i64) -> Total {
    Total {
        kind,
        label: label.into(),
        amount: euro(minor),
        parts: vec![],
    }
}

pub(crate) fn cart() -> CartView {
    CartView {
        lines: vec![VisibleLine {
            id: None,
            variant: "shirt-l".into(),
            title: "Linen shirt, L".into(),
            picture: None,
            price: euro(5900),
            quantity: 2,
            total: Some(euro(11800)),
            offer: Some((1, euro(3900))),
            estimated: false,
            remark: Some((Reason::Adjusted, "Only 2 are left.".into())),
        }],
        totals: vec![
            total(TotalKind::Discount, "Autumn offer", -1000),
            total(TotalKind::Subtotal, "", 11800),
            total(TotalKind::Total, "", 10800),
        ],
        estimate: None,
        codes: vec![
            Code {
                title: Some("10 % off".into()),
                ..Code::new("SPRING".into())
            },
            Code {
                refused: Some("This code is over.".into()),
                ..Code::new("WINTER".into())
            },
        ],
        remarks: vec!["The shop is closed on Sunday.".into()],
        saving: false,
        problem: Some(ShopProblem::Unreachable),
        can_checkout: true,
        loading: false,
    }
}

fn fields() -> Vec<FieldView> {
    let field = |field| FieldView {
        field,
        value: match field {
            Field::Country => "DE".into(),
            Field::FirstName => "Ada".into(),
            _ => String::new(),
        },
        optional: matches!(field, Field::Extra | Field::Region | Field::Phone),
        error: (field == Field::Email).then_some(FieldError::Missing),
        said: (field == Field::PostalCode).then(|| "We do not deliver there.".into()),
    };
    Field::ALL.into_iter().map(field).collect()
}

pub(crate) fn checkout(screen: CheckoutScreen) -> CheckoutView {
    let option = |id: &str, minor| DeliveryOption {
        id: id.into(),
        title: id.into(),
        description: None,
        price: euro(minor),
    };
    CheckoutView {
        screen,
        fields: fields(),
        place: Place::of("DE"),
        delivery: vec![DeliveryGroup {
            id: "parcel".into(),
            options: vec![option("Standard", 490), option("Express", 1290)],
            selected: Some("Standard".into()),
        }],
        lines: vec![("Linen shirt, L".into(), 2, euro(11800))],
        totals: vec![total(TotalKind::Total, "", 12190)],
        payable: Some(euro(12190)),
        card: Some((Some("Visa".into()), Some("4242".into()))),
        notices: vec![(false, "Leaves on Monday.".into())],
        links: vec![Link {
            kind: "privacy_policy".into(),
            title: None,
            url: "http://127.0.0.1:1/privacy".into(),
        }],
        busy: false,
        problem: None,
    }
}

pub(crate) fn at(screen: CheckoutScreen) -> View {
    with(Panel::Checkout(Box::new(checkout(screen))))
}

pub(crate) fn frame(height: u32, ready: bool) -> View {
    at(CheckoutScreen::Payment(Some(FrameView {
        url: "about:blank".into(),
        height,
        ready,
        failed: false,
    })))
}

/// Every screen there is.
pub(crate) fn all() -> Vec<View> {
    let phase = |phase| View {
        phase,
        ..View::default()
    };
    let toast = |toast| View {
        toast: Some(toast),
        ..watching()
    };
    let stuck = |change: fn(&mut PlayerView)| {
        let mut player = player();
        change(&mut player);
        View {
            player: Rc::new(player),
            ..watching()
        }
    };
    let refused = |refusal| {
        at(CheckoutScreen::Declined {
            refusal,
            not_charged: Some(euro(12190)),
        })
    };
    vec![
        phase(Phase::Loading),
        phase(Phase::Unavailable),
        phase(Phase::Upcoming),
        phase(Phase::Break),
        phase(Phase::Ended),
        watching(),
        stuck(|player| player.needs_tap = true),
        stuck(|player| player.stalled = true),
        stuck(|player| player.problem = Some(PlayerProblem::Network)),
        stuck(|player| player.problem = Some(PlayerProblem::Blocked)),
        stuck(|player| player.problem = Some(PlayerProblem::Unsupported)),
        stuck(|player| player.problem = Some(PlayerProblem::Media)),
        toast(Toast::Added("Linen shirt".into())),
        toast(Toast::Removed("Linen shirt".into())),
        toast(Toast::Refused(
            "Linen shirt".into(),
            Reason::SoldOut,
            "Sorry.".into(),
        )),
        with(Panel::Keys(false)),
        with(Panel::Lineup(vec![])),
        with(Panel::Lineup(vec![
            card("shirt", "Linen shirt"),
            card("vase", ""),
        ])),
        with(Panel::Product(ProductView::Loading("shirt".into()))),
        with(Panel::Product(ProductView::Unavailable("shirt".into()))),
        with(Panel::Product(ProductView::Gone("shirt".into()))),
        product(shirt()),
        with(Panel::Cart(cart())),
        at(CheckoutScreen::Opening),
        at(CheckoutScreen::Unavailable(ShopProblem::Busy)),
        at(CheckoutScreen::Contact),
        at(CheckoutScreen::Delivery),
        at(CheckoutScreen::Payment(None)),
        frame(200, true),
        at(CheckoutScreen::Review),
        at(CheckoutScreen::Placing),
        at(CheckoutScreen::Unknown),
        at(CheckoutScreen::ActionNeeded(
            "http://127.0.0.1:1/3ds".into(),
        )),
        at(CheckoutScreen::Placed {
            label: Some("LC-1".into()),
            url: Some("http://127.0.0.1:1/order".into()),
            paid: Some(euro(12190)),
            email: "ada@example.org".into(),
        }),
        refused(Refusal::Payment("Insufficient funds.".into())),
        refused(Refusal::SoldOut(String::new())),
        refused(Refusal::Expired),
        refused(Refusal::Other(String::new())),
        at(CheckoutScreen::Changed {
            old: euro(12190),
            new: Some(euro(13190)),
        }),
    ]
}
