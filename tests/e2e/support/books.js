// @ts-check
// What the shop and its payment provider have written down, read from their databases while the server runs.
// Python's sqlite3, because Node 20 has none; read-only.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const READ = `
import json, sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=10)
connection.row_factory = sqlite3.Row
print(json.dumps([dict(row) for row in connection.execute(sys.argv[2])]))
`;

/** @param {string} file @param {string} query @returns {Promise<any[]>} */
async function rows(file, query) {
  const { stdout } = await run("python3", ["-c", READ, file, query]);
  return JSON.parse(stdout);
}

/**
 * The books of one server.
 * @param {string} data the server's data folder
 */
export function books(data) {
  const shop = join(data, "shop.sqlite");
  const provider = join(data, "provider.sqlite");
  return {
    /** @returns {Promise<{number: number, id: string, checkout: string, currency: string, total: number, email: string, body: any}[]>} */
    orders: async () =>
      (await rows(shop, "SELECT number, id, checkout, currency, total, email, body FROM orders ORDER BY number")).map(
        (order) => ({ ...order, body: JSON.parse(order.body) }),
      ),
    /** @returns {Promise<{outcome: string, amount: number, currency: string}[]>} */
    charges: () => rows(provider, "SELECT outcome, amount, currency FROM charge ORDER BY at, rowid"),
    /** @param {string} variant @returns {Promise<number>} how many are left */
    stock: async (variant) => {
      if (!/^[a-z0-9-]+$/.test(variant)) throw new Error(`no variant id: ${variant}`);
      return (await rows(shop, `SELECT on_hand FROM stock WHERE variant = '${variant}'`))[0]?.on_hand;
    },
  };
}
