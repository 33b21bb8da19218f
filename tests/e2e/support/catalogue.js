// @ts-check
// What the shop sells, from the file that the server imports.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SHOW } from "./places.js";

/** @typedef {{id: string, options: Record<string, string>, price: number, stock?: number}} Variant */
/** @typedef {{id: string, title: string, options?: {name: string, values: string[]}[], variants: Variant[]}} Product */

const file = JSON.parse(readFileSync(join(SHOW, "catalogue.json"), "utf8"));

/** @param {string} id @returns {Product} */
export function product(id) {
  const found = file.products.find((/** @type {Product} */ one) => one.id === id);
  if (!found) throw new Error(`the catalogue has no ${id}`);
  return found;
}

/** The first variant that can be bought, with its choice. @param {string} id @returns {Variant} */
export function anyVariant(id) {
  const found = product(id).variants.find(({ stock }) => stock === undefined || stock > 2);
  if (!found) throw new Error(`nothing of ${id} is left`);
  return { ...found, options: found.options ?? {} };
}

/**
 * What a way of delivery costs in a country.
 * @param {string} title @param {string} country @returns {number}
 */
export function delivery(title, country) {
  const rates = file.delivery.find((/** @type {any} */ one) => one.countries.includes(country));
  return rates.options.find((/** @type {any} */ one) => one.title === title).price;
}
