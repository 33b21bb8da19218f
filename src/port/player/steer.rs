//! What the viewer asks of a video that is there.

use web_sys::HtmlVideoElement;

use super::{Attached, Inner, autoplay, position};
use crate::app::effect::PlayerCommand;

impl Inner {
    /// Asks it of the video; what comes of it is told by the video's own events.
    pub(super) fn steer(&self, attached: &Attached, command: &PlayerCommand) {
        let video = &attached.video;
        match command {
            PlayerCommand::Play => {
                if video.ended() {
                    // By itself it would begin where the media does, which a live window has long left behind.
                    seek(
                        video,
                        position::of(video, attached.session().as_deref()).start,
                    );
                }
                autoplay::resume(video, &self.sink);
            }
            PlayerCommand::Pause => {
                // `pause` throws only where there is no video any more.
                let _ = video.pause();
            }
            PlayerCommand::Mute(on) => video.set_muted(*on),
            PlayerCommand::Volume(_) if attached.own => video.set_volume(self.volume.get()),
            PlayerCommand::Seek(to) => seek(video, *to),
            PlayerCommand::GoLive => {
                if let Some(point) = position::live_point(video, attached.session().as_deref()) {
                    video.set_current_time(point);
                }
                autoplay::resume(video, &self.sink);
            }
            PlayerCommand::Captions(on) if attached.own => attached.captions.set(*on),
            PlayerCommand::Captions(_)
            | PlayerCommand::Volume(_)
            | PlayerCommand::Open { .. }
            | PlayerCommand::Fullscreen(_) => {}
        }
    }
}

#[allow(clippy::cast_precision_loss)] // Media milliseconds are far below 2^53.
fn seek(video: &HtmlVideoElement, to_ms: i64) {
    video.set_current_time((to_ms as f64 / 1_000.0).max(0.0));
}
