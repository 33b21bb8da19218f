//! What happened, the newest first, with Undo.

use yew::prelude::*;

use super::super::{RootProps, shortcut, words};
use crate::core::event::Action;
use crate::core::model::Sending;
use crate::core::present::{self, Row, Seen};

pub(super) fn draw(props: &RootProps) -> Html {
    let model = &props.model;
    let Some(open) = &model.open else {
        return Html::default();
    };
    let rows = present::rows(model);
    let last = open.log.last_own().map(|cue| cue.id.as_str());
    let empty = (rows.is_empty() && open.sending.is_empty())
        .then(|| html! { <p class="dim">{ words::LOG_EMPTY }</p> });
    html! {
        <section class="box" aria-labelledby="log-title">
            <h2 id="log-title">{ words::LOG }</h2>
            { empty }
            <ol class="log" role="list">
                { for open.sending.iter().rev().map(|sending| under_way(props, sending)) }
                { for rows.iter().map(|row| draw_row(props, row, last)) }
            </ol>
        </section>
    }
}

fn under_way(props: &RootProps, sending: &Sending) -> Html {
    let what = words::fact(&sending.fact, |id| present::title(&props.model, id));
    let number = sending.number;
    let state = if sending.under_way {
        html! { <span class="dim">{ words::SENDING }</span> }
    } else {
        html! {
            <span class="row">
                <span class="bad">{ words::UNSURE }</span>
                <button type="button" aria-label={words::of(words::AGAIN, &what)} onclick={props.on(Action::Again(number))}>{ words::AGAIN }</button>
                <button type="button" aria-label={words::of(words::FORGET, &what)} onclick={props.on(Action::Forget(number))}>{ words::FORGET }</button>
            </span>
        }
    };
    html! { <li key={format!("sending-{number}")}><span>{ what.clone() }</span>{ state }</li> }
}

fn draw_row(props: &RootProps, row: &Row, last: Option<&str>) -> Html {
    let clock = props.formats.clock;
    match row {
        Row::Script { running, at, .. } => html! {
            <li key={row.seq().to_string()}><time class="dim">{ clock(*at) }</time><span>{ words::script(*running) }</span></li>
        },
        Row::Cue {
            cues,
            fact,
            at,
            seen,
            undoing,
            ..
        } => {
            let what = words::fact(fact, |id| present::title(&props.model, id));
            let newest = cues.first().map(String::as_str) == last;
            let label = if *undoing {
                words::UNDOING
            } else {
                words::UNDO
            };
            let undo = (*seen != Seen::Undone).then(|| html! {
                <button type="button" disabled={*undoing || !props.model.connected()} aria-label={words::of(words::UNDO, &what)}
                    onclick={props.on(Action::Undo(cues.clone()))}>
                    { label }
                    if newest {
                        { shortcut("Z") }
                    }
                </button>
            });
            html! {
                <li key={row.seq().to_string()} data-undone={(*seen == Seen::Undone).then_some("true")}>
                    <time class="dim">{ clock(*at) }</time>
                    <span class="what">{ what }</span>
                    <span class="dim seen" data-waiting={matches!(seen, Seen::In(_)).then_some("true")}>{ words::seen(*seen) }</span>
                    { undo }
                </li>
            }
        }
    }
}
