// A list of which only the rows that can be seen are in the document, so that it may have any length.

import { el } from "./dom.js";

const ROWS_BEYOND = 8;

/** Where the style sheet hides columns of class "minor". */
const NARROW = matchMedia("(max-width: 720px)");
let lists = 0;

/**
 * A virtual list. Up, down, j and k move the selection; Enter opens it.
 */
export class VirtualList {
    #rows = [];
    #selected = -1;
    #drawn = false;
    #id = `list-${lists++}`;

    /**
     * @param label what the list has, for screen readers
     * @param columns a list of { title, width, cell }; width is that of a grid column, and cell makes the content from a row
     * @param open does what Enter and a click do
     * @param nearEnd called when the end of the rows comes near, to load more
     * @param rowHeight in pixels
     * @param rowClass the class of a row, beside "row"
     */
    constructor({ label, columns, open, nearEnd = () => {}, rowHeight = 28, rowClass = () => "" }) {
        Object.assign(this, { columns, open, nearEnd, rowHeight, rowClass });
        this.spacer = el("div", { class: "spacer", role: "presentation" });
        this.body = el("div", {
            class: "list-body", tabindex: 0, role: "listbox", "aria-label": label,
            scroll: () => this.draw(), keydown: event => this.#onKey(event),
        }, this.spacer);
        this.head = el("div", { class: "row head", "aria-hidden": "true" }, columns.map(column => el("div", { class: column.class }, column.title)));
        this.element = el("div", { class: "list" }, this.head, this.body);
        new ResizeObserver(() => this.draw()).observe(this.body);
    }

    get rows() {
        return this.#rows;
    }

    /** Shows other rows. The row that is selected stays selected if it is still there. */
    set rows(rows) {
        const selected = this.#rows[this.#selected];
        this.#rows = rows;
        this.#selected = selected === undefined ? -1 : rows.indexOf(selected);
        this.schedule();
    }

    /** Draws before the next frame, once for any number of calls. */
    schedule() {
        if (!this.#drawn) {
            this.#drawn = true;
            requestAnimationFrame(() => {
                this.#drawn = false;
                this.draw();
            });
        }
    }

    draw() {
        const columns = this.columns.filter(column => !NARROW.matches || !column.class?.includes("minor"));
        this.template = columns.map(column => column.width).join(" ");
        this.head.style.gridTemplateColumns = this.template;
        const { scrollTop, clientHeight } = this.body;
        const first = Math.max(0, Math.floor(scrollTop / this.rowHeight) - ROWS_BEYOND);
        const end = Math.min(this.#rows.length, Math.ceil((scrollTop + clientHeight) / this.rowHeight) + ROWS_BEYOND);
        this.spacer.style.height = `${this.#rows.length * this.rowHeight}px`;
        const rows = [];
        for (let index = first; index < end; index++) {
            rows.push(this.#row(index));
        }
        this.spacer.replaceChildren(...rows);
        this.#markActive();
        if (end > this.#rows.length - 5 * ROWS_BEYOND) {
            this.nearEnd();
        }
    }

    #row(index) {
        const row = this.#rows[index];
        const element = el("div", {
            class: `row ${this.rowClass(row)}`, role: "option", id: `${this.#id}-${index}`, "aria-selected": index === this.#selected ? "true" : "false",
            "aria-setsize": this.#rows.length, "aria-posinset": index + 1,
            click: () => this.#openAt(index),
        }, this.columns.map(column => el("div", { class: column.class }, column.cell(row))));
        element.style.top = `${index * this.rowHeight}px`;
        element.style.height = `${this.rowHeight}px`;
        element.style.gridTemplateColumns = this.template;
        return element;
    }

    #markActive() {
        const id = `${this.#id}-${this.#selected}`;
        if (this.spacer.querySelector(`#${id}`)) {
            this.body.setAttribute("aria-activedescendant", id);
        } else {
            this.body.removeAttribute("aria-activedescendant");
        }
    }

    #openAt(index) {
        this.#selected = index;
        this.schedule();
        this.open(this.#rows[index]);
    }

    /** Moves the selection by some rows, and shows it. */
    move(by) {
        if (this.#rows.length === 0) {
            return;
        }
        this.#selected = Math.min(this.#rows.length - 1, Math.max(0, this.#selected + by));
        const top = this.#selected * this.rowHeight;
        if (top < this.body.scrollTop) {
            this.body.scrollTop = top;
        } else if (top + this.rowHeight > this.body.scrollTop + this.body.clientHeight) {
            this.body.scrollTop = top + this.rowHeight - this.body.clientHeight;
        }
        this.draw();
    }

    /** Opens the selected row, if there is one. */
    openSelected() {
        if (this.#selected >= 0) {
            this.open(this.#rows[this.#selected]);
        }
    }

    #onKey(event) {
        const page = Math.max(1, Math.floor(this.body.clientHeight / this.rowHeight) - 1);
        const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#rows.length, End: this.#rows.length };
        if (event.key in moves) {
            event.preventDefault();
            this.move(moves[event.key]);
        } else if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            this.openSelected();
        }
    }
}
