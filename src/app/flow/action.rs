//! What the viewer wants, or the page on the viewer's behalf.

use super::{again, boot, cart, catalogue, checkout, panel, player, shopping, show, toast};
use crate::app::effect::Effect;
use crate::app::event::Action;
use crate::app::model::{Model, Screen};
use crate::app::view::Phase;

pub(crate) fn act(model: &mut Model, action: Action) {
    match action {
        Action::Close => panel::close(model),
        Action::Retry => retry(model),
        Action::OpenStream => boot::open_player(model),
        Action::TogglePlay => player::toggle_play(model),
        Action::ToggleSound => player::toggle_sound(model),
        Action::Volume(volume) => player::set_volume(model, volume),
        Action::ToggleCaptions => player::toggle_captions(model),
        Action::Seek(to) => player::seek(model, to),
        Action::Watch(from) => player::watch(model, from),
        Action::WatchAgain => again::watch(model),
        Action::GoLive => player::go_live(model),
        Action::ToggleFullscreen => player::toggle_fullscreen(model),
        Action::DismissToast => toast::dismiss(model),
        Action::HoldToast(held) => toast::hold(model, held),
        other => shopping::act(model, other),
    }
}

/// What is more than watching.
pub(super) fn shop(model: &mut Model, action: Action) {
    debug_assert!(action.shops(), "{action:?} is about watching");
    match action {
        Action::OpenProduct(product) => catalogue::open(model, &product),
        Action::OpenLineup => show::open_lineup(model),
        Action::OpenKeys => panel::open(model, Screen::Keys),
        Action::OpenCart => cart::open(model),
        Action::OpenCheckout => checkout::open(model),
        Action::Back => back(model),
        Action::Enlarge(tall) => panel::enlarge(model, tall),
        Action::SendPicture(corner) => panel::send_picture(model, corner),
        Action::Choose { axis, value } => catalogue::choose(model, axis, value),
        Action::WantQuantity(quantity) => catalogue::want(model, quantity),
        Action::AddToCart => catalogue::add_to_cart(model),
        Action::AddVariant { variant, quantity } => cart::add_variant(model, variant, quantity),
        Action::SetLine { variant, quantity } => cart::set_line(model, &variant, quantity),
        Action::Undo => cart::undo(model),
        Action::Code { code, on } => cart::code(model, &code, on),
        Action::Enter { field, value } => checkout::enter(model, field, value),
        Action::Leave(field) => checkout::leave(model, field),
        Action::SubmitContact => checkout::submit_contact(model),
        Action::ChooseDelivery { group, option } => {
            checkout::choose_delivery(model, &group, &option);
        }
        Action::SubmitDelivery => checkout::submit_delivery(model),
        Action::SubmitPayment => checkout::submit_payment(model),
        Action::Pay => checkout::pay(model),
        Action::ContinueAtShop => checkout::continue_at_shop(model),
        Action::GiveUp => checkout::give_up(model),
        Action::EditContact => checkout::edit(model, crate::domain::checkout::Fact::EditContact),
        Action::EditDelivery => checkout::edit(model, crate::domain::checkout::Fact::EditDelivery),
        Action::EditPayment => checkout::edit(model, crate::domain::checkout::Fact::EditPayment),
        _ => {}
    }
}

/// One screen back; inside the checkout, one step.
fn back(model: &mut Model) {
    if model.screen() == Some(&Screen::Checkout) && checkout::back(model) {
        return;
    }
    panel::back(model);
}

/// Tries again whatever stands on the screen and did not work.
fn retry(model: &mut Model) {
    toast::dismiss(model);
    // What waits to be loaded is tried again before its time; nothing happens where nothing waits.
    model.effect(Effect::LoadShopping);
    if model.phase == Phase::Unavailable {
        model.phase = Phase::Loading;
        model.changed();
        boot::ask(model);
    } else if model.screens.is_empty() {
        catalogue::ask_cards(model);
    } else {
        shopping::retry(model);
    }
}

/// The same for a screen of the panel.
pub(super) fn retry_screen(model: &mut Model) {
    match model.screen().cloned() {
        Some(Screen::Product(product)) => catalogue::open(model, &product),
        Some(Screen::Cart) => cart::pump(model),
        Some(Screen::Checkout) => checkout::retry(model),
        Some(Screen::Lineup | Screen::Keys) | None => catalogue::ask_cards(model),
    }
}
