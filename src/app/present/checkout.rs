//! The checkout's screens.

use crate::app::model::{Busy, CheckoutFlow, Model};
use crate::app::view::{CheckoutScreen, CheckoutView, FieldView, FrameView, ShopProblem};
use crate::domain::checkout::{Field, Need, Session, Step};
use crate::domain::money::Money;
use crate::domain::totals::payable;

/// The payment field's height before it has told its own, in CSS pixels.
const FIELD_HEIGHT: u32 = 280;

pub(super) fn checkout(model: &Model) -> CheckoutView {
    let fresh = CheckoutFlow::default();
    let flow = model.checkout.as_ref().unwrap_or(&fresh);
    let session = flow.session.as_deref();
    let sent = flow.touched.len() == Field::ALL.len();
    let told = session.map_or(&[][..], |session| &session.notices);
    let said = |field: Field| {
        let about = told.iter().find(|one| one.field == Some(field))?;
        sent.then(|| about.text.clone())
    };
    // What the country does not use is not asked for, unless the shop misses it or it was filled in all the same.
    let shown = |field: &Field| {
        model.draft.need(*field) != Need::Unused
            || !model.draft.clean(*field).is_empty()
            || (sent && told.iter().any(|one| asks(&one.code)))
    };
    let field = |field: Field| FieldView {
        field,
        value: model.draft.get(field).to_owned(),
        optional: model.draft.need(field) != Need::Required,
        error: model
            .draft
            .error(field)
            .filter(|_| flow.touched.contains(&field)),
        said: said(field),
    };
    let mut delivery = session
        .map(|session| session.delivery.clone())
        .unwrap_or_default();
    for group in &mut delivery {
        let chosen = flow.delivery.iter().find(|(id, _)| *id == group.id);
        group.selected = chosen.map(|(_, option)| option.clone());
    }
    CheckoutView {
        screen: screen(model, flow),
        fields: model
            .draft
            .order()
            .into_iter()
            .filter(shown)
            .map(field)
            .collect(),
        place: model.draft.place(),
        delivery,
        lines: session.map(lines).unwrap_or_default(),
        totals: session
            .map(|session| session.totals.clone())
            .unwrap_or_default(),
        payable: session.and_then(|session| payable(&session.totals)),
        card: card(flow),
        notices: session
            .map(|session| notices(session, flow))
            .unwrap_or_default(),
        links: session
            .map(|session| session.links.clone())
            .unwrap_or_default(),
        busy: flow.busy != Busy::Idle,
        problem: flow.problem,
    }
}

/// Whether a notice's code says that something is missing.
fn asks(code: &str) -> bool {
    matches!(code, "missing" | "required" | "field_required")
}

fn lines(session: &Session) -> Vec<(String, u32, Money)> {
    let line = |line: &crate::domain::checkout::SessionLine| {
        (line.title.clone(), line.quantity, line.total)
    };
    session.lines.iter().map(line).collect()
}

fn card(flow: &CheckoutFlow) -> Option<(Option<String>, Option<String>)> {
    let instrument = match &flow.step {
        Step::Ready(instrument) => Some(instrument),
        _ => flow.instrument.as_ref(),
    };
    instrument.map(|instrument| (instrument.brand.clone(), instrument.last4.clone()))
}

/// What the shop says. That something is missing which the form has not asked for yet is no news.
fn notices(session: &Session, flow: &CheckoutFlow) -> Vec<(bool, String)> {
    let changed = matches!(flow.step, Step::Changed(_));
    let early = matches!(flow.step, Step::Contact | Step::Delivery | Step::Payment);
    let said = session
        .notices
        .iter()
        .filter(|notice| !(early && asks(&notice.code)))
        // What has changed is said by the screen itself; why, by the shop.
        .filter(|notice| !matches!(&*notice.code, "total_changed" | "cart_changed") || !changed)
        .filter(|notice| !(flow.step == Step::Contact && notice.field.is_some()));
    said.map(|notice| (notice.error, notice.text.clone()))
        .collect()
}

fn screen(model: &Model, flow: &CheckoutFlow) -> CheckoutScreen {
    if model.tabs.elsewhere.is_some() && flow.step.unresolved().is_none() {
        return CheckoutScreen::Unavailable(ShopProblem::Elsewhere);
    }
    match &flow.step {
        Step::Contact if flow.session.is_none() => match flow.problem {
            Some(problem) => CheckoutScreen::Unavailable(problem),
            None if flow.busy == Busy::Idle => CheckoutScreen::Unavailable(ShopProblem::Broken),
            None => CheckoutScreen::Opening,
        },
        Step::Contact => CheckoutScreen::Contact,
        Step::Delivery => CheckoutScreen::Delivery,
        Step::Payment => CheckoutScreen::Payment(frame(flow)),
        // Pressed: that this tab may pay is known in a moment.
        Step::Ready(_) if flow.busy == Busy::Lock => CheckoutScreen::Placing,
        Step::Ready(_) => CheckoutScreen::Review,
        Step::Storing(_) | Step::Placing(_) => CheckoutScreen::Placing,
        Step::Unknown(_) | Step::Resolving(_) => CheckoutScreen::Unknown,
        Step::ActionNeeded(_, url) => CheckoutScreen::ActionNeeded(url.clone()),
        Step::Placed(order) => CheckoutScreen::Placed {
            label: order.label.clone(),
            url: order.url.clone(),
            paid: flow
                .session
                .as_ref()
                .and_then(|session| payable(&session.totals)),
            email: model.draft.clean(Field::Email).to_owned(),
        },
        Step::Declined(refusal) => CheckoutScreen::Declined {
            refusal: refusal.clone(),
            not_charged: flow
                .session
                .as_ref()
                .and_then(|session| payable(&session.totals)),
        },
        Step::Changed(old) => CheckoutScreen::Changed {
            old: *old,
            new: flow
                .session
                .as_ref()
                .and_then(|session| payable(&session.totals)),
        },
    }
}

fn frame(flow: &CheckoutFlow) -> Option<FrameView> {
    let handler = flow.session.as_ref()?.handler.as_ref()?;
    Some(FrameView {
        url: handler.frame_url.clone(),
        height: flow.field.height.unwrap_or(FIELD_HEIGHT),
        ready: flow.field.ready,
        failed: flow.field.failed,
    })
}
