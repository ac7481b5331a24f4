// One trace, of which no run may be known.

import { get } from "../api.js";
import { el, fill, section } from "../dom.js";
import { waterfall } from "../waterfall.js";

export async function show(page) {
    const trace = await get(`/v1/traces/${encodeURIComponent(page.path[0] ?? "")}`, page.signal);
    page.back = "#/events";
    fill(page.element, el("h1", {}, "Trace"), el("p", { class: "hint" }, el("code", {}, trace.id)), section("Steps", waterfall(trace, null, step => {
        if (step.run) {
            location.hash = `#/runs/${step.run}`;
        }
    })));
}
