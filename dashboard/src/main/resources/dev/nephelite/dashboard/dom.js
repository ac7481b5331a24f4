// Elements are made of strings and nodes only, never of markup: names of blobs and messages are hostile text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element.
 *
 * @param properties attributes by name; a function is a listener of the event with that name; undefined, null and false are
 *     left out
 * @param children nodes, strings and lists of both; null and undefined are left out
 */
export function el(name, properties = {}, ...children) {
    return filled(document.createElement(name), properties, children);
}

/** The same for an element of an SVG image. */
export function svg(name, properties = {}, ...children) {
    return filled(document.createElementNS(SVG, name), properties, children);
}

function filled(element, properties, children) {
    for (const [name, value] of Object.entries(properties)) {
        if (typeof value === "function") {
            element.addEventListener(name, value);
        } else if (value !== undefined && value !== null && value !== false) {
            element.setAttribute(name, value === true ? "" : value);
        }
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

/** Replaces what an element contains. */
export function fill(element, ...children) {
    element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

/** Replaces what an element contains, and leaves the focus on the link that leads to the same address. */
export function refresh(element, ...children) {
    const focused = element.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    fill(element, ...children);
    if (focused !== null) {
        [...element.querySelectorAll("a")].find(link => link.getAttribute("href") === focused)?.focus();
    }
}

/** What a view shows where there is nothing: what it is, and what to do about it. */
export function empty(title, ...advice) {
    return el("div", { class: "empty" }, el("p", { class: "empty-title" }, title), advice.map(line => el("p", {}, line)));
}

/** A button with a text. */
export function button(text, onclick, properties = {}) {
    return el("button", { type: "button", click: onclick, ...properties }, text);
}

/** Names and values, one below the other. Values are strings or nodes; pairs without a value are left out. */
export function facts(pairs) {
    return el("dl", { class: "facts" }, pairs
        .filter(([, value]) => value !== undefined && value !== null && value !== "")
        .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

/** A section with a heading. */
export function section(title, ...children) {
    return el("section", { class: "panel" }, el("h2", {}, title), children);
}
