//! An answer goes to whoever asked. An answer that nobody waits for is dropped.

use super::{boot, cart, catalogue, checkout};
use crate::app::event::{Monotonic, RequestId};
use crate::app::model::Model;
use crate::app::requests::Purpose;
use crate::http::{Failure, Response};
use crate::shop::Call;

pub(crate) fn answered(
    model: &mut Model,
    id: RequestId,
    result: Result<Response, Failure>,
    times: (Monotonic, Monotonic),
) {
    model.now = model.now.max(times.1);
    let Some(purpose) = model.take_request(id) else {
        return;
    };
    let call = match purpose {
        Purpose::Manifest => return boot::manifest(model, result),
        Purpose::Cues => return boot::cues(model, result, times),
        Purpose::Shop(call) => *call,
    };
    let Some(shop) = &model.shop else { return };
    let reply = shop.reply(&call, result);
    match call {
        Call::LookUp(ids) => catalogue::cards(model, &ids, reply, times.0),
        Call::Product(id) => catalogue::product(model, &id, reply, times.0),
        Call::CreateCart { .. } | Call::WriteCart { .. } => cart::written(model, reply),
        Call::ReadCart(_) => cart::read(model, reply),
        Call::OpenCheckout { .. } => checkout::opened(model, id, reply),
        Call::WriteCheckout { .. } => checkout::written(model, id, reply),
        Call::CancelCheckout { .. } => checkout::given_up(model, reply),
        Call::ReadCheckout(_) => checkout::read(model, id, reply),
        Call::Complete { key, .. } => checkout::completed(model, &key, reply),
    }
    model.changed();
}
