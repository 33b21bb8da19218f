//! Shop APIs.
