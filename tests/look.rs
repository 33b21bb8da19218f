//! The colours of the widget, computed from the one file of tokens: text stands out from what it stands on, light and
//! dark, whatever picture is behind the glass.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

/// Red, green and blue, 0 to 255.
type Colour = [f64; 3];

const BLACK: Colour = [0.0; 3];
const WHITE: Colour = [255.0; 3];
/// What WCAG 2.2 AA asks of text.
const TEXT: f64 = 4.5;
/// What it asks of the edge of a field or button.
const EDGE: f64 = 3.0;

fn tokens() -> &'static str {
    include_str!("../src/ui/tokens.css")
}

/// A colour as CSS writes it in hexadecimal, with three digits or six.
fn colour(hex: &str) -> Colour {
    let digits = hex.trim().strip_prefix('#').unwrap();
    let each = digits.len() / 3;
    std::array::from_fn(|at| {
        let digits = digits[at * each..(at + 1) * each].repeat(3 - each);
        f64::from(u8::from_str_radix(&digits, 16).unwrap())
    })
}

/// What stands where the partner said nothing, by name: its colour in light and in dark.
fn token(name: &str) -> [Colour; 2] {
    let start = format!("--{name}: var(--vitrine-{name}, ");
    let found = tokens()
        .lines()
        .find_map(|line| line.trim().strip_prefix(&start))
        .unwrap();
    let value = found.trim_end_matches(");");
    match value.strip_prefix("light-dark(") {
        Some(both) => {
            let (light, dark) = both.split_once(',').unwrap();
            [colour(light), colour(dark)]
        }
        None => [colour(value); 2],
    }
}

/// `share` of one colour over another.
fn over(top: Colour, share: f64, under: Colour) -> Colour {
    std::array::from_fn(|at| top[at] * share + under[at] * (1.0 - share))
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = part / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How much of another colour a token mixes in: the first percentage that it names.
fn share(name: &str) -> f64 {
    let start = format!("--{name}: ");
    let found = tokens()
        .lines()
        .find_map(|line| line.trim().strip_prefix(&start))
        .unwrap();
    let percent = found.split_once('%').unwrap().0;
    let (_, percent) = percent.rsplit_once(' ').unwrap();
    percent.parse::<f64>().unwrap() / 100.0
}

/// How much a price from before its reduction stands back.
fn before_reduction() -> f64 {
    let rule = include_str!("../src/ui/common/common.css")
        .lines()
        .find(|line| line.starts_with(".price del"))
        .unwrap();
    let opacity = rule.split_once("opacity: ").unwrap().1;
    opacity.split_once(';').unwrap().0.parse().unwrap()
}

#[test]
fn the_contrast_is_computed_as_wcag_does() {
    assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
    assert!((contrast(colour("#777"), WHITE) - 4.478).abs() < 1e-3);
}

#[test]
fn text_on_glass_can_be_read_over_a_black_and_a_white_picture() {
    for (ink, paper) in token("ink").into_iter().zip(token("paper")) {
        for picture in [BLACK, WHITE] {
            let ground = over(paper, share("glass"), picture);
            assert!(contrast(ink, ground) >= TEXT, "ink on {ground:?}");
            // A price before its reduction stands back a little.
            let before = over(ink, before_reduction(), ground);
            assert!(
                contrast(before, ground) >= TEXT,
                "a reduced price on {ground:?}"
            );
        }
    }
}

#[test]
fn every_colour_of_text_can_be_read_on_paper_and_on_its_tint() {
    for name in ["ink", "dim", "good", "bad"] {
        for ((text, paper), ink) in token(name)
            .into_iter()
            .zip(token("paper"))
            .zip(token("ink"))
        {
            assert!(contrast(text, paper) >= TEXT, "{name} on paper");
            let tint = over(ink, share("tint"), paper);
            assert!(contrast(text, tint) >= TEXT, "{name} on tinted paper");
        }
    }
}

#[test]
fn what_a_button_says_can_be_read_on_the_accent() {
    for (accent, text) in token("accent").into_iter().zip(token("on-accent")) {
        assert!(contrast(accent, text) >= TEXT);
    }
    assert!(contrast(token("live")[0], WHITE) >= TEXT);
}

/// How bright an accent may be for white to stand on it: the share that the token turns at.
fn turn() -> f64 {
    let rule = tokens().split_once("--turn: calc((").unwrap().1;
    rule.split_once(" - y)").unwrap().0.parse().unwrap()
}

#[test]
fn whatever_accent_a_partner_sets_what_stands_on_it_can_be_read() {
    let steps = || (0..=51).map(|step| f64::from(step) * 5.0);
    for red in steps() {
        for green in steps() {
            for blue in steps() {
                let accent = [red, green, blue];
                let text = if luminance(accent) < turn() {
                    WHITE
                } else {
                    BLACK
                };
                assert!(contrast(accent, text) >= TEXT, "{accent:?}");
            }
        }
    }
}

/// The declarations of all style sheets, without comments.
fn declarations() -> Vec<&'static str> {
    let sheets = [
        include_str!("../src/ui/common/common.css"),
        include_str!("../src/ui/player/player.css"),
        include_str!("../src/ui/overlay/overlay.css"),
        include_str!("../src/ui/common/panels.css"),
        include_str!("../src/ui/panel/panel.css"),
        include_str!("../src/ui/lineup/lineup.css"),
        include_str!("../src/ui/product/product.css"),
        include_str!("../src/ui/cart/cart.css"),
        include_str!("../src/ui/checkout/checkout.css"),
    ];
    let all = sheets
        .into_iter()
        .flat_map(|sheet| sheet.split(['{', ';', '}']));
    all.map(str::trim).collect()
}

#[test]
fn nothing_has_to_be_told_by_the_accent_on_paper() {
    for line in declarations()
        .iter()
        .filter(|line| line.contains("var(--accent)"))
    {
        // A ground for its own text, a dot with a white ring, and what only glows or pulses.
        let ground = line.starts_with("background:") || *line == "border: 2px solid var(--accent)";
        assert!(ground, "{line}");
    }
}

#[test]
fn edges_of_fields_and_the_ring_of_focus_are_seen() {
    for (ink, paper) in token("ink").into_iter().zip(token("paper")) {
        let edge = over(ink, share("edge"), paper);
        assert!(contrast(edge, paper) >= EDGE);
        assert!(contrast(ink, paper) >= EDGE);
    }
}
