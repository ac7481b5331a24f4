// How often the functions ran lately, for charts. Sampled as long as the page is open, whichever view is shown.

import { get, lines } from "./api.js";

/** The length of a sample, and how many are kept. */
export const SAMPLE_MILLISECONDS = 2000;
const SAMPLES = 60;
const RUNS_AT_FIRST = 2000;

const series = new Map();
let totals = null;
let sampledAt = 0;

/** The samples of a function, the newest last: how many runs succeeded and failed in each. */
export function samplesOf(name) {
    if (!series.has(name)) {
        series.set(name, { succeeded: new Array(SAMPLES).fill(0), failed: new Array(SAMPLES).fill(0) });
    }
    return series.get(name);
}

/** Runs a second in the newest samples. */
export function rateOf(name) {
    const newest = 5;
    const { succeeded, failed } = samplesOf(name);
    const sum = [...succeeded.slice(-newest), ...failed.slice(-newest)].reduce((total, value) => total + value, 0);
    return sum * 1000 / (newest * SAMPLE_MILLISECONDS);
}

/**
 * Takes a sample, and returns the statistics of all functions by name. The first call counts the newest runs instead, so that
 * charts do not begin empty.
 */
export async function sample() {
    const statistics = await get("/v1/functions/statistics");
    const now = Date.now();
    if (totals === null) {
        await countNewest(now);
    } else {
        const passed = Math.max(1, Math.round((now - sampledAt) / SAMPLE_MILLISECONDS));
        statistics.forEach(row => add(row, totals.get(row.name), passed));
    }
    totals = new Map(statistics.map(row => [row.name, row]));
    sampledAt = now;
    return totals;
}

/** Spreads what has happened over the samples that have passed, because nothing is sampled while the page is hidden. */
function add(row, before, passed) {
    // After a restart of Nephelite, the counts begin again.
    const continued = before !== undefined && before.invocations <= row.invocations;
    const invocations = row.invocations - (continued ? before.invocations : 0);
    const failures = row.failures - (continued ? before.failures : 0);
    const { succeeded, failed } = samplesOf(row.name);
    for (let step = 0; step < Math.min(passed, SAMPLES); step++) {
        push(succeeded, (invocations - failures) / passed);
        push(failed, failures / passed);
    }
}

function push(values, value) {
    values.push(value);
    values.shift();
}

async function countNewest(now) {
    const since = new Date(now - SAMPLES * SAMPLE_MILLISECONDS).toISOString();
    for (const run of await lines(`/v1/runs?last=${RUNS_AT_FIRST}&since=${since}`)) {
        const index = SAMPLES - 1 - Math.floor((now - Date.parse(run.startedAt)) / SAMPLE_MILLISECONDS);
        const values = samplesOf(run.function)[run.outcome];
        if (values && index >= 0 && index < SAMPLES) {
            values[index]++;
        }
    }
}
