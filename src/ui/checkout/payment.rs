//! Step 3: the payment provider's own card fields, in a frame of its own origin.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, note, skeleton, text_button, truth};
use super::{Step, remarks, submit, summary};
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
    let body = html! {
        <>
            { remarks(words, view, act) }
            { fields(words, frame, act) }
            <p class="hint">{ say.card_hint }</p>
        </>
    };
    let footer =
        html! { <>{ summary(words, view) }{ submit(say.to_review, view.busy || !ready) }</> };
    Step {
        name: "payment",
        title: say.payment,
        number: Some(3),
        body,
        footer,
        submit: Some(Action::SubmitPayment),
    }
}

/// The frame is made once an address and stays where it is: the payment port finds and connects it. Until it is ready its
/// shape stands in its place.
fn fields(words: &Words, frame: Option<&FrameView>, act: &Callback<Action>) -> Html {
    let say = words.say;
    let Some(frame) = frame else {
        return skeleton("cardform", 3);
    };
    if frame.failed {
        let retry = text_button(say.retry, ask(act, Action::Retry));
        return note::note(true, say.payment_failed, retry);
    }
    html! {
        <div class="cardframe" data-ready={truth(frame.ready)}>
            <iframe
                key={frame.url.clone()} data-vitrine="payment" part="payment" title={say.card_fields}
                src={frame.url.clone()} height={frame.height.to_string()}
            ></iframe>
            if !frame.ready {
                <p class="sr" role="status">{ say.payment_loading }</p>
                { skeleton("cardform", 3) }
            }
        </div>
    }
}
