//! The custom element.
