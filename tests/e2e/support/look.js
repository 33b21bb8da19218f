// @ts-check
// Runs in the page: reads the time that the picture itself carries, and what is pinned over it. Served by the site.

// @ts-ignore: the site shows the folder show/ at its top.
import { readFrameMark } from "/show/frame-mark.mjs";

const [WIDTH, HEIGHT, STRIP] = [540, 960, 8];
const pen = new OffscreenCanvas(WIDTH, STRIP).getContext("2d", { willReadFrequently: true });

/** The open shadow root of the page's widget. @returns {ShadowRoot} */
function root() {
  const found = document.querySelector("vitrine-live")?.shadowRoot;
  if (!found) throw new Error("the page has no widget with an open shadow root");
  return found;
}

/** @returns {HTMLVideoElement} */
export function video() {
  const found = root().querySelector("video");
  if (!found) throw new Error("the widget has no video");
  return found;
}

/** The second of the programme that the picture shows; null where the mark cannot be read. @returns {number | null} */
export function pictureTime() {
  pen?.drawImage(video(), 0, 0, WIDTH, HEIGHT);
  const mark = readFrameMark(pen?.getImageData(0, 0, WIDTH, STRIP), { pictureHeight: HEIGHT });
  return mark ? mark.seconds : null;
}

/** The products pinned over the picture, by slot. @returns {string[]} */
export function pins() {
  const shown = root().querySelectorAll("ul[aria-label='Shown now'] [data-product]");
  return [...shown].map((pin) => /** @type {HTMLElement} */ (pin).dataset.product ?? "");
}

/**
 * Takes down each presented frame from now on: what its mark says, and the pins at the end of its rendering turn. Begins
 * after the widget's own frame callback, which was asked for first.
 * @returns {{time: number, pins: string[]}[]} grows
 */
export function follow() {
  /** @type {{time: number, pins: string[]}[]} */
  const frames = [];
  const picture = video();
  const { port1, port2 } = new MessageChannel();
  /** @type {(number | null)[]} */
  const times = [];
  port1.onmessage = () => {
    const time = times.shift();
    if (time !== undefined && time !== null) frames.push({ time, pins: pins() });
  };
  const look = () => {
    times.push(pictureTime());
    requestAnimationFrame(() => port2.postMessage(0));
    picture.requestVideoFrameCallback(look);
  };
  picture.requestVideoFrameCallback(look);
  return frames;
}

/**
 * Follows a hotspot over so many presented frames: what each frame's mark says, where the middle of the hotspot's button is at
 * the end of its rendering turn, and how the video lies then. Frames whose mark cannot be read, or in which the hotspot is not
 * shown, are left out.
 * @param {string} name the product's @param {number} count
 */
export function followed(name, count) {
  const picture = video();
  const { port1, port2 } = new MessageChannel();
  /** @type {(number | null)[]} */
  const times = [];
  /** @type {any[]} */
  const frames = [];
  return new Promise((done) => {
    port1.onmessage = () => {
      const time = times.shift();
      const button = [...root().querySelectorAll("[part~=hotspot]")].find((spot) => spot.textContent === name);
      const box = button?.getBoundingClientRect();
      if (time !== undefined && time !== null && box && box.width > 0) {
        const { x, y, width, height } = picture.getBoundingClientRect();
        frames.push({
          time,
          at: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
          video: { x, y, width, height },
          picture: { width: picture.videoWidth, height: picture.videoHeight },
          fit: getComputedStyle(picture).objectFit,
        });
      }
      if (frames.length >= count) done(frames);
    };
    const look = () => {
      if (frames.length >= count) return;
      times.push(pictureTime());
      requestAnimationFrame(() => port2.postMessage(0));
      picture.requestVideoFrameCallback(look);
    };
    picture.requestVideoFrameCallback(look);
  });
}
