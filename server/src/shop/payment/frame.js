// The card fields. Talks to the widget through one MessagePort, to its own origin through fetch.
// What is typed goes to /pay/tokens and nowhere else; the widget hears a token, a brand and four digits.
"use strict";

const TEXTS = {
  en: {
    title: "Card",
    number: "Card number", expiry: "Expiry (MM/YY)", cvc: "Security code", name: "Name on card",
    hint: "Sandbox. 4242\u00a04242\u00a04242\u00a04242 pays, 4000\u00a00000\u00a00000\u00a00002 is declined, 4000\u00a00000\u00a00000\u00a03220 asks you first; any later date, any code.",
    "number.missing": "Enter the card number.",
    "number.wrong": "This number is not complete or has a wrong digit.",
    "number.not_a_test_card": "The sandbox takes test cards only. Do not enter a real card.",
    "expiry.missing": "Enter the expiry date.",
    "expiry.wrong": "Enter month and year, such as 04/29.",
    "expiry.over": "This card has expired.",
    "cvc.missing": "Enter the security code.",
    "cvc.wrong": "The code has 3 or 4 digits.",
    "name.missing": "Enter the name on the card.",
    "name.wrong": "Enter the name on the card.",
    unreachable: "The payment service did not answer. Nothing was charged; try again.",
  },
  de: {
    title: "Karte",
    number: "Kartennummer", expiry: "Gültig bis (MM/JJ)", cvc: "Prüfziffer", name: "Name auf der Karte",
    hint: "Testbetrieb. 4242\u00a04242\u00a04242\u00a04242 zahlt, 4000\u00a00000\u00a00000\u00a00002 wird abgelehnt, 4000\u00a00000\u00a00000\u00a03220 fragt erst nach; Datum in der Zukunft, Prüfziffer beliebig.",
    "number.missing": "Geben Sie die Kartennummer ein.",
    "number.wrong": "Diese Nummer ist unvollständig oder enthält eine falsche Ziffer.",
    "number.not_a_test_card": "Hier gelten nur Testkarten. Geben Sie keine echte Karte ein.",
    "expiry.missing": "Geben Sie das Ablaufdatum ein.",
    "expiry.wrong": "Geben Sie Monat und Jahr ein, etwa 04/29.",
    "expiry.over": "Diese Karte ist abgelaufen.",
    "cvc.missing": "Geben Sie die Prüfziffer ein.",
    "cvc.wrong": "Die Prüfziffer hat 3 oder 4 Stellen.",
    "name.missing": "Geben Sie den Namen auf der Karte ein.",
    "name.wrong": "Geben Sie den Namen auf der Karte ein.",
    unreachable: "Der Zahlungsdienst hat nicht geantwortet. Es wurde nichts abgebucht; versuchen Sie es noch einmal.",
  },
};
const FIELDS = ["number", "expiry", "cvc", "name"];
const COLOURS = ["ink", "paper", "dim", "line", "accent", "bad"];

const origins = document.body.dataset.origins.split(" ").filter(Boolean);
const form = document.getElementById("card");
const field = Object.fromEntries(FIELDS.map((id) => [id, document.getElementById(id)]));
const trouble = Object.fromEntries(FIELDS.map((id) => [id, document.getElementById(`${id}-error`)]));
const formTrouble = document.getElementById("form-error");
const brand = document.getElementById("brand");

let port = null;
let texts = TEXTS.en;
let busy = false;
const shown = {};
let told = {};

// ---- the widget -----------------------------------------------------------------------------------

window.addEventListener("message", (event) => {
  const known = event.source === window.parent && origins.includes(event.origin);
  if (!known || event.data?.type !== "vitrine:connect" || !event.ports[0]) return;
  port?.close();
  port = event.ports[0];
  told = {};
  port.onmessage = ({ data }) => hear(data);
  speak(event.data.locale);
  colour(event.data.theme);
  tell({ type: "ready" });
  tellHeight();
  tellValidity();
});

function hear(message) {
  if (message?.type === "tokenize") tokenize();
  if (message?.type === "theme") colour(message.theme ?? message);
}

function tell(message) {
  port?.postMessage(message);
}

// Says it only when it is news.
function tellNews(type, key, value) {
  if (told[type] === value) return;
  told[type] = value;
  tell({ type, [key]: value });
}

function tellHeight() {
  tellNews("height", "px", Math.ceil(form.getBoundingClientRect().height));
}

function tellValidity() {
  tellNews("validity", "complete", FIELDS.every((id) => problem(id) === null));
}

new ResizeObserver(tellHeight).observe(form);

function speak(locale) {
  const language = String(locale ?? "").toLowerCase().startsWith("de") ? "de" : "en";
  texts = TEXTS[language];
  document.documentElement.lang = language;
  document.title = texts.title;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = texts[element.dataset.text];
  for (const id of FIELDS) if (shown[id]) show(id, shown[id]);
}

