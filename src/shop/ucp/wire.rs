//! UCP's answers as they stand on the wire: only what the widget reads, everything else ignored.

use serde::Deserialize;

#[derive(Deserialize, Default)]
pub(super) struct Meta {
    pub(super) status: Option<String>,
    #[serde(default)]
    pub(super) payment_handlers: std::collections::BTreeMap<String, Vec<WireHandler>>,
}

#[derive(Deserialize)]
pub(super) struct WireHandler {
    pub(super) id: String,
    #[serde(default)]
    pub(super) config: WireHandlerConfig,
}

#[derive(Deserialize, Default)]
pub(super) struct WireHandlerConfig {
    pub(super) frame_url: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct WireMessage {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) code: String,
    pub(super) path: Option<String>,
    #[serde(default)]
    pub(super) content: String,
}

/// What every answer may be: the refusal of the whole request.
#[derive(Deserialize)]
pub(super) struct Envelope {
    #[serde(default)]
    pub(super) ucp: Meta,
    #[serde(default)]
    pub(super) messages: Vec<WireMessage>,
}

#[derive(Deserialize)]
pub(super) struct WirePrice {
    pub(super) amount: i64,
    pub(super) currency: String,
}

#[derive(Deserialize)]
pub(super) struct WireRange {
    pub(super) min: WirePrice,
    pub(super) max: WirePrice,
}

#[derive(Deserialize)]
pub(super) struct WireMedia {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) url: String,
    #[serde(default)]
    pub(super) alt_text: String,
}

#[derive(Deserialize, Default)]
pub(super) struct WireDescription {
    #[serde(default)]
    pub(super) plain: String,
}

#[derive(Deserialize)]
pub(super) struct WireLabel {
    pub(super) label: String,
}

#[derive(Deserialize)]
pub(super) struct WireAxis {
    pub(super) name: String,
    pub(super) values: Vec<WireLabel>,
}

#[derive(Deserialize)]
pub(super) struct WireSelected {
    pub(super) name: String,
    pub(super) label: String,
}

#[derive(Deserialize, Default)]
pub(super) struct WireAvailability {
    pub(super) available: Option<bool>,
}

#[derive(Deserialize, Default)]
pub(super) struct WireMetadata {
    pub(super) stock: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct WireVariant {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) price: WirePrice,
    pub(super) list_price: Option<WirePrice>,
    #[serde(default)]
    pub(super) availability: WireAvailability,
    #[serde(default)]
    pub(super) options: Vec<WireSelected>,
    #[serde(default)]
    pub(super) media: Vec<WireMedia>,
    #[serde(default)]
    pub(super) metadata: WireMetadata,
}

#[derive(Deserialize)]
pub(super) struct WireProduct {
    pub(super) id: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) description: WireDescription,
    pub(super) price_range: Option<WireRange>,
    #[serde(default)]
    pub(super) media: Vec<WireMedia>,
    #[serde(default)]
    pub(super) options: Vec<WireAxis>,
    pub(super) variants: Vec<WireVariant>,
}

#[derive(Deserialize)]
pub(super) struct WireProducts {
    pub(super) products: Vec<WireProduct>,
}

#[derive(Deserialize)]
pub(super) struct WireOneProduct {
    pub(super) product: Option<WireProduct>,
}

#[derive(Deserialize)]
pub(super) struct WireItem {
    pub(super) id: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) price: i64,
    pub(super) image_url: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct WireTotal {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) display_text: String,
    pub(super) amount: i64,
    #[serde(default)]
    pub(super) lines: Vec<WirePart>,
}

#[derive(Deserialize)]
pub(super) struct WirePart {
    pub(super) display_text: String,
    pub(super) amount: i64,
}

#[derive(Deserialize)]
pub(super) struct WireLine {
    pub(super) id: String,
    pub(super) item: WireItem,
    pub(super) quantity: u32,
    #[serde(default)]
    pub(super) totals: Vec<WireTotal>,
}

#[derive(Deserialize)]
pub(super) struct WireCart {
    pub(super) id: String,
    pub(super) currency: String,
    #[serde(default)]
    pub(super) line_items: Vec<WireLine>,
    #[serde(default)]
    pub(super) totals: Vec<WireTotal>,
    #[serde(default)]
    pub(super) messages: Vec<WireMessage>,
}

#[derive(Deserialize, Default)]
pub(super) struct WireFulfillment {
    #[serde(default)]
    pub(super) methods: Vec<WireMethod>,
}

#[derive(Deserialize)]
pub(super) struct WireMethod {
    pub(super) id: Option<String>,
    #[serde(default)]
    pub(super) groups: Vec<WireGroup>,
}

#[derive(Deserialize)]
pub(super) struct WireGroup {
    pub(super) id: String,
    #[serde(default)]
    pub(super) options: Vec<WireOption>,
    pub(super) selected_option_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct WireOption {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) totals: Vec<WireTotal>,
}

#[derive(Deserialize)]
pub(super) struct WireLink {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) url: String,
    pub(super) title: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct WireOrder {
    pub(super) id: String,
    pub(super) label: Option<String>,
    pub(super) permalink_url: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct WireCheckout {
    #[serde(default)]
    pub(super) ucp: Meta,
    pub(super) id: String,
    pub(super) status: String,
    pub(super) currency: String,
    #[serde(default)]
    pub(super) line_items: Vec<WireLine>,
    #[serde(default)]
    pub(super) totals: Vec<WireTotal>,
    #[serde(default)]
    pub(super) messages: Vec<WireMessage>,
    #[serde(default)]
    pub(super) links: Vec<WireLink>,
    #[serde(default)]
    pub(super) fulfillment: WireFulfillment,
    pub(super) order: Option<WireOrder>,
    pub(super) continue_url: Option<String>,
}
