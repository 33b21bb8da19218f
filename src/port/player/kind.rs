//! What kind of thing an address names, and which of several caption languages suits a viewer. Pure.

/// How a stream is played.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An HLS playlist.
    Hls,
    /// A file that the browser plays by itself.
    File,
}

/// The kind of a stream: by its MIME type where that is told, else by the end of its path.
#[must_use]
pub fn of(src: &str, mime: Option<&str>) -> Kind {
    let playlist = if let Some(mime) = mime {
        let essence = mime.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase().ends_with("mpegurl")
    } else {
        let path = src.split(['?', '#']).next().unwrap_or_default();
        path.to_ascii_lowercase().ends_with(".m3u8")
    };
    if playlist { Kind::Hls } else { Kind::File }
}

/// Which of these languages suits a viewer of `locale`: the same tag, the same language, or else the first.
#[must_use]
pub fn best_language(languages: &[String], locale: &str) -> Option<usize> {
    let primary = |tag: &str| {
        let part = tag.split(['-', '_']).next().unwrap_or_default();
        part.to_ascii_lowercase()
    };
    let same = languages
        .iter()
        .position(|language| language.eq_ignore_ascii_case(locale));
    same.or_else(|| {
        languages
            .iter()
            .position(|language| primary(language) == primary(locale))
    })
    .or_else(|| (!languages.is_empty()).then_some(0))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn the_mime_type_decides_where_it_is_told() {
        assert_eq!(
            of(
                "https://a.example/live",
                Some("application/vnd.apple.mpegurl")
            ),
            Kind::Hls
        );
        assert_eq!(
            of("https://a.example/x", Some("application/x-mpegURL")),
            Kind::Hls
        );
        assert_eq!(
            of("https://a.example/x.m3u8", Some("video/mp4")),
            Kind::File
        );
    }

    #[test]
    fn else_the_end_of_the_path_decides() {
        assert_eq!(
            of("https://a.example/x.M3U8?token=a.mp4#t", None),
            Kind::Hls
        );
        assert_eq!(of("https://a.example/x.mp4?list=a.m3u8", None), Kind::File);
    }

    #[test]
    fn captions_are_chosen_by_tag_then_by_language_then_by_order() {
        let languages = ["en-GB", "de", "en"].map(str::to_owned);
        assert_eq!(best_language(&languages, "en"), Some(2));
        assert_eq!(best_language(&languages, "de-AT"), Some(1));
        assert_eq!(best_language(&languages, "fr"), Some(0));
        assert_eq!(best_language(&[], "fr"), None);
    }
}
