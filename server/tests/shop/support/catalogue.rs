//! Catalogues to test with.

use serde_json::{Value, json};

/// A small shop: a shirt in sizes (one sold out), a mug that is not counted, a lamp on offer.
pub(crate) fn usual() -> Value {
    json!({
        "currency": "EUR",
        "shop": {
            "name": "Linen & Clay",
            "links": [
                { "type": "privacy_policy", "title": "Privacy", "path": "/policies/privacy", "text": "We keep <little>.\n\nAnd not for long." },
                { "type": "terms_of_service", "title": "Terms", "path": "/policies/terms" },
            ],
        },
        "products": [
            {
                "id": "shirt", "title": "Linen shirt", "description": "Woven in Belgium.", "tags": ["linen"],
                "media": [{ "file": "shirt.png", "alt": "A shirt", "width": 8, "height": 8 }],
                "options": [
                    { "name": "Size", "values": ["S", "M", "L"] },
                    { "name": "Colour", "values": ["Oat", "Rust"] },
                ],
                "variants": [
                    { "id": "shirt-s-oat", "sku": "S-1", "options": { "Size": "S", "Colour": "Oat" }, "price": 5_900, "stock": 5, "media": ["shirt.png"] },
                    { "id": "shirt-m-oat", "options": { "Size": "M", "Colour": "Oat" }, "price": 5_900, "stock": 1 },
                    { "id": "shirt-m-rust", "options": { "Size": "M", "Colour": "Rust" }, "price": 6_200, "stock": 0 },
                ],
            },
            {
                "id": "mug", "title": "Mug \u{2615}", "description": "Stoneware.", "tags": ["clay"],
                "variants": [{ "id": "mug-1", "price": 1_250 }],
            },
            {
                "id": "lamp", "title": "Lamp", "description": "Paper.", "tags": ["light"],
                "variants": [{ "id": "lamp-1", "price": 999, "list_price": 1_299, "stock": 100 }],
            },
        ],
        "discounts": [
            { "code": "TEN", "type": "percentage", "value": 10, "title": "10 % off" },
            { "code": "FIVER", "type": "fixed", "value": 500, "title": "5 off" },
            { "code": "FREESHIP", "type": "free_delivery", "title": "Free delivery" },
        ],
        "delivery": [
            { "countries": ["DE", "AT"], "options": [
                { "id": "standard", "title": "Standard", "description": "2–4 days", "price": 490, "min_days": 2, "max_days": 4 },
                { "id": "express", "title": "Express", "price": 1_290, "min_days": 1, "max_days": 1 },
            ] },
            { "countries": ["US"], "options": [
                { "id": "air", "title": "Air mail", "price": 1_990, "min_days": 7, "max_days": 14 },
            ] },
        ],
        "tax": [
            { "countries": ["DE"], "rate_basis_points": 1_900, "included": true, "title": "VAT 19 %" },
            { "countries": ["AT"], "rate_basis_points": 2_000, "included": true, "title": "VAT 20 %" },
            { "countries": ["US"], "rate_basis_points": 825, "included": false, "title": "Sales tax" },
        ],
    })
}
