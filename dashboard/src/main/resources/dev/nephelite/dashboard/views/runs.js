// The runs of the functions, the newest first, as they happen.

import { follow, lines } from "../api.js";
import { el, empty, fill } from "../dom.js";
import { FilterError, runFilter } from "../filter.js";
import { duration, time, trigger } from "../format.js";
import { VirtualList } from "../list.js";

const AT_ONCE = 1000;
const TYPING_MILLISECONDS = 200;

/** Columns of runs, which other views show as well. */
export const RUN_COLUMNS = [
    { title: "Started", width: "7.2rem", cell: run => time(run.startedAt) },
    { title: "Function", width: "minmax(7rem, 1.2fr)", cell: run => run.function },
    { title: "Trigger", width: "5.5rem", class: "minor", cell: run => trigger(run.trigger) },
    { title: "Outcome", width: "6rem", cell: run => el("span", { class: `status ${run.outcome}` }, run.outcome) },
    { title: "Duration", width: "5.5rem", class: "number", cell: run => duration(run.duration) },
    { title: "Attempt", width: "4.5rem", class: "number minor", cell: run => attemptOf(run) },
    { title: "Input or error", width: "minmax(8rem, 3fr)", class: "minor text", cell: run => run.error || run.input || run.reason },
];

/** Which attempt a run is, such as 2 of 5; nothing if there is only one. */
export function attemptOf(run) {
    const { number, of } = run.attempt;
    return of === 1 ? "" : of === undefined ? (number > 1 ? `${number}` : "") : `${number} of ${of}`;
}

export async function show(page) {
    const input = el("input", {
        type: "search", "data-filter": true, value: page.parameters.get("filter") ?? "", "aria-label": "Filter of runs", "aria-describedby": "filter-help",
        placeholder: "function:Resize failed since:10m text:\"cat.jpg\"", autocomplete: "off", spellcheck: "false",
    });
    const problem = el("p", { class: "problem", role: "alert" });
    const shownCount = el("span", { class: "hint", role: "status" });
    const none = el("div");
    const list = new VirtualList({
        label: "Runs", columns: RUN_COLUMNS,
        open: run => {
            location.hash = `#/runs/${run.id}`;
        },
        nearEnd: () => older?.(),
        rowClass: run => run.outcome,
    });
    page.list = list;
    let older = null;
    let filtered = new AbortController();
    page.signal.addEventListener("abort", () => filtered.abort());

    function start() {
        filtered.abort();
        filtered = new AbortController();
        older = null;
        list.rows = [];
        fill(none);
        fill(problem);
        try {
            const filter = runFilter(input.value, Date.now());
            const runs = new Runs(filter, filtered.signal, rows => {
                list.rows = rows;
                fill(shownCount, runs.complete ? `${rows.length} runs` : `the newest ${rows.length} runs`);
                fill(none, rows.length > 0 ? null : noRuns(input.value));
                none.hidden = rows.length > 0;
                list.element.hidden = rows.length === 0;
            });
            older = () => runs.loadOlder().catch(error => fill(problem, error.message));
            runs.follow().catch(error => fill(problem, error.message));
        } catch (error) {
            if (!(error instanceof FilterError)) {
                throw error;
            }
            fill(problem, error.message);
        }
    }

    let timer = 0;
    input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            history.replaceState(null, "", input.value === "" ? "#/runs" : `#/runs?filter=${encodeURIComponent(input.value)}`);
            start();
        }, TYPING_MILLISECONDS);
    });
    input.addEventListener("keydown", event => {
        if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            list.body.focus();
            list.move(1);
        }
    });

    fill(page.element,
        el("div", { class: "filter-line" }, el("h1", {}, "Runs"), input, shownCount),
        el("p", { class: "hint", id: "filter-help" }, "Terms: function:NAME, trigger:queue, failed, succeeded, running, since:10m, text:\"WORDS\"."),
        problem, none, list.element);
    list.element.classList.add("tall");
    start();
}

function noRuns(filter) {
    return filter === ""
        ? empty("No function has run yet.", "Call an HTTP function, upload a blob or put a message, and the run appears here.", "From the command line: nephelite invoke FUNCTION")
        : empty("No run matches this filter.", "Remove a term, or widen since:.");
}

/** The runs that a filter accepts, the newest first, without those that have not been asked for yet. */
class Runs {
    #filter;
    #signal;
    #changed;
    #rows = [];
    #byId = new Map();
    #oldest = null;
    #loading = false;
    complete = false;

    constructor(filter, signal, changed) {
        this.#filter = filter;
        this.#signal = signal;
        this.#changed = changed;
    }

    #path(more) {
        return `/v1/runs?${new URLSearchParams({ ...this.#filter.query, ...more })}`;
    }

    /** Loads the newest runs, and adds those that begin or end from now on. */
    async follow() {
        const newest = await lines(this.#path({ last: AT_ONCE }), this.#signal);
        this.#oldest = newest[0]?.number ?? null;
        this.complete = newest.length < AT_ONCE;
        this.#add(newest);
        const last = newest.at(-1)?.number;
        await follow(
            position => this.#path({ follow: true, ...(position ?? last) === undefined ? { last: AT_ONCE } : { after: position ?? last } }),
            run => run.number,
            batch => this.#add(batch),
            this.#signal);
    }

    #add(batch) {
        const fresh = [];
        for (const run of batch) {
            const known = this.#byId.get(run.id);
            if (known) {
                Object.assign(known, run);
            }
            if (!this.#filter.accepts(run)) {
                this.#byId.delete(run.id);
            } else if (!known) {
                this.#byId.set(run.id, run);
                fresh.push(run);
            }
        }
        this.#rows = [...fresh.reverse(), ...this.#rows].filter(run => this.#byId.has(run.id));
        this.#changed(this.#rows);
    }

    /** Loads the runs before the oldest one, if there are any. */
    async loadOlder() {
        if (this.#loading || this.complete || this.#oldest === null) {
            return;
        }
        this.#loading = true;
        try {
            const page = await lines(this.#path({ last: AT_ONCE, before: this.#oldest }), this.#signal);
            this.complete = page.length < AT_ONCE;
            this.#oldest = page[0]?.number ?? this.#oldest;
            const older = page.filter(run => !this.#byId.has(run.id) && this.#filter.accepts(run));
            older.forEach(run => this.#byId.set(run.id, run));
            this.#rows = this.#rows.concat(older.reverse());
            this.#changed(this.#rows);
        } finally {
            this.#loading = false;
        }
    }
}
