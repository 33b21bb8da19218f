//! Arithmetic on minor units: whole numbers, checked, rounded half up.
//!
//! Used by [`super::price`] and [`super::discount`]. `docs/shop.md` states the rules.

/// `amount × numerator ÷ denominator`, half a unit rounded up. `None` where the inputs make no
/// amount of money (negative, divided by zero, too large).
#[must_use]
pub fn share(amount: i64, numerator: i64, denominator: i64) -> Option<i64> {
    if amount < 0 || numerator < 0 || denominator <= 0 {
        return None;
    }
    let (amount, numerator, denominator) = (
        i128::from(amount),
        i128::from(numerator),
        i128::from(denominator),
    );
    let twice = amount.checked_mul(numerator)?.checked_mul(2)?;
    i64::try_from((twice + denominator) / (2 * denominator)).ok()
}

/// Splits `amount` over `weights` in proportion, without losing a unit: each part is rounded down,
/// then the units left over go to the largest remainders, the first of equals first.
///
/// `None` where there is something to split and nothing to split it over.
#[must_use]
pub fn split(amount: i64, weights: &[i64]) -> Option<Vec<i64>> {
    if amount < 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return (amount == 0).then(|| vec![0; weights.len()]);
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, weight) in weights.iter().enumerate() {
        let product = i128::from(amount) * i128::from(*weight);
        parts.push(i64::try_from(product / sum).ok()?);
        remainders.push((product % sum, index));
    }
    let left = amount - parts.iter().sum::<i64>();
    remainders.sort_by(|(a, i), (b, j)| b.cmp(a).then(i.cmp(j)));
    for (_, index) in remainders.into_iter().take(usize::try_from(left).ok()?) {
        parts[index] += 1;
    }
    Some(parts)
}

/// An amount for people, in text that is not translated: `59.00 EUR`. Screens of the widget use
/// `Intl` instead.
#[must_use]
pub fn plain(amount: i64, currency: &str) -> String {
    let digits = minor_digits(currency);
    let sign = if amount < 0 { "\u{2212}" } else { "" };
    let units = amount.unsigned_abs();
    let scale = 10_u64.pow(digits);
    if digits == 0 {
        return format!("{sign}{units} {currency}");
    }
    format!(
        "{sign}{}.{:0width$} {currency}",
        units / scale,
        units % scale,
        width = digits as usize
    )
}

/// Digits behind the point, by ISO 4217.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_cent_is_rounded_up() {
        assert_eq!(share(50, 1, 100), Some(1));
        assert_eq!(share(49, 1, 100), Some(0));
        assert_eq!(share(5900, 1900, 11900), Some(942));
        assert_eq!(share(-1, 1, 2), None);
        assert_eq!(share(1, 1, 0), None);
    }

    #[test]
    fn amounts_read_as_the_currency_writes_them() {
        assert_eq!(plain(5900, "EUR"), "59.00 EUR");
        assert_eq!(plain(-5, "EUR"), "\u{2212}0.05 EUR");
        assert_eq!(plain(500, "JPY"), "500 JPY");
        assert_eq!(plain(1234, "KWD"), "1.234 KWD");
    }

    proptest! {
        #[test]
        fn a_share_is_never_off_by_more_than_half_a_unit(
            amount in 0..1_000_000_000_i64, numerator in 0..20_000_i64, denominator in 1..20_000_i64,
        ) {
            let part = i128::from(share(amount, numerator, denominator).unwrap());
            let exact_times = i128::from(amount) * i128::from(numerator);
            let twice_off = 2 * (part * i128::from(denominator) - exact_times);
            prop_assert!(twice_off <= i128::from(denominator) && twice_off > -i128::from(denominator));
        }

        #[test]
        fn a_split_loses_nothing_and_is_fair(
            amount in 0..1_000_000_000_i64, weights in prop::collection::vec(0..1_000_000_i64, 1..20),
        ) {
            prop_assume!(weights.iter().sum::<i64>() > 0);
            let parts = split(amount, &weights).unwrap();
            prop_assert_eq!(parts.iter().sum::<i64>(), amount);
            let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(amount) * i128::from(*weight);
                let off = i128::from(*part) * sum - exact;
                prop_assert!(off.abs() < sum, "a part is less than one unit off");
            }
        }

        #[test]
        fn a_discount_never_takes_more_from_a_line_than_it_costs(
            weights in prop::collection::vec(0..1_000_000_i64, 1..20), percent in 0..=100_i64,
        ) {
            let sum: i64 = weights.iter().sum();
            let parts = split(share(sum, percent, 100).unwrap(), &weights).unwrap();
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!(part <= weight);
            }
        }
    }
}
