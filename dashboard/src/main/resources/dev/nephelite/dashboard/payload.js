// Values that a run was given or has written.

import { button, el } from "./dom.js";
import { copy } from "./dialog.js";
import { bytes, pretty } from "./format.js";

/** Why a value has no content, by its form. */
const EMPTY = { stream: "The function has read it as a stream, which is not recorded.", none: "There was no value." };

/** Shows a value with its name. */
export function payload(name, value) {
    const text = value.form === "json" ? pretty(value.content) : value.content;
    const notes = [
        value.form,
        value.bytes >= 0 && bytes(value.bytes),
        !value.complete && "only the beginning is stored",
        value.masked && "secrets are replaced by ***",
    ].filter(Boolean).join(", ");
    return el("div", { class: "payload" },
        el("div", { class: "payload-head" },
            el("h3", {}, name),
            el("span", { class: "hint" }, notes),
            text && button("Copy", () => copy(value.content, name), { class: "plain" })),
        value.http && httpHead(value.http),
        text
            ? el("pre", { tabindex: 0, "aria-label": name }, text)
            : el("p", { class: "hint" }, EMPTY[value.form] ?? "Empty."));
}

function httpHead(http) {
    const first = http.method ? `${http.method} ${http.url ?? ""}` : `${http.status ?? ""}`;
    return el("pre", { class: "http", tabindex: 0, "aria-label": "Head" },
        [first, ...Object.entries(http.headers).map(([name, value]) => `${name}: ${value}`)].join("\n"));
}

/** A request as a command for curl in a POSIX shell, or null if the value is no request. A body that is not text is left out. */
export function curl(value) {
    if (!value?.http?.method) {
        return null;
    }
    const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
    const skipped = new Set(["host", "content-length", "connection", "accept-encoding", "transfer-encoding"]);
    const { method, url } = value.http;
    const parts = ["curl", "-i", ...method === "HEAD" ? ["--head"] : ["-X", method]];
    if (/[[\]{}]/.test(url)) {
        parts.push("--globoff");
    }
    parts.push(quoted(url));
    for (const [name, content] of Object.entries(value.http.headers)) {
        if (!skipped.has(name.toLowerCase()) && content !== "***") {
            parts.push("-H", quoted(`${name}: ${content}`));
        }
    }
    if (value.content && value.form !== "base64" && value.form !== "stream") {
        parts.push("--data-raw", quoted(value.content));
    }
    return parts.join(" ");
}
