// The Blob and Queue services of this cloud, by way of the control plane, which signs the requests. No key comes here.

import { get, send } from "./api.js";

let account = null;

/** The name of the account whose resources the page shows: the first one. */
export async function accountName() {
    if (account === null) {
        const { blob } = await get("/v1/endpoints");
        account = new URL(blob).pathname.split("/")[1];
    }
    return account;
}

/**
 * Sends a request to storage.
 *
 * @param service blob or queue
 * @param parts of the path, such as a container and the name of a blob; they are encoded here, also the slashes in them, because
 *     browsers resolve "..", which a blob's name may have
 * @throws Error if a part is nothing but one or two dots, which browsers resolve in any encoding
 */
export async function storage(method, service, parts, { query = {}, headers, body, signal } = {}) {
    const dots = parts.find(part => part === "." || part === "..");
    if (dots !== undefined) {
        throw new Error(`A browser cannot send the name '${dots}' in a URL. Use another client of storage.`);
    }
    const path = [await accountName(), ...parts].map(encodeURIComponent).join("/");
    const parameters = new URLSearchParams(query).toString();
    return send(method, `/v1/storage/${service}/${path}${parameters === "" ? "" : `?${parameters}`}`, { headers, body, signal });
}

/** Reads XML from storage. */
export async function storageXml(service, parts, query, signal) {
    return parseXml(await (await storage("GET", service, parts, { query, signal })).text());
}

/** Parses XML. */
export function parseXml(text) {
    return new DOMParser().parseFromString(text, "application/xml");
}

/** The text of the first element below another one with that name; empty if there is none. */
export function textOf(parent, name) {
    return parent.getElementsByTagName(name)[0]?.textContent ?? "";
}

/** Names that XML cannot have are percent-encoded. */
export function nameOf(parent) {
    const name = parent.getElementsByTagName("Name")[0];
    return name.getAttribute("Encoded") === "true" ? decodeURIComponent(name.textContent) : name.textContent;
}

/** All names in a list of containers or queues, however many pages it has. */
export async function allNames(service, element, signal) {
    const names = [];
    let marker = "";
    do {
        const xml = await storageXml(service, [""], { comp: "list", ...marker === "" ? {} : { marker } }, signal);
        names.push(...[...xml.getElementsByTagName(element)].map(nameOf));
        marker = textOf(xml, "NextMarker");
    } while (marker !== "");
    return names;
}

/** How many messages a queue has, roughly. */
export async function messageCount(queue, signal) {
    const response = await storage("GET", "queue", [queue], { query: { comp: "metadata" }, signal });
    return Number(response.headers.get("x-ms-approximate-messages-count"));
}

/** The metadata in the headers of an answer, as a list of [name, value]. */
export function metadataOf(response) {
    return [...response.headers]
        .filter(([name]) => name.startsWith("x-ms-meta-"))
        .map(([name, value]) => [name.slice("x-ms-meta-".length), value]);
}
