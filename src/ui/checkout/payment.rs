//! Step 3: the payment provider's own card fields, in a frame of its own origin.

use yew::prelude::*;

use super::super::common::el::{El, el, group};
use super::super::common::words::Words;
use super::super::common::{ask, note, skeleton, text_button, truth};
use super::{Step, remarks, submit};
use crate::app::event::Action;
use crate::app::view::{CheckoutView, FrameView};

pub(super) fn step(
    words: &Words,
    view: &CheckoutView,
    frame: Option<&FrameView>,
    act: &Callback<Action>,
) -> Step {
    let say = words.say;
    let ready = frame.is_some_and(|frame| frame.ready && !frame.failed);
    let body = group([
        remarks(words, view, act),
        fields(words, frame, act).into(),
        el("p.hint").text(say.shopping().card_hint).into(),
    ]);
    let footer = submit(words, view, say.shopping().to_review, view.busy || !ready);
    Step {
        name: "payment",
        title: say.shopping().payment,
        number: Some(3),
        body,
        footer,
        submit: Some(Action::SubmitPayment),
    }
}

/// The frame is made once an address and stays where it is: the payment port finds and connects it. Until it is ready its
/// shape stands in its place.
fn fields(words: &Words, frame: Option<&FrameView>, act: &Callback<Action>) -> El {
    let say = words.say;
    let Some(frame) = frame else {
        return skeleton("cardform", 3);
    };
    if frame.failed {
        let retry = text_button(say.retry, ask(act, Action::Retry));
        return note::note(true, say.shopping().payment_failed, Some(retry));
    }
    let iframe = el("iframe[data-vitrine=payment][part=payment]")
        // What it needs, and no way to lead the page away.
        .attr(
            "sandbox",
            "allow-scripts allow-same-origin allow-forms allow-popups",
        )
        .key(frame.url.as_str())
        .attr("title", say.shopping().card_fields)
        .attr("src", frame.url.clone())
        .attr("height", frame.height.to_string());
    let waiting = !frame.ready;
    el("div.cardframe")
        .attr("data-ready", truth(frame.ready))
        .with(iframe)
        .with(waiting.then(|| el("p.sr[role=status]").text(say.shopping().payment_loading)))
        .with(waiting.then(|| skeleton("cardform", 3)))
}
