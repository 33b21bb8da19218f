//! What a postal address needs, country by country.
//!
//! The table is printed by `xtask/addresses.py` from Google's Address Data Service. A country that is not in it has streets,
//! towns and, perhaps, postal codes.

/// Whether an address of a country has something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// It has none.
    Unused,
    /// It may have one.
    Optional,
    /// It is not complete without.
    Required,
}

/// What a region is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegionKind {
    /// A state.
    State,
    /// A province.
    Province,
    /// A county.
    County,
    /// A prefecture.
    Prefecture,
    /// An island.
    Island,
    /// An emirate.
    Emirate,
    /// Anything else.
    Region,
}

/// What an address of a country needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// A postal code.
    pub postal_code: Need,
    /// Whether that is called a ZIP code.
    pub zip: bool,
    /// A town.
    pub locality: Need,
    /// Whether the town is written before the postal code.
    pub town_first: bool,
    /// A region.
    pub region: Need,
    /// What it is called.
    pub region_kind: RegionKind,
}

/// By what is needed, the countries, without gaps between their codes. Three letters: the postal code (`p`, or `z` where it
/// is called ZIP code), the region (by its kind), the town (`a`fter or `b`efore the postal code). Capitals are required, `-` is
/// not used.
const TABLE: &[(&str, &str)] = &[
    (
        "--B",
        "AOAQAWBFBIBJBOBQBVBWBZCDCFCGCICKCMCWDJDMERFJGAGDGHGMGQGYKMLCLYMLMRMSMWNUPSQARWSBSLSSSTSXSYTDTFTGTKTLTOTTUGVUWSYEZW",
    ),
    (
        "p-A",
        "ADALAZBABGCYDODZECEHETFOGEGNGTGWHRHTISKGKWLALRMAMCMDMEMGMKMUNEOMPYRSSISNTJTMTNTZVAXKZM",
    ),
    (
        "P-A",
        "ATAXBEBLCHCZDEDKFIFRGFGLGPGRLILUMFMQNCNLNOPLPMPTRESESJSKWFYT",
    ),
    (
        "p-B",
        "ACAFAIBDBHBMBNBTILJOKEKHLBLKLSMMMTMVNANPPKSASDSZTAVC",
    ),
    ("P-B", "FKGBGGGSHUIMIOJENZPNSHTCZA"),
    ("ppB", "CCCUCXEGHMIRMNNFPEPHTHVN"),
    ("ppA", "AMARBYCLKPKZMZUYUZ"),
    ("ZSB", "ASFMMHMPPWUSVI"),
    ("-iB", "BSKISCTV"),
    ("PpA", "EELTROTR"),
    ("pPB", "CRIQPGSO"),
    ("PPA", "CNESIT"),
    ("PSB", "AUBRIN"),
    ("-pB", "PASR"),
    ("PRB", "KRRU"),
    ("Z-B", "GUPR"),
    ("---", "MO"),
    ("--b", "AG"),
    ("-E-", "AE"),
    ("-IB", "KN"),
    ("-R-", "NR"),
    ("-RB", "JM"),
    ("-Rb", "HK"),
    ("P--", "SG"),
    ("P-a", "SM"),
    ("PCA", "TW"),
    ("PF-", "JP"),
    ("PIA", "PF"),
    ("PPB", "CA"),
    ("PSA", "MX"),
    ("PpB", "LV"),
    ("PrB", "UA"),
    ("PsA", "MY"),
    ("p--", "GI"),
    ("p-b", "VG"),
    ("pI-", "KY"),
    ("pPA", "SV"),
    ("pPb", "ID"),
    ("pRB", "HN"),
    ("pRb", "CO"),
    ("pSB", "VE"),
    ("pcB", "IE"),
    ("piA", "CV"),
    ("prA", "NI"),
    ("prB", "BB"),
    ("psB", "NG"),
    ("zSB", "UM"),
];

impl Place {
    /// What addresses of a country (ISO 3166-1 alpha-2) need.
    #[must_use]
    pub fn of(country: &str) -> Self {
        let has = |codes: &str| {
            codes
                .as_bytes()
                .chunks(2)
                .any(|code| code == country.as_bytes())
        };
        let row = TABLE.iter().find(|(_, codes)| has(codes));
        let letters = row.map_or("p-A", |(letters, _)| letters).as_bytes();
        let letter = |place: usize| letters.get(place).copied().unwrap_or(b'-');
        let (postal, region, town) = (letter(0), letter(1), letter(2));
        Self {
            postal_code: need(postal),
            zip: postal.eq_ignore_ascii_case(&b'z'),
            locality: need(town),
            town_first: town.eq_ignore_ascii_case(&b'b'),
            region: need(region),
            region_kind: match region.to_ascii_lowercase() {
                b's' => RegionKind::State,
                b'p' => RegionKind::Province,
                b'c' => RegionKind::County,
                b'f' => RegionKind::Prefecture,
                b'i' => RegionKind::Island,
                b'e' => RegionKind::Emirate,
                _ => RegionKind::Region,
            },
        }
    }
}

fn need(letter: u8) -> Need {
    match letter {
        b'-' => Need::Unused,
        b'A'..=b'Z' => Need::Required,
        _ => Need::Optional,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn countries_differ_in_what_they_need() {
        let (germany, states) = (Place::of("DE"), Place::of("US"));
        assert_eq!(
            (germany.postal_code, germany.region),
            (Need::Required, Need::Unused)
        );
        assert!(!germany.town_first && !germany.zip);
        assert_eq!(
            (states.region, states.region_kind),
            (Need::Required, RegionKind::State)
        );
        assert!(states.zip && states.town_first);
        assert_eq!(Place::of("AE").postal_code, Need::Unused);
        assert_eq!(Place::of("JP").region_kind, RegionKind::Prefecture);
        assert_eq!(Place::of("IE").region, Need::Optional);
    }

    #[test]
    fn no_country_is_in_two_rows() {
        let all: String = TABLE.iter().map(|(_, codes)| *codes).collect();
        let mut codes: Vec<_> = all.as_bytes().chunks(2).collect();
        assert!(codes.len() > 240 && TABLE.iter().all(|(letters, _)| letters.len() == 3));
        codes.sort_unstable();
        let count = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn what_is_no_country_may_have_a_postal_code() {
        for none in ["", "X", "XX", "DEU"] {
            assert_eq!(Place::of(none).postal_code, Need::Optional);
        }
    }
}
