//! The stage: shows, the live stream and cues.
