//! The shop's totals, in the shop's order and words. Nothing is added up here.

use yew::prelude::*;

use super::el::{El, el, group};
use super::words::Words;
use super::{each, flag};
use crate::app::view::{Money, Total, TotalKind};

/// The rows of the totals; rows that explain another stand below it, smaller.
pub(crate) fn totals(words: &Words, totals: &[Total]) -> El {
    let row = |total: &Total| {
        let label = if total.label.is_empty() {
            AttrValue::from(words.total(total.kind))
        } else {
            AttrValue::from(total.label.clone())
        };
        let part = |(label, amount): &(String, Money)| {
            amount_row("div.row.part", label.clone().into(), words, *amount).into()
        };
        let sum = flag(total.kind == TotalKind::Total);
        let whole = amount_row("div.row", label, words, total.amount).maybe("data-sum", sum);
        group([whole.into(), each(&total.parts, &part)])
    };
    el("dl.totals").with(each(totals, &row))
}

fn amount_row(selector: &'static str, label: AttrValue, words: &Words, amount: Money) -> El {
    el(selector)
        .with(el("dt").text(label))
        .with(el("dd").text(words.money(amount)))
}
