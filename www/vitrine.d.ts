/**
 * Types of Vitrine's custom element, `<vitrine-live>`.
 *
 * `vitrine.js` registers the element when it is loaded (`<script type="module" src="vitrine.js"></script>`, or
 * `import "./vitrine.js"`). The module exports nothing; this file only describes what it makes of the page.
 *
 * Amounts are **decimal strings in major units** of the event's currency (`"59.00"`, `"1200"` for yen), exact as the shop
 * said them. GA4 takes numbers: `Number(detail.value)`.
 */

/** A decimal amount in major units, such as `"59.00"`. */
export type Amount = string;

/** An ISO 4217 code, such as `"EUR"`. */
export type CurrencyCode = string;

/** One thing of a GA4 e-commerce event. */
export interface VitrineItem {
  /** The shop's id of the product (`view-item`) or of the variant (all other events). */
  item_id: string;
  item_name: string;
  /** The price of one. */
  price: Amount;
  quantity: number;
}

/** `vitrine:ready`: the widget is up and its show is known. */
export type ReadyDetail = Record<string, never>;

/** `vitrine:cue`: a product came up over the viewer's picture. */
export interface CueDetail {
  cue_id: string;
  /** The shop's id of the product. */
  item_id: string;
}

/** `vitrine:view-item`, `vitrine:add-to-cart`. */
export interface ItemsDetail {
  currency: CurrencyCode;
  items: VitrineItem[];
}

/** `vitrine:remove-from-cart`. */
export interface RemoveFromCartDetail {
  currency: CurrencyCode;
  /** The variant that was taken out. */
  items: Pick<VitrineItem, "item_id">[];
}

/** `vitrine:begin-checkout`. */
export interface BeginCheckoutDetail extends ItemsDetail {
  /** The total. */
  value: Amount;
}

/** `vitrine:purchase`: an order was placed. Sent once an order. */
export interface PurchaseDetail extends ItemsDetail {
  /** The order's number as the viewer sees it. */
  transaction_id: string;
  /** What was paid. */
  value: Amount;
}

/** `vitrine:error`: something went wrong that the page may want to know. */
export interface ErrorDetail {
  /**
   * A stable code. Of the show: `show_unavailable`, `shop_unknown`. Of the video, which the viewer is told too:
   * `video_unreachable` (tried again by itself), `video_blocked` (its server does not answer this page: CORS),
   * `video_unsupported` (no codec for it here), `video_broken`. Never a secret, never the viewer's data.
   */
  code: string;
}

/** The events of the element. They bubble, are composed, and cannot be cancelled. */
export interface VitrineEventMap {
  "vitrine:ready": CustomEvent<ReadyDetail>;
  "vitrine:cue": CustomEvent<CueDetail>;
  "vitrine:view-item": CustomEvent<ItemsDetail>;
  "vitrine:add-to-cart": CustomEvent<ItemsDetail>;
  "vitrine:remove-from-cart": CustomEvent<RemoveFromCartDetail>;
  "vitrine:begin-checkout": CustomEvent<BeginCheckoutDetail>;
  "vitrine:purchase": CustomEvent<PurchaseDetail>;
  "vitrine:error": CustomEvent<ErrorDetail>;
}

/**
 * Tells the time that the viewer's picture shows, at the moment it is called: a `Date` is a programme date-time (a live
 * show), a number is seconds of the media (a replay), `null` means that it is not known.
 */
export type VitrineClock = () => Date | number | null;

/** The attributes of `<vitrine-live>`, as markup takes them. Changing one of the first five mounts the widget anew. */
export interface VitrineLiveAttributes {
  /** Address of the show manifest. A relative one is resolved against the page. Required. */
  show: string;
  /** Address of a stream that replaces the manifest's. */
  src?: string;
  /** Address of a shop that replaces the manifest's. */
  shop?: string;
  /** Language (BCP 47) of texts, money and dates. There are English and German texts. Without it: the nearest `lang`, else the browser's. */
  locale?: string;
  /** The `id` of a `<video>` in the page that the widget is laid over instead of bringing its own. */
  for?: string;
  /** Colours; without it they follow the viewer's system. */
  theme?: "light" | "dark";
  /**
   * `off`: a screen reader is not told of each product that comes up. Read when the widget is mounted. Everything that the
   * viewer does is answered all the same.
   */
  announce?: "off";
  /** `off`: the show's host is not told which products were opened and put into carts. Read when the widget is mounted. */
  beacon?: "off";
  /** Whether scripts of the page can look inside. `closed` unless said; read once, when the element first connects. */
  shadow?: "open" | "closed";
}

/**
 * `<vitrine-live show="…">`: a live video that sells.
 *
 * What stands inside of the element in the page is shown until the widget is up, and for good where it cannot come up.
 * Methods called before the widget is up are kept, and carried out when it is.
 *
 * A link to a product: with `#product=ID` in the page's address (alone, or among others: `#a=b&product=ID`) a show that has
 * this product in its lineup opens it when it is first mounted. The address is only read, never written or listened to, so
 * the page keeps its own use of it; where that is in the way, use other names than `product`.
 */
export interface VitrineLiveElement extends HTMLElement {
  /** Opens a product, by the shop's id. */
  open(productId: string): void;
  /** Puts a variant into the cart, by the shop's id; one of it unless said otherwise. */
  addToCart(variantId: string, quantity?: number): void;
  /** Opens the cart. */
  openCart(): void;
  /** Opens the checkout of what is in the cart. */
  checkout(): void;
  /** Closes what is open. Nothing is lost by it. */
  close(): void;
  /** The picture's time by the page's own player, instead of by what the widget can read; `null` to read it again. */
  get clock(): VitrineClock | null;
  set clock(clock: VitrineClock | null | undefined);
  /** Fulfilled when the widget is up; rejected where it cannot come up. */
  readonly ready: Promise<void>;

  addEventListener<K extends keyof VitrineEventMap>(
    type: K,
    listener: (this: VitrineLiveElement, event: VitrineEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: VitrineLiveElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof VitrineEventMap>(
    type: K,
    listener: (this: VitrineLiveElement, event: VitrineEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: VitrineLiveElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "vitrine-live": VitrineLiveElement;
  }

  // The events bubble, so a page may listen anywhere above the element.
  interface GlobalEventHandlersEventMap extends VitrineEventMap {}
}
