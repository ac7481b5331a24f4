// One blob: its content, its properties, and what can be done with it.

import { ApiError, change } from "../api.js";
import { crumbs } from "../crumbs.js";
import { ask, attempt, confirm, copy } from "../dialog.js";
import { button, el, facts, fill, section } from "../dom.js";
import { bytes, time } from "../format.js";
import { preview } from "../preview.js";
import { containerAddress } from "../resource.js";
import { accountName, metadataOf, nameOf, storage, storageXml, textOf } from "../storage.js";

const MOST_EDITABLE = 1024 * 1024;

/** Properties by the headers that have them. */
const PROPERTIES = [
    ["Type", "x-ms-blob-type"], ["Content type", "content-type"], ["Content encoding", "content-encoding"], ["Content language", "content-language"],
    ["Content MD5", "content-md5"], ["ETag", "etag"], ["Access tier", "x-ms-access-tier"],
    ["Lease", "x-ms-lease-state"], ["Version", "x-ms-version-id"], ["Copied from", "x-ms-copy-source"], ["Copy", "x-ms-copy-status"],
];

export async function showBlob(page, main, container, name) {
    const head = await storage("HEAD", "blob", [container, name], { signal: page.signal });
    const size = Number(head.headers.get("content-length"));
    const contentType = head.headers.get("content-type") ?? "";
    const content = el("div", {}, el("p", { class: "hint" }, "Loading\u2026"));
    const states = el("div");
    const tags = el("div");
    fill(main,
        crumbs(container, name),
        el("div", { class: "buttons" },
            button("Download", () => download(container, name)),
            size <= MOST_EDITABLE && button("Edit\u2026", () => edit(container, name, head, () => showBlob(page, main, container, name))),
            button("Link\u2026", () => link(container, name)),
            el("a", { class: "button", href: `#/events?filter=${encodeURIComponent(`"${container}/${name}"`)}` }, "Events"),
            el("a", { class: "button", href: `#/runs?filter=${encodeURIComponent(`text:"${container}/${name}"`)}` }, "Runs"),
            button("Delete\u2026", () => remove(container, name))),
        section("Content", content),
        el("div", { class: "columns" },
            section("Properties", facts([
                ["Size", bytes(size)],
                ["Created", time(head.headers.get("x-ms-creation-time"))],
                ["Last modified", time(head.headers.get("last-modified"))],
                ...PROPERTIES.map(([title, header]) => [title, head.headers.get(header)]),
            ])),
            el("div", { class: "main-column" },
                section("Metadata", metadataOf(head).length === 0 ? el("p", { class: "hint" }, "None.") : facts(metadataOf(head))),
                tags, states)));
    await Promise.all([
        preview(container, name, contentType, size, page.signal).then(node => fill(content, node), error => fill(content, el("p", { class: "problem" }, error.message))),
        showTags(tags, container, name, head, page.signal),
        showStates(states, container, name, page.signal),
    ]);
}

/** The tags, as a list of [key, value]. */
async function tagsOf(container, name, head, signal) {
    if (Number(head.headers.get("x-ms-tag-count") ?? 0) === 0) {
        return [];
    }
    const xml = await storageXml("blob", [container, name], { comp: "tags" }, signal);
    return [...xml.getElementsByTagName("Tag")].map(tag => [textOf(tag, "Key"), textOf(tag, "Value")]);
}

async function showTags(element, container, name, head, signal) {
    const tags = await tagsOf(container, name, head, signal);
    fill(element, tags.length > 0 && section("Tags", facts(tags)));
}

/** The snapshots and versions of the blob, if it has any. */
async function showStates(element, container, name, signal) {
    const xml = await storageXml("blob", [container], { restype: "container", comp: "list", prefix: name, include: "snapshots,versions,deleted" }, signal);
    const rows = [...xml.getElementsByTagName("Blob")]
        .filter(blob => nameOf(blob) === name)
        .map(blob => ({
            kind: textOf(blob, "Snapshot") !== "" ? "snapshot" : textOf(blob, "VersionId") !== "" ? "version" : "blob",
            at: textOf(blob, "Snapshot") || textOf(blob, "VersionId"),
            state: textOf(blob, "Deleted") === "true" ? "deleted" : textOf(blob, "IsCurrentVersion") === "true" ? "current" : "",
            size: Number(textOf(blob, "Content-Length")),
        }))
        .filter(({ kind }) => kind !== "blob");
    if (rows.length > 0) {
        fill(element, section("Snapshots and versions", el("table", {},
            el("thead", {}, el("tr", {}, ["Kind", "Time", "State"].map(title => el("th", {}, title)), el("th", { class: "number" }, "Size"))),
            el("tbody", {}, rows.map(row => el("tr", {}, el("td", {}, row.kind), el("td", {}, row.at), el("td", {}, row.state), el("td", { class: "number" }, bytes(row.size))))))));
    }
}

function download(container, name) {
    return attempt(async () => {
        const content = await (await storage("GET", "blob", [container, name])).blob();
        // A type that no browser shows, because the link is of the page's own origin.
        const url = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
        el("a", { href: url, download: name.slice(name.lastIndexOf("/") + 1) }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60000);
    });
}

async function edit(container, name, head, done) {
    const response = await storage("GET", "blob", [container, name]);
    const text = el("textarea", { "aria-label": "Content", spellcheck: "false", rows: 20 });
    try {
        text.value = new TextDecoder("utf-8", { fatal: true }).decode(await response.arrayBuffer());
    } catch {
        await ask("The blob is not text", el("p", {}, "Only text in UTF-8 can be edited here."));
        return;
    }
    const edited = await ask(`Edit ${name}`, text, { action: "Save", result: () => text.value, wide: true });
    if (edited === null) {
        return;
    }
    const headers = { "x-ms-blob-type": "BlockBlob", "Content-Type": head.headers.get("content-type"), "If-Match": response.headers.get("etag") };
    metadataOf(head).forEach(([key, value]) => {
        headers[`x-ms-meta-${key}`] = value;
    });
    const saved = await attempt(async () => {
        const tags = await tagsOf(container, name, head);
        if (tags.length > 0) {
            headers["x-ms-tags"] = tags.map(pair => pair.map(encodeURIComponent).join("=")).join("&");
        }
        try {
            await storage("PUT", "blob", [container, name], { headers, body: edited });
        } catch (error) {
            throw error instanceof ApiError && error.status === 412 ? new Error("The blob has changed meanwhile, so nothing was saved. Open it again.") : error;
        }
    }, `${name} is saved.`);
    if (saved) {
        await done();
    }
}

async function link(container, name) {
    await attempt(async () => {
        const { url, expiresAt } = await change("POST", "/v1/sas", { service: "blob", account: await accountName(), path: `${container}/${name}`, permissions: "r", expiresIn: "PT1H" });
        const input = el("input", { value: url, readonly: true, "aria-label": "Link" });
        await ask("A link to the blob", [
            input,
            el("p", { class: "hint" }, `Whoever has it can read the blob until ${time(expiresAt)}, without a key.`),
            button("Copy", () => copy(url, "The link")),
        ], { wide: true });
    });
}

async function remove(container, name) {
    if (await confirm("Delete the blob?", `${container}/${name} is deleted with its snapshots.`, "Delete")
            && await attempt(() => storage("DELETE", "blob", [container, name], { headers: { "x-ms-delete-snapshots": "include" } }), `${name} is deleted.`)) {
        location.hash = containerAddress(container, name.slice(0, name.lastIndexOf("/") + 1));
    }
}
