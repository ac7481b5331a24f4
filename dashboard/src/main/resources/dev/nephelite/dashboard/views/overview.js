// What runs, and first of all what is wrong.

import { ApiError, every, get, lines } from "../api.js";
import { bars } from "../chart.js";
import { el, empty, facts, fill, refresh, section } from "../dom.js";
import { count, duration, time, trigger } from "../format.js";
import { appMap } from "../map.js";
import { isPoison } from "../message.js";
import { queueAddress } from "../resource.js";
import { rateOf, SAMPLE_MILLISECONDS, sample, samplesOf } from "../statistics.js";
import { allNames, messageCount } from "../storage.js";

const FAILURES_SEEN = 200;
const RECENT_MILLISECONDS = 60 * 60 * 1000;

export async function show(page) {
    const alerts = el("ul", { class: "alerts" });
    const functions = el("div");
    const map = el("div");
    const program = el("div");
    fill(page.element, el("h1", {}, "Overview"), alerts, functions, map, program);
    await every(SAMPLE_MILLISECONDS, async () => {
        const status = await get("/v1/status", page.signal);
        fill(program, section("Program", programFacts(status)));
        const list = await functionsOf(page.signal);
        const statistics = list.length === 0 ? new Map() : await sample();
        const failures = await lines(`/v1/runs?last=${FAILURES_SEEN}&failed=true&since=${new Date(Date.now() - RECENT_MILLISECONDS).toISOString()}`, page.signal);
        const queues = await queueCounts(list, page.signal);
        refresh(alerts, alertsOf(status, list, failures, queues));
        refresh(functions, list.length === 0 ? noFunctions(status) : section("Functions", table(list, statistics)));
        refresh(map, hasResources(list) && section("Map", appMap(list, labelsOf(list, statistics, queues))));
    }, page.signal);
}

/** The functions; none as long as the app cannot run, which the status explains. */
async function functionsOf(signal) {
    try {
        return await get("/v1/functions", signal);
    } catch (error) {
        if (error instanceof ApiError && error.status === 503) {
            return [];
        }
        throw error;
    }
}

function alertsOf(status, functions, failures, queues) {
    return [
        status.status !== "ready" && el("li", {}, el("strong", {}, `The app is not ready (${status.status}). `), status.message),
        functions.flatMap(fn => fn.errors.map(error => el("li", {}, el("strong", {}, `${fn.name} cannot run. `), error))),
        newestOfEach(failures).map(({ run, times }) => el("li", {},
            el("a", { href: `#/runs/${run.id}` }, `${run.function} failed`), ` ${times > 1 ? `${times} times, last ` : ""}at ${time(run.startedAt)}: ${run.error}`)),
        [...queues].filter(([name, messages]) => isPoison(name) && messages > 0).map(([name, messages]) => el("li", {},
            el("a", { href: queueAddress(name) }, name), ` has ${messages === 1 ? "1 message" : `${count(messages)} messages`} whose processing has failed.`)),
    ].flat().filter(Boolean);
}

/** The newest failure of each function, and how many there were, the newest first. */
function newestOfEach(failures) {
    const byFunction = new Map();
    for (const run of failures) {
        const times = (byFunction.get(run.function)?.times ?? 0) + 1;
        byFunction.delete(run.function);
        byFunction.set(run.function, { run, times });
    }
    return [...byFunction.values()].reverse();
}

function noFunctions(status) {
    return status.functions === null && status.status === "ready"
        ? empty("No function app runs.", "Storage works. Start with the folder of an app to run its functions: nephelite start FOLDER")
        : empty("There are no functions.", "The message above says why.");
}

function table(functions, statistics) {
    return el("div", { class: "scroll" }, el("table", {},
        el("thead", {}, el("tr", {}, ["Function", "Trigger", "State"].map(title => el("th", {}, title)),
            el("th", {}, "Last two minutes"),
            ["Per second", "Runs", "Failures", "p95"].map(title => el("th", { class: "number" }, title)))),
        el("tbody", {}, functions.map(fn => row(fn, statistics.get(fn.name))))));
}

function row(fn, statistics) {
    const { succeeded, failed } = samplesOf(fn.name);
    const state = fn.errors.length > 0 ? "error" : fn.disabled ? "disabled" : "listening";
    return el("tr", {},
        el("td", {}, el("a", { href: `#/runs?filter=${encodeURIComponent(`function:${fn.name}`)}` }, fn.name)),
        el("td", {}, trigger(fn.triggerType), " ", el("span", { class: "hint" }, fn.url === null ? fn.source ?? "" : `${fn.methods.join(", ")} ${decodeURIComponent(new URL(fn.url).pathname)}`)),
        el("td", {}, el("span", { class: `status ${state}` }, state)),
        el("td", {}, bars(`Runs of ${fn.name} in the last two minutes`, [{ values: succeeded, name: "ok" }, { values: failed, name: "bad" }])),
        el("td", { class: "number" }, count(rateOf(fn.name))),
        el("td", { class: "number" }, count(statistics?.invocations ?? 0)),
        el("td", { class: "number" }, statistics?.failures > 0
            ? el("a", { href: `#/runs?filter=${encodeURIComponent(`function:${fn.name} failed`)}` }, count(statistics.failures))
            : "0"),
        el("td", { class: "number" }, statistics?.invocations > 0 ? duration(statistics.p95) : ""));
}

function hasResources(functions) {
    return functions.some(fn => /^(blob|queue)/i.test(fn.triggerType) || fn.bindings.some(binding => binding.resource));
}

/** How many messages there are in the queues of the functions, and in all poison queues. */
async function queueCounts(functions, signal) {
    const used = new Set(functions.flatMap(fn => [[fn.triggerType, fn.source], ...fn.bindings.map(binding => [binding.type, binding.resource])])
        .filter(([type]) => /^queue/i.test(type))
        .map(([, resource]) => resource));
    const names = (await allNames("queue", "Queue", signal)).filter(name => used.has(name) || isPoison(name));
    return new Map(await Promise.all(names.map(async name => [name, await messageCount(name, signal)])));
}

/** What stands below the names in the map. */
function labelsOf(functions, statistics, queues) {
    return new Map([
        ...functions.map(fn => [`function:${fn.name}`, `${count(statistics.get(fn.name)?.invocations ?? 0)} runs`]),
        ...[...queues].map(([name, messages]) => [`queue:${name}`, `${count(messages)} messages`]),
    ]);
}

function programFacts(status) {
    return facts([
        ["State", el("span", { class: `status ${status.status === "ready" ? "succeeded" : "failed"}` }, status.status)],
        ["Started", time(status.startedAt)],
        ["Data", status.dataFolder ?? "in memory"],
        ...Object.entries(status.endpoints).map(([name, url]) => [name, el("code", {}, url)]),
    ]);
}
