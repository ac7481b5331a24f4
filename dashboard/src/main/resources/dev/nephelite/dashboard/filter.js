// The filter language: function:Resize failed since:10m text:"cat.jpg" more words

import { parseDuration } from "./format.js";

/** A filter cannot be understood; the message says why. */
export class FilterError extends Error {}

/**
 * Splits a filter into its terms.
 *
 * @returns a list of [key, value]; a word without a colon has the key ""
 */
export function terms(text) {
    const found = [];
    for (const match of text.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi)) {
        found.push([(match[1] ?? "").toLowerCase(), match[2] ?? match[3]]);
    }
    return found;
}

/**
 * What a filter of runs means.
 *
 * @param now the milliseconds from which "since" counts back
 * @returns parameters of /v1/runs, and a predicate for what the control plane does not filter
 * @throws FilterError if a term is unknown
 */
export function runFilter(text, now) {
    const query = {};
    const words = [];
    const outcomes = new Set();
    let trigger = null;
    for (const [key, value] of terms(text)) {
        if (key === "function") {
            query.function = value;
        } else if (key === "trigger") {
            trigger = value.toLowerCase();
        } else if (key === "since") {
            query.since = since(value, now);
        } else if (key === "text" || key === "id") {
            words.push(value);
        } else if (key === "" && ["failed", "succeeded", "running"].includes(value.toLowerCase())) {
            outcomes.add(value.toLowerCase());
        } else if (key === "") {
            words.push(value);
        } else {
            throw new FilterError(`There is no term '${key}:'. Use function:, trigger:, since:, text:, failed, succeeded or running.`);
        }
    }
    if (words.length > 0) {
        query.text = words.join(" ");
    }
    // A run that is in progress may fail yet, and its end has to be known, too.
    if (outcomes.size === 1 && !outcomes.has("running")) {
        query.failed = outcomes.has("failed");
    }
    return {
        query,
        accepts: run => (outcomes.size === 0 || outcomes.has(run.outcome))
            && (trigger === null || run.trigger.toLowerCase().startsWith(trigger)),
    };
}

function since(value, now) {
    const milliseconds = parseDuration(value);
    if (milliseconds !== null) {
        return new Date(now - milliseconds).toISOString();
    }
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) {
        throw new FilterError(`since:${value} is neither a duration such as 10m nor a time such as 2026-01-31T12:00:00Z.`);
    }
    return instant.toISOString();
}

/** A predicate that accepts texts that contain all words of a filter, in whatever case. */
export function textFilter(text) {
    const words = terms(text).map(([key, value]) => (key === "" || key === "text" ? value : `${key}:${value}`).toLowerCase());
    return candidate => {
        const lower = candidate.toLowerCase();
        return words.every(word => lower.includes(word));
    };
}
