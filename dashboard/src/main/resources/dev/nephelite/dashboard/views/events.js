// What has changed in storage, as it happens.

import { follow } from "../api.js";
import { ask } from "../dialog.js";
import { button, el, empty, fill } from "../dom.js";
import { textFilter } from "../filter.js";
import { bytes, time } from "../format.js";
import { VirtualList } from "../list.js";
import { resourceOf } from "../resource.js";

const AT_FIRST = 2000;
const KEPT = 20000;

export async function show(page) {
    const input = el("input", {
        type: "search", "data-filter": true, "aria-label": "Filter of the events", placeholder: "BlobCreated photos/", autocomplete: "off", spellcheck: "false",
        value: page.parameters.get("filter") ?? "",
    });
    const none = el("div", {}, empty("Nothing has changed in storage yet.", "Upload a blob or put a message, and its event appears here."));
    const list = new VirtualList({
        label: "Events",
        columns: [
            { title: "Time", width: "7.2rem", cell: event => time(event.time) },
            { title: "Event", width: "minmax(7rem, 12rem)", cell: event => nameOf(event) },
            { title: "Resource", width: "minmax(9rem, 1fr)", class: "text", cell: event => resourceOf(event).title },
            { title: "Size", width: "6rem", class: "number minor", cell: event => event.data?.contentLength === undefined ? "" : bytes(event.data.contentLength) },
        ],
        open: showEvent,
    });
    list.element.classList.add("tall");
    page.list = list;
    let all = [];

    function select() {
        const matches = textFilter(input.value);
        list.rows = all.filter(event => matches(`${event.type} ${resourceOf(event).title}`));
        none.hidden = all.length > 0;
        list.element.hidden = all.length === 0;
    }

    input.addEventListener("input", select);
    fill(page.element, el("div", { class: "filter-line" }, el("h1", {}, "Events"), input), none, list.element);
    select();
    await follow(
        position => `/v1/events?follow=true&${position === null ? `last=${AT_FIRST}` : `after=${position}`}`,
        event => event.sequence,
        batch => {
            all = [...batch.reverse(), ...all].slice(0, KEPT);
            select();
        },
        page.signal);
}

function nameOf(event) {
    return event.type.slice(event.type.lastIndexOf(".") + 1);
}

async function showEvent(event) {
    const resource = resourceOf(event);
    const trace = /^00-([0-9a-f]{32})-/.exec(event.traceparent ?? "")?.[1];
    const close = () => document.querySelector("dialog[open]")?.close();
    await ask(nameOf(event), [
        el("p", {}, resource.address ? el("a", { href: resource.address, click: close }, resource.title) : resource.title),
        el("div", { class: "buttons" },
            trace && el("a", { class: "button", href: `#/trace/${trace}`, click: close }, "Trace"),
            button("Runs", () => {
                close();
                location.hash = `#/runs?filter=${encodeURIComponent(`text:"${resource.title}"`)}`;
            })),
        el("pre", { tabindex: 0, "aria-label": "Event" }, JSON.stringify(event, null, 2)),
    ], { wide: true });
}
