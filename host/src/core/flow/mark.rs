//! Marking a product in the picture. While the host moves the box, its way is sampled four times a second and sent as it
//! grows: every way begins where the last one ended, so viewers see one movement.

use vitrine::domain::show::ShowTime;

use super::run;
use crate::core::cue::{self, Fact, Keyframe, Rect};
use crate::core::effect::{Effect, RequestId, TimerId};
use crate::core::event::Mark;
use crate::core::http::{Answer, Method};
use crate::core::model::{Marking, Notice};
use crate::core::{Console, api, frame};

/// How far two samples are apart.
const SAMPLE_MS: u32 = 250;
/// How long a mark stands after its last move.
const STANDS_MS: i64 = 60_000;
/// The most samples of one way.
const MOST: usize = 600;

pub(super) fn act(console: &mut Console, mark: Mark) {
    match mark {
        Mark::Begin(product) => begin(console, product),
        Mark::Draw(rect) => with(console, |marking| {
            if !marking.placed {
                marking.rect = Some(frame::within(rect));
            }
        }),
        Mark::Place => place(console),
        Mark::Grab => with(console, |marking| marking.held = true),
        Mark::Move(rect) => {
            with(console, |marking| marking.rect = Some(frame::within(rect)));
            keep_sampling(console);
        }
        Mark::Drop => {
            with(console, |marking| marking.held = false);
            sample(console);
        }
        Mark::Remove => remove(console),
        Mark::Clear(product) => clear(console, &product),
        Mark::Close => {
            sample(console);
            if let Some(open) = console.open() {
                open.marking = None;
            }
            console.out.push(Effect::Stop(TimerId::Mark));
        }
    }
}

fn with(console: &mut Console, change: impl FnOnce(&mut Marking)) {
    if let Some(marking) = console.open().and_then(|open| open.marking.as_mut()) {
        change(marking);
    }
}

fn begin(console: &mut Console, product: String) {
    if !run::may_send(console) {
        return;
    }
    let spot = format!("m{:x}-{}", console.seed & 0xffff_ffff, console.next());
    let Some(open) = console.open() else { return };
    if !open.show.as_ref().is_some_and(|show| show.takes_cues()) {
        return;
    }
    open.armed = None;
    open.marking = Some(Marking {
        product,
        spot,
        rect: None,
        placed: false,
        held: false,
        last: None,
        unsent: vec![],
        under_way: false,
        ticking: false,
    });
    console.out.push(Effect::Focus("mark".to_owned()));
}

fn place(console: &mut Console) {
    let Some(now) = console.model.moment() else {
        return;
    };
    if !run::may_send(console) {
        return;
    }
    with(console, |marking| {
        let rect = *marking.rect.get_or_insert(frame::MIDDLE);
        if !marking.placed {
            marking.placed = true;
            marking.last = Some((now, rect));
            marking.unsent = vec![(now, rect)];
        }
    });
    flush(console);
}

fn keep_sampling(console: &mut Console) {
    let mut start = false;
    with(console, |marking| {
        start = marking.placed && !marking.ticking;
        marking.ticking |= start;
    });
    if start {
        console.timer(TimerId::Mark, SAMPLE_MS);
    }
}

/// Where the box is now, if it is elsewhere than before.
pub(super) fn sample(console: &mut Console) {
    let now = console.model.moment();
    let mut goes_on = false;
    with(console, |marking| {
        let (Some(rect), Some((before, was)), Some(now), true) =
            (marking.rect, marking.last, now, marking.placed)
        else {
            return;
        };
        // A picture that stands still, or went back, adds nothing to a way.
        let moved = rect != was && now > before;
        if moved {
            if marking.unsent.is_empty() {
                marking.unsent.push((before, was));
            }
            if marking.unsent.len() < MOST {
                marking.unsent.push((now, rect));
            }
        }
        if rect == was || moved {
            marking.last = Some((now.max(before), rect));
        }
        goes_on = marking.held || rect != was;
        marking.ticking = goes_on;
    });
    if goes_on {
        console.timer(TimerId::Mark, SAMPLE_MS);
    }
    flush(console);
}

/// Sends what has been sampled, one way at a time. Without a network it is lost, and said: nothing is kept for later.
fn flush(console: &mut Console) {
    let there = console.model.connected();
    let (mut ready, mut lost) = (None, false);
    with(console, |marking| {
        if !there {
            lost = !marking.unsent.is_empty();
            marking.unsent.clear();
        } else if !marking.under_way && !marking.unsent.is_empty() {
            marking.under_way = true;
            let way = std::mem::take(&mut marking.unsent);
            ready = fact(&marking.spot, &marking.product, &way, STANDS_MS);
        }
    });
    if lost {
        console.model.notice = Some(Notice::Offline);
    }
    if let Some((at, fact)) = ready {
        post(console, at, &fact);
    }
}

fn fact(
    spot: &str,
    product: &str,
    way: &[(ShowTime, Rect)],
    stands: i64,
) -> Option<(ShowTime, Fact)> {
    let (at, _) = *way.first()?;
    let (end, _) = *way.last()?;
    let path = way.iter().map(|(time, rect)| Keyframe {
        t: time.0 - at.0,
        rect: *rect,
    });
    let fact = Fact::Hotspot {
        spot: spot.to_owned(),
        product: product.to_owned(),
        path: path.collect(),
        until: end + stands,
    };
    Some((at, fact))
}

fn post(console: &mut Console, at: ShowTime, fact: &Fact) {
    let number = console.next();
    let key = console.key(number);
    let Some(open) = console.open() else { return };
    let path = api::of_show(&open.id, "/cues");
    let body = cue::body(fact, Some(at), &key);
    console.send(RequestId::Mark, api::write(Method::Post, path, Some(body)));
}

pub(super) fn recorded(console: &mut Console, answer: Answer) {
    with(console, |marking| marking.under_way = false);
    let taken = answer
        .as_ref()
        .is_ok_and(|response| response.status == 201 || response.status == 200);
    if taken {
        if let (Ok(response), Some(open)) = (&answer, console.open()) {
            run::take_in(open, response, "cue");
        }
        flush(console);
    } else {
        // A lost piece of a way is not sent later: the next sample says where the box is by then.
        with(console, |marking| marking.unsent.clear());
        super::refuse(console, answer);
    }
}

/// Ends every mark of a product, whoever placed it.
fn clear(console: &mut Console, product: &str) {
    let (Some(authority), Some(now)) = (console.model.authority(), console.model.moment()) else {
        return;
    };
    let Some(open) = console.open() else { return };
    if open
        .marking
        .as_ref()
        .is_some_and(|marking| marking.product == product)
    {
        return remove(console);
    }
    let spots = open.log.scene(authority).spots;
    for spot in spots.into_iter().filter(|spot| spot.product == product) {
        if let Some((at, fact)) = fact(&spot.spot, product, &[(now, spot.rect)], 0) {
            run::send(console, fact, Some(at));
        }
    }
}

fn remove(console: &mut Console) {
    let now = console.model.moment();
    if !run::may_send(console) {
        return;
    }
    let marking = console.open().and_then(|open| open.marking.take());
    console.out.push(Effect::Stop(TimerId::Mark));
    let Some((marking, now)) = marking.zip(now) else {
        return;
    };
    if let Some((_, rect)) = marking.last
        && let Some((at, fact)) = fact(&marking.spot, &marking.product, &[(now, rect)], 0)
    {
        post(console, at, &fact);
    }
}
