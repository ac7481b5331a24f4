// Starts the page: shows the view that the address names, and knows the keys that work everywhere.

import { configure } from "./api.js";
import { ask } from "./dialog.js";
import { button, el, empty, fill } from "./dom.js";
import { currentTheme, nextTheme, useStoredTheme } from "./theme.js";
import { show as showBlobs } from "./views/blobs.js";
import { show as showEvents } from "./views/events.js";
import { show as showLogs } from "./views/logs.js";
import { show as showOverview } from "./views/overview.js";
import { show as showQueues } from "./views/queues.js";
import { show as showRun } from "./views/run.js";
import { show as showRuns } from "./views/runs.js";
import { show as showTime } from "./views/time.js";
import { show as showTrace } from "./views/trace.js";
import { show as showWhy } from "./views/why.js";

/** The views: the key after g, the first part of the address, the title, and what shows it. Those without a key are not in the navigation. */
const VIEWS = [
    { key: "o", path: "", title: "Overview", show: showOverview },
    { key: "r", path: "runs", title: "Runs", show: showRuns, showOne: showRun },
    { key: "b", path: "blobs", title: "Blobs", show: showBlobs },
    { key: "q", path: "queues", title: "Queues", show: showQueues },
    { key: "e", path: "events", title: "Events", show: showEvents },
    { key: "l", path: "logs", title: "Logs", show: showLogs },
    { key: "w", path: "why", title: "Why", show: showWhy },
    { key: "t", path: "time", title: "Time", show: showTime },
    { path: "trace", title: "Trace", show: showTrace },
];

const NAVIGATION = VIEWS.filter(({ key }) => key);

const content = document.getElementById("content");
let shown = new AbortController();
let page = null;

/** The parts of an address such as #/runs/ID?filter=failed. */
function parseAddress() {
    const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
    const [first, ...rest] = path.split("/");
    return { first, rest: rest.map(decodeURIComponent), parameters: new URLSearchParams(query) };
}

/**
 * Shows the view of the address. A view gets a page:
 * element - where it draws;
 * path - the parts of the address after the name of the view;
 * parameters - those of the address;
 * signal - aborts when another view is shown;
 * list - set by the view: the list that j and k move in;
 * back - set by the view: the address to which Escape leads.
 */
async function route() {
    shown.abort();
    shown = new AbortController();
    const { first, rest, parameters } = parseAddress();
    const view = VIEWS.find(({ path }) => path === first);
    const element = el("div", { class: "view" });
    fill(content, element);
    for (const link of document.querySelectorAll("#navigation a")) {
        link.toggleAttribute("aria-current", link.dataset.path === first);
        if (link.dataset.path === first) {
            link.setAttribute("aria-current", "page");
        }
    }
    page = { element, path: rest, parameters, signal: shown.signal, list: null, back: "#/" };
    if (!view) {
        document.title = "Nephelite";
        fill(element, empty("There is no such view.", "Choose one above."));
        return;
    }
    document.title = `${view.title} - Nephelite`;
    const show = rest.length > 0 && view.showOne ? view.showOne : view.show;
    const own = page;
    try {
        await show(own);
    } catch (error) {
        if (!own.signal.aborted) {
            fill(element, empty("This cannot be shown.", error.message));
        }
    }
}

function showConnection(answers) {
    const banner = document.getElementById("banner");
    if (answers === banner.hasChildNodes()) {
        fill(banner, answers ? null : "Nephelite does not answer. The page tries again until it does.");
    }
}

async function askForToken(wasWrong) {
    const input = el("input", { type: "password", required: true, autocomplete: "off" });
    const token = await ask("A token is needed", [
        el("p", {}, wasWrong ? "The control plane does not accept the token that this tab has." : "This control plane can be reached from other machines, so it needs a token."),
        el("label", { class: "field" }, "Token", input),
        el("p", { class: "hint" }, "It is the controlToken in endpoints.json, in the data folder. nephelite open passes it on by itself."),
    ], { action: "Use it", result: () => input.value.trim() });
    if (token === null) {
        throw new Error("The control plane needs a token. Load the page again to enter it.");
    }
    return token;
}

const KEYS = [
    ["/", "go to the filter of this view"],
    ["j, k", "select the next or the previous row"],
    ["Enter", "open what is selected"],
    ["Esc", "leave the filter, or go back"],
    ["d", "change between dark, light and the system's colours"],
    ["?", "show these keys"],
];

function showKeys() {
    const rows = [...NAVIGATION.map(({ key, title }) => [`g ${key}`, title]), ...KEYS];
    ask("Keys", el("table", { class: "keys" }, el("tbody", {}, rows.map(([key, does]) => el("tr", {}, el("td", {}, el("kbd", {}, key)), el("td", {}, does))))));
}

let goes = false;

function onKey(event) {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
        return;
    }
    if (event.key === "Escape") {
        if (typing) {
            event.target.blur();
        } else {
            location.hash = page.back;
        }
        return;
    }
    if (typing) {
        return;
    }
    const went = goes;
    goes = false;
    if (went) {
        const view = NAVIGATION.find(({ key }) => key === event.key);
        if (view) {
            event.preventDefault();
            location.hash = `#/${view.path}`;
        }
        return;
    }
    const actions = {
        g: () => {
            goes = true;
        },
        "/": () => page.element.querySelector("[data-filter]")?.focus(),
        "?": showKeys,
        d: switchTheme,
        j: () => page.list?.move(1),
        k: () => page.list?.move(-1),
    };
    if (event.key in actions) {
        event.preventDefault();
        actions[event.key]();
    } else if (event.key === "Enter" && event.target === document.body) {
        page.list?.openSelected();
    }
}

const themeButton = button("", switchTheme);

function switchTheme() {
    nextTheme();
    labelTheme();
}

function labelTheme() {
    themeButton.textContent = { system: "Auto", light: "Light", dark: "Dark" }[currentTheme()];
    themeButton.setAttribute("aria-label", `Colours: ${themeButton.textContent}`);
    themeButton.title = "Light or dark (d)";
}

useStoredTheme();
labelTheme();
fill(document.getElementById("navigation"), NAVIGATION.map(({ path, title, key }) => el("a", { href: `#/${path}`, "data-path": path, title: `g ${key}` }, title)));
fill(document.getElementById("tools"), themeButton, button("Keys", showKeys, { title: "Keys (?)" }));
configure({ ask: askForToken, connection: showConnection });
addEventListener("hashchange", route);
document.addEventListener("keydown", onKey);
route();
