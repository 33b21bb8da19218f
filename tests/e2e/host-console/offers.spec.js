// @ts-check
// A host starts an offer of the shop, follows its pieces into a viewer's cart, and stops it before its time.

import { HostConsole } from "../support/host.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1440, height: 900 } });

test("an offer is started, followed and stopped from the console", async ({ page, publish, another, server, heard, noise }) => {
  void heard;
  noise.expected.push(/status of 401 .*\/host\/api\/session/, /status of 422/);
  const host = new HostConsole(page, server.origin);
  await host.runs();
  await host.takesOver();
  await host.watches();
  const viewer = await another();
  await viewer.page.goto(await publish());
  await viewer.widget.watches();

  const card = page.getByRole("region", { name: "Lineup" }).getByRole("listitem").filter({ hasText: "Ridge vase" });
  await card.getByText("Offer…").click();
  await card.getByLabel("Price of a piece (EUR)").fill("900");
  await card.getByLabel("Pieces at that price").fill("5");
  await card.getByLabel("At most for one buyer").fill("2");
  await card.getByLabel("For how many seconds").fill("300");
  await card.getByRole("button", { name: "Start offer" }).click();
  await expect(page.getByRole("alert").getByText("At that price nothing would be cheaper.")).toBeVisible();
  await card.getByLabel("Price of a piece (EUR)").fill("49,50");
  await expect(card.getByLabel("Pieces at that price"), "what was typed stays, to be put right").toHaveValue("5");
  const told = await host.says(() => card.getByRole("button", { name: "Start offer" }).click());
  expect(told).not.toHaveProperty("terms");
  expect(Date.parse(told.to) - Date.parse(told.from)).toBe(300_000);
  const offer = page.getByRole("region", { name: "Offers" }).getByRole("listitem").filter({ hasText: "Ridge vase" });
  await expect(offer).toContainText("€49.50");
  await expect(offer).toContainText("5 of 5 left · 0 in carts · 0 sold");
  await expect(offer).toContainText(/ends in \d+ s/);
  await expect(host.row("Started an offer of Ridge vase")).toContainText(/viewers (see it in|have seen it)/);

  await viewer.widget.openFromLineup("Ridge vase");
  await viewer.widget.choose({ Glaze: "Rust" });
  await viewer.widget.addToCart();
  await expect(offer).toContainText("4 of 5 left · 1 in carts · 0 sold");

  await host.says(() => offer.getByRole("button", { name: "Stop now: Ridge vase" }).click());
  await expect(host.row("Stopped the offer of Ridge vase")).toBeVisible();
  await expect(offer).not.toContainText("ends in");
  await expect(offer.getByRole("button")).toBeHidden();
});
