//! Secret ids: who knows one may read what it names. 128 random bits, so nobody guesses one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Makes an id such as `cart_…`.
///
/// # Errors
/// Where the system has no randomness.
pub fn secret(kind: &str) -> Result<String, getrandom::Error> {
    let mut bits = [0_u8; 16];
    getrandom::fill(&mut bits)?;
    Ok(format!("{kind}_{}", URL_SAFE_NO_PAD.encode(bits)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_id_holds_128_bits_and_is_never_the_same() {
        let first = super::secret("cart").unwrap();
        assert_eq!(first.len(), "cart_".len() + 22);
        assert_ne!(first, super::secret("cart").unwrap());
    }
}
