// One blob: its content, its properties, and what can be done with it.

import { ApiError, change } from "../api.js";
import { crumbs } from "../crumbs.js";
import { ask, askForChanges, attempt, confirm, copy, notify } from "../dialog.js";
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

/** What an edited blob keeps: elements of the list of blobs, and the headers that set them. */
const KEPT = [
    ["Content-Type", "x-ms-blob-content-type"], ["Content-Language", "x-ms-blob-content-language"], ["Content-Disposition", "x-ms-blob-content-disposition"],
    ["Cache-Control", "x-ms-blob-cache-control"], ["EncryptionScope", "x-ms-encryption-scope"],
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
            isEditable(head) && button("Edit\u2026", () => edit(container, name, () => showBlob(page, main, container, name))),
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

async function showTags(element, container, name, head, signal) {
    if (Number(head.headers.get("x-ms-tag-count") ?? 0) > 0) {
        fill(element, section("Tags", facts(tagsIn(await storageXml("blob", [container, name], { comp: "tags" }, signal)))));
    }
}

/** The tags in XML, as a list of [key, value]. */
function tagsIn(xml) {
    return [...xml.getElementsByTagName("Tag")].map(tag => [textOf(tag, "Key"), textOf(tag, "Value")]);
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

/** Whether the text of a blob can be replaced as a whole; browsers decode what has an encoding, and do not encode it again. */
function isEditable({ headers }) {
    return headers.get("x-ms-blob-type") === "BlockBlob" && !headers.get("content-encoding") && Number(headers.get("content-length")) <= MOST_EDITABLE;
}

async function edit(container, name, done) {
    await attempt(async () => {
        const response = await storage("GET", "blob", [container, name]);
        const text = isEditable(response) ? decode(await response.arrayBuffer()) : null;
        if (text === null) {
            await ask("The blob cannot be edited", el("p", {}, `Only block blobs of text in UTF-8, not larger than ${bytes(MOST_EDITABLE)}, can be edited here.`));
            return;
        }
        const edited = await askForChanges(`Edit ${name}`, "Content", text, { action: "Save", rows: 20 });
        if (edited !== null) {
            await replace(container, name, edited, response.headers.get("etag"));
            notify(`${name} is saved.`);
            await done();
        }
    });
}

/** The text that bytes are in UTF-8, with the byte order mark if there is one, or null if they are none. */
function decode(buffer) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer);
    } catch {
        return null;
    }
}

/** Replaces the content of a blob that still has the ETag, and keeps what else it has. */
async function replace(container, name, text, etag) {
    const headers = { "x-ms-blob-type": "BlockBlob", "If-Match": etag, ...await keptHeaders(container, name) };
    try {
        await storage("PUT", "blob", [container, name], { headers, body: text });
    } catch (error) {
        throw error instanceof ApiError && error.code === "ConditionNotMet"
            ? new Error("The blob has changed meanwhile, so nothing was saved. Open it again.")
            : error;
    }
}

/**
 * The headers that give a blob the properties, metadata and tags that it has now. They come from the list, because the headers of a
 * response have names of metadata in lower case, and a Cache-Control that the control plane adds.
 */
async function keptHeaders(container, name) {
    const xml = await storageXml("blob", [container], { restype: "container", comp: "list", prefix: name, maxresults: 1, include: "metadata,tags" });
    const blob = [...xml.getElementsByTagName("Blob")].find(listed => nameOf(listed) === name);
    if (blob === undefined) {
        throw new Error("The blob has been deleted meanwhile, so nothing was saved.");
    }
    // Metadata may have the names of these elements, too.
    const { Properties: properties, Metadata: metadata, Tags: tags } = Object.fromEntries([...blob.children].map(child => [child.localName, child]));
    const kept = KEPT.map(([element, header]) => [header, textOf(properties, element)]);
    if (textOf(properties, "AccessTierInferred") !== "true") {
        kept.push(["x-ms-access-tier", textOf(properties, "AccessTier")]);
    }
    if (tags) {
        kept.push(["x-ms-tags", tagsIn(tags).map(pair => pair.map(encodeURIComponent).join("=")).join("&")]);
    }
    return Object.fromEntries([
        ...kept.filter(([, value]) => value !== ""),
        ...[...metadata.children].map(({ localName, textContent }) => [`x-ms-meta-${localName}`, textContent]),
    ]);
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
