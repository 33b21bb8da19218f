// @ts-check
// Runs in the page: where the keyboard's focus is, and whether who sees the page can see it. Served by the site.

/** The innermost element that has the focus, through open shadow roots. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** @param {Element} element */
function name(element) {
  if (element instanceof HTMLInputElement && element.type === "radio") return `radios ${element.name}`;
  const text = element.getAttribute("aria-label") ?? element.getAttribute("title") ?? element.textContent?.trim().slice(0, 40);
  return `${element.localName}${element.id && `#${element.id}`} “${text}”`;
}

/** The same thing to a viewer: the element, what is in it, or the label that it is in. @param {Element} element @param {Element} hit */
function same(element, hit) {
  const label = element.closest("label");
  return element === hit || element.contains(hit) || !!label?.contains(hit);
}

/** Whether there is a ring around it: on itself or, where a chip hides its radio button, on what stands beside it. @param {Element} element */
function ringed(element) {
  const ring = (/** @type {Element | null} */ one) => !!one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  return ring(element) || ring(element.nextElementSibling);
}

/** Several things may have one name. @type {WeakMap<Element, number>} */
const numbers = new WeakMap();
let last = 0;

/** @param {Element} element */
function number(element) {
  const known = numbers.get(element) ?? (last += 1);
  numbers.set(element, known);
  return known;
}

const frame = () => new Promise((done) => requestAnimationFrame(done));

/**
 * What has the focus: its name; whether it is the widget's; and what is wrong with it, if a viewer would not find it.
 * @returns {Promise<{name: string, key: string, inside: boolean, wrong: string | null}>}
 */
export async function stop() {
  const element = focused();
  if (!element || element === document.body) return { name: "nothing", key: "", inside: false, wrong: null };
  const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  const inside = root instanceof ShadowRoot;
  if (!inside) return { name: element.id, key: element.id, inside, wrong: null };
  const radio = element instanceof HTMLInputElement && element.type === "radio";
  const called = name(element);
  const key = radio ? called : `${number(element)}`;
  let wrong = hidden(element, root);
  // It may still have to be scrolled to.
  for (let frames = 0; wrong && frames < 20; frames += 1) {
    await frame();
    wrong = hidden(element, root);
  }
  return { name: called, key, inside, wrong };
}

/** @param {Element} element @param {Document | ShadowRoot} root */
function hidden(element, root) {
  if (!element.checkVisibility({ visibilityProperty: true })) return "is not drawn";
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `is outside of the window, at ${x}, ${y}`;
  const hit = root.elementFromPoint(x, y);
  if (!hit || !same(element, hit)) return `is under ${hit ? name(hit) : "nothing"}`;
  // What is in a frame of another origin draws a ring of its own.
  if (element.localName !== "iframe" && !ringed(element)) return "has no ring";
  return null;
}
