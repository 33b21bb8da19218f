// @ts-check
// A host, alone at the console: signs in, takes the show over, pins and marks without a mouse. Viewers see it in their
// moment, other consoles at once, and an undo takes it away from all of them.

import { HOST_TOKEN, HostConsole } from "../support/host.js";
import { seenNow } from "../support/picture.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1440, height: 900 } });

// Being asked to sign in, and being told that the token is wrong, are answers with an error's status.
const SIGNED_OUT = /status of 401 .*\/host\/api\/session/;

test("without the token nobody comes in, and a wrong one has to wait", async ({ page, server, heard, noise }) => {
  void heard;
  noise.expected.push(SIGNED_OUT);
  const host = new HostConsole(page, server.origin);
  await page.goto(host.address);
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
  await expect(host.row("Pinned Ridge vase")).toContainText(/viewers see it in \d+ s/);
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
  await page.getByLabel("Title").fill("The winter table");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect.poll(async () => (await (await fetch(server.show)).json()).title).toBe("The winter table");
  const { lineup } = await (await fetch(server.show)).json();
  expect(lineup.indexOf("supper-plate")).toBe(6);
});
