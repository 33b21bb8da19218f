//! A request and a response as data, below `shop` and `stage`: made and read here, carried by a port.

/// How to ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Read.
    Get,
    /// Make, or act.
    Post,
    /// Tell, by a page that is perhaps about to leave: it goes on without the page, and as plain text, so that nobody has to
    /// be asked first. Its answer says nothing.
    Tell,
    /// Replace.
    Put,
}

impl Method {
    /// The method's name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post | Self::Tell => "POST",
            Self::Put => "PUT",
        }
    }
}

/// A request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Absolute address.
    pub url: String,
    /// Header fields.
    pub headers: Vec<(&'static str, String)>,
    /// A JSON body.
    pub body: Option<String>,
}

impl Request {
    /// A plain read.
    #[must_use]
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            url: url.into(),
            headers: vec![],
            body: None,
        }
    }
}

/// The longest body that is read, in bytes; a longer one is [`Failure::Unreadable`].
pub const LONGEST_BODY: usize = 2 * 1024 * 1024;

/// A whole answer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The `ETag` without its quotes.
    pub etag: Option<String>,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
    /// The body as text.
    pub body: String,
}

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The network failed, or the other side does not admit this page.
    Network,
    /// The deadline passed.
    TimedOut,
    /// The answer broke off, was too long or was no text.
    Unreadable,
}
