// @ts-check
// Runs in the page: what cannot be seen where the viewer's system forces its own colours. Served by the site.

/** The open shadow root of the page's widget. @returns {ShadowRoot} */
function root() {
  const found = document.querySelector("vitrine-live")?.shadowRoot;
  if (!found) throw new Error("the page has no widget with an open shadow root");
  return found;
}

/** @param {Element} element */
const visible = (element) => element.checkVisibility({ visibilityProperty: true });

/** A colour as numbers. @param {string} colour */
const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);

/** Whether a line of this colour is seen on this ground: none of the two may be the other or see-through. @param {string} line @param {string} ground */
function differs(line, ground) {
  const [one, other] = [numbers(line), numbers(ground)];
  return (one[3] ?? 1) > 0.5 && one.slice(0, 3).some((part, at) => Math.abs(part - other[at]) > 60);
}

/** The colour that forced colours put behind everything. */
function canvas() {
  const probe = document.createElement("i");
  probe.style.setProperty("color", "Canvas");
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** @param {Element} element @param {string} ground */
function edged(element, ground) {
  const { borderTopWidth, borderTopStyle, borderTopColor, outlineStyle, outlineColor } = getComputedStyle(element);
  const border = borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1 && differs(borderTopColor, ground);
  return border || (outlineStyle !== "none" && differs(outlineColor, ground));
}

/** @param {Element} element */
const named = (element) => `${element.localName}.${element.className} “${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40)}”`;

/** Whatever would not be seen. @returns {string[]} */
export function unseen() {
  if (!matchMedia("(forced-colors: active)").matches) throw new Error("no colours are forced");
  const found = [];
  const ground = canvas();
  for (const element of root().querySelectorAll("button, input:not([type=radio], [type=range]), select, a.primary, .chip > span, .way")) {
    if (!visible(element) || element.closest(".sr")) continue;
    // What is underlined, or holds a picture or icon, or is drawn by what is in it, needs no edge.
    const drawn = element.querySelector("img, svg, .frame, .noimg") || getComputedStyle(element).textDecorationLine === "underline";
    const parts = [element, ...element.children];
    const before = getComputedStyle(element, "::before");
    const bordered = before.borderTopStyle !== "none" && differs(before.borderTopColor, ground);
    const dotted = before.content !== "none" && (differs(before.backgroundColor, ground) || bordered);
    if (!drawn && !dotted && !parts.some((part) => edged(part, ground))) found.push(`${named(element)} has no edge`);
  }
  // Icons are lines.
  for (const icon of root().querySelectorAll("svg")) {
    const around = getComputedStyle(icon.parentElement ?? icon).backgroundColor;
    const behind = (numbers(around)[3] ?? 1) > 0.5 ? around : ground;
    if (visible(icon) && !differs(getComputedStyle(icon).stroke, behind)) found.push(`the icon of ${named(icon.parentElement ?? icon)} is not seen`);
  }
  const sameLook = (/** @type {Element} */ one, /** @type {Element} */ other) => {
    const [a, b] = [getComputedStyle(one), getComputedStyle(other)];
    return ["outlineStyle", "outlineWidth", "borderTopWidth", "backgroundColor"].every((name) => a[/** @type {any} */ (name)] === b[/** @type {any} */ (name)]);
  };
  for (const group of root().querySelectorAll(".axis, .ways")) {
    const [on, off] = [group.querySelector("input:checked"), group.querySelector("input:not(:checked)")];
    const face = (/** @type {Element} */ input) => input.nextElementSibling?.closest(".chip > span") ?? input.closest("label") ?? input;
    if (on && off && visible(on) && sameLook(face(on), face(off))) found.push(`what is chosen in ${named(group)} looks like what is not`);
  }
  for (const pressed of root().querySelectorAll('.controls [aria-pressed="true"]')) {
    if (visible(pressed) && getComputedStyle(pressed).outlineStyle === "none") found.push(`${named(pressed)} does not look pressed`);
  }
  // The ring: tried on each thing that can have it.
  const had = root().activeElement;
  for (const element of root().querySelectorAll("button, a[href], input, select")) {
    if (!visible(element) || element.closest(".sr") || /** @type {HTMLButtonElement} */ (element).disabled) continue;
    /** @type {any} */ (element).focus({ focusVisible: true, preventScroll: true });
    if (root().activeElement !== element) continue;
    const rings = [element, element.nextElementSibling].filter((one) => one !== null).map((one) => getComputedStyle(/** @type {Element} */ (one)));
    if (!rings.some(({ outlineStyle, outlineWidth, outlineColor }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && differs(outlineColor, ground))) {
      found.push(`${named(element)} has no ring`);
    }
  }
  if (had instanceof HTMLElement) had.focus({ preventScroll: true });
  return [...new Set(found)];
}
