// @ts-check
// What a viewer must be told, as a rule for each class of request, fault and reaction. The words are those of
// src/ui/messages/{watching,shopping}.rs and of the payment field; a button is named where there must be one to press.

/** @typedef {import("./requests.js").Name} Name */
/** @typedef {import("../support/proxy.js").Fault} Fault */

/**
 * `words`: what stands on the screen once the widget knows; none where there is nothing to tell.
 * `press`: the button that tries again, and stands beside the words.
 * `byItself`: whether the widget goes on without the viewer. Where it does not, the viewer stays at this step, nothing is
 * bought, and pressing the button leads on.
 * `heading`: what stands above them, where that is news as well. `inField`: whether the payment field says it, not the widget.
 * @typedef {{words: string | null, press: string | null, byItself: boolean, inField?: boolean, heading?: string}} Rule
 */

const UNREACHABLE = "The shop cannot be reached. Nothing is lost.";
const BUSY = "The shop is very busy. Nothing is lost: try again in a moment.";
const BROKEN = "Something went wrong at the shop. Nothing is lost.";

/** The classes of faults, by what a viewer can do about them. @param {Fault} fault */
function shopWords(fault) {
  switch (fault) {
    case "429":
      return BUSY;
    case "wrong type":
    case "wrong shape":
      return BROKEN;
    default:
      return UNREACHABLE;
  }
}

/** Faults that the shop never hears of: what was asked is not done. @param {Fault} fault */
export const undone = (fault) => fault === "lost before" || fault === "429";

/** @type {Rule} */
const SILENT = { words: null, press: null, byItself: true };

/** @param {Name} name @param {Fault} fault @returns {Rule} */
export function rule(name, fault) {
  // The shop answers a second copy as it answered the first: nobody need know.
  if (fault === "twice") return SILENT;
  switch (name) {
    // Shapes stand where cards will be; a viewer who watches has asked for nothing yet.
    case "catalogue lookup":
      return SILENT;
    case "product":
      return { words: "This product cannot be loaded right now.", press: "Try again", byItself: false };
    // The cart is read, and what was written is found in it.
    case "cart write":
      if (!undone(fault)) return SILENT;
    // The cart is kept and sent again until it gets through; whatever came back, it is not known what the shop has.
    case "cart creation":
    case "cart reading":
      return { words: fault === "429" ? BUSY : UNREACHABLE, press: "Try again", byItself: true };
    // Nothing is sent again behind the viewer's back: the form stands as it was typed, with the reason.
    case "checkout creation":
      return { words: shopWords(fault), heading: "The checkout cannot be opened", press: "Try again", byItself: false };
    case "address":
    case "delivery":
      return { words: shopWords(fault), press: "Try again", byItself: false };
    // The provider's own page says it, and keeps the card.
    case "payment token":
      return { words: "The payment service did not answer. Nothing was charged; try again.", press: "Review order", byItself: false, inField: true };
    // Nobody knows whether an order was placed: that is said, and asked until it is known.
    case "complete":
    case "checkout reading":
      return { words: "We are asking the shop about your order", press: "Ask again now", byItself: true };
  }
}
