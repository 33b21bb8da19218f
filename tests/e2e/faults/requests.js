// @ts-check
// The rows of the matrix: every request of a purchase, and how each is told from the others.

/** @typedef {import("../support/proxy.js").Told} Told */

/**
 * @typedef {"catalogue lookup" | "product" | "cart creation" | "cart write" | "cart reading" | "checkout creation"
 *   | "address" | "delivery" | "payment token" | "complete" | "checkout reading"} Name
 */

/**
 * `patience`: how many failures in a row nobody is told of, since the widget tries again by itself.
 * `after`: a read that resolves a doubt is sent only where there is one: this request is lost on the way back before.
 * @typedef {{name: Name, matches: (told: Told) => boolean, patience: number, after?: Name}} Request
 */

/** @param {string} method @param {RegExp} path @param {(body: string) => boolean} [says] */
const is = (method, path, says = () => true) => (/** @type {Told} */ told) => told.method === method && path.test(told.path) && says(told.body);

const chooses = (/** @type {string} */ body) => body.includes("selected_option_id");

/** @type {Request[]} in the order of a purchase */
export const REQUESTS = [
  { name: "catalogue lookup", matches: is("POST", /^\/catalog\/lookup$/), patience: 0 },
  { name: "product", matches: is("POST", /^\/catalog\/product$/), patience: 0 },
  { name: "cart creation", matches: is("POST", /^\/carts$/), patience: 1 },
  { name: "cart write", matches: is("PUT", /^\/carts\/[^/]+$/), patience: 1 },
  { name: "cart reading", matches: is("GET", /^\/carts\/[^/]+$/), patience: 0, after: "cart write" },
  { name: "checkout creation", matches: is("POST", /^\/checkout-sessions$/), patience: 0 },
  { name: "address", matches: is("PUT", /^\/checkout-sessions\/[^/]+$/, (body) => !chooses(body)), patience: 0 },
  { name: "delivery", matches: is("PUT", /^\/checkout-sessions\/[^/]+$/, chooses), patience: 0 },
  { name: "payment token", matches: is("POST", /^\/pay\/tokens$/), patience: 0 },
  { name: "complete", matches: is("POST", /^\/checkout-sessions\/[^/]+\/complete$/), patience: 0 },
  { name: "checkout reading", matches: is("GET", /^\/checkout-sessions\/[^/]+$/), patience: 0, after: "complete" },
];

/** @param {Name} name @returns {Request} */
export function request(name) {
  const found = REQUESTS.find((one) => one.name === name);
  if (!found) throw new Error(`no request is called ${name}`);
  return found;
}

/** What a viewer may do about it. @typedef {"wait" | "retry" | "reload" | "other tab"} Reaction */

/** @type {Reaction[]} */
export const REACTIONS = ["wait", "retry", "reload", "other tab"];
