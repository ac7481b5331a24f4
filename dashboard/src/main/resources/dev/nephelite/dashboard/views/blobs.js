// Containers and the blobs in them, in virtual folders.

import { ApiError } from "../api.js";
import { crumbs } from "../crumbs.js";
import { askForText, attempt, confirm } from "../dialog.js";
import { button, el, empty, fill } from "../dom.js";
import { bytes, time } from "../format.js";
import { VirtualList } from "../list.js";
import { blobAddress, containerAddress } from "../resource.js";
import { allNames, nameOf, storage, storageXml, textOf } from "../storage.js";
import { showBlob } from "./blob.js";

const PAGE = 1000;
const TYPING_MILLISECONDS = 200;
const TAGS = "tags:";

export async function show(page) {
    const [container, name] = page.path;
    const containers = el("nav", { class: "panel", "aria-label": "Containers" });
    const main = el("div", { class: "main-column" });
    fill(page.element, el("h1", {}, "Blobs"), el("div", { class: "tree" }, containers, main));
    const names = await allNames("blob", "Container", page.signal);
    fill(containers,
        el("ul", { class: "side" }, names.map(other => el("li", {}, el("a", { href: containerAddress(other), "aria-current": other === container && "page" }, other)))),
        button("New container\u2026", createContainer));
    if (container === undefined) {
        fill(main, names.length === 0
            ? empty("There is no container.", "Create one, or let your app write a blob.")
            : empty("Choose a container."));
    } else if (name === undefined) {
        page.back = "#/blobs";
        await showContainer(page, main, container);
    } else {
        page.back = containerAddress(container, name.slice(0, name.lastIndexOf("/") + 1));
        await showBlob(page, main, container, name);
    }
}

async function createContainer() {
    const name = await askForText("New container", "Name", { action: "Create", help: "3 to 63 lower-case letters, digits and hyphens." });
    if (name !== null && await attempt(() => storage("PUT", "blob", [name], { query: { restype: "container" } }))) {
        location.hash = containerAddress(name);
    }
}

async function showContainer(page, main, container) {
    const prefix = page.parameters.get("prefix") ?? "";
    const input = el("input", {
        type: "search", "data-filter": true, "aria-label": "Beginning of the name, or tags: and a condition", autocomplete: "off", spellcheck: "false",
        placeholder: "beginning of the name, or tags: \"owner\" = 'me'",
    });
    const files = el("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files", change: () => upload([...files.files]) });
    const problem = el("p", { class: "problem", role: "alert" });
    const none = el("div", { hidden: true });
    const list = new VirtualList({
        label: `Blobs in ${container}`,
        columns: [
            { title: "Name", width: "minmax(10rem, 1fr)", cell: row => row.title },
            { title: "Size", width: "6rem", class: "number", cell: row => row.size === null ? "" : bytes(row.size) },
            { title: "Type", width: "minmax(6rem, 14rem)", class: "minor text", cell: row => row.contentType },
            { title: "Last modified", width: "12rem", class: "minor", cell: row => row.lastModified === "" ? "" : time(row.lastModified) },
        ],
        open: row => {
            location.hash = row.folder ? containerAddress(container, row.name) : blobAddress(container, row.name);
        },
        nearEnd: () => more?.(),
    });
    list.element.classList.add("tall");
    page.list = list;
    let more = null;
    let search = new AbortController();
    page.signal.addEventListener("abort", () => search.abort());

    async function start() {
        search.abort();
        search = new AbortController();
        const { signal } = search;
        const pages = input.value.startsWith(TAGS)
            ? blobsByTags(container, input.value.slice(TAGS.length).trim(), signal)
            : blobsByPrefix(container, prefix, input.value, signal);
        let rows = [];
        let loading = false;
        more = async () => {
            if (loading) {
                return;
            }
            loading = true;
            try {
                const { value, done } = await pages.next();
                rows = done ? rows : rows.concat(value);
                if (!signal.aborted) {
                    fill(problem);
                    list.rows = rows;
                    none.hidden = rows.length > 0;
                    list.element.hidden = rows.length === 0;
                    fill(none, empty("There is no blob here.", "Drop files here to upload them."));
                }
                loading = done;
            } catch (error) {
                if (!signal.aborted) {
                    fill(problem, error.message);
                }
            }
        };
        await more();
    }

    let timer = 0;
    input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(start, TYPING_MILLISECONDS);
    });

    async function upload(chosen) {
        for (const file of chosen) {
            await uploadFile(container, prefix + file.name, file);
        }
        await start();
    }

    main.addEventListener("dragover", event => {
        event.preventDefault();
        main.classList.add("dropping");
    });
    main.addEventListener("dragleave", () => main.classList.remove("dropping"));
    main.addEventListener("drop", event => {
        event.preventDefault();
        main.classList.remove("dropping");
        upload([...event.dataTransfer.files]);
    });
    fill(main,
        crumbs(container, prefix),
        el("div", { class: "filter-line" }, input, button("Upload\u2026", () => files.click(), { class: "primary" }), files,
            button("Delete container\u2026", () => deleteContainer(container))),
        problem, none, list.element);
    await start();
}

