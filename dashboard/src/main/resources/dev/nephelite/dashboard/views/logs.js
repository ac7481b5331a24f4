// The log of the function host, followed.

import { follow } from "../api.js";
import { el, empty, fill } from "../dom.js";
import { textFilter } from "../filter.js";
import { time } from "../format.js";
import { VirtualList } from "../list.js";

const LEVELS = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];
const KEPT = 20000;

/** Lines of a log, one below the other, in full. */
export function logLines(lines) {
    return el("ol", { class: "log", tabindex: 0, "aria-label": "Log" }, lines.map(line => el("li", { class: line.level.toLowerCase() },
        el("time", { datetime: line.time }, time(line.time)),
        el("span", { class: "level" }, line.level),
        el("span", { class: "log-message" }, line.message))));
}

export async function show(page) {
    const input = el("input", {
        type: "search", "data-filter": true, "aria-label": "Filter of the log", placeholder: "words", autocomplete: "off", spellcheck: "false",
        value: page.parameters.get("filter") ?? "",
    });
    const level = el("select", { "aria-label": "Lowest level" }, LEVELS.map(name => el("option", { selected: name === "Information" }, name)));
    const fn = el("select", { "aria-label": "Function" }, el("option", { value: "" }, "All functions"));
    const following = el("input", { type: "checkbox", checked: true });
    const none = el("div", {}, empty("Nothing has been logged yet.", "Lines of the host and of your functions appear here."));
    const list = new VirtualList({
        label: "Log",
        columns: [
            { title: "Time", width: "7.2rem", cell: line => time(line.time) },
            { title: "Level", width: "6rem", class: "level", cell: line => line.level },
            { title: "Function", width: "minmax(5rem, 10rem)", class: "minor", cell: line => line.function ?? "" },
            { title: "Message", width: "minmax(12rem, 1fr)", class: "text", cell: line => el("span", { title: line.message }, line.message) },
        ],
        rowClass: line => line.level.toLowerCase(),
        open: line => {
            if (line.invocation) {
                location.hash = `#/runs/${line.invocation}`;
            }
        },
    });
    list.element.classList.add("tall");
    page.list = list;
    const all = [];
    const functions = new Set();

    function select() {
        const matches = textFilter(input.value);
        const lowest = LEVELS.indexOf(level.value);
        list.rows = all.filter(line => LEVELS.indexOf(line.level) >= lowest
            && (fn.value === "" || line.function === fn.value)
            && matches(`${line.message} ${line.category} ${line.invocation ?? ""}`));
        none.hidden = all.length > 0;
        list.element.hidden = all.length === 0;
        if (following.checked) {
            requestAnimationFrame(() => {
                list.draw();
                list.body.scrollTop = list.body.scrollHeight;
            });
        }
    }

    [input, level, fn, following].forEach(control => control.addEventListener("input", select));
    fill(page.element,
        el("div", { class: "filter-line" }, el("h1", {}, "Logs"), input, level, fn, el("label", {}, following, "follow")),
        none, list.element);
    select();
    await follow(
        position => `/v1/logs?follow=true${position === null ? "" : `&after=${position}`}`,
        line => line.number,
        batch => {
            all.push(...batch);
            all.splice(0, Math.max(0, all.length - KEPT));
            for (const { function: name } of batch) {
                if (name && !functions.has(name)) {
                    functions.add(name);
                    fn.append(el("option", {}, name));
                }
            }
            select();
        },
        page.signal);
}
