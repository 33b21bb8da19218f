//! A partner's page that is a Yew app itself, with the widget in the middle of its tree: the scenario
//! `tests/e2e/yew-page` drives it. Two Yew modules then live on one page, the partner's and the widget's.

use yew::prelude::*;

/// What the page that starts this says in a `<meta>`.
fn told(name: &str) -> String {
    let meta = gloo::utils::document().query_selector(&format!("meta[name={name}]"));
    let content = meta
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    content.unwrap_or_default()
}

#[component]
fn Page() -> Html {
    let drawn = use_state(|| 0);
    let heard = use_state(|| 0);
    let shown = use_state(|| true);
    let again = {
        let drawn = drawn.clone();
        Callback::from(move |_: MouseEvent| drawn.set(*drawn + 1))
    };
    let hear = {
        let heard = heard.clone();
        Callback::from(move |_: MouseEvent| heard.set(*heard + 1))
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    // Each drawing puts something else before and after the widget.
    let before = (*drawn % 2 == 1).then(|| html! { <p>{ "An odd drawing." }</p> });
    let rows = (0..*drawn).map(|row| html! { <li key={row}>{ format!("Row {row}") }</li> });
    html! {
        <main lang="en">
            <h1>{ "A Yew page" }</h1>
            <button type="button" onclick={again}>{ format!("Draw again ({})", *drawn) }</button>
            <button type="button" onclick={toggle}>{ "Take the show away or bring it back" }</button>
            { before }
            <section onclick={hear}>
                if *shown {
                    <vitrine-live show={told("show")} class={format!("drawing-{}", *drawn)}>
                        <a href="/products">{ "The products" }</a>
                    </vitrine-live>
                }
            </section>
            <p>{ format!("Clicks in the show: {}", *heard) }</p>
            <ul>{ for rows }</ul>
        </main>
    }
}

fn main() {
    yew::Renderer::<Page>::new().render();
}
