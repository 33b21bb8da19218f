// @ts-check
// The live stream as a test reads it, beside the widget.

/** How far the live stream is, by its newest segment. @param {string} origin */
export async function newestSegment(origin) {
  const playlist = await (await fetch(`${origin}/live/demo/video.m3u8`)).text();
  const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(playlist)?.[1]);
  return first + (playlist.match(/#EXTINF/g) ?? []).length;
}
