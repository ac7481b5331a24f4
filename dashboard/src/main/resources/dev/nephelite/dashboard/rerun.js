// Running a function again for the event of an earlier run, and how the two runs differ.

import { change } from "./api.js";
import { askForChanges, attempt, notify } from "./dialog.js";
import { button, el, section } from "./dom.js";
import { duration } from "./format.js";

/** The comparison of each new run with the one that it repeats, for the page of the new run. */
const comparisons = new Map();

/** The buttons that run the function of a run again. */
export function rerunButtons(run) {
    return [
        button("Run again", event => rerun(run, {}, event.target)),
        triggerText(run) !== null && button("Edit and run again\u2026", event => editAndRerun(run, event.target)),
        button("Compare only", event => rerun(run, { dryRun: true }, event.target), { title: "Runs the function again without writing its outputs" }),
    ];
}

async function rerun(run, options, pressed) {
    pressed.disabled = true;
    await attempt(async () => {
        const result = await change("POST", `/v1/runs/${run.id}/rerun`, options);
        comparisons.set(result.run.id, result);
        notify(`The new run has ${result.run.outcome}${result.same ? " like the first one" : ""}.`);
        location.hash = `#/runs/${result.run.id}`;
    });
    pressed.disabled = false;
}

async function editAndRerun(run, pressed) {
    const edited = await askForChanges("Edit and run again", "Payload", triggerText(run), { action: "Run", rows: 16 });
    if (edited !== null) {
        await rerun(run, { payload: edited }, pressed);
    }
}

/** The text that the trigger has passed, or null if it was none. The trigger is the first of the inputs. */
function triggerText(run) {
    const value = Object.values(run.inputs)[0];
    return value && (value.form === "text" || value.form === "json") && value.complete ? value.content : null;
}

/** What the page of a run says of the run that it repeats; null if it repeats none. */
export function comparison(run) {
    if (!run.rerunOf) {
        return null;
    }
    const link = el("a", { href: `#/runs/${run.rerunOf}` }, run.rerunOf.slice(0, 8));
    const known = comparisons.get(run.id);
    if (known === undefined) {
        return section("Repeats", el("p", {}, "This run repeats ", link, "."));
    }
    const outcome = of => `${of.outcome} after ${duration(of.duration)}${of.error ? `: ${of.error}` : ""}`;
    return section("Compared with the first run",
        el("pre", { class: "diff", tabindex: 0, "aria-label": "Difference" },
            el("span", { class: "removed" }, `- ${outcome(known.first)}\n`),
            el("span", { class: "added" }, `+ ${outcome(known.run)}\n`),
            known.outputs.map(output => [`${output.name}: ${output.change}\n`, output.lines.map(line)])),
        el("p", {}, "It repeats ", link, known.dryRun ? "; its outputs were not written." : "."),
        known.notes.map(note => el("p", { class: "hint" }, note)));
}

function line(text) {
    const name = text.startsWith("+") ? "added" : text.startsWith("-") ? "removed" : undefined;
    return el("span", { class: name }, `${text}\n`);
}
