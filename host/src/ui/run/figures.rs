//! The figures of the show, the chart over it, and what can be taken away.

use yew::prelude::*;

use super::super::{RootProps, words};
use crate::core::api;
use crate::core::figures::Figures;
use crate::core::present::{self, HEIGHT, WIDTH};

pub(super) fn draw(props: &RootProps) -> Html {
    let Some(open) = &props.model.open else {
        return Html::default();
    };
    let body = match &open.figures {
        None => html! { <p class="dim">{ words::NO_FIGURES }</p> },
        Some(figures) => {
            html! { <>{ numbers(props, figures) }{ chart(props) }{ stock(props, figures) }</> }
        }
    };
    let exports = words::EXPORTS.iter().map(|(label, path)| {
        html! { <li><a href={api::of_show(&open.id, path)} download="">{ *label }</a></li> }
    });
    html! {
        <section class="box" aria-labelledby="figures-title">
            <h2 id="figures-title">{ words::FIGURES }</h2>
            { body }
            <details>
                <summary>{ words::EXPORT }</summary>
                <ul>{ for exports }</ul>
            </details>
        </section>
    }
}

fn numbers(props: &RootProps, figures: &Figures) -> Html {
    let number = props.formats.number;
    let revenue = figures
        .revenue()
        .map_or_else(|| "–".to_owned(), |money| (props.formats.money)(money));
    let rows = [
        (words::VIEWERS, number(figures.viewers.now)),
        (words::PEAK, number(figures.viewers.peak)),
        (words::OPENS, number(figures.opens.total)),
        (words::ADDS, number(figures.adds.total)),
        (words::ORDERS, number(figures.orders)),
        (words::REVENUE, revenue),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> });
    html! { <dl class="numbers">{ for rows }</dl> }
}

fn chart(props: &RootProps) -> Html {
    let chart = present::chart(&props.model);
    let Some((first, last)) = chart.span else {
        return Html::default();
    };
    let clock = props.formats.clock;
    let marks = chart.marks.iter().map(|(x, product)| {
        let x = format!("{x:.1}");
        let pin = product.as_ref().map(|_| "true");
        html! { <line x1={x.clone()} x2={x} y1="0" y2={HEIGHT.to_string()} data-pin={pin} vector-effect="non-scaling-stroke" /> }
    });
    let lines = [
        ("opens", &chart.opens),
        ("adds", &chart.adds),
        ("orders", &chart.orders),
    ]
    .map(|(class, path)| {
        html! { <path {class} d={path.clone()} vector-effect="non-scaling-stroke" /> }
    });
    let most = chart.most;
    let key = [
        ("viewers", words::VIEWERS, most.viewers),
        ("opens", words::OPENS, most.opens),
        ("adds", words::ADDS, most.adds),
        ("orders", words::ORDERS, most.orders),
    ]
    .map(|(class, name, most)| {
        html! { <li><i class={class}></i>{ name }{ " " }<b>{ (props.formats.number)(most) }</b></li> }
    });
    html! {
        <figure class="chart">
            <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={words::chart(chart.most)}>
                <path class="viewers" d={chart.viewers.clone()} />
                { for marks }
                { for lines }
            </svg>
            <figcaption class="dim small">
                <span>{ clock(first) }</span>
                <span>{ clock(last) }</span>
            </figcaption>
            <ul class="key small" role="list">{ for key }</ul>
        </figure>
    }
}

fn stock(_props: &RootProps, figures: &Figures) -> Html {
    let rows = figures.stock.iter().filter_map(|stock| {
        let left = stock.left?;
        let low = (left < 4).then_some("low");
        Some(html! { <tr key={stock.variant.clone()}><th scope="row">{ stock.title.clone() }</th><td class={classes!(low)}>{ left }</td></tr> })
    });
    html! {
        <details>
            <summary>{ words::STOCK }</summary>
            <table class="stock"><tbody>{ for rows }</tbody></table>
        </details>
    }
}
