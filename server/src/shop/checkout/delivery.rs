//! Where the parcel goes and how: UCP's fulfillment extension, one parcel a checkout.
//!
//! One method (`shipping`), one group (`parcel`). A sole destination counts as chosen; an option never
//! does, since it costs.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, Time};

use crate::shop::address::Address;
use crate::shop::catalogue::{Catalogue, DeliveryOption};
use crate::shop::choice;
use crate::shop::reply::Problem;

const MOST_DESTINATIONS: usize = 20;
const METHOD: &str = "shipping";
const GROUP: &str = "parcel";

/// What the buyer has chosen so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Addresses, each with an id.
    pub destinations: Vec<Address>,
    /// Id of the chosen one.
    pub destination: Option<String>,
    /// Id of the chosen option.
    pub option: Option<String>,
}

/// As UCP requests it; what the shop decides itself (ids, options, prices) is not read.
#[derive(Debug, Default, Deserialize)]
pub struct FulfillmentRequest {
    #[serde(default)]
    methods: Vec<MethodRequest>,
}

#[derive(Debug, Deserialize)]
struct MethodRequest {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    destinations: Vec<Address>,
    selected_destination_id: Option<String>,
    #[serde(default)]
    groups: Vec<GroupRequest>,
}

#[derive(Debug, Deserialize)]
struct GroupRequest {
    selected_option_id: Option<String>,
}

impl Choice {
    /// Checks what was asked for.
    ///
    /// # Errors
    /// The first thing that makes no sense.
    pub fn of(request: Option<FulfillmentRequest>) -> Result<Self, Problem> {
        let mut methods = request.unwrap_or_default().methods;
        if methods.len() > 1 {
            return Err(Problem::bad_field(
                "$.fulfillment.methods",
                "The shop sends one parcel: one method.",
            ));
        }
        let Some(method) = methods.pop() else {
            return Ok(Self::default());
        };
        if method.kind.is_some_and(|kind| kind != METHOD) {
            return Err(Problem::bad_field(
                "$.fulfillment.methods[0].type",
                "The shop ships, there is no pickup.",
            ));
        }
        if method.destinations.len() > MOST_DESTINATIONS {
            let text = format!("At most {MOST_DESTINATIONS} destinations.");
            return Err(Problem::bad_field(
                "$.fulfillment.methods[0].destinations",
                text,
            ));
        }
        let mut destinations: Vec<Address> = Vec::new();
        for (index, destination) in method.destinations.into_iter().enumerate() {
            let whose = format!("fulfillment.methods[0].destinations[{index}]");
            let mut clean = destination
                .clean()
                .map_err(|field| choice::unfit(&whose, field))?;
            let id = clean
                .id
                .get_or_insert_with(|| format!("dest_{}", index + 1))
                .clone();
            if destinations
                .iter()
                .any(|other| other.id.as_deref() == Some(id.as_str()))
            {
                return Err(Problem::bad_field(
                    &format!("$.{whose}.id"),
                    "Two destinations have this id.",
                ));
            }
            destinations.push(clean);
        }
        let named = method.selected_destination_id;
        if let Some(named) = &named
            && !destinations
                .iter()
                .any(|destination| destination.id.as_ref() == Some(named))
        {
            let path = "$.fulfillment.methods[0].selected_destination_id";
            return Err(Problem::bad_field(
                path,
                "None of the destinations has this id.",
            ));
        }
        let sole = if destinations.len() == 1 {
            destinations[0].id.clone()
        } else {
            None
        };
        let option = method
            .groups
            .into_iter()
            .find_map(|group| group.selected_option_id);
        if option.as_ref().is_some_and(|option| option.len() > 100) {
            let path = "$.fulfillment.methods[0].groups[0].selected_option_id";
            return Err(Problem::bad_field(path, "This is no option's id."));
        }
        Ok(Self {
            destinations,
            destination: named.or(sole),
            option,
        })
    }

    /// The chosen address.
    #[must_use]
    pub fn address(&self) -> Option<&Address> {
        let id = self.destination.as_ref()?;
        self.destinations
            .iter()
            .find(|destination| destination.id.as_ref() == Some(id))
    }

    /// The chosen option, if the country has it.
    #[must_use]
    pub fn chosen<'a>(
        &self,
        catalogue: &'a Catalogue,
        country: Option<&str>,
    ) -> Option<&'a DeliveryOption> {
        let id = self.option.as_ref()?;
        catalogue
            .delivery(country?)
            .iter()
            .find(|option| option.id == *id)
    }

    /// As UCP writes it. `since` is when the session began: promises of arrival count from there, so
    /// that they do not change while the buyer reads them.
    #[must_use]
    pub fn json(
        &self,
        catalogue: &Catalogue,
        country: Option<&str>,
        lines: &[String],
        since: OffsetDateTime,
    ) -> Value {
        let options = country
            .map(|country| catalogue.delivery(country))
            .unwrap_or_default();
        let chosen = self.chosen(catalogue, country);
        let groups = if options.is_empty() {
            json!([])
        } else {
            json!([{
                "id": GROUP,
                "line_item_ids": lines,
                "options": options.iter().map(|option| option_json(option, since)).collect::<Vec<_>>(),
                "selected_option_id": chosen.map(|option| &option.id),
            }])
        };
        json!({ "methods": [{
            "id": METHOD,
            "type": METHOD,
            "line_item_ids": lines,
            "destinations": self.destinations,
            "selected_destination_id": self.destination,
            "groups": groups,
        }] })
    }
}

fn option_json(option: &DeliveryOption, since: OffsetDateTime) -> Value {
    let mut json = json!({
        "id": option.id,
        "title": option.title,
        "totals": [{ "type": "total", "amount": option.price }],
    });
    if !option.description.is_empty() {
        json["description"] = json!(option.description);
    }
    let day = |days: u16| {
        let at = since
            .replace_time(Time::MIDNIGHT)
            .checked_add(Duration::days(i64::from(days)))?;
        at.format(&Rfc3339).ok()
    };
    if let (Some(earliest), Some(latest)) = (day(option.min_days), day(option.max_days)) {
        json["earliest_fulfillment_time"] = json!(earliest);
        json["latest_fulfillment_time"] = json!(latest);
    }
    json
}
