// Why a function ran, did not run, or ran several times.

import { get } from "../api.js";
import { el, empty, fill, section } from "../dom.js";

/** What a question may be about: parameters of /v1/why. */
const SUBJECTS = [
    ["", "the function in general", ""],
    ["blob", "a blob", "photos/cat.jpg"],
    ["message", "a message", "its id or its text"],
    ["time", "a time", "10m ago"],
    ["request", "a request", "GET /api/orders"],
    ["event", "an event", "its id or its subject"],
    ["run", "a run", "the beginning of its id"],
];

export async function show(page) {
    const functions = await get("/v1/functions", page.signal);
    if (functions.length === 0) {
        fill(page.element, el("h1", {}, "Why"), empty("There are no functions to ask about.", "Start with the folder of an app: nephelite start FOLDER"));
        return;
    }
    const asked = page.parameters;
    const fn = el("select", {}, functions.map(({ name }) => el("option", { selected: name === asked.get("function") }, name)));
    const kind = el("select", { "aria-label": "About" }, SUBJECTS.map(([value, title]) => el("option", { value, selected: value !== "" && asked.has(value) }, title)));
    const subject = el("input", { type: "text", "data-filter": true, "aria-label": "Subject", autocomplete: "off", spellcheck: "false", value: asked.get(kind.value) ?? "" });
    const answer = el("div", { "aria-live": "polite" });

    function adapt() {
        subject.placeholder = SUBJECTS.find(([value]) => value === kind.value)[2];
        subject.hidden = kind.value === "";
    }

    async function ask(event) {
        event?.preventDefault();
        const query = new URLSearchParams({ function: fn.value, ...kind.value === "" || subject.value === "" ? {} : { [kind.value]: subject.value } });
        history.replaceState(null, "", `#/why?${query}`);
        try {
            fill(answer, explanation(await get(`/v1/why?${query}`, page.signal)));
        } catch (error) {
            fill(answer, el("p", { class: "problem", role: "alert" }, error.message));
        }
    }

    kind.addEventListener("input", adapt);
    adapt();
    fill(page.element,
        el("h1", {}, "Why"),
        el("form", { class: "filter-line", submit: ask },
            el("label", {}, "Function ", fn), el("label", {}, "about ", kind), subject,
            el("button", { class: "primary" }, "Ask")),
        answer);
    if (asked.has("function")) {
        await ask();
    }
}

function explanation({ verdict, outcome, facts }) {
    return section(verdict,
        el("p", { class: "hint" }, outcome.replaceAll("-", " ")),
        el("ul", { class: "why" }, facts.map(fact => el("li", { class: fact.effect },
            el("span", {}, fact.detail),
            fact.remedy && el("p", { class: "remedy" }, fact.remedy),
            fact.runs.length > 0 && el("p", {}, fact.runs.map(run => [el("a", { href: `#/runs/${run}` }, run.slice(0, 8)), " "]))))));
}
