//! What is said to everyone: messages, breaks, the end.

use yew::prelude::*;

use super::super::{RootProps, field, words};
use crate::core::event::Action;
use crate::core::present;
use crate::core::show::{Show, Status};

pub(super) fn draw(props: &RootProps, show: &Show) -> Html {
    let ready = present::can_act(&props.model);
    let scene = present::scene(&props.model);
    let message = props.submit(move |form| {
        let text = field(form, "text");
        (ready && !text.trim().is_empty()).then_some(Action::Message(text))
    });
    html! {
        <section class="say box">
            <form class="line" onsubmit={message}>
                <label for="message">{ words::MESSAGE }<kbd>{ "M" }</kbd></label>
                <input id="message" name="text" maxlength="500" autocomplete="off" />
                <button disabled={!ready}>{ words::SEND }</button>
            </form>
            if scene.pause.is_some() {
                <p class="row">
                    <span>{ words::ON_BREAK }</span>
                    <button type="button" class="primary" disabled={!ready} onclick={props.on(Action::Resume)}>{ words::RESUME }</button>
                </p>
            } else {
                { pause(props, ready) }
            }
            if show.status != Status::Ended && !scene.ended {
                { end(props, ready) }
            }
        </section>
    }
}

fn pause(props: &RootProps, ready: bool) -> Html {
    let submit = props.submit(move |form| {
        let minutes = field(form, "minutes").parse().ok();
        ready.then(|| Action::Break {
            text: field(form, "why"),
            minutes,
        })
    });
    html! {
        <details>
            <summary>{ words::BREAK }</summary>
            <form onsubmit={submit}>
                <label>{ words::BREAK_WHY }<input name="why" maxlength="500" autocomplete="off" /></label>
                <label>{ words::BREAK_MINUTES }<input name="minutes" type="number" min="1" max="600" /></label>
                <button disabled={!ready}>{ words::BREAK_START }</button>
            </form>
        </details>
    }
}

fn end(props: &RootProps, ready: bool) -> Html {
    let asks = props.model.open.as_ref().is_some_and(|open| open.asks_end);
    if !asks {
        return html! {
            <p><button type="button" class="danger" disabled={!ready} onclick={props.on(Action::AskEnd(true))}>{ words::END }</button></p>
        };
    }
    html! {
        <div class="ask" role="group" aria-label={words::END_ASK}>
            <p role="alert">{ words::END_ASK }</p>
            <p class="row">
                <button type="button" class="danger" disabled={!ready} onclick={props.on(Action::End)}>{ words::END_YES }</button>
                <button type="button" onclick={props.on(Action::AskEnd(false))}>{ words::END_NO }<kbd>{ "Esc" }</kbd></button>
            </p>
        </div>
    }
}
