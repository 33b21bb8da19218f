// The element's methods and events, from the page's side. Amounts in events are what GA4 expects.

const show = document.querySelector("vitrine-live");
const log = document.querySelector("#log");

document.querySelector("#vase").addEventListener("click", () => show.open("ridge-vase"));
document.querySelector("#candle").addEventListener("click", () => show.addToCart("beeswax-candle", 1));
document.querySelector("#cart").addEventListener("click", () => show.openCart());

const names = ["ready", "cue", "view-item", "add-to-cart", "remove-from-cart", "begin-checkout", "purchase", "error"];
for (const name of names) {
  show.addEventListener(`vitrine:${name}`, (event) => {
    const line = document.createElement("li");
    line.textContent = `${name} ${JSON.stringify(event.detail)}`;
    log.append(line);
  });
}
