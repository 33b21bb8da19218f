//! What is true on each track, and what has to be said so that viewers come to see it. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Body, Fact, Track};
use crate::stage::clock::Moment;

/// A cue of the log, and whether it counts.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The cue.
    pub fact: &'a Fact,
    /// False for what was undone and for what corrects: viewers were told it, but nobody wants it for its own sake.
    pub counts: bool,
}

/// The corrections that make what viewers were told show what counts. Viewers fold everything in the order of (`at`,
/// `seq`), and what is said now comes last at its moment.
///
/// Both are constant between the moments of a track's cues, so only there something can be missing.
#[must_use]
pub fn corrections(said: &[Said<'_>]) -> Vec<(Moment, Body)> {
    let mut tracks: BTreeMap<Track, Vec<Said<'_>>> = BTreeMap::new();
    for one in said {
        if let Some(track) = one.fact.track() {
            tracks.entry(track).or_default().push(*one);
        }
    }
    let mut corrections = Vec::new();
    for mut cues in tracks.into_values() {
        if cues.iter().all(|one| one.counts) {
            continue;
        }
        cues.sort_by_key(|one| (one.fact.at, one.fact.seq));
        let mut wanted: Option<&Fact> = None;
        for moment in cues.chunk_by(|a, b| a.fact.at == b.fact.at) {
            let counting = moment.iter().rfind(|one| one.counts);
            wanted = counting.map(|one| one.fact).or(wanted);
            let Some(told) = moment.last().map(|one| one.fact) else {
                continue;
            };
            let at = told.at;
            let content = wanted.and_then(|fact| fact.content(at));
            if told.content(at) != content {
                corrections.extend(content.or_else(|| told.cleared(at)).map(|body| (at, body)));
            }
        }
    }
    corrections
}

/// What stands on each track at a moment, each with the body that would say it there.
#[must_use]
pub fn standing<'a>(facts: impl Iterator<Item = &'a Fact>, at: Moment) -> Vec<(&'a Fact, Body)> {
    let mut last: BTreeMap<Track, &Fact> = BTreeMap::new();
    for fact in facts.filter(|fact| fact.at <= at) {
        let Some(track) = fact.track() else { continue };
        let known = last.entry(track).or_insert(fact);
        if (fact.at, fact.seq) > (known.at, known.seq) {
            *known = fact;
        }
    }
    last.into_values()
        .filter_map(|fact| fact.content(at).map(|body| (fact, body)))
        .collect()
}

