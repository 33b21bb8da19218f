//! Shop APIs: one folder each, all of one shape. Sans-IO: a call becomes a request, a response becomes a reply.
//!
//! Called by `app`, which only knows [`contract`]. An adapter keeps no state and asks for nothing by itself.

pub mod contract;
pub mod ucp;

pub use contract::{Call, Problem, Reply};

use crate::domain::checkout::{Instrument, Session};
use crate::domain::show::ShopAddress;
use crate::http::{Failure, Request, Response};

/// A shop that the widget can talk to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shop {
    /// It speaks UCP.
    Ucp(ucp::Ucp),
}

impl Shop {
    /// The adapter for a shop of a show; `None` where this widget does not know the API.
    #[must_use]
    pub fn at(address: &ShopAddress, locale: &str) -> Option<Self> {
        match address.kind.as_str() {
            "ucp" => Some(Self::Ucp(ucp::Ucp::new(&address.endpoint, locale))),
            _ => None,
        }
    }

    /// The request that makes a call.
    #[must_use]
    pub fn request(&self, call: &Call) -> Request {
        match self {
            Self::Ucp(ucp) => ucp.request(call),
        }
    }

    /// What an answer to that call says.
    ///
    /// # Errors
    /// When it says nothing that helps: see [`Problem`] for what the viewer can do then.
    pub fn reply(&self, call: &Call, result: Result<Response, Failure>) -> Result<Reply, Problem> {
        match self {
            Self::Ucp(ucp) => ucp.reply(call, result),
        }
    }

    /// The exact body that completes a session with an instrument. An intent keeps it, so that it is the same each time.
    #[must_use]
    pub fn completion(&self, session: &Session, instrument: &Instrument) -> String {
        match self {
            Self::Ucp(_) => ucp::completion(session, instrument),
        }
    }
}
