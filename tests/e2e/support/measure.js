// @ts-check
// Runs in the page: what can be measured of a screen that a viewer would complain about. Served by the site.

/** The open shadow root of the page's widget. @returns {ShadowRoot} */
function root() {
  const found = document.querySelector("vitrine-live")?.shadowRoot;
  if (!found) throw new Error("the page has no widget with an open shadow root");
  return found;
}

/** @param {Element} element */
function visible(element) {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
}

/** @param {Element} element */
function describe(element) {
  const text = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40);
  return `${element.localName}.${element.className.toString?.() ?? ""} “${text}”`;
}

/** What scrolls sideways on purpose: pictures of a product, several pins in a low window, the strip of a wide one, the moments of a recording. */
const SIDEWAYS = ".gallery, .pins, .strip, .moments";
/** What is cut off on purpose: what only a screen reader says, and names with an ellipsis. */
const CUT = ".sr, .pin .name, .gallery, .pins, .frame";

/** Whatever sticks out at a side, or is cut off. @returns {string[]} */
export function overflowing() {
  const found = [];
  const wide = document.documentElement;
  if (wide.scrollWidth > wide.clientWidth) found.push(`the page is ${wide.scrollWidth} wide in a window of ${wide.clientWidth}`);
  const widget = root().querySelector("[data-phase]");
  if (!widget) throw new Error("the widget is not up");
  for (const element of root().querySelectorAll("[data-phase] *")) {
    if (element.closest("svg") || !visible(element) || element.closest(CUT)) continue;
    const { overflowX } = getComputedStyle(element);
    // A field scrolls what is typed into it.
    if (element.localName !== "input" && overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && !element.closest(SIDEWAYS)) {
      found.push(`${describe(element)} holds ${element.scrollWidth} of ${element.clientWidth}`);
    }
    const box = element.getBoundingClientRect();
    const outer = element.closest(".panel")?.getBoundingClientRect() ?? widget.getBoundingClientRect();
    if (box.width && (box.left < outer.left - 1 || box.right > outer.right + 1) && !element.closest(SIDEWAYS)) {
      found.push(`${describe(element)} reaches from ${box.left} to ${box.right} of ${outer.left} to ${outer.right}`);
    }
  }
  return found;
}

/** Whatever cannot be hit: smaller than 24 by 24 CSS pixels, or under something else. @returns {string[]} */
export function unreachable() {
  const found = [];
  for (const element of root().querySelectorAll("button, a[href], input, select")) {
    if (!visible(element) || element.closest(".sr")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) {
      // A radio button is as large as its label.
      const label = element.closest("label")?.getBoundingClientRect();
      if (!label || label.height < 24) found.push(`${describe(element)} is ${box.width} × ${box.height}`);
    }
  }
  // What moves a purchase on is in front of everything, whole, in the window.
  for (const element of root().querySelectorAll("[part~=primary], [part~=close], [part~=toast] button")) {
    if (!visible(element)) continue;
    // Where a low window makes a card scroll, it can be scrolled to.
    element.scrollIntoView({ block: "nearest" });
    const box = element.getBoundingClientRect();
    // Not its very corners: they may be round.
    const across = [box.left + box.width / 6, box.left + box.width / 2, box.right - box.width / 6];
    const down = [box.top + box.height / 6, box.top + box.height / 2, box.bottom - box.height / 6];
    for (const [at, x] of across.entries()) {
      const y = down[at];
      const hit = root().elementFromPoint(x, y);
      if (!hit || (hit !== element && !element.contains(hit))) found.push(`${describe(element)} is under ${hit ? describe(hit) : "nothing"} at ${x}, ${y}`);
    }
  }
  return found;
}

/** Which side things stand on: the button that closes and the way in, as fractions of the widget's width. */
export function sides() {
  const widget = /** @type {Element} */ (root().querySelector("[data-phase]")).getBoundingClientRect();
  /** @param {string} selector */
  const at = (selector) => {
    const element = root().querySelector(selector);
    if (!element || !visible(element)) return null;
    const box = element.getBoundingClientRect();
    return ((box.left + box.right) / 2 - widget.left) / widget.width;
  };
  return { close: at("[part~=close]"), back: at("[part~=back]"), lineup: at("[part~=lineup-button]"), panel: at("[part~=panel]") };
}
