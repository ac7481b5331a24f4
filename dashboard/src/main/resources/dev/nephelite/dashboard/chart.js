// Small charts.

import { svg } from "./dom.js";

const WIDTH = 120;
const HEIGHT = 24;

/**
 * Bars, the newest at the right end.
 *
 * @param label what they show, for screen readers
 * @param series lists of numbers that are stacked, each with the class of its bars
 */
export function bars(label, series) {
    const length = Math.max(1, ...series.map(({ values }) => values.length));
    const totals = Array.from({ length }, (_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
    const scale = HEIGHT / Math.max(1, ...totals);
    const width = WIDTH / length;
    const bases = new Array(length).fill(0);
    return svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": label },
        svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
        series.map(({ values, name }) => values.map((value, index) => {
            if (value === 0) {
                return null;
            }
            bases[index] += value;
            return svg("rect", {
                class: name, x: index * width, y: HEIGHT - bases[index] * scale, width: Math.max(width - 0.5, 0.5), height: value * scale,
            });
        })));
}
