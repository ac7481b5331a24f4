// Queues, and the messages in them.

import { every } from "../api.js";
import { ask, askForChanges, askForText, attempt, confirm, notify } from "../dialog.js";
import { button, el, empty, facts, fill, section } from "../dom.js";
import { count, pretty, time } from "../format.js";
import { AT_ONCE, decoded, encoded, moveAll, moveOne, originOf, peek, put } from "../message.js";
import { queueAddress } from "../resource.js";
import { allNames, messageCount, storage } from "../storage.js";

const REFRESH_MILLISECONDS = 2000;
const COUNTED = 50;

export async function show(page) {
    const [queue] = page.path;
    const queues = el("nav", { class: "panel", "aria-label": "Queues" });
    const main = el("div", { class: "main-column" });
    fill(page.element, el("h1", {}, "Queues"), el("div", { class: "tree" }, queues, main));
    let shown = "";
    const view = queue === undefined ? null : new QueueView(main, queue, page.signal);
    page.back = queue === undefined ? "#/" : "#/queues";
    await every(REFRESH_MILLISECONDS, async () => {
        const names = await allNames("queue", "Queue", page.signal);
        const counts = await Promise.all(names.slice(0, COUNTED).map(name => messageCount(name, page.signal).catch(() => null)));
        const text = JSON.stringify([names, counts]);
        if (text !== shown) {
            shown = text;
            fill(queues,
                el("ul", { class: "side" }, names.map((name, index) => el("li", {}, el("a", { href: queueAddress(name), "aria-current": name === queue && "page" },
                    el("span", {}, name), el("span", { class: "number" }, counts[index] === undefined || counts[index] === null ? "" : count(counts[index])))))),
                button("New queue\u2026", createQueue));
        }
        if (view === null) {
            fill(main, names.length === 0 ? empty("There is no queue.", "Create one, or let your app write a message.") : empty("Choose a queue."));
        } else if (names.includes(queue)) {
            await view.refresh(counts[names.indexOf(queue)]);
        } else {
            view.clear();
        }
    }, page.signal);
}

async function createQueue() {
    const name = await askForText("New queue", "Name", { action: "Create", help: "3 to 63 lower-case letters, digits and hyphens." });
    if (name !== null && await attempt(() => storage("PUT", "queue", [name]))) {
        location.hash = queueAddress(name);
    }
}

/** The messages of one queue, peeked again and again; drawn only when they have changed, so that focus stays where it is. */
class QueueView {
    #element;
    #queue;
    #signal;
    #shown = null;

    constructor(element, queue, signal) {
        this.#element = element;
        this.#queue = queue;
        this.#signal = signal;
    }

    clear() {
        this.#shown = null;
        fill(this.#element, empty(`There is no queue '${this.#queue}'.`, "Choose another one, or create it."));
    }

    async refresh(total) {
        const messages = await peek(this.#queue, this.#signal);
        const text = JSON.stringify([total, messages]);
        if (text === this.#shown) {
            return;
        }
        this.#shown = text;
        const origin = originOf(this.#queue);
        fill(this.#element,
            section(this.#queue,
                el("p", {}, stateOf(total, messages.length)),
                el("div", { class: "buttons" },
                    button("Send\u2026", () => this.#send(), { class: "primary" }),
                    origin && button(`Move all to ${origin}\u2026`, () => this.#requeueAll(origin)),
                    button("Purge\u2026", () => this.#purge()),
                    button("Delete queue\u2026", () => this.#delete()))),
            messages.map(message => this.#message(message, origin)));
    }

    #message(message, origin) {
        const { text, base64 } = decoded(message.body);
        return el("section", { class: "panel payload" },
            facts([
                ["Message", el("code", {}, message.id)],
                ["Put", time(message.insertedAt)],
                ["Received", message.dequeueCount === 0 ? "never" : `${message.dequeueCount} times`],
                ["Expires", time(message.expiresAt)],
                ["Encoding", base64 ? "Base64" : "none"],
            ]),
            el("pre", { tabindex: 0, "aria-label": "Body" }, pretty(text)),
            origin && el("div", { class: "buttons" },
                button(`Edit and move to ${origin}\u2026`, () => this.#editAndRequeue(message, text, base64, origin)),
                button(`Move to ${origin}`, () => this.#requeue(message, message.body, origin)),
                button("Delete\u2026", () => this.#deleteMessage(message, origin))));
    }

    async #send() {
        const body = el("textarea", { "aria-label": "Body", spellcheck: "false" });
        const base64 = el("input", { type: "checkbox", checked: true });
        const delay = el("input", { type: "number", min: 0, max: 604800, value: 0 });
        const message = await ask(`Send to ${this.#queue}`, [
            body,
            el("label", {}, base64, " encode in Base64, as functions expect it unless host.json says otherwise"),
            el("label", { class: "field" }, "Visible after seconds", delay),
        ], { action: "Send", result: () => ({ body: base64.checked ? encoded(body.value) : body.value, delay: Number(delay.value) }) });
        if (message !== null) {
            await attempt(() => put(this.#queue, message.body, message.delay), "The message is sent.");
        }
    }

    async #editAndRequeue(message, text, base64, origin) {
        const edited = await askForChanges(`Edit and move to ${origin}`, "Body", text, { action: "Move", rows: 14 });
        if (edited !== null) {
            await this.#requeue(message, base64 ? encoded(edited) : edited, origin);
        }
    }

    #requeue(message, body, origin) {
        return this.#moveOne(message, body, origin, `The message is in ${origin}.`);
    }

    /** Moves a message, or deletes it if there is no body, and shows what has happened. */
    async #moveOne(message, body, origin, done) {
        await attempt(async () => notify(await moveOne(this.#queue, message.id, origin, body) ? done : "The message is not there any more, or is in flight."));
    }

    async #requeueAll(origin) {
        if (await confirm("Move all messages?", `The functions that ${origin} triggers get them again.`, "Move")) {
            await attempt(async () => {
                const moved = await moveAll(this.#queue, origin);
                notify(`${moved === 1 ? "1 message is" : `${count(moved)} messages are`} in ${origin}.`);
            });
        }
    }

    async #deleteMessage(message, origin) {
        if (await confirm("Delete the message?", "It cannot be restored.", "Delete")) {
            await this.#moveOne(message, null, origin, "The message is deleted.");
        }
    }

    async #purge() {
        if (await confirm("Delete all messages?", `All messages in ${this.#queue} are deleted, also those that are in flight or delayed.`, "Delete all")) {
            await attempt(() => storage("DELETE", "queue", [this.#queue, "messages"]), `${this.#queue} is empty.`);
        }
    }

    async #delete() {
        if (await confirm("Delete the queue?", `${this.#queue} and all messages in it are deleted.`, "Delete")
                && await attempt(() => storage("DELETE", "queue", [this.#queue]), `${this.#queue} is deleted.`)) {
            location.hash = "#/queues";
        }
    }
}

/** Peeking sees only the first messages that are visible. */
function stateOf(total, visible) {
    if (total === 0) {
        return "The queue is empty.";
    }
    const all = `${count(total)} ${total === 1 ? "message" : "messages"}`;
    if (visible === AT_ONCE) {
        return `${all}. The first ${AT_ONCE} that are visible:`;
    }
    return visible === total ? `${all}, visible.` : `${all}, of which ${count(visible)} visible; the others are in flight or delayed.`;
}