async function* blobsByPrefix(container, folder, typed, signal) {
    let marker = "";
    do {
        const xml = await storageXml("blob", [container], {
            restype: "container", comp: "list", delimiter: "/", maxresults: PAGE, prefix: folder + typed, ...marker === "" ? {} : { marker },
        }, signal);
        const folders = [...xml.getElementsByTagName("BlobPrefix")].map(nameOf).map(name => ({ name, title: name.slice(folder.length), folder: true, size: null, contentType: "folder", lastModified: "" }));
        yield [...folders, ...[...xml.getElementsByTagName("Blob")].map(blob => ({
            name: nameOf(blob),
            title: nameOf(blob).slice(folder.length),
            folder: false,
            size: Number(textOf(blob, "Content-Length")),
            contentType: textOf(blob, "Content-Type"),
            lastModified: textOf(blob, "Last-Modified"),
        }))];
        marker = textOf(xml, "NextMarker");
    } while (marker !== "");
}

async function* blobsByTags(container, where, signal) {
    let marker = "";
    do {
        const xml = await storageXml("blob", [container], { restype: "container", comp: "blobs", where, maxresults: PAGE, ...marker === "" ? {} : { marker } }, signal);
        yield [...xml.getElementsByTagName("Blob")].map(blob => ({
            name: nameOf(blob), title: nameOf(blob), folder: false, size: null, contentType: tagsIn(blob), lastModified: "",
        }));
        marker = textOf(xml, "NextMarker");
    } while (marker !== "");
}

/** The tags in XML, as text. */
function tagsIn(xml) {
    return [...xml.getElementsByTagName("Tag")].map(tag => `${textOf(tag, "Key")} = ${textOf(tag, "Value")}`).join(", ");
}

async function uploadFile(container, name, file) {
    const put = headers => storage("PUT", "blob", [container, name], {
        body: file,
        headers: { "x-ms-blob-type": "BlockBlob", "Content-Type": file.type || "application/octet-stream", ...headers },
    });
    await attempt(async () => {
        try {
            await put({ "If-None-Match": "*" });
        } catch (error) {
            if (!(error instanceof ApiError) || error.code !== "BlobAlreadyExists" || !await confirm("Replace the blob?", `There is a blob ${name} already.`, "Replace")) {
                throw error;
            }
            await put({});
        }
    }, `${name} is uploaded.`);
}

async function deleteContainer(container) {
    if (await confirm("Delete the container?", `${container} and all blobs in it are deleted.`, "Delete")
            && await attempt(() => storage("DELETE", "blob", [container], { query: { restype: "container" } }), `${container} is deleted.`)) {
        location.hash = "#/blobs";
    }
}
