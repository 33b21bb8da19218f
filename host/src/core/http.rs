//! A request as data. Answers are the widget's own [`Response`] and [`Failure`].

pub use vitrine::http::{Failure, Response};

/// How to ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Read.
    Get,
    /// Make, or act.
    Post,
    /// Change some fields.
    Patch,
    /// Take away.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request to the server that the console came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Path on that server.
    pub path: String,
    /// Header fields.
    pub headers: Vec<(&'static str, String)>,
    /// A JSON body.
    pub body: Option<String>,
}

/// What came of a request.
pub type Answer = Result<Response, Failure>;
