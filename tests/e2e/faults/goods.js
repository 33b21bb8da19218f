// @ts-check
// What is sold here: one thing of which there is always enough, so that cells do not depend on each other.

/** @type {string} */
export const TITLE = "Everlasting vase";
export const PRICE = 7400;
const DELIVERY = 490;

/** Two of it, delivered. */
export const TOTAL = 2 * PRICE + DELIVERY;

export const CATALOGUE = {
  currency: "EUR",
  shop: { name: "Linen & Clay" },
  products: [{ id: "vase", title: TITLE, description: "One of many.", variants: [{ id: "vase", sku: "V", price: PRICE }] }],
  delivery: [
    {
      countries: ["*"],
      options: [{ id: "standard", title: "Standard delivery", description: "2–4 working days", price: DELIVERY, min_days: 2, max_days: 4 }],
    },
  ],
};

/** A show without a stage, whose picture is a second of silence: the purchase is what is looked at. */
export const show = (/** @type {string} */ shop) => ({
  version: 1,
  id: "faults",
  title: "Faults",
  status: "ended",
  stream: { src: "silence.wav", type: "audio/wav", cors: true },
  shop: { type: "ucp", endpoint: shop },
  lineup: ["vase"],
});

/** That second, all of its bytes ASCII: 8192 samples of two zero bytes. */
export const SILENCE =
  "RIFF\x24\x40\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\x20\0\0\0\x40\0\0\x02\0\x10\0data\0\x40\0\0" + "\0".repeat(0x4000);