// Custom properties are set through CSSOM, which a strict policy allows; a value that is no colour is
// not taken.
function colour(theme) {
  if (!theme || typeof theme !== "object") return;
  const root = document.documentElement;
  if (theme.scheme === "dark" || theme.scheme === "light") {
    root.style.colorScheme = theme.scheme;
    root.classList.toggle("dark", theme.scheme === "dark");
  }
  for (const name of COLOURS) {
    const value = theme[name];
    if (typeof value === "string" && CSS.supports("color", value)) root.style.setProperty(`--${name}`, value);
  }
}

// ---- the fields -----------------------------------------------------------------------------------

const digits = (text) => text.replace(/\D/g, "");

function passesLuhn(number) {
  let sum = 0;
  [...number].reverse().forEach((digit, place) => {
    const value = place % 2 ? digit * 2 : Number(digit);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}

// What is wrong with a field, or null.
function problem(id) {
  const value = field[id].value.trim();
  if (value === "") return "missing";
  if (id === "number") {
    const number = digits(value);
    return number.length >= 12 && number.length <= 19 && passesLuhn(number) ? null : "wrong";
  }
  if (id === "expiry") {
    const match = /^(\d{2})\s*\/\s*(\d{2})$/.exec(value);
    const month = match ? Number(match[1]) : 0;
    if (month < 1 || month > 12) return "wrong";
    const now = new Date();
    const last = (2000 + Number(match[2])) * 12 + month - 1;
    return last < now.getFullYear() * 12 + now.getMonth() ? "over" : null;
  }
  if (id === "cvc") return /^\d{3,4}$/.test(value) ? null : "wrong";
  return null;
}

function show(id, reason) {
  shown[id] = reason;
  trouble[id].textContent = reason ? texts[`${id}.${reason}`] ?? texts[`${id}.wrong`] : "";
  if (reason) field[id].setAttribute("aria-invalid", "true");
  else field[id].removeAttribute("aria-invalid");
}

// Groups the digits as they are typed, and leaves the caret behind the digit it was behind.
function regroup(input, group) {
  const atEnd = (input.selectionStart ?? input.value.length) === input.value.length;
  const before = digits(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
  const value = group(digits(input.value));
  if (value === input.value) return;
  input.value = value;
  let caret = 0;
  for (let seen = 0; caret < value.length && seen < before; caret += 1) if (/\d/.test(value[caret])) seen += 1;
  if (atEnd) caret = value.length;
  input.setSelectionRange(caret, caret);
}

const inFours = (text) => text.slice(0, 19).replace(/(\d{4})(?=\d)/g, "$1 ");
const monthAndYear = (text) => {
  // Autofill may bring MM/YYYY.
  const short = text.length === 6 ? text.slice(0, 2) + text.slice(4) : text.slice(0, 4);
  const padded = /^[2-9]$/.test(short) ? `0${short}` : short;
  return padded.length > 2 ? `${padded.slice(0, 2)}/${padded.slice(2)}` : padded;
};

form.addEventListener("input", ({ target }) => {
  if (target === field.number) {
    regroup(target, inFours);
    brand.textContent = /^4/.test(target.value) ? "Visa" : "";
    target.classList.toggle("branded", brand.textContent !== "");
  }
  if (target === field.expiry) regroup(target, monthAndYear);
  if (target === field.cvc) target.value = digits(target.value).slice(0, 4);
  formTrouble.textContent = "";
  // What was complained about is taken back as soon as it is right.
  if (shown[target.id] && problem(target.id) === null) show(target.id, null);
  tellValidity();
});

form.addEventListener("focusout", ({ target }) => {
  if (FIELDS.includes(target.id) && target.value.trim() !== "") show(target.id, problem(target.id));
});

form.addEventListener("submit", (event) => event.preventDefault());

// ---- the token ------------------------------------------------------------------------------------

function refuse(reasons) {
  for (const id of FIELDS) show(id, reasons[id] ?? null);
  FIELDS.map((id) => (reasons[id] ? field[id] : null)).find(Boolean)?.focus();
  tell({ type: "invalid" });
}

async function tokenize() {
  if (busy) return;
  const found = FIELDS.map((id) => [id, problem(id)]).filter(([, reason]) => reason !== null);
  if (found.length > 0) return refuse(Object.fromEntries(found));
  busy = true;
  formTrouble.textContent = "";
  try {
    const card = Object.fromEntries(FIELDS.map((id) => [id, field[id].value.trim()]));
    card.number = digits(card.number);
    const response = await fetch("/pay/tokens", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(card),
      signal: AbortSignal.timeout(15_000),
    });
    const answer = await response.json();
    if (response.status === 200) tell({ type: "token", token: answer.token, display: answer.display });
    else if (response.status === 422) refuse(answer.errors);
    else throw new Error(`status ${response.status}`);
  } catch {
    formTrouble.textContent = texts.unreachable;
    tell({ type: "invalid" });
  } finally {
    busy = false;
  }
}
