// The map of the app: what the functions listen to and write, from left to right.

import { svg } from "./dom.js";
import { trigger } from "./format.js";
import { containerAddress, queueAddress } from "./resource.js";

const BOX = { width: 170, height: 38 };
const GAP = { x: 70, y: 16 };

/**
 * Draws the map.
 *
 * @param functions as /v1/functions lists them
 * @param counts what stands below the name of a node, by its id: function:NAME, queue:NAME
 */
export function appMap(functions, counts) {
    const nodes = new Map();
    const arrows = [];
    const node = (id, values) => {
        if (!nodes.has(id)) {
            nodes.set(id, { id, ...values });
        }
        return id;
    };
    for (const fn of functions) {
        const id = node(`function:${fn.name}`, {
            title: fn.name, kind: trigger(fn.triggerType), name: fn.errors.length > 0 ? "function error" : "function",
            href: `#/runs?filter=${encodeURIComponent(`function:${fn.name}`)}`,
        });
        const source = nodeOf(fn.triggerType, fn.source);
        if (source) {
            arrows.push([node(source.id, source), id]);
        }
        for (const binding of fn.bindings) {
            const other = nodeOf(binding.type, binding.resource);
            if (other) {
                const otherId = node(other.id, other);
                if (binding.direction !== "in") {
                    arrows.push([id, otherId]);
                }
                if (binding.direction !== "out") {
                    arrows.push([otherId, id]);
                }
            }
        }
    }
    return draw([...nodes.values()], arrows, counts);
}

/** The container or queue that a binding names. */
function nodeOf(type, resource) {
    const kind = type.toLowerCase();
    if (!resource) {
        return null;
    }
    if (kind.startsWith("blob")) {
        const container = resource.split("/")[0];
        return { id: `container:${container}`, title: container, kind: "container", name: "container", href: containerAddress(container) };
    }
    if (kind.startsWith("queue")) {
        return { id: `queue:${resource}`, title: resource, kind: "queue", name: "queue", href: queueAddress(resource) };
    }
    return null;
}

function draw(nodes, arrows, counts) {
    const columns = layout(nodes, arrows);
    const places = new Map();
    columns.forEach((column, x) => column.forEach((node, y) => places.set(node.id, { x: x * (BOX.width + GAP.x) + 4, y: y * (BOX.height + GAP.y) + 4 })));
    const width = columns.length * (BOX.width + GAP.x) - GAP.x + 8;
    const height = Math.max(...columns.map(column => column.length)) * (BOX.height + GAP.y) - GAP.y + 8;
    const image = svg("svg", { class: "map", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Map of the app" },
        svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
            svg("path", { d: "M0 0L8 4L0 8z" }))),
        arrows.map(([from, to]) => svg("path", { d: curve(places.get(from), places.get(to)), "marker-end": "url(#arrow)" })),
        nodes.map(node => box(node, places.get(node.id), counts.get(node.id))));
    image.style.maxWidth = `${width * 1.2}px`;
    return image;
}

/** Columns of nodes: each is to the right of what leads to it, unless the arrows form a circle. */
function layout(nodes, arrows) {
    const depths = new Map(nodes.map(node => [node.id, 0]));
    for (let round = 0; round < nodes.length; round++) {
        let moved = false;
        for (const [from, to] of arrows) {
            if (from !== to && depths.get(to) <= depths.get(from) && depths.get(from) + 1 < nodes.length && round < 12) {
                depths.set(to, depths.get(from) + 1);
                moved = true;
            }
        }
        if (!moved) {
            break;
        }
    }
    const used = [...new Set(depths.values())].sort((a, b) => a - b);
    return used.map(depth => nodes.filter(node => depths.get(node.id) === depth));
}

function curve(from, to) {
    const forward = to.x > from.x;
    const begin = { x: from.x + (forward ? BOX.width : 0), y: from.y + BOX.height / 2 };
    const end = { x: to.x + (forward ? 0 : BOX.width), y: to.y + BOX.height / 2 };
    const bend = (end.x - begin.x) / 2;
    return `M${begin.x} ${begin.y}C${begin.x + bend} ${begin.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
}

function box(node, place, count) {
    const most = 24;
    return svg("a", { href: node.href, class: node.name },
        svg("rect", { ...place, ...BOX, rx: 5 }),
        svg("text", { x: place.x + 10, y: place.y + 16 }, node.title.length > most ? `${node.title.slice(0, most - 1)}\u2026` : node.title),
        svg("text", { class: "kind", x: place.x + 10, y: place.y + 30 }, count === undefined ? node.kind : `${node.kind}: ${count}`),
        svg("title", {}, node.title));
}
