// One run: what has caused it and what it has caused, its values, its log, and what can be done with it.

import { get, pause } from "../api.js";
import { copy } from "../dialog.js";
import { button, el, facts, fill, section } from "../dom.js";
import { bytes, duration, time } from "../format.js";
import { curl, payload } from "../payload.js";
import { whyAddress } from "../resource.js";
import { comparison, rerunButtons } from "../rerun.js";
import { waterfall } from "../waterfall.js";
import { logLines } from "./logs.js";
import { attemptOf } from "./runs.js";

const REFRESH_MILLISECONDS = 1000;

export async function show(page) {
    const id = page.path[0];
    page.back = "#/runs";
    let run = await get(`/v1/runs/${encodeURIComponent(id)}`, page.signal);
    await draw(page, run);
    while (run.outcome === "running" && !page.signal.aborted) {
        await pause(REFRESH_MILLISECONDS, page.signal);
        run = await get(`/v1/runs/${run.id}`, page.signal);
        await draw(page, run);
    }
}

async function draw(page, run) {
    const trace = await get(`/v1/traces/${run.trace.id}`, page.signal).catch(() => null);
    fill(page.element,
        el("div", { class: "title-line" },
            el("h1", {}, run.function),
            el("span", { class: `status ${run.outcome}` }, run.outcome),
            el("span", { class: "hint" }, run.reason)),
        actions(run),
        run.omitted && el("p", { class: "hint" }, "The values and the log of this run are not kept, because very many runs succeeded at this time."),
        comparison(run),
        run.outcome === "failed" && failure(run),
        trace && section("Trace", waterfall(trace, run.id, openStep)),
        el("div", { class: "columns" },
            section("Run", facts([
                ["Id", el("code", {}, run.id)],
                ["Started", time(run.startedAt)],
                ["Waited before", run.queued === undefined ? null : duration(run.queued)],
                ["Took", run.duration === undefined ? null : duration(run.duration)],
                ["Attempt", attemptOf(run)],
                ["First since loaded", run.cold ? "yes" : null],
                ["CPU time", run.usage && duration(run.usage.cpu)],
                ["Allocated", run.usage && bytes(run.usage.allocatedBytes)],
                ["Trace", el("code", {}, run.trace.id)],
                ["Other attempts", attempts(run)],
                ...Object.entries(run.details),
            ])),
            section("Log",
                run.omittedLines > 0 && el("p", { class: "hint" }, `${run.omittedLines} older lines were left out.`),
                run.log.length === 0 ? el("p", { class: "hint" }, "The run has logged nothing.") : logLines(run.log))),
        values("Inputs", run.inputs),
        values("Outputs", run.outputs),
        values("Metadata", run.metadata));
}

function openStep(step) {
    if (step.run) {
        location.hash = `#/runs/${step.run}`;
    }
}

/** A link to all runs of the same trace, if this attempt is not the only one. */
function attempts(run) {
    return run.attempt.of === 1 ? null : el("a", { href: `#/runs?filter=${encodeURIComponent(`function:${run.function}`)}` }, "in the list");
}

function actions(run) {
    const request = Object.values(run.inputs).map(curl).find(command => command !== null);
    return el("div", { class: "buttons" },
        run.outcome !== "running" && !run.omitted && rerunButtons(run),
        request && button("Copy as curl", () => copy(request, "The command")),
        button("Copy as JSON", () => copy(JSON.stringify(run, null, 2), "The run")),
        el("a", { class: "button", href: whyAddress(run.function, "run", run.id) }, "Why?"));
}

function failure(run) {
    return el("section", { class: "panel failure" },
        el("h2", {}, "Failure"),
        el("p", { class: "failure-message" }, run.error),
        run.source && el("p", {}, "at ", el("code", {}, run.source)),
        run.stackTrace && el("details", {}, el("summary", {}, "Stack trace"), el("pre", { tabindex: 0, "aria-label": "Stack trace" }, run.stackTrace)));
}

function values(title, all) {
    const entries = Object.entries(all);
    return entries.length === 0 ? null : section(title, entries.map(([name, value]) => payload(name, value)));
}
