//! What an HLS playlist says of its stream: whether that goes on. No more is read here; playing it is the player's.

use super::url;

/// Whether a stream goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Playlist {
    /// There is something to play, and more is to come.
    Goes,
    /// It is over, or there is nothing to play.
    Over,
    /// That is said in a playlist of its own, which has this address.
    Elsewhere(String),
}

/// Reads the playlist at `address`. What is none says that nothing goes on.
#[must_use]
pub fn playlist(address: &str, text: &str) -> Playlist {
    let mut lines = text.lines().map(str::trim);
    if !text.starts_with("#EXTM3U") || lines.clone().any(|line| line == "#EXT-X-ENDLIST") {
        return Playlist::Over;
    }
    if lines.any(|line| line.starts_with("#EXT-X-STREAM-INF:")) {
        // All of them end at the same time: the first will do.
        let mut named = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let variant = named.next().and_then(|line| url::resolve(address, line));
        return variant.map_or(Playlist::Over, Playlist::Elsewhere);
    }
    if text.contains("#EXTINF:") {
        Playlist::Goes
    } else {
        Playlist::Over
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    const AT: &str = "https://cdn.example/live/master.m3u8";

    #[test]
    fn a_playlist_goes_on_while_it_has_pieces_and_no_end() {
        let going = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\na.m4s\n";
        assert_eq!(playlist(AT, going), Playlist::Goes);
        let mut over = going.to_owned();
        over.push_str("#EXT-X-ENDLIST\r\n");
        assert_eq!(playlist(AT, &over), Playlist::Over);
        for nothing in ["", "#EXTM3U\n", "<h1>Not found</h1>"] {
            assert_eq!(playlist(AT, nothing), Playlist::Over, "{nothing}");
        }
    }

    #[test]
    fn a_list_of_variants_leads_to_the_first_of_them() {
        let variants = "#EXTM3U\r\n#EXT-X-STREAM-INF:BANDWIDTH=1\r\n\r\n# low\r\nlow.m3u8\r\n";
        let low = "https://cdn.example/live/low.m3u8";
        assert_eq!(playlist(AT, variants), Playlist::Elsewhere(low.into()));
        let wrong = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\njavascript:alert(1)\n";
        assert_eq!(playlist(AT, wrong), Playlist::Over);
    }
}
