// What a blob contains, as far as a browser can show it without giving it any rights.

import { el } from "./dom.js";
import { bytes, pretty } from "./format.js";
import { storage } from "./storage.js";

const MOST_TEXT = 256 * 1024;
const MOST_MEDIA = 32 * 1024 * 1024;

const SVG = "image/svg+xml";
const PDF = "application/pdf";

/** Types that an image element shows. Scripts in an SVG do not run there. */
const PICTURES = new Set([...["png", "jpeg", "gif", "webp", "avif", "bmp"].map(kind => `image/${kind}`), SVG]);

/**
 * Shows the content of a blob.
 *
 * @param size of the blob in bytes
 * @returns a promise of a node
 */
export async function preview(container, name, contentType, size, signal) {
    const type = contentType.split(";")[0].trim().toLowerCase();
    if (size === 0) {
        return el("p", { class: "hint" }, "The blob is empty.");
    }
    if (PICTURES.has(type) || type === PDF) {
        return size > MOST_MEDIA
            ? el("p", { class: "hint" }, `The blob has ${bytes(size)}, which is too much for a preview.`)
            : media(container, name, type, signal);
    }
    // A browser cannot decode a range of a blob that has a Content-Encoding.
    const headers = size > MOST_TEXT ? { Range: `bytes=0-${MOST_TEXT - 1}` } : {};
    const response = await storage("GET", "blob", [container, name], { headers, signal });
    const text = textIn(await response.arrayBuffer());
    if (text === null) {
        return el("p", { class: "hint" }, `There is no preview of ${type || "this type"}. Download the blob to open it.`);
    }
    return el("div", {},
        size > MOST_TEXT && el("p", { class: "hint" }, `The first ${bytes(MOST_TEXT)} of ${bytes(size)}:`),
        el("pre", { tabindex: 0, "aria-label": "Content" }, size <= MOST_TEXT && /json$/.test(type) ? pretty(text) : text));
}

/** The type is the one that was checked, whatever the content is, so a page cannot pass for a picture. */
async function media(container, name, type, signal) {
    const response = await storage("GET", "blob", [container, name], { signal });
    const content = new Blob([await response.arrayBuffer()], { type });
    // In a tab of its own, an SVG is a document that may have scripts. A data: URL gives it an origin of its own, too.
    const url = type === SVG ? await dataUrl(content) : objectUrl(content, signal);
    return type === PDF
        ? el("iframe", { class: "preview", src: url, title: "Content" })
        : el("img", { class: "preview", src: url, alt: `Content of ${name}` });
}

function objectUrl(content, signal) {
    const url = URL.createObjectURL(content);
    signal.addEventListener("abort", () => URL.revokeObjectURL(url), { once: true });
    return url;
}

function dataUrl(content) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.addEventListener("load", () => resolve(reader.result));
        reader.addEventListener("error", () => reject(reader.error));
        reader.readAsDataURL(content);
    });
}

/** The text that bytes are in UTF-8, or null if they are none. Only the last character may be incomplete. */
function textIn(buffer) {
    try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(buffer, { stream: true });
        return text.includes("\0") ? null : text;
    } catch {
        return null;
    }
}
