// Vitrine's loader: registers <vitrine-live> at once, and shows what the page wrote inside of the element until the
// widget is up, with links to the first products that the show names. Where the widget never comes, all that stays, and
// one line on the console says why.
//
// The app (vitrine_app.js, vitrine_app_bg.wasm), the HLS player (hls.min.js) and the words of other languages
// (vitrine.de.json) stand beside this file and are loaded once for all elements on the page. No dependency, no global, nothing that a strict policy forbids.

const TAG = "vitrine-live";
const PATIENCE = 30_000;
const STYLE = `
:host{display:block;position:relative;aspect-ratio:9/16;max-height:100svh}
:host([hidden]){display:none!important}
:host([for]){position:absolute;inset:0;aspect-ratio:auto;max-height:none}
:host(:fullscreen){aspect-ratio:auto;max-height:none;width:100%;height:100%;border-radius:0}
slot{display:block;height:100%;overflow:auto}
slot[hidden]{display:none}
slot:has(+ul){height:60%}
slot+ul{box-sizing:border-box;display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:8px;align-content:start;max-height:40%;margin:0;padding:8px;overflow:auto;list-style:none}
slot+ul a{display:flex;align-items:center;min-height:44px;padding:4px 14px;border:1px solid #8888;border-radius:8px;overflow-wrap:anywhere;color:var(--vitrine-ink,CanvasText);background:var(--vitrine-paper,Canvas);font:600 clamp(15px,.9375rem,30px)/1.3 system-ui;font-family:var(--vitrine-font,inherit);text-decoration:none}
slot+ul a[aria-busy]{opacity:.6}`;

const complain = (why) => console.error(`vitrine: the live shop is not shown, and what the page wrote in its place stays. ${why}`);

// ---- the app, once for all elements ---------------------------------------------------------------

const BROKEN = Symbol();
const KEYBOARD = Symbol();
const mounted = new Set();
const dead = [];
let broken = false;
let up = false;
let app;
let sheet;

// Rejects with nothing once the reason has been said.
const load = () => broken ? Promise.reject() : (app ??= start().catch((error) => {
  app = undefined;
  complain(error.message);
  throw undefined;
}));

async function start() {
  const url = new URL("vitrine_app_bg.wasm", import.meta.url);
  const signal = AbortSignal.timeout(PATIENCE);
  const late = new Promise((_, no) => signal.addEventListener("abort", no));
  // Both at once: neither needs the other to be on its way.
  const glue = import("./vitrine_app.js");
  const file = fetch(url, { signal });
  const both = Promise.all([
    glue.catch(() => fail("vitrine_app.js did not load: it must stand beside vitrine.js, and script-src must allow it.")),
    file.catch(() => fail(`${url} did not load: is it there, and does connect-src allow it?`)),
  ]);
  const all = both.then(([module, response]) => run(module, response, url));
  await Promise.race([all, late.catch(() => fail(`It took longer than ${PATIENCE / 1000} seconds to load.`))]);
  up = true;
  return glue;
}

async function run(module, response, url) {
  if (!response.ok) fail(`${url} answered ${response.status}: upload the whole folder, not vitrine.js alone.`);
  const type = response.headers.get("content-type") ?? "no type";
  const right = type.startsWith("application/wasm");
  try {
    // A wrong type cannot be compiled while it loads, but perhaps once it is there.
    await module.default({ module_or_path: right ? response : await response.arrayBuffer() });
  } catch (error) {
    if (/unsafe-eval|content security/i.test(error.message)) fail("The page's policy forbids WebAssembly: add 'wasm-unsafe-eval' to script-src.");
    fail(`${url} is no WebAssembly that this browser can run (served as ${type}): ${error.message}`);
  }
  module.onBreakdown((error) => {
    broken = true;
    complain(`The app broke down (${error.message}). Loading the page anew starts it again.`);
    for (const element of mounted) element[BROKEN]();
  });
}

function fail(why) {
  throw new Error(why);
}

// ---- the first products, until the app is up -------------------------------------------------------

const MOST = 6;
// How long a viewer who has chosen one of them waits for the widget before the shop's page is opened instead.
const SOON = 3_000;

