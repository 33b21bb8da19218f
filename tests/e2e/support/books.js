// @ts-check
// What the shop and its payment provider have written down, read from their databases while the server runs.
// Python's sqlite3, because Node 20 has none; read-only.

import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
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

const READ_ON = `
import json, sqlite3, sys
for line in sys.stdin:
    file, query = json.loads(line)
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)
    connection.row_factory = sqlite3.Row
    print(json.dumps([dict(row) for row in connection.execute(query)]), flush=True)
    connection.close()
`;

/**
 * The books of one server, read by one process that stays until they are closed: for those who look often.
 * @param {string} data the server's data folder
 */
export function openBooks(data) {
  const reader = spawn("python3", ["-c", READ_ON], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: reader.stdout })[Symbol.asyncIterator]();
  let last = Promise.resolve();
  /** @param {string} file @param {string} query @returns {Promise<any[]>} */
  const ask = (file, query) => {
    const answer = last.then(async () => {
      reader.stdin.write(`${JSON.stringify([file, query])}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("the books cannot be read");
      return JSON.parse(value);
    });
    last = answer.then(() => {}, () => {});
    return answer;
  };
  return Object.assign(books(data, ask), { close: () => void reader.stdin.end() });
}

/**
 * The books of one server.
 * @param {string} data the server's data folder
 * @param {typeof rows} [ask]
 */
export function books(data, ask = rows) {
  const shop = join(data, "shop.sqlite");
  const provider = join(data, "provider.sqlite");
  return {
    /** @returns {Promise<{number: number, id: string, checkout: string, currency: string, total: number, email: string, body: any}[]>} */
    orders: async () =>
      (await ask(shop, "SELECT number, id, checkout, currency, total, email, body FROM orders ORDER BY number")).map(
        (order) => ({ ...order, body: JSON.parse(order.body) }),
      ),
    /** @returns {Promise<{outcome: string, amount: number, currency: string}[]>} */
    charges: () => ask(provider, "SELECT outcome, amount, currency FROM charge ORDER BY at, rowid"),
    /** @param {string} variant @returns {Promise<number>} how many are left */
    stock: async (variant) => {
      if (!/^[a-z0-9-]+$/.test(variant)) throw new Error(`no variant id: ${variant}`);
      return (await ask(shop, `SELECT on_hand FROM stock WHERE variant = '${variant}'`))[0]?.on_hand;
    },
  };
}
