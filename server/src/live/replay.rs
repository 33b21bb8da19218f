//! The cues of a show that is over, in seconds of its recording.

use serde_json::Value;

use super::fact::{Body, Fact};
use super::tracks;
use crate::stage::clock::Moment;

/// The fields of cues that hold a moment.
const MOMENTS: [&str; 3] = ["until", "from", "to"];

/// What a viewer of the recording has to know. `facts` are in the order of `seq`; what stands when the first picture comes
/// stands from it on, and what is over by then was never there.
#[must_use]
pub fn cues(facts: &[&Fact], starts_at: Moment) -> Vec<Body> {
    let needed = tracks::needed(facts, starts_at).into_iter();
    needed
        .filter_map(|fact| {
            let body = if fact.at < starts_at {
                fact.content(starts_at)?
            } else {
                fact.body.clone()
            };
            Some(in_seconds(fact, body, starts_at))
        })
        .collect()
}

fn in_seconds(fact: &Fact, body: Body, starts_at: Moment) -> Body {
    let seconds = |moment: Moment| {
        Moment::from_millis(moment.millis().saturating_sub(starts_at.millis())).seconds()
    };
    let mut cue = Body::new();
    cue.insert("seq".to_owned(), fact.seq.into());
    cue.insert("id".to_owned(), fact.id.as_str().into());
    cue.insert("at".to_owned(), seconds(fact.at).into());
    for (name, value) in body {
        let moment = value.as_str().filter(|_| MOMENTS.contains(&name.as_str()));
        let value = match moment.and_then(Moment::read) {
            Some(moment) => seconds(moment).into(),
            None => value,
        };
        cue.insert(name, value);
    }
    cue
}

/// As a snapshot.
#[must_use]
pub fn snapshot(cues: Vec<Body>) -> Value {
    let cues: Vec<Value> = cues.into_iter().map(Value::Object).collect();
    serde_json::json!({"version": 1, "cues": cues})
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_pinned_before_the_first_picture_is_pinned_with_it_and_what_was_said_is_over() {
        let fact = |seq: u64, at: u64, body: Value| Fact {
            seq,
            id: format!("c{seq}"),
            at: Moment::from_millis(at),
            body: body.as_object().unwrap().clone(),
        };
        let until = Moment::from_millis(9_000).to_string();
        let facts = [
            fact(
                1,
                1_000,
                json!({"kind": "pin", "slot": 0, "product": "cup"}),
            ),
            fact(2, 2_000, json!({"kind": "message", "text": "Early"})),
            fact(
                3,
                7_250,
                json!({"kind": "hotspot", "product": "cup", "until": until, "path": []}),
            ),
        ];
        let facts: Vec<&Fact> = facts.iter().collect();
        let cues = cues(&facts, Moment::from_millis(5_000));
        let said: Vec<(&Value, &Value)> = cues.iter().map(|cue| (&cue["id"], &cue["at"])).collect();
        assert_eq!(
            said,
            [(&json!("c1"), &json!(0.0)), (&json!("c3"), &json!(2.25))]
        );
        assert_eq!(cues[1]["until"], 4.0);
    }
}