// A link to a product, if that is what the manifest says, and the page has not linked to it itself.
function linkTo(product, page) {
  try {
    const { id, title, url } = product;
    // A plain address of the web, without name or password: what the app takes, too.
    if (!/^https?:\/\/[^\s\\\0-\x1f/?#@]+([/?#][^\s\\\0-\x1f]{0,2000})?$/i.test(url)) return undefined;
    const { href } = new URL(url);
    if ([...page.querySelectorAll("a")].some((link) => link.href === href)) return undefined;
    const link = document.createElement("a");
    link.textContent = title.slice(0, 120);
    link.href = href;
    link.dir = "auto";
    link.dataset.product = id;
    return link;
  } catch {
    return undefined;
  }
}

// ---- words, where a language has a file of them ----------------------------------------------------

// English is in the app itself.
const SPOKEN = ["de"];
const words = {};

const wordsOf = (locale) => {
  const language = locale.toLowerCase().split("-")[0];
  if (!SPOKEN.includes(language)) return undefined;
  const url = new URL(`vitrine.${language}.json`, import.meta.url);
  return (words[language] ??= fetch(url, { signal: AbortSignal.timeout(PATIENCE / 3) })
    .then((response) => response.json())
    .catch(() => {
      words[language] = undefined;
      console.warn(`vitrine: ${url} did not load, so the widget speaks English.`);
    }));
};

// ---- the on-screen keyboard ------------------------------------------------------------------------

// It makes what can be seen lower, but not the page: each element is told how much of it is covered.
const seen = globalThis.visualViewport;
for (const change of ["resize", "scroll"]) {
  seen?.addEventListener(change, () => {
    const open = seen.scale === 1 && document.documentElement.clientHeight - seen.height > 120;
    const end = open ? seen.offsetTop + seen.height : Infinity;
    for (const element of mounted) element[KEYBOARD](end);
  });
}

// ---- the element ----------------------------------------------------------------------------------


class VitrineLive extends HTMLElement {
  static observedAttributes = ["show", "src", "shop", "locale", "for"];

  #root;
  #slot = document.createElement("slot");
  #list;
  #run;
  #mount;
  #waiting = [];
  #clock;
  #settling;
  #stale;
  #ready;

  constructor() {
    super();
    // The app's second file, for those who shop, is on its way as soon as somebody comes near.
    for (const near of ["pointerover", "focusin"]) this.addEventListener(near, () => this.#run?.near?.());
    this.#renew();
  }

  connectedCallback() {
    // A property that was set before this class was there would hide the accessor.
    if (Object.hasOwn(this, "clock")) {
      const { clock } = this;
      delete this.clock;
      this.clock = clock;
    }
    this.#root ??= this.#attach();
    if (!this.#run) this.#fallBack();
    this.#settle();
  }

  disconnectedCallback() {
    this.#settle();
  }

  attributeChangedCallback(_name, old, now) {
    if (old === now || !this.#run) return;
    this.#stale = true;
    this.#settle();
  }

  // A microtask later, so that an element which is moved is not taken for one that is removed.
  #settle() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      if (!this.isConnected || this.#stale) this.#end();
      if (this.isConnected && !this.#run) this.#begin();
    });
  }

  #attach() {
    const root = this.attachShadow({ mode: this.getAttribute("shadow") === "open" ? "open" : "closed" });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
    }
    root.adoptedStyleSheets = [sheet];
    return root;
  }

  async #begin() {
    const run = (this.#run = {});
    this.#fallBack();
    try {
      // Wanted at once, both of them; an app that does not come is said before a page that is written wrongly.
      const both = Promise.all([load(), wordsOf(this.#locale())]);
      // Behind them in the queue. What is wrong with it the app will say.
      if (!up) this.#preview(run).catch(() => {});
      const [module, words] = await both;
      // Removed meanwhile, or begun anew.
      if (this.#run !== run) return;
      const { hls, shopping } = module;
      this.#mount = module.mount(this, this.#root, { ...this.#options(), words, hls, shopping, manifest: run.manifest });
      mounted.add(this);
      run.near = () => shopping().catch(() => {});
      // Whoever was on a link that goes away now goes on in the widget, at its beginning.
      const box = this.matches(":focus-within") && this.#root.lastElementChild;
      this.#list?.remove();
      // Not taken out: on paper the page's own words stand for the show.
      this.#slot.hidden = true;
      if (box) {
        box.tabIndex = -1;
        box.focus();
      }
      if (this.#clock) this.#do("setClock", this.#clock);
      for (const call of this.#waiting.splice(0)) this.#do(...call);
      run.chosen?.();
      this.#ready.yes();
    } catch (error) {
      if (this.#run !== run) return;
      run.over = true;
      run.chosen?.();
      if (error && !broken) complain(error.message ?? error);
      this.#ready.no(new Error("The live shop is not shown; the console says why."));
    }
  }

  // Reads the manifest, for the app too, and shows the first products.
  async #preview(run) {
    const { show } = this.#options();
    const response = await fetch(show, { credentials: "omit" });
    const text = response.ok && (await response.text());
    if (!text || this.#run !== run || this.#mount) return;
    run.manifest = text;
    const { title, products } = JSON.parse(text);
    const links = products.slice(0, MOST).map((product) => linkTo(product, this)).filter(Boolean);
    if (!links.length) return;
    this.#list = document.createElement("ul");
    this.#list.role = "list";
    this.#list.ariaLabel = String(title).slice(0, 120);
    for (const link of links) this.#list.appendChild(document.createElement("li")).append(link);
    this.#list.addEventListener("click", (event) => this.#choose(event, run));
    this.#root.append(this.#list);
  }

  // One that is chosen while the app is on its way is opened in it; where that takes too long, at the shop.
  #choose(event, run) {
    const link = event.target.closest("a");
    if (!link || run.over || broken || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    run.chosen ?? setTimeout(() => {
      run.over = true;
      run.chosen();
    }, SOON);
    for (const { firstChild: other } of this.#list.children) other.ariaBusy = other === link || null;
    run.chosen = () => {
      run.chosen = () => {};
      link.ariaBusy = null;
      if (this.#run !== run) return;
      if (this.#mount) this.open(link.dataset.product);
      else link.click();
    };
  }

  #end() {
    this.#run = this.#stale = this.#list = undefined;
    if (mounted.delete(this)) this.#mount.destroy();
    this.#mount = undefined;
    this.#root?.replaceChildren();
    this.#renew();
  }

  [BROKEN]() {
    mounted.delete(this);
    // Kept, or the collector would call into what is broken.
    dead.push(this.#mount);
    this.#mount = undefined;
    this.#fallBack();
  }

  #fallBack() {
    this.#slot.hidden = false;
    this.#root.replaceChildren(this.#slot, ...(this.#list ? [this.#list] : []));
  }

  [KEYBOARD](end) {
    const { bottom, height } = this.getBoundingClientRect();
    const covered = Math.min(Math.max(0, bottom - end), height * 0.6);
    this.#root.lastElementChild?.style.setProperty("--keyboard", `${covered}px`);
  }

  #renew() {
    if (this.#ready && !this.#ready.done) return;
    const ready = (this.#ready = {});
    ready.promise = new Promise((yes, no) => {
      ready.yes = () => yes((ready.done = true) && undefined);
      ready.no = (why) => no(why, (ready.done = true));
    });
    // Who does not ask is not told a second time.
    ready.promise.catch(() => {});
  }

  #locale() {
    return this.getAttribute("locale") || this.closest("[lang]")?.lang || navigator.language;
  }

  #options() {
    const address = (name) => {
      const value = this.getAttribute(name);
      if (!value) return undefined;
      try {
        return new URL(value, document.baseURI).href;
      } catch {
        return fail(`${name}="${value}" is no address.`);
      }
    };
    const id = this.getAttribute("for");
    const video = id ? this.getRootNode().getElementById(id) : undefined;
    if (id && !(video instanceof HTMLVideoElement)) fail(`for="${id}" names no <video> in this page.`);
    return {
      show: address("show") ?? fail(`<${TAG}> needs a show attribute with the address of a show.`),
      src: address("src"),
      shop: address("shop"),
      locale: this.#locale(),
      video,
    };
  }

  #do(name, ...words) {
    if (!this.#mount) return void this.#waiting.push([name, ...words]);
    try {
      this.#mount[name](...words);
    } catch {
      // The app broke down, and has said so. That is no error of who called.
    }
  }

  open(product) {
    this.#do("open", String(product));
  }

  addToCart(variant, quantity = 1) {
    this.#do("addToCart", String(variant), Math.max(1, quantity | 0));
  }

  openCart() {
    this.#do("openCart");
  }

  checkout() {
    this.#do("checkout");
  }

  close() {
    this.#do("close");
  }

  get ready() {
    return this.#ready.promise;
  }

  get clock() {
    return this.#clock ?? null;
  }

  set clock(clock) {
    this.#clock = typeof clock === "function" ? clock : undefined;
    if (this.#mount) this.#do("setClock", this.#clock);
  }
}

if (!customElements.get(TAG)) customElements.define(TAG, VitrineLive);
