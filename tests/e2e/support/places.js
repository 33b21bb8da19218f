// @ts-check
// Where things are in the checkout. Used by the configuration and by every helper.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const TOP = fileURLToPath(new URL("../../../", import.meta.url));

/** A path below the top of the checkout. @param {string} relative */
export const fromTop = (relative) => resolve(TOP, relative);

/** The built widget and demo page. */
export const DIST = process.env.VITRINE_DIST || fromTop("dist");

/** The server's program. */
export const SERVER = process.env.VITRINE_SERVER_BIN || fromTop("target/debug/vitrine-server");

/** The built host's console. */
export const HOST_DIST = process.env.VITRINE_CONSOLE || fromTop("host/dist");

/** Catalogue, cues, captions and pictures of the sample show. */
export const SHOW = fromTop("show");

/** The built tests/pages/yew_page.rs, a partner's page. */
export const YEW_PAGE = process.env.VITRINE_YEW_PAGE || fromTop("target/yew-page");
