//! What a video says of itself, passed on.

use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::HtmlVideoElement;

use super::Inner;
use crate::app::event::PlayerEvent;

impl Inner {
    /// Listens to a video; where it is our own, to its caption tracks too.
    pub(super) fn listen(
        this: &Rc<Self>,
        video: &HtmlVideoElement,
        own: bool,
    ) -> Vec<EventListener> {
        let on = |name: &'static str, act: fn(&Rc<Self>, &HtmlVideoElement)| {
            let (weak, video) = (Rc::downgrade(this), video.clone());
            EventListener::new(&video.clone(), name, move |_| {
                if let Some(this) = weak.upgrade() {
                    act(&this, &video);
                }
            })
        };
        let mut listeners = vec![
            on("play", |this, _| this.goes.set(true)),
            on("playing", |this, _| this.say(PlayerEvent::Playing)),
            on("pause", |this, _| {
                this.goes.set(false);
                this.say(PlayerEvent::Paused);
            }),
            on("waiting", |this, _| this.say(PlayerEvent::Waiting)),
            on("ended", |this, _| this.say(PlayerEvent::Ended)),
            on("volumechange", |this, video| {
                this.say(PlayerEvent::Muted(silent(video)));
            }),
            on("timeupdate", |this, _| {
                this.position();
                this.metadata();
            }),
            on("seeked", |this, _| this.position()),
            on("durationchange", |this, _| this.position()),
        ];
        if let Some(tracks) = video.text_tracks().filter(|_| own) {
            for name in ["addtrack", "removetrack", "change"] {
                let weak = Rc::downgrade(this);
                listeners.push(EventListener::new(&tracks, name, move |event| {
                    if let Some(this) = weak.upgrade() {
                        this.tracks(event.type_() != "change");
                    }
                }));
            }
        }
        listeners
    }
}

/// Whether nothing is heard of a video.
pub(super) fn silent(video: &HtmlVideoElement) -> bool {
    video.muted() || video.volume() == 0.0
}
