// @ts-check
// A host, alone at the console: signs in, takes the show over, pins and marks without a mouse. Viewers see it in their
// moment, other consoles at once, and an undo takes it away from all of them.

import { HOST_TOKEN, HostConsole } from "../support/host.js";
import { seenNow } from "../support/picture.js";
import { after, secondOf } from "../support/programme.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1440, height: 900 } });

// Being asked to sign in, and being told that the token is wrong, are answers with an error's status.
const SIGNED_OUT = /status of 401 .*\/host\/api\/session/;

test("without the token nobody comes in, and a wrong one has to wait", async ({ page, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await host.arrives();
  await host.enter("a guess");
  await expect(page.getByText("That is not the token.")).toBeVisible();
  await expect(host.button("Sign in")).toHaveAttribute("aria-disabled", "true");
  await expect(host.button("Sign in")).not.toHaveAttribute("aria-disabled");
  await host.enter(HOST_TOKEN);
  await expect(page.getByRole("link", { name: /^Run: / })).toBeVisible();
  // Signed in is signed in, after a reload too; signed out is signed out.
  await page.reload();
  await expect(page.getByRole("link", { name: /^Run: / })).toBeVisible();
  await host.button("Sign out").click();
  await expect(page.getByLabel("Host token")).toBeVisible();
});

test("a pin by key is seen by a viewer and by another console, and undone for both", async ({ page, publish, another, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await host.runs();
  await expect(page.getByText("The programme's script runs this show.")).toBeVisible();
  await host.button("Take over").click();
  await expect(page.getByText("You run this show.")).toBeVisible();
  await host.watches();

  const viewer = await another();
  await viewer.page.goto(await publish());
  await viewer.widget.watches();
  const second = await another();
  const beside = new HostConsole(second.page, server.origin);
  await beside.runs();

  // The third product of the lineup, into the second slot.
  await page.keyboard.press("3");
  await page.keyboard.press("w");
  await expect(host.slot(2)).toContainText("Ridge vase");
  await expect(beside.slot(2)).toContainText("Ridge vase");
  await expect(host.row("Pinned Ridge vase")).toContainText(/viewers (see it in \d+ s|have seen it)/);
  await expect(viewer.widget.pin("Ridge vase")).toBeVisible();
  await expect(host.row("Pinned Ridge vase")).toContainText("viewers have seen it");
  expect((await seenNow(viewer.page)).pins).toEqual(["ridge-vase"]);

  await second.page.keyboard.press("z");
  await expect(beside.row("Pinned Ridge vase")).toContainText("undone");
  await expect(host.row("Pinned Ridge vase")).toContainText("undone");
  await expect(host.slot(2)).toContainText("Empty");
  await expect(viewer.widget.pin("Ridge vase")).toBeHidden();
});

test("a console without a network says so, keeps nothing for later, and catches up", async ({ page, context, another, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT, /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|Failed to load resource/);
  const host = new HostConsole(page, server.origin);
  await host.runs();
  await host.button("Take over").click();
  await expect(page.getByText("You run this show.")).toBeVisible();
  const second = await another();
  const beside = new HostConsole(second.page, server.origin);
  await beside.runs();

  await context.setOffline(true);
  await expect(host.link).toContainText("Offline: nothing is sent");
  await page.keyboard.press("1");
  await page.keyboard.press("1");
  await expect(page.getByRole("alert").getByText("Offline: nothing was sent.")).toBeVisible();
  await second.page.keyboard.press("2");
  await second.page.keyboard.press("2");
  await expect(beside.slot(1)).toContainText("Supper plate");

  await context.setOffline(false);
  await expect(host.link).toHaveText("In step");
  await expect(host.slot(1)).toContainText("Supper plate");
  await expect(host.row("Washed linen tablecloth")).toHaveCount(0);
});

test("a product is marked in the picture and followed, by keyboard alone", async ({ page, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await host.runs();
  await host.button("Take over").click();
  await expect(page.getByText("You run this show.")).toBeVisible();
  await host.watches();
  /** @type {any[]} */
  const sent = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/cues")) sent.push(request.postDataJSON());
  });
  await page.keyboard.press("3");
  await page.keyboard.press("h");
  await expect(page.getByRole("application", { name: /^Mark in the picture: Ridge vase/ })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(host.row("Marked Ridge vase")).toBeVisible();
  await expect
    .poll(async () => {
      await page.keyboard.press("ArrowUp");
      return sent.length;
    })
    .toBeGreaterThan(2);
  const [placed, ...ways] = sent;
  expect(placed.path).toHaveLength(1);
  for (const way of ways) {
    expect(way.spot).toBe(placed.spot);
    expect(way.path.length).toBeGreaterThan(1);
  }
  expect(ways[0].path.at(-1).y).toBeLessThan(placed.path[0].y);
  await expect(host.row("Marked Ridge vase")).toHaveCount(1);
  await page.keyboard.press("Delete");
  await expect(page.getByRole("application")).toBeHidden();
  await expect.poll(() => sent.at(-1).until).toBe(sent.at(-1).at);
});

test("a lineup is searched, ordered by keyboard and saved as one goes", async ({ page, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await host.runs();
  await page.getByRole("link", { name: "Prepare", exact: true }).click();
  const rows = page.getByRole("region", { name: "Lineup" }).getByRole("listitem");
  await expect(rows).toHaveCount(8);
  await host.button("Remove: Supper plate").click();
  await expect(rows).toHaveCount(7);
  await page.getByRole("searchbox").fill("plate");
  await host.button("Add: Supper plate").click();
  await expect(rows.last()).toContainText("Supper plate");
  await host.button("Up: Supper plate").focus();
  await page.keyboard.press("Enter");
  await expect(rows.nth(6)).toContainText("Supper plate");
  await expect(host.button("Up: Supper plate")).toBeFocused();
  await rows.filter({ hasText: "Ridge vase" }).dragTo(rows.first());
  await expect(rows.first()).toContainText("Ridge vase");
  await page.getByLabel("Title").fill("The winter table");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect.poll(async () => (await (await fetch(server.show)).json()).title).toBe("The winter table");
  const { lineup } = await (await fetch(server.show)).json();
  expect(lineup.indexOf("supper-plate")).toBe(6);
  expect(lineup[0]).toBe("ridge-vase");
});

test("what a host types wrongly is said beside it, and all the rest is saved", async ({ page, another, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT, /status of 422/);
  const host = new HostConsole(page, server.origin);
  await host.prepares();
  const second = await another();
  const beside = new HostConsole(second.page, server.origin);
  await beside.prepares();
  const poster = page.getByLabel("Poster (address of a picture)");
  await poster.fill("somewhere");
  await expect(poster).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Title").fill("The spring table");
  await expect(second.page.getByLabel("Title"), "another console has it at once").toHaveValue("The spring table");
  await expect(page.getByRole("status").filter({ hasText: "Poster" }), "what is wrong is still said").toContainText("not saved");
  await poster.fill("");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(poster).not.toHaveAttribute("aria-invalid");
  const watched = page.getByLabel("Page where viewers watch");
  await watched.fill("shop.example");
  await expect(watched).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("status").filter({ hasText: "Page where viewers watch" })).toContainText("not saved");
  await watched.fill("https://shop.example/live");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(second.page.getByLabel("Page where viewers watch")).toHaveValue("https://shop.example/live");
  expect(await (await fetch(`${server.origin}/shows/demo/calendar.ics`)).text()).toContain("URL:https://shop.example/live");
});

test("a cue has the moment of the picture that the host sees, or the studio's", async ({ page, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await host.prepares();
  await page.getByLabel("Encoder's delay (seconds)").fill("2.5");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Run", exact: true }).click();
  await host.takesOver();
  await host.watches();
  // Until the preview shows what came after the take-over, that is the first moment there is.
  const taken = Date.now();
  await expect.poll(async () => after(await host.pictureTime(), secondOf(new Date(taken).toISOString()))).toBeGreaterThan(0);
  await page.keyboard.press("k");
  await expect(host.button(/^Play/)).toBeVisible();
  const pinned = await host.says(() => page.keyboard.type("3q"));
  expect(Math.abs(after(secondOf(pinned.at), await host.pictureTime())), "this picture, to the millisecond").toBeLessThan(0.002);
  await page.keyboard.press("p");
  const now = await host.says(() => page.keyboard.type("3w"));
  expect(Date.parse(now.told) - Date.parse(now.at), "the studio's now, less the encoder's delay").toBe(2_500);
  await expect(host.slot(2)).toContainText("Ridge vase");
});

test("a viewer of the monitor is as far behind as was chosen, and gets a pin with its picture", async ({ page, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await host.runs();
  await host.takesOver();
  const taken = secondOf(new Date().toISOString());
  await host.watches();
  await page.getByRole("combobox", { name: "What viewers see" }).selectOption("A viewer 20 s behind the newest picture");
  const monitor = page.locator("#monitor");
  await expect.poll(() => monitor.evaluate((video) => (/** @type {HTMLVideoElement} */ (video).paused ? 0 : /** @type {HTMLVideoElement} */ (video).currentTime))).toBeGreaterThan(0);
  await expect.poll(async () => after(await host.pictureTime(), await host.pictureTime("#monitor"))).toBeGreaterThan(12);
  await expect.poll(async () => after(await host.pictureTime("#monitor"), taken), "the script's own pins have gone by").toBeGreaterThan(0);
  await page.getByRole("heading", { name: "Pinned now" }).click();
  const { seen } = await host.monitorPins("ridge-vase");
  const pinned = await host.says(() => page.keyboard.type("3q"));
  await expect(host.slot(1)).toContainText("Ridge vase");
  const late = after(await seen, secondOf(pinned.at));
  expect(late, "not before its picture").toBeGreaterThan(-0.04);
  expect(late, "and with it").toBeLessThan(0.2);
});

test("what viewers open and put into carts is in the figures within a moment", async ({ page, publish, another, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await host.runs();
  const viewer = await another();
  await viewer.page.goto(await publish());
  await viewer.widget.watches();
  const silent = await another();
  /** @type {string[]} */
  const told = [];
  silent.page.on("request", (request) => void (request.url().includes("/beacon") && told.push(request.url())));
  await silent.page.goto(await publish({ attributes: 'beacon="off"', at: "/silent.html" }));
  await silent.widget.watches();
  for (const { widget } of [silent, viewer]) {
    await widget.openFromLineup("Ridge vase");
    await widget.choose({ Glaze: "Rust" });
    await widget.addToCart();
  }
  await expect(host.figure("Opened")).toHaveText("1");
  await expect(host.figure("Put into carts")).toHaveText("1");
  await expect(host.figure("Viewers")).toHaveText("2");
  await expect(page.getByRole("region", { name: "Lineup" }).getByRole("listitem").filter({ hasText: "Ridge vase" })).toContainText("1 opened · 1 in carts · 0 sold");
  expect(told, "the page does not want it").toEqual([]);
});
