// The steps of a trace on one time axis, each below the one that caused it.

import { button, el, fill } from "./dom.js";
import { duration } from "./format.js";

const TICKS = 4;

/**
 * Draws the trace.
 *
 * @param trace as /v1/traces returns it
 * @param selected the id of the run whose row is marked; null for none
 * @param open called with a step that was clicked
 */
export function waterfall(trace, selected, open) {
    const steps = trace.spans.map(withTimes);
    const depths = depthsOf(steps);
    const byId = new Map(steps.map(step => [step.span.id, step]));
    const whole = range(steps);
    let shown = whole;
    const rows = el("div", { class: "waterfall-rows" });
    const axis = el("div", { class: "waterfall-axis", "aria-hidden": "true" });
    const reset = button("Show all", () => zoom(whole), { hidden: true });

    function zoom(to) {
        shown = to;
        reset.hidden = to === whole;
        draw();
    }

    function draw() {
        const length = shown.end - shown.begin;
        const at = milliseconds => (milliseconds - shown.begin) / length * 100;
        fill(axis, Array.from({ length: TICKS + 1 }, (_, tick) => {
            const label = el("span", {}, `+${duration(shown.begin - whole.begin + length * tick / TICKS)}`);
            label.style.left = `${100 * tick / TICKS}%`;
            return label;
        }));
        fill(rows, steps.map(step => row(step, at)));
    }

    function row(step, at) {
        const name = el("button", {
            type: "button", class: "waterfall-name", title: step.name, click: () => open(step.span),
        }, step.span.guess && el("span", { title: "Only its time says what has caused this." }, "? "), step.span.name);
        name.style.paddingInlineStart = `${0.5 + depths.get(step.span.id) * 0.9}rem`;
        const track = el("div", { class: "waterfall-track" });
        const wait = waitOf(step, byId);
        if (wait > 0) {
            track.append(place(el("div", { class: "waterfall-wait", title: `waited ${duration(wait)}` }), at(step.begin - wait), at(step.begin)));
        }
        track.append(place(el("button", {
            type: "button", tabindex: -1, class: `waterfall-bar ${step.span.kind} ${step.span.status}`,
            "aria-label": `Zoom to ${step.span.name}`, title: `${step.span.name}: double click zooms`,
            click: () => open(step.span),
            dblclick: () => step.end > step.begin && zoom(padded(step)),
        }), at(step.begin), at(step.end)));
        return el("div", { class: step.span.run && step.span.run === selected ? "waterfall-row selected" : "waterfall-row" },
            name,
            el("span", { class: `status ${step.span.status}` }, step.span.status),
            track,
            el("span", { class: "number" }, step.span.duration === undefined ? "" : duration(step.span.duration)));
    }

    draw();
    return el("div", { class: "waterfall" }, el("div", { class: "waterfall-head" }, reset, axis), rows);
}

function withTimes(span) {
    const begin = preciseMilliseconds(span.startedAt);
    return { span, begin, end: begin + (span.duration ?? 0) };
}

/** Date knows milliseconds only, but steps are shorter than that. */
function preciseMilliseconds(instant) {
    const fraction = /\.(\d+)Z$/.exec(instant);
    const whole = Date.parse(instant.replace(/\.\d+Z$/, "Z"));
    return whole + (fraction ? Number(`0.${fraction[1]}`) * 1000 : 0);
}

/** How long the message, blob or timer was there before the run, in milliseconds; 0 for other steps. */
function waitOf(step, byId) {
    const cause = byId.get(step.span.parent);
    return step.span.kind === "run" && cause?.span.kind === "event" ? Math.max(0, step.begin - cause.begin) : 0;
}

function depthsOf(steps) {
    const depths = new Map();
    for (const { span } of steps) {
        depths.set(span.id, span.parent === undefined ? 0 : (depths.get(span.parent) ?? -1) + 1);
    }
    return depths;
}

function range(steps) {
    const begin = Math.min(...steps.map(step => step.begin));
    const end = Math.max(...steps.map(step => step.end));
    return { begin, end: Math.max(end, begin + 0.1) };
}

function padded({ begin, end }) {
    const margin = (end - begin) * 0.1;
    return { begin: begin - margin, end: end + margin };
}

function place(element, from, to) {
    const left = Math.max(0, Math.min(100, from));
    element.style.left = `${left}%`;
    element.style.width = `max(3px, ${Math.max(0, Math.min(100, to) - left)}%)`;
    element.hidden = to < 0 || from > 100;
    return element;
}
