// @ts-check
// The matrix as a table, on the terminal and in target/: what became of each cell, and what the viewer was told. Faults of
// a request that end alike share a row.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fromTop } from "../support/places.js";
import { FAULTS } from "../support/proxy.js";
import { REACTIONS, REQUESTS } from "./requests.js";
import { rule } from "./rules.js";

/** Where the table is left, for `cargo xtask faults --write`. */
const FILE = fromTop("target/e2e/faults.md");

/** @typedef {{request: string, fault: string, reaction: string, outcome: string, quicker: boolean, orders: number, charges: number}} Row */

/** @param {Row} row */
const ending = ({ outcome, orders, charges }) => {
  const placed = `placed, ${orders} order, ${charges} charge`;
  return outcome === "told" ? `told, 0 orders, 0 charges; then ${placed}` : placed;
};

/** @implements {import("@playwright/test/reporter").Reporter} */
export default class Table {
  /** @type {Map<string, string>} how each cell ended */
  cells = new Map();

  /** In how many cells the widget had gone on before the viewer could press. */
  overtaken = 0;

  /** @param {import("@playwright/test/reporter").TestCase} test @param {import("@playwright/test/reporter").TestResult} result */
  onTestEnd(test, result) {
    const found = [...test.annotations, ...(result.annotations ?? [])].find(({ type }) => type === "cell");
    const fine = result.status === "passed" && found?.description;
    const row = fine ? JSON.parse(found.description ?? "") : undefined;
    if (row?.quicker === false) this.overtaken += 1;
    this.cells.set(test.title, row ? ending(row) : result.status);
  }

  onEnd() {
    if (this.cells.size === 0) return;
    const lines = REQUESTS.flatMap(({ name }) => this.rows(name));
    const head = ["request", "fault", "the viewer is told", ...REACTIONS];
    const text = [head, head.map(() => "---"), ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
    const placed = [...this.cells.values()].filter((ending) => ending.includes("placed")).length;
    const told = [...this.cells.values()].filter((ending) => ending.startsWith("told")).length;
    const total = `${this.cells.size} cells: ${placed} with one order and one charge that the viewer was told of, ${told} of them after it had been said that nothing had happened; ${this.cells.size - placed} otherwise. In ${this.overtaken} the widget had gone on before the viewer could press.`;
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, `${text}\n\n${total}\n`);
    process.stdout.write(`\n${text}\n\n${total}\n`);
  }

  /** The rows of a request, alike ones as one. @param {import("./requests.js").Name} name */
  rows(name) {
    /** @type {Map<string, {faults: string[], rest: string[]}>} */
    const rows = new Map();
    for (const fault of FAULTS) {
      const ends = REACTIONS.map((reaction) => this.cells.get(`${name} · ${fault} · ${reaction}`) ?? "");
      if (ends.every((end) => end === "")) continue;
      const { words } = rule(name, fault);
      const rest = [words === null ? "nothing" : `“${words}”`, ...ends];
      const row = rows.get(rest.join("|")) ?? { faults: [], rest };
      row.faults.push(fault);
      rows.set(rest.join("|"), row);
    }
    return [...rows.values()].map(({ faults, rest }) => [name, faults.join(", "), ...rest]);
  }
}
