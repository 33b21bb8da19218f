use super::*;
use crate::domain::money::Currency;
use proptest::prelude::*;

fn intent(number: u32) -> Intent {
    Intent {
        checkout: "session".into(),
        key: format!("key-{number}").into(),
        body: format!("body-{number}"),
        shown: Money::new(12_190, Currency::parse("EUR").unwrap()),
    }
}

fn order() -> Order {
    Order {
        id: "order".into(),
        label: Some("1001".into()),
        url: None,
    }
}

fn instrument() -> Instrument {
    Instrument {
        handler: "card".into(),
        token: "token".into(),
        brand: None,
        last4: None,
    }
}

fn refused() -> Answer {
    Answer::Refused(Refusal::Payment("declined".into()))
}

#[test]
fn the_straight_way_leads_from_contact_to_the_order() {
    let facts = [
        (Fact::AddressTaken, vec![]),
        (Fact::DeliveryTaken, vec![]),
        (Fact::Tokenised(instrument()), vec![]),
        (Fact::Pay(intent(1)), vec![Command::StoreIntent]),
        (Fact::Stored, vec![Command::SendIntent]),
        (
            Fact::Answered(Answer::Placed(order())),
            vec![Command::CartBought, Command::ForgetIntent],
        ),
    ];
    let mut step = Step::Contact;
    for (fact, expected) in facts {
        let (next, commands) = step.next(fact);
        assert_eq!(commands, expected);
        step = next;
    }
    assert_eq!(step, Step::Placed(order()));
}

#[test]
fn a_lost_answer_is_asked_about_and_the_same_intent_sent_again_only_if_still_open() {
    let (step, commands) = Step::Placing(intent(1)).next(Fact::Lost);
    assert_eq!(
        (&step, commands),
        (&Step::Unknown(intent(1)), vec![Command::Wait])
    );
    let (step, commands) = step.next(Fact::AskAgain);
    assert_eq!(
        (&step, commands),
        (&Step::Resolving(intent(1)), vec![Command::ReadSession])
    );
    let placed = step.clone().next(Fact::Read(Reading::Completed(order())));
    assert_eq!(placed.0, Step::Placed(order()));
    let again = step.next(Fact::Read(Reading::Open));
    assert_eq!(again, (Step::Placing(intent(1)), vec![Command::SendIntent]));
}

#[test]
fn a_decline_ends_the_intent_and_a_new_pay_is_a_new_one() {
    let (step, commands) = Step::Placing(intent(1)).next(Fact::Answered(refused()));
    assert_eq!(commands, vec![Command::ForgetIntent]);
    let (step, _) = step.next(Fact::EditPayment);
    let (step, _) = step.next(Fact::Tokenised(instrument()));
    let (step, _) = step.next(Fact::Pay(intent(2)));
    assert_eq!(step, Step::Storing(intent(2)));
}

#[test]
fn nothing_can_be_edited_while_an_intent_is_unresolved() {
    for step in [
        Step::Storing(intent(1)),
        Step::Placing(intent(1)),
        Step::Unknown(intent(1)),
        Step::Resolving(intent(1)),
        Step::ActionNeeded(intent(1), "https://shop.example/".into()),
    ] {
        for fact in [
            Fact::EditContact,
            Fact::EditDelivery,
            Fact::EditPayment,
            Fact::Pay(intent(2)),
        ] {
            assert_eq!(step.clone().next(fact), (step.clone(), vec![]));
        }
    }
}

fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        Just(Fact::AddressTaken),
        Just(Fact::DeliveryTaken),
        Just(Fact::Tokenised(instrument())),
        (0_u32..1_000).prop_map(|n| Fact::Pay(intent(n))),
        Just(Fact::Repriced(intent(1).shown)),
        Just(Fact::Stored),
        Just(Fact::Answered(Answer::Placed(order()))),
        Just(Fact::Answered(Answer::InProgress)),
        Just(Fact::Answered(Answer::ActionNeeded(
            "https://shop.example/".into()
        ))),
        Just(Fact::Answered(Answer::Changed)),
        Just(Fact::Answered(refused())),
        Just(Fact::Lost),
        Just(Fact::AskAgain),
        Just(Fact::Read(Reading::Completed(order()))),
        Just(Fact::Read(Reading::InProgress)),
        Just(Fact::Read(Reading::ActionNeeded(
            "https://shop.example/".into()
        ))),
        Just(Fact::Read(Reading::Canceled)),
        Just(Fact::Read(Reading::Open)),
        Just(Fact::ReadFailed),
        Just(Fact::EditContact),
        Just(Fact::EditDelivery),
        Just(Fact::EditPayment),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_sequence_of_facts_sends_a_second_key_while_the_first_is_unresolved(
        facts in proptest::collection::vec(fact(), 0..60),
    ) {
        let mut step = Step::Contact;
        let mut unresolved: Option<Intent> = None;
        let mut stored: Option<Intent> = None;
        for fact in facts {
            let before = step.unresolved().cloned();
            let answered = matches!(
                fact,
                Fact::Answered(_) | Fact::Read(Reading::Completed(_) | Reading::Canceled)
            );
            let (next, commands) = step.next(fact);
            if commands.contains(&Command::StoreIntent) {
                prop_assert!(unresolved.is_none());
                stored = next.unresolved().cloned();
            }
            if commands.contains(&Command::SendIntent) {
                let sent = next.unresolved().cloned();
                prop_assert_eq!(&sent, &stored, "only what was stored is sent");
                prop_assert!(unresolved.is_none() || unresolved == sent);
                unresolved = sent;
            }
            if commands.contains(&Command::ForgetIntent) {
                prop_assert!(answered, "only an answer ends an intent");
                unresolved = None;
            }
            if let Some(before) = before.filter(|_| !commands.contains(&Command::ForgetIntent)) {
                prop_assert_eq!(next.unresolved(), Some(&before), "an intent is never dropped on the way");
            }
            step = next;
        }
    }
}
