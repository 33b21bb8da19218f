// @ts-check
// The fault matrix: each request of a purchase × each fault × each reaction. `cargo xtask faults` runs it whole.

import { FAULTS } from "../support/proxy.js";
import { play } from "./cell.js";
import { REACTIONS, REQUESTS } from "./requests.js";
import { test } from "./stand.js";

// Which cells: all, or one third of three. The first third runs with every change. In each, every request meets every
// fault, and every reaction follows on every request and on every fault.
const wanted = process.env.VITRINE_FAULTS ?? "0";

for (const [r, { name: request }] of REQUESTS.entries()) {
  for (const [f, fault] of FAULTS.entries()) {
    for (const [a, reaction] of REACTIONS.entries()) {
      if (wanted !== "all" && (r + f + a) % 3 !== Number(wanted)) continue;
      test(`${request} · ${fault} · ${reaction}`, async ({ stand, page }, info) => {
        const row = await play({ request, fault, reaction }, stand, page);
        info.annotations.push({ type: "cell", description: JSON.stringify(row) });
      });
    }
  }
}
