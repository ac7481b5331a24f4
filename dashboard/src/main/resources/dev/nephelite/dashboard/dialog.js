// Questions and short messages.

import { button, el } from "./dom.js";

/**
 * Shows a dialog and waits for its end.
 *
 * @param content nodes between the title and the buttons
 * @param action the text of the button that confirms; null for a dialog that only closes
 * @param result makes the result, when the user has confirmed
 * @param dangerous whether what is confirmed cannot be undone
 * @returns a promise of the result, or of null if the user did not confirm
 */
export function ask(title, content, { action, result = () => true, dangerous = false, wide = false } = {}) {
    return new Promise(resolve => {
        let answer = null;
        const dialog = el("dialog", { "aria-labelledby": "dialog-title", class: wide ? "wide" : undefined },
            el("form", {
                method: "dialog",
                submit: event => {
                    answer = event.submitter?.value === "confirm" ? result() : null;
                },
            },
            el("h2", { id: "dialog-title" }, title),
            content,
            el("div", { class: "buttons" },
                el("button", { value: "cancel", formnovalidate: true }, action ? "Cancel" : "Close"),
                action && el("button", { value: "confirm", class: dangerous ? "danger" : "primary" }, action))));
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(answer);
        });
        // Without this, Enter in a field would press the first button, which is the one that cancels.
        dialog.addEventListener("keydown", event => {
            if (event.key === "Enter" && event.target instanceof HTMLInputElement && action) {
                event.preventDefault();
                dialog.querySelector("button[value=confirm]").click();
            }
        });
        document.body.append(dialog);
        dialog.showModal();
    });
}

/** Asks before something that cannot be undone. */
export function confirm(title, text, action) {
    return ask(title, el("p", {}, text), { action, dangerous: true });
}

/** Asks for a line of text; the result is null if the user did not confirm. */
export function askForText(title, label, { value = "", action = "OK", type = "text", help } = {}) {
    const input = el("input", { type, value, required: true, autocomplete: "off", "aria-label": label });
    return ask(title, [el("label", { class: "field" }, label, input), help && el("p", { class: "hint" }, help)], { action, result: () => input.value });
}

/**
 * Asks for changes of a text; the result is null if the user did not confirm. A text area turns all line ends into line feeds, so
 * a text that was not changed is returned as it was, and a changed one gets its CRLF again if that was all it had.
 */
export function askForChanges(title, label, text, { action, rows }) {
    const area = el("textarea", { "aria-label": label, spellcheck: "false", rows });
    area.value = text;
    const before = area.value;
    const crlf = text.includes("\r\n") && !/[\r\n]/.test(text.replaceAll("\r\n", ""));
    const changed = () => crlf ? area.value.replaceAll("\n", "\r\n") : area.value;
    return ask(title, area, { action, result: () => area.value === before ? text : changed(), wide: true });
}

const MESSAGE_MILLISECONDS = 6000;

/** Shows a message for a short time. */
export function notify(text, { failed = false } = {}) {
    const area = document.querySelector(".messages") ?? document.body.appendChild(el("div", { class: "messages", "aria-live": "polite" }));
    const message = el("div", { class: failed ? "message failed" : "message" }, el("span", {}, text),
        button("Close", () => message.remove(), { class: "plain" }));
    area.append(message);
    if (!failed) {
        setTimeout(() => message.remove(), MESSAGE_MILLISECONDS);
    }
}

/** Does something that the user has asked for, and shows why if it fails. Returns whether it has succeeded. */
export async function attempt(task, done) {
    try {
        await task();
        if (done) {
            notify(done);
        }
        return true;
    } catch (error) {
        notify(error.message, { failed: true });
        return false;
    }
}

/** Puts text on the clipboard. */
export function copy(text, what) {
    return attempt(() => navigator.clipboard.writeText(text), `${what} is on the clipboard.`);
}
