// The cloud's clock, whether triggers are paused, snapshots, and a reset.

import { change, every, get } from "../api.js";
import { attempt, askForText, confirm } from "../dialog.js";
import { button, el, empty, fill, section } from "../dom.js";
import { time } from "../format.js";

const REFRESH_MILLISECONDS = 1000;
const STEPS = [["1 min", "PT1M"], ["1 h", "PT1H"], ["1 d", "P1D"], ["7 d", "P7D"]];

export async function show(page) {
    const clock = el("div");
    const triggers = el("div");
    const snapshots = el("div");
    let shownTriggers = null;
    let shownSnapshots = null;

    const setClock = json => attempt(async () => drawClock(await change("PUT", "/v1/clock", json)));

    const shownTime = el("strong", { class: "clock" });
    const state = el("span", { class: "hint" });
    const freeze = button("Freeze", () => setClock({ frozen: freeze.textContent === "Freeze" }));
    fill(clock, section("Clock",
        el("p", {}, shownTime, " ", state),
        el("p", { class: "hint" }, "Leases, visibility, timers, retries and expiry follow it. What becomes due on the way happens in order."),
        el("div", { class: "buttons" }, freeze,
            STEPS.map(([label, duration]) => button(`Advance ${label}`, () => setClock({ advance: duration }))),
            button("Advance\u2026", async () => {
                const duration = await askForText("Advance the clock", "By", { value: "PT1H30M", action: "Advance", help: "A duration of ISO 8601, such as PT1H30M or P7D." });
                if (duration !== null) {
                    setClock({ advance: duration });
                }
            }),
            button("Set\u2026", async () => {
                const instant = await askForText("Set the clock", "To", { value: new Date().toISOString(), action: "Set", help: "An instant such as 2030-01-01T00:00:00Z." });
                if (instant !== null) {
                    setClock({ time: instant });
                }
            }),
            button("Back to the machine's time", () => setClock({ time: new Date().toISOString(), frozen: false })))));

    function drawClock({ time: instant, frozen }) {
        fill(shownTime, time(instant));
        fill(state, frozen ? "stands still" : "runs");
        freeze.textContent = frozen ? "Unfreeze" : "Freeze";
    }

    function drawTriggers({ paused }) {
        if (shownTriggers === paused) {
            return;
        }
        shownTriggers = paused;
        fill(triggers, section("Triggers",
            el("p", {}, paused ? "Paused: messages, blobs, events and timers wait. HTTP functions can be called." : "Functions run when something happens."),
            button(paused ? "Resume" : "Pause", () => attempt(async () => drawTriggers(await change("PUT", "/v1/triggers", { paused: !paused }))))));
    }

    async function refreshSnapshots() {
        const list = await get("/v1/snapshots", page.signal);
        const text = JSON.stringify(list);
        if (text !== shownSnapshots) {
            shownSnapshots = text;
            fill(snapshots, section("Snapshots",
                el("p", { class: "hint" }, "A snapshot has everything that is stored. Saving copies nothing."),
                list.length === 0 ? empty("There is no snapshot.", "Save the current state before you try something.") : table(list),
                el("div", { class: "buttons" },
                    button("Save\u2026", save, { class: "primary" }),
                    button("Reset\u2026", reset))));
        }
    }

    function table(list) {
        return el("table", {},
            el("thead", {}, el("tr", {}, el("th", {}, "Name"), el("th", {}, "Saved"), el("th", {}, "Actions"))),
            el("tbody", {}, list.map(snapshot => el("tr", {},
                el("td", {}, snapshot.name),
                el("td", {}, time(snapshot.savedAt)),
                el("td", {}, el("div", { class: "buttons" },
                    button("Load", () => act(snapshot.name, "load"), { "aria-label": `Load ${snapshot.name}` }),
                    button("Delete", () => act(snapshot.name, "delete"), { "aria-label": `Delete ${snapshot.name}` })))))));
    }

    async function act(name, action) {
        const path = `/v1/snapshots/${encodeURIComponent(name)}`;
        const question = action === "load"
            ? `Everything that is stored now is replaced by the snapshot '${name}'. Save the current state first if you need it.`
            : `The snapshot '${name}' cannot be restored afterwards.`;
        if (await confirm(action === "load" ? "Load the snapshot?" : "Delete the snapshot?", question, action === "load" ? "Load" : "Delete")) {
            await attempt(() => action === "load" ? change("POST", `${path}/load`) : change("DELETE", path), action === "load" ? `${name} is loaded.` : `${name} is deleted.`);
            await refreshSnapshots();
        }
    }

    async function save() {
        const name = await askForText("Save a snapshot", "Name", { action: "Save" });
        if (name !== null) {
            await attempt(() => change("PUT", `/v1/snapshots/${encodeURIComponent(name)}`, {}), `${name} is saved.`);
            await refreshSnapshots();
        }
    }

    async function reset() {
        if (await confirm("Remove everything?", "All containers, blobs, queues and messages of all accounts are removed. Snapshots stay; save one first if you may need this state.", "Remove everything")) {
            await attempt(() => change("POST", "/v1/reset"), "Everything is removed.");
        }
    }

    fill(page.element, el("h1", {}, "Time"), el("div", { class: "columns" }, clock, triggers), snapshots);
    await every(REFRESH_MILLISECONDS, async () => {
        drawClock(await get("/v1/clock", page.signal));
        drawTriggers(await get("/v1/triggers", page.signal));
        await refreshSnapshots();
    }, page.signal);
}
