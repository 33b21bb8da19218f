"""Encoding: pictures to H.264, sound to AAC, both into fMP4 segments of exactly two seconds. Called by `make.py`.

Timing is exact because nothing is left to an encoder's delay: the video has no B-frames, so decoding order is
presentation order; the AAC frames that hold the encoder's priming are cut away before muxing (see `sound`); and no
edit list is written.
"""

import subprocess
from multiprocessing import Pool

from .clockwork import DURATION, FPS, FRAMES, SEGMENT
from .film import picture
from .paint import H, W
from .sound import write_wave

AAC_FRAME = 1024
AAC_FRAMES = DURATION * 48_000 // AAC_FRAME  # 4500, exactly
LEAD = 8  # frames of the ring's end encoded before its beginning, so the coder is in its stride


def run(*args, **more):
    return subprocess.run(["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *map(str, args)], check=True, **more)


def _raw(number):
    return picture(number).tobytes()


def video(path, crf, workers):
    """Draws and encodes all frames. Closed groups of two seconds, no scene cuts, one reference order."""
    x264 = (f"keyint={FPS * SEGMENT}:min-keyint={FPS * SEGMENT}:scenecut=0:open-gop=0:bframes=0:ref=4:aq-mode=3:aq-strength=0.9:"
            "deblock=1,0:threads=2:sliced-threads=0:vbv-maxrate=1600:vbv-bufsize=3200")
    coder = subprocess.Popen(
        ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr0", "-s", f"{W}x{H}", "-r",
        str(FPS), "-i", "-",
         "-vf", "scale=in_range=full:out_range=tv:out_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=yuv420p",
         "-c:v", "libx264", "-profile:v", "high", "-level:v", "3.1", "-preset", "veryslow", "-tune", "animation", "-crf",
         str(crf), "-x264-params", x264,
         "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
         "-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", "h264", str(path)],
        stdin=subprocess.PIPE)
    with Pool(workers) as pool:
        for n, raw in enumerate(pool.imap(_raw, range(FRAMES), chunksize=6)):
            coder.stdin.write(raw)
            if n % 300 == 0:
                print(f"  frame {n} of {FRAMES}", flush=True)
    coder.stdin.close()
    if coder.wait():
        raise SystemExit("ffmpeg could not encode the pictures")


def sound(folder, bitrate="64k"):
    """Encodes the ring of sound and cuts out the frames that decode to exactly the programme.

    An AAC frame n decodes to the samples of frame n - 1 (the encoder's delay is one frame), so with LEAD frames before the
    programme its first sample comes out of frame LEAD + 1.
    """
    wave_file, whole, cut = folder / "sound.wav", folder / "whole.aac", folder / "sound.aac"
    write_wave(wave_file, LEAD * AAC_FRAME, 4 * AAC_FRAME)
    run("-i", wave_file, "-c:a", "aac", "-b:a", bitrate, "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "adts", whole)
    data, frames, at = whole.read_bytes(), [], 0
    while at < len(data):
        size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        frames.append(data[at : at + size])
        at += size
    cut.write_bytes(b"".join(frames[LEAD + 1 : LEAD + 1 + AAC_FRAMES]))
    return cut


def segments(video_file, sound_file, folder):
    """Muxes both into init.mp4 and seg00000.m4s… in `folder`."""
    for old in [*folder.glob("*.m4s"), *folder.glob("init.mp4")]:
        old.unlink()
    run("-r", FPS, "-f", "h264", "-i", video_file.resolve(), "-f", "aac", "-i", sound_file.resolve(), "-map", "0:v", "-map",
        "1:a", "-c", "copy", "-bsf:a", "aac_adtstoasc",
        "-fflags", "+bitexact", "-avoid_negative_ts", "disabled", "-use_editlist", "0", "-video_track_timescale", FPS * 512,
        "-f", "hls", "-hls_time", SEGMENT, "-hls_list_size", "0", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
        "-hls_fmp4_init_filename", "init.mp4",
        "-hls_segment_options", "movflags=+frag_discont+cmaf:use_editlist=0", "-hls_segment_filename", "seg%05d.m4s",
        folder.resolve() / "programme.m3u8", cwd=folder)
    (folder / "programme.m3u8").unlink()  # the stage writes its own playlists
