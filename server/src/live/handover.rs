//! A show goes from its script to a host, and back: what is recorded, so that every viewer sees it happen in the right
//! moment. Pure.

use serde_json::json;
use vitrine::domain::show::cue::SLOTS;

use super::batch::{Batch, object};
use super::book::{Book, Phase};
use super::desk::AHEAD_MS;
use super::entry::{Entry, Role};
use super::fact::{Fact, Track};
use super::tracks;
use crate::stage::clock::Moment;
use crate::stage::cues::CueLog;

/// What the script tells while a takeover is being recorded counts as told.
const MEANWHILE_MS: u64 = 2_000;

/// The script stops: what it has on the picture goes now, and what it has told ahead does not come.
pub(super) fn take_over(script: &CueLog, phase: Phase, book: &Book, now: Moment) -> Vec<Entry> {
    let index = script.told(now.plus(MEANWHILE_MS)).max(phase.first);
    let mut batch = Batch::new(now, (index + phase.offset).max(book.last() + 1));
    let turn = json!({"kind": "script", "running": false, "index": index, "offset": phase.offset});
    batch.push(now, object(turn), Role::Script, None);
    let mut facts = scripted(script, phase.first, index, now);
    for entry in book.after(0, usize::MAX) {
        if entry.is_cue() {
            facts.push(entry.fact.clone());
        }
    }
    for (fact, _) in tracks::standing(facts.iter(), now) {
        batch.hand_over(now, fact.cleared(now));
    }
    for fact in facts.iter().filter(|fact| fact.at > now) {
        batch.correct(fact.at, fact.cleared(fact.at));
    }
    batch.entries
}

/// The script goes on: what hosts have on the picture goes, and the script's pins of this moment come.
pub(super) fn give_back(
    script: &CueLog,
    last: Phase,
    book: &Book,
    now: Moment,
    seq: u64,
) -> Vec<Entry> {
    let mut batch = Batch::new(now, seq);
    // What was told once keeps its name, and would not be heard under it again.
    let (passed, told) = (script.up_to(now), last.end.unwrap_or_default());
    let index = passed.max(told);
    let scripted = scripted(script, 0, script.up_to(now.plus(AHEAD_MS)), now);
    let pinned = |track: Option<Track>, at: Moment| {
        let standing = tracks::standing(scripted.iter(), at);
        let mut pins = standing
            .into_iter()
            .filter(|(fact, _)| matches!(fact.track(), Some(Track::Slot(_))));
        pins.find(|(fact, _)| fact.track() == track)
            .map(|(_, body)| body)
    };
    let recorded = book.after(0, usize::MAX);
    let heard: Vec<&Fact> = recorded
        .iter()
        .filter(|entry| entry.is_cue())
        .map(|entry| &entry.fact)
        .collect();
    let standing = tracks::standing(heard.iter().copied(), now);
    for (fact, _) in standing {
        if pinned(fact.track(), now).is_none() {
            batch.hand_over(now, fact.cleared(now));
        }
    }
    for slot in 0..SLOTS as u64 {
        batch.hand_over(now, pinned(Some(Track::Slot(slot)), now));
    }
    for fact in script.range(passed, index) {
        batch.hand_over(fact.at, Fact::read(&fact.json).map(|fact| fact.body));
    }
    for entry in recorded.iter().filter(|entry| entry.fact.at > now) {
        if entry.role == Role::Host && !book.is_undone(&entry.fact.id) {
            batch.undo(&entry.fact);
        }
        if entry.is_cue() {
            let at = entry.fact.at;
            let body = pinned(entry.fact.track(), at).or_else(|| entry.fact.cleared(at));
            batch.correct(at, body);
        }
    }
    let next = batch.seq + batch.entries.len() as u64 + 1;
    let offset = last.offset.max(next.saturating_sub(index));
    let turn = json!({"kind": "script", "running": true, "index": index, "offset": offset});
    batch.push(now, object(turn), Role::Script, None);
    batch.entries
}

/// Cues of the script that may matter from `now` on, up to `end`.
fn scripted(script: &CueLog, first: u64, end: u64, now: Moment) -> Vec<Fact> {
    let oldest = script.before(now).saturating_sub(script.count());
    let cues = script.range(first.max(oldest), end);
    cues.filter_map(|cue| Fact::read(&cue.json)).collect()
}
