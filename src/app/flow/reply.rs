//! An answer goes to whoever asked. An answer that nobody waits for is dropped.

use super::{again, boot, catalogue, shopping};
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
        Purpose::Playlist(address) => return again::playlist(model, &address, result),
        Purpose::Shop(call) => *call,
    };
    let Some(shop) = &model.shop else { return };
    let reply = shop.reply(&call, result);
    match &call {
        Call::LookUp(ids) => catalogue::cards(model, ids, reply, times.0),
        _ => shopping::answered(model, id, &call, reply, times.0),
    }
    model.changed();
}
