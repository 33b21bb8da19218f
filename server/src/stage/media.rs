//! The recorded files of the show: what is there, how big it is, and how it is handed out.
//!
//! Their names never change with the content, so their URLs carry a version made from it; only such a URL is answered as
//! immutable.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use sha2::{Digest, Sha256};
use tower_http::services::ServeDir;

use super::{captions::Captions, invalid::Invalid, programme::Programme};

/// For a URL that names its content.
pub(super) const IMMUTABLE: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");
/// For a URL whose content may change with the next start.
pub(super) const CHECK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// The recorded files, measured.
#[derive(Clone, Debug)]
pub struct Media {
    /// The folder.
    pub dir: PathBuf,
    /// A short digest of everything the version stands for: media and captions.
    pub version: String,
    /// Bits per second of the largest segment.
    pub peak_bandwidth: u64,
    /// Bits per second of the whole programme.
    pub average_bandwidth: u64,
    /// The poster's file name.
    pub poster: Option<String>,
}

impl Media {
    /// Reads every file of the programme once.
    ///
    /// # Errors
    /// A file that is missing, empty or cannot be read.
    pub fn read(dir: &Path, programme: &Programme, captions: &[Captions]) -> Result<Self, Invalid> {
        let reel = programme.reel;
        let mut digest = Sha256::new();
        let mut read = |name: &str| {
            let file = dir.join(name);
            let bytes = Invalid::read(&file)?;
            if bytes.is_empty() {
                return Err(Invalid::new(&file, "", "is empty"));
            }
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(&bytes);
            Ok(bytes.len() as u64)
        };
        read("init.mp4")?;
        let (mut largest, mut total) = (0, 0);
        for index in 0..reel.segments() {
            let size = read(&format!("seg{index:05}.m4s"))?;
            largest = size.max(largest);
            total += size;
        }
        if let Some(poster) = &programme.poster {
            read(poster)?;
        }
        for track in captions {
            for index in 0..reel.segments() {
                digest.update(track.segment(reel, index));
            }
        }
        let [a, b, c, d, ..]: [u8; 32] = digest.finalize().into();
        Ok(Self {
            dir: dir.to_owned(),
            version: format!("{:08x}", u32::from_be_bytes([a, b, c, d])),
            peak_bandwidth: (largest * 8000).div_ceil(reel.segment()),
            average_bandwidth: (total * 8000).div_ceil(reel.duration()),
            poster: programme.poster.clone(),
        })
    }

    /// Serves the folder.
    pub(super) fn router(&self) -> Router {
        Router::new()
            .fallback_service(ServeDir::new(&self.dir).append_index_html_on_directories(false))
            .layer(middleware::from_fn_with_state(
                format!("v={}", self.version),
                label,
            ))
    }
}

/// Says how long an answer keeps, and names the type of segments, which MIME tables do not know.
async fn label(State(version): State<String>, request: Request, next: Next) -> Response {
    let versioned = request.uri().query() == Some(version.as_str());
    let segment = Path::new(request.uri().path()).extension() == Some(OsStr::new("m4s"));
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if found && segment {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("video/mp4"));
    }
    headers.insert(
        header::CACHE_CONTROL,
        if found && versioned {
            IMMUTABLE
        } else {
            CHECK_AGAIN
        },
    );
    response
}