/// What somebody has to know whose picture is at `start` or later, in the order of `seq`: everything from then on, and
/// the last word before it on each track. The last word is kept where it takes something away too, for viewers who know
/// what was there, as long as it would still be there without it.
#[must_use]
pub fn needed<'a>(facts: &[&'a Fact], start: Moment) -> Vec<&'a Fact> {
    let mut last: BTreeMap<Track, &Fact> = BTreeMap::new();
    let mut ends: BTreeMap<Track, Moment> = BTreeMap::new();
    for &fact in facts.iter().filter(|fact| fact.at < start) {
        let Some(track) = fact.track() else { continue };
        let end = fact.until().unwrap_or(Moment::from_millis(u64::MAX));
        let known = ends.entry(track.clone()).or_insert(end);
        *known = end.max(*known);
        let known = last.entry(track).or_insert(fact);
        if (fact.at, fact.seq) > (known.at, known.seq) {
            *known = fact;
        }
    }
    let held: BTreeSet<u64> = last
        .iter()
        .filter(|(track, _)| ends.get(track).is_some_and(|end| *end > start))
        .map(|(_, fact)| fact.seq)
        .collect();
    let mut needed: Vec<&Fact> = facts
        .iter()
        .copied()
        .filter(|fact| fact.at >= start || held.contains(&fact.seq))
        .collect();
    needed.sort_by_key(|fact| fact.seq);
    needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn fact(seq: u64, at: u64, body: &Value) -> Fact {
        Fact {
            seq,
            id: format!("c{seq}"),
            at: Moment::from_millis(at),
            body: body.as_object().unwrap().clone(),
        }
    }

    fn pin(product: &str) -> Value {
        json!({"kind": "pin", "slot": 0, "product": product})
    }

    fn corrected(facts: &[Fact], undone: &[u64]) -> Vec<(u64, Value)> {
        let said: Vec<Said<'_>> = facts
            .iter()
            .map(|fact| Said {
                fact,
                counts: !undone.contains(&fact.seq),
            })
            .collect();
        corrections(&said)
            .into_iter()
            .map(|(at, body)| (at.millis(), Value::Object(body)))
            .collect()
    }

    #[test]
    fn an_undone_pin_gives_its_slot_back_to_what_was_there() {
        let facts = [fact(1, 10, &pin("cup")), fact(2, 20, &pin("vase"))];
        assert_eq!(corrected(&facts, &[]), []);
        assert_eq!(corrected(&facts, &[2]), [(20, pin("cup"))]);
        let unpin = json!({"kind": "unpin", "slot": 0});
        assert_eq!(corrected(&facts, &[1]), [(10, unpin.clone())]);
        assert_eq!(
            corrected(&facts, &[1, 2]),
            [(10, unpin.clone()), (20, unpin)]
        );
    }

    #[test]
    fn an_undone_message_is_silent_and_an_undone_end_goes_on() {
        let facts = [
            fact(1, 10, &json!({"kind": "message", "text": "Hi"})),
            fact(2, 20, &json!({"kind": "end"})),
        ];
        let silent = json!({"kind": "message", "text": ""});
        let on = json!({"kind": "resume"});
        assert_eq!(corrected(&facts, &[1, 2]), [(10, silent), (20, on)]);
    }

    #[test]
    fn an_undone_step_of_a_hotspot_lets_the_step_before_go_on_from_where_it_was() {
        let step = |x: f64| {
            json!({"kind": "hotspot", "spot": "s", "product": "cup", "until": Moment::from_millis(9_000).to_string(),
                "path": [{"t": 0, "x": x, "y": 0.1, "w": 0.2, "h": 0.2}, {"t": 4, "x": x + 0.4, "y": 0.1, "w": 0.2, "h": 0.2}]})
        };
        let facts = [fact(1, 1_000, &step(0.0)), fact(2, 2_000, &step(0.5))];
        let corrections = corrected(&facts, &[2]);
        let [(2_000, body)] = &corrections[..] else {
            panic!("{corrections:?}")
        };
        assert_eq!(
            body["path"],
            json!([{"t": 0, "x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2}, {"t": 3.0, "x": 0.4, "y": 0.1, "w": 0.2, "h": 0.2}])
        );
        let gone = corrected(&facts, &[1, 2]);
        assert_eq!(gone[1].1["until"], Moment::from_millis(2_000).to_string());
    }

    #[test]
    fn the_last_word_on_a_slot_is_needed_for_ever_and_that_on_a_hotspot_while_it_would_be_there() {
        let hotspot = |until: u64| json!({"kind": "hotspot", "spot": "s", "product": "cup", "path": [], "until": Moment::from_millis(until).to_string()});
        let facts = [
            fact(1, 10, &pin("cup")),
            fact(2, 20, &json!({"kind": "unpin", "slot": 0})),
            fact(3, 20, &hotspot(1_000)),
            fact(4, 30, &hotspot(30)),
        ];
        let at = |start| {
            needed(
                &facts.iter().collect::<Vec<_>>(),
                Moment::from_millis(start),
            )
            .iter()
            .map(|fact| fact.seq)
            .collect::<Vec<_>>()
        };
        assert_eq!(at(0), [1, 2, 3, 4]);
        assert_eq!(at(25), [2, 3, 4]);
        assert_eq!(at(31), [2, 4]);
        assert_eq!(at(1_000), [2]);
    }

    fn body() -> impl Strategy<Value = Value> {
        prop_oneof![
            (0_u64..2, "[abc]").prop_map(|(slot, product)| {
                json!({"kind": "pin", "slot": slot, "product": product})
            }),
            (0_u64..2).prop_map(|slot| json!({"kind": "unpin", "slot": slot})),
            Just(json!({"kind": "break"})),
            Just(json!({"kind": "end"})),
            Just(json!({"kind": "resume"})),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_undone_in_whatever_order_viewers_come_to_see_what_counts(
            cues in proptest::collection::vec((0_u64..20, body()), 1..12),
            undos in proptest::collection::vec(any::<proptest::sample::Index>(), 0..8),
        ) {
            let (mut told, mut counts): (Vec<Fact>, Vec<bool>) = (Vec::new(), Vec::new());
            let settle = |told: &mut Vec<Fact>, counts: &mut Vec<bool>| {
                let said: Vec<Said<'_>> = told.iter().zip(&*counts).map(|(fact, counts)| Said { fact, counts: *counts }).collect();
                for (at, body) in corrections(&said) {
                    let seq = told.len() as u64;
                    told.push(Fact { seq, id: format!("c{seq}"), at, body });
                    counts.push(false);
                }
            };
            let host = cues.len();
            let mut mine = Vec::new();
            for (at, body) in cues {
                mine.push(told.len());
                told.push(fact(told.len() as u64, at, &body));
                counts.push(true);
                settle(&mut told, &mut counts);
            }
            for undo in undos {
                counts[mine[undo.index(host)]] = false;
                settle(&mut told, &mut counts);
            }
            for at in 0..22 {
                let at = Moment::from_millis(at);
                let seen = standing(told.iter(), at);
                let wanted = standing(told.iter().zip(&counts).filter(|(_, counts)| **counts).map(|(fact, _)| fact), at);
                let bodies = |list: Vec<(&Fact, Body)>| list.into_iter().map(|(_, body)| body).collect::<Vec<_>>();
                prop_assert_eq!(bodies(seen), bodies(wanted));
            }
        }
    }
}
