//! Preparing a show. Everything is saved as one goes.

mod lineup;

use yew::prelude::*;

use super::{RootProps, words};
use crate::core::event::{Action, Prepare};
use crate::core::model::Saving;
use crate::core::moment;
use crate::core::show::{Show, Status};

pub(super) fn draw(props: &RootProps) -> Html {
    let Some(open) = &props.model.open else {
        return Html::default();
    };
    if open.missing {
        return html! { <main class="narrow"><p>{ words::NO_SHOW }</p></main> };
    }
    let Some(show) = &open.show else {
        return html! { <main class="narrow"><p role="status">{ words::LOADING }</p></main> };
    };
    html! {
        <main class="prepare">
            <div>
                <section class="box fields" aria-label={words::PREPARE}>
                    { saving(props) }
                    { fields(props, show) }
                </section>
            </div>
            { lineup::draw(props) }
        </main>
    }
}

fn saving(props: &RootProps) -> Html {
    let saving = props.model.open.as_ref().map(|open| &open.prepare.saving);
    let words = match saving {
        None | Some(Saving::Saved) => html! { <span class="good">{ words::SAVED }</span> },
        Some(Saving::Busy) => html! { words::SAVING },
        Some(Saving::Failed) => html! {
            <><span class="bad">{ words::NOT_SAVED }</span>{ " " }<button type="button" onclick={props.on(Action::Retry)}>{ words::RETRY }</button></>
        },
        Some(Saving::Refused((field, code))) => html! {
            <span class="bad">{ words::of(words::field(field.as_deref()), &words::refused(code)) }</span>
        },
    };
    html! { <p class="saving" role="status">{ words }</p> }
}

fn fields(props: &RootProps, show: &Show) -> Html {
    let model = &props.model;
    let wrong = |field: &str| model.open.as_ref()?.prepare.problem(field);
    let text = |label: &'static str,
                kind: &'static str,
                field: &'static str,
                value: String,
                change: fn(String) -> Prepare| {
        let input = props.input(move |text| Some(Action::Prepare(change(text))));
        html! { <label>{ label }<input type={kind} {value} oninput={input} aria-invalid={wrong(field).map(|_| "true")} />{ problem(wrong(field)) }</label> }
    };
    let title = model.field("title", |show| show.title.clone());
    let poster = model.field("poster", |show| show.poster.clone().unwrap_or_default());
    let page = model.field("page", |show| show.page.clone().unwrap_or_default());
    let starts = model.field("starts_at", |show| {
        show.starts_at.map(moment::write).unwrap_or_default()
    });
    let (src, latency, delay) = numbers(props, show);
    let starts = moment::read(&starts)
        .map(|at| (props.formats.to_field)(at))
        .unwrap_or_default();
    let from_field = props.formats.from_field;
    let when = props.input(move |text| {
        let moment = from_field(&text).map_or(text, moment::write);
        Some(Action::Prepare(Prepare::StartsAt(moment)))
    });
    let (recording, recorded_from) = recording(props, show);
    let recorded = props.input(move |text| {
        let moment = from_field(&text).map_or(text, moment::write);
        Some(Action::Prepare(Prepare::RecordedFrom(moment)))
    });
    let seconds = |label: &'static str, value: u64, most: u32, change: fn(u32) -> Prepare| {
        let input = props.input(move |text| ms(&text, most).map(|ms| Action::Prepare(change(ms))));
        html! { <label>{ label }<input type="number" min="0" step="0.1" value={tenths(value)} oninput={input} /></label> }
    };
    html! {
        <>
            { text(words::TITLE, "text", "title", title, Prepare::Title) }
            { text(words::POSTER, "url", "poster", poster, Prepare::Poster) }
            { text(words::PAGE, "url", "page", page, Prepare::Page) }
            <label>{ words::STARTS }<input type="datetime-local" value={starts} oninput={when} /></label>
            { text(words::STREAM, "url", "stream.src", src, Prepare::Source) }
            { seconds(words::LATENCY, latency, 600_000, Prepare::Latency) }
            { seconds(words::DELAY, delay, 60_000, Prepare::EncoderDelay) }
            <fieldset class="fields">
                <legend>{ words::RECORDING }</legend>
                { text(words::RECORDING_SRC, "url", "replay.src", recording, Prepare::Recording) }
                <label>{ words::RECORDED_FROM }<input type="datetime-local" step="1" value={recorded_from} oninput={recorded} /></label>
            </fieldset>
            { status(props, show) }
        </>
    }
}

/// What is wrong with a field, beside it.
fn problem(code: Option<&str>) -> Html {
    code.map(|code| html! { <span class="bad small">{ words::refused(code) }</span> })
        .unwrap_or_default()
}

/// The recording's address, and when it begins, saved or not.
fn recording(props: &RootProps, show: &Show) -> (String, String) {
    let known = show.recording.as_ref();
    let src = props.model.field("replay.src", |_| {
        known.map(|known| known.src.clone()).unwrap_or_default()
    });
    let starts = props.model.field("replay.starts_at", |show| {
        let starts = known.map(|known| known.starts_at).or(show.starts_at);
        starts.map(moment::write).unwrap_or_default()
    });
    let starts = moment::read(&starts).map(|at| (props.formats.to_field)(at));
    (src, starts.unwrap_or_default())
}

/// The stream's address and both delays, saved or not.
fn numbers(props: &RootProps, show: &Show) -> (String, u64, u64) {
    let open = props.model.open.as_ref();
    let value = |name: &str| open.and_then(|open| open.prepare.value(name));
    let src = value("stream.src").and_then(serde_json::Value::as_str);
    let latency = value("stream.latency_ms").and_then(serde_json::Value::as_u64);
    let delay = value("encoder_delay_ms").and_then(serde_json::Value::as_u64);
    (
        src.unwrap_or(&show.stream.src).to_owned(),
        latency.unwrap_or(show.stream.latency_ms.into()),
        delay.unwrap_or(show.encoder_delay_ms.into()),
    )
}

fn status(props: &RootProps, show: &Show) -> Html {
    let choices: &[(&str, &'static str)] = match show.status {
        Status::Upcoming => &[
            (words::OPEN_DOORS, "live"),
            (words::CANCEL_SHOW, "cancelled"),
        ],
        Status::Live => &[
            (words::CLOSE_SHOW, "ended"),
            (words::BACK_TO_UPCOMING, "upcoming"),
        ],
        Status::Ended => &[(words::OPEN_AGAIN, "live")],
        Status::Cancelled => &[(words::BACK_TO_UPCOMING, "upcoming")],
    };
    let choices = choices.iter().map(|(label, next)| {
        html! { <button type="button" onclick={props.on(Action::Prepare(Prepare::Status(next)))}>{ *label }</button> }
    });
    let early = Action::Prepare(Prepare::Bookable(!show.bookable));
    html! {
        <>
            <p><label><input type="checkbox" checked={show.bookable} onchange={props.on::<Event>(early)} />{ words::BOOKABLE }</label></p>
            <p class="row">{ for choices }</p>
        </>
    }
}

/// Seconds as milliseconds; none while what is typed is no number.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded just before"
)]
fn ms(text: &str, most: u32) -> Option<u32> {
    let seconds: f64 = text.trim().parse().ok()?;
    let ms = seconds * 1_000.0;
    (0.0..=f64::from(most))
        .contains(&ms)
        .then_some(ms.round() as u32)
}

fn tenths(ms: u64) -> String {
    if ms.is_multiple_of(1_000) {
        (ms / 1_000).to_string()
    } else {
        format!("{}.{}", ms / 1_000, ms % 1_000 / 100)
    }
}
