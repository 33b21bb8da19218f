//! The countries that an order can go to, by the names of the viewer's language.

use yew::prelude::*;

use super::super::common::words::use_words;

/// The ISO 3166-1 alpha-2 codes, without gaps between them.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJE\
JMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOM\
PAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUS\
UYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// What a name is sorted by: without marks on its letters, so that Åland stands near Albania.
fn order(name: &str) -> String {
    let plain = |letter: char| match letter {
        'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'î' | 'ï' => 'i',
        'ö' | 'ó' | 'ô' | 'õ' | 'ø' => 'o',
        'ü' | 'ú' | 'û' => 'u',
        'ç' => 'c',
        other => other,
    };
    name.to_lowercase().chars().map(plain).collect()
}

fn codes() -> impl Iterator<Item = &'static str> {
    (0..CODES.len() / 2).filter_map(|place| CODES.get(2 * place..2 * place + 2))
}

#[derive(Properties, PartialEq)]
pub(super) struct CountriesProps {
    /// The chosen code; empty while none is.
    pub(super) value: String,
}

/// The options of the select, sorted by name.
#[component]
pub(super) fn Countries(props: &CountriesProps) -> Html {
    let words = use_words();
    let named = use_memo(words.clone(), |words| {
        let mut named: Vec<_> = codes()
            .map(|code| (words.formats.0.country(code), code))
            .collect();
        named.sort_by_cached_key(|(name, _)| order(name));
        named
    });
    let option = |(name, code): &(String, &'static str)| {
        html! { <option value={*code} selected={props.value == *code}>{ name.clone() }</option> }
    };
    html! {
        <>
            <option value="" selected={props.value.is_empty()}>{ words.say.choose_country }</option>
            { for named.iter().map(option) }
        </>
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{codes, order};

    #[test]
    fn every_country_has_one_code_of_two_capital_letters() {
        let mut all: Vec<_> = codes().collect();
        assert_eq!(all.len(), 249);
        assert!(
            all.iter()
                .all(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()))
        );
        assert!(all.is_sorted());
        all.dedup();
        assert_eq!(all.len(), 249);
    }

    #[test]
    fn marks_on_letters_do_not_move_a_country_to_the_end() {
        assert!(order("Åland Islands") < order("Albania"));
        assert!(order("Österreich") < order("Peru"));
    }
}
