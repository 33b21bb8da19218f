//! The stream's preview, and which clock tells a cue's moment.

use yew::prelude::*;

use super::super::{RootProps, words};
use super::mark;
use crate::core::event::{Action, Preview};
use crate::core::model::Mode;

pub(super) fn draw(props: &RootProps) -> Html {
    let Some(open) = &props.model.open else {
        return Html::default();
    };
    let playing = open.preview == Preview::Playing;
    let label = if playing { words::PAUSE } else { words::PLAY };
    let trouble = (open.preview == Preview::Failed)
        .then(|| html! { <p class="bad" role="status">{ words::PREVIEW_FAILED }</p> });
    html! {
        <section class="stage box" aria-label={words::PREVIEW}>
            <div class="picture">
                <video id="preview" key="preview" muted=true playsinline=true aria-label={words::PREVIEW}></video>
                { mark::standing(props) }
                { mark::draw(props) }
            </div>
            { trouble }
            { mark::bar(props) }
            <div class="row">
                <button type="button" onclick={props.on(Action::TogglePreview)}>{ label }<kbd>{ "K" }</kbd></button>
                <button type="button" onclick={props.on(Action::GoLive)}>{ words::NEWEST }<kbd>{ "L" }</kbd></button>
            </div>
            { moment(props) }
        </section>
    }
}

fn moment(props: &RootProps) -> Html {
    let model = &props.model;
    let Some(open) = &model.open else {
        return Html::default();
    };
    let choice = |mode: Mode, label: &'static str| {
        html! {
            <label class="check">
                <input type="radio" name="mode" checked={open.mode == mode} onchange={props.on(Action::Mode(mode))} />
                { label }
            </label>
        }
    };
    let warning = (open.mode == Mode::Preview && open.picture.is_none())
        .then(|| html! { <p class="dim">{ words::NO_PICTURE_TIME }</p> });
    html! {
        <fieldset class="moment">
            <legend>{ words::MODE }<kbd>{ "P" }</kbd></legend>
            { choice(Mode::Preview, words::BY_PICTURE) }
            { choice(Mode::Studio, words::BY_CLOCK) }
            <output>{ model.moment().map(|at| (props.formats.clock)(at)) }</output>
            { warning }
        </fieldset>
    }
}
