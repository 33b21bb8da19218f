//! Before one is inside: signing in, and why that cannot be.

use yew::prelude::*;

use super::{RootProps, field, words};
use crate::core::event::Action;
use crate::core::model::Screen;

pub(super) fn draw(props: &RootProps) -> Html {
    match props.model.screen {
        Screen::NoToken => closed(props, words::NO_TOKEN, words::NO_TOKEN_MORE),
        Screen::SignIn => sign_in(props),
        _ => closed(props, words::UNREACHABLE, words::UNREACHABLE_MORE),
    }
}

fn closed(props: &RootProps, what: &'static str, more: &'static str) -> Html {
    html! {
        <main class="door box">
            <h2>{ what }</h2>
            <p>{ more }</p>
            <button type="button" class="primary" onclick={props.on(Action::Retry)}>{ words::RETRY }</button>
        </main>
    }
}

fn sign_in(props: &RootProps) -> Html {
    let sign_in = &props.model.sign_in;
    let waits = props.model.sign_in_waits_s();
    let problem = sign_in.problem.map(words::sign_in_problem);
    let blocked = sign_in.busy || waits > 0;
    let wrong = problem.map(|_| "true");
    let submit = props.submit(move |form| {
        let token = field(form, "token");
        (!blocked && !token.trim().is_empty()).then_some(Action::SignIn(token))
    });
    html! {
        <main class="door box">
            <h2>{ words::SIGN_IN }</h2>
            <form onsubmit={submit}>
                // For password managers, which keep a name with every secret.
                <input type="text" name="username" autocomplete="username" value="host" hidden=true />
                <label for="token">{ words::TOKEN }</label>
                <input id="token" name="token" type="password" autocomplete="current-password" autocapitalize="none"
                    spellcheck="false" required=true autofocus=true aria-invalid={wrong} aria-describedby="token-more token-problem" />
                <p id="token-more" class="dim">{ words::TOKEN_MORE }</p>
                <div id="token-problem" role="alert" class="bad">{ problem }</div>
                // Counted for the eye; read out once, with the problem.
                <p class="wait" aria-hidden="true">{ (waits > 0).then(|| words::waits(waits)) }</p>
                <button class="primary" aria-disabled={blocked.then_some("true")}>{ words::SIGN_IN }</button>
            </form>
        </main>
    }
}
