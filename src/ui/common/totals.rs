//! The shop's totals, in the shop's order and words. Nothing is added up here.

use yew::prelude::*;

use super::words::Words;
use super::{each, flag};
use crate::app::view::{Total, TotalKind};

/// The rows of the totals; rows that explain another stand below it, smaller.
pub(crate) fn totals(words: &Words, totals: &[Total]) -> Html {
    let row = |total: &Total| {
        let label = if total.label.is_empty() {
            AttrValue::from(words.total(total.kind))
        } else {
            AttrValue::from(total.label.clone())
        };
        let sum = flag(total.kind == TotalKind::Total);
        let part = |(label, amount): &(String, crate::app::view::Money)| {
            html! { <div class="row part"><dt>{ label.clone() }</dt><dd>{ words.money(*amount) }</dd></div> }
        };
        html! {
            <>
                <div class="row" data-sum={sum}><dt>{ label }</dt><dd>{ words.money(total.amount) }</dd></div>
                { each(&total.parts, &part) }
            </>
        }
    };
    html! { <dl class="totals">{ each(totals, &row) }</dl> }
}
