//! The countries that an order can go to, by the names of the viewer's language.

use yew::prelude::*;

use super::super::common::each;
use super::super::common::el::{el, group};
use super::super::common::words::{Countries, Words};

/// The ISO 3166-1 alpha-2 codes, without gaps between them.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJE\
JMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOM\
PAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUS\
UYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// What a name is sorted by: without marks on its letters, so that Åland stands near Albania.
fn plain(letter: char) -> char {
    match letter {
        'Å' | 'Ä' | 'Á' | 'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' => 'a',
        'É' | 'é' | 'è' | 'ê' | 'ë' => 'e',
        'Í' | 'í' | 'î' | 'ï' => 'i',
        'Ö' | 'Ó' | 'ö' | 'ó' | 'ô' | 'õ' | 'ø' => 'o',
        'Ü' | 'ü' | 'ú' | 'û' => 'u',
        'Ç' | 'ç' => 'c',
        other => other.to_ascii_lowercase(),
    }
}

fn before(one: &str, other: &str) -> bool {
    one.chars().map(plain).lt(other.chars().map(plain))
}

fn codes() -> impl Iterator<Item = &'static str> {
    (0..CODES.len() / 2).filter_map(|place| CODES.get(2 * place..2 * place + 2))
}

/// All countries by name. Put in one by one: a sort of the library would weigh more than this whole file.
fn sorted(words: &Words) -> Countries {
    let mut named = Countries::new();
    for code in codes() {
        let name = words.formats.country(code);
        let place = named.partition_point(|(other, _)| !before(&name, other));
        named.insert(place, (name.into(), code));
    }
    named
}

/// The options of the select, the chosen one marked; the first is for none.
pub(super) fn options(words: &Words, value: &str) -> Html {
    let option = |(name, code): &(AttrValue, &'static str)| {
        el("option")
            .attr("value", *code)
            .when("selected", value == *code)
            .text(name.clone())
            .into()
    };
    let none = el("option[value=]")
        .when("selected", value.is_empty())
        .text(words.say.shopping().choose_country);
    group([
        none.into(),
        each(words.countries(|| sorted(words)), &option),
    ])
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{before, codes};

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
        assert!(before("Åland Islands", "Albania"));
        assert!(before("Österreich", "Peru"));
    }
}
