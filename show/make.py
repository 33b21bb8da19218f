#!/usr/bin/env python3
"""Makes everything of the sample programme that is drawn or sounded: media/, catalogue/*.webp, and figures in programme.json.

The texts (cues.json, catalogue.json, captions/) are written by hand; this script only reads the captions, to move the host's lips.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SHOW = Path(__file__).resolve().parent


def missing():
    """What this machine lacks, as (what, Debian package)."""
    lacks = [(name, package) for name, package in (("cairo", "python3-cairo"), ("numpy", "python3-numpy"), ("PIL", "python3-pil"))
             if importlib.util.find_spec(name) is None]
    if not lacks:
        from PIL import features
        lacks += [(f"Pillow with {f}", "python3-pil") for f in ("raqm", "webp") if not features.check(f)]
    fonts = {"opentype/ebgaramond/EBGaramond12-Italic.otf": "fonts-ebgaramond", "truetype/lato/Lato-Medium.ttf": "fonts-lato"}
    lacks += [(font, package) for font, package in fonts.items() if not Path("/usr/share/fonts", font).exists()]
    if shutil.which("ffmpeg") is None:
        lacks.append(("ffmpeg", "ffmpeg"))
    elif b"libx264" not in subprocess.run(["ffmpeg", "-hide_banner", "-encoders"], capture_output=True, check=False).stdout:
        lacks.append(("ffmpeg with libx264", "ffmpeg"))
    return lacks


def note_figures(media):
    """Writes the codecs and the measured bit rates into programme.json."""
    path = SHOW / "programme.json"
    programme = json.loads(path.read_text(encoding="utf-8"))
    init = (media / "init.mp4").read_bytes()
    at = init.index(b"avcC") + 5
    sizes = [f.stat().st_size for f in sorted(media.glob("seg*.m4s"))]
    if len(sizes) != programme["segments"]:
        raise SystemExit(f"{len(sizes)} segments were written, {programme['segments']} wanted")
    seconds = programme["segment"]
    figures = {"codecs": f"avc1.{init[at:at + 3].hex()},mp4a.40.2", "bandwidth": -(-max(sizes) * 8 // seconds // 10_000) * 10_000,
               "average_bandwidth": sum(sizes) * 8 // (seconds * len(sizes))}
    text = path.read_text(encoding="utf-8")
    for key, value in figures.items():
        text = re.sub(rf'("{key}": )("[^"]*"|\d+)', lambda m: m[1] + json.dumps(value), text)
    path.write_text(text, encoding="utf-8")


def make_film(args):
    from studio import encode
    media = SHOW / "media"
    media.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        print("sound", flush=True)
        sound = encode.sound(folder)
        print("pictures of the film", flush=True)
        video = folder / "film.h264"
        encode.video(video, args.crf, args.jobs)
        print("segments", flush=True)
        encode.segments(video, sound, media)
    note_figures(media)


def make_pictures(_):
    from studio import pictures
    (SHOW / "catalogue").mkdir(exist_ok=True)
    (SHOW / "media").mkdir(exist_ok=True)
    pictures.products(SHOW / "catalogue")
    pictures.poster(SHOW / "media" / "poster.jpg")


def make_all(args):
    print("product pictures and poster", flush=True)
    make_pictures(args)
    make_film(args)


def make_frame(args):
    """One picture, or several side by side, as a PNG: to look at while drawing."""
    import numpy as np
    from PIL import Image
    from studio.film import picture
    frames = [np.ascontiguousarray(picture(round(float(t) * 30))[:, :, 2::-1]) for t in args.seconds]
    Image.fromarray(np.concatenate(frames, axis=1)).save(args.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crf", type=float, default=24, help="x264 quality, lower is better and larger (default %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes that draw (default: all cores, %(default)s)")
    what = parser.add_subparsers(dest="what", metavar="all | film | pictures | frame", required=True)
    what.add_parser("all", help="everything (about four minutes on two cores)").set_defaults(make=make_all)
    what.add_parser("film", help="the segments in media/").set_defaults(make=make_film)
    what.add_parser("pictures", help="catalogue/*.webp and media/poster.jpg").set_defaults(make=make_pictures)
    frame = what.add_parser("frame", help="pictures at given seconds, side by side, as a PNG")
    frame.add_argument("out")
    frame.add_argument("seconds", nargs="+")
    frame.set_defaults(make=make_frame)
    args = parser.parse_args()
    lacks = missing()
    if lacks:
        for name, package in lacks:
            print(f"missing: {name} (Debian: {package})", file=sys.stderr)
        packages = " ".join(sorted({package for _, package in lacks}))
        print(f"Install with: apt-get install {packages}\nand run with the system's Python: /usr/bin/python3 show/make.py",
            file=sys.stderr)
        raise SystemExit(1)
    args.make(args)


if __name__ == "__main__":
    main()
