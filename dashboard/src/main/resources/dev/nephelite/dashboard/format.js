// Numbers, times and sizes as people read them.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** A duration, from milliseconds: 0.42 ms, 38 ms, 4.1 s, 3 min 5 s. */
export function duration(milliseconds) {
    if (milliseconds === undefined || milliseconds === null) {
        return "";
    }
    if (milliseconds < 10) {
        return `${milliseconds.toFixed(2)} ms`;
    }
    if (milliseconds < SECOND) {
        return `${Math.round(milliseconds)} ms`;
    }
    if (milliseconds < MINUTE) {
        return `${(milliseconds / SECOND).toFixed(1)} s`;
    }
    if (milliseconds < HOUR) {
        return `${Math.floor(milliseconds / MINUTE)} min ${Math.floor(milliseconds % MINUTE / SECOND)} s`;
    }
    return milliseconds < DAY
        ? `${Math.floor(milliseconds / HOUR)} h ${Math.floor(milliseconds % HOUR / MINUTE)} min`
        : `${Math.floor(milliseconds / DAY)} d ${Math.floor(milliseconds % DAY / HOUR)} h`;
}

/** A number of bytes: 17 B, 4.2 KiB. */
export function bytes(count) {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let value = count;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
        value /= 1024;
        unit++;
    }
    return `${number.format(value)} ${units[unit]}`;
}

/** A count: 12,345. */
export function count(value) {
    return number.format(value);
}

/**
 * The time of day in the user's time zone, with milliseconds unless the instant is an HTTP date, which has none; with the date if
 * that is not today.
 */
export function time(instant) {
    const date = new Date(instant);
    const two = value => String(value).padStart(2, "0");
    const fraction = instant.endsWith("GMT") ? "" : `.${String(date.getMilliseconds()).padStart(3, "0")}`;
    const ofDay = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${fraction}`;
    return date.toDateString() === new Date().toDateString()
        ? ofDay
        : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${ofDay}`;
}

/** The milliseconds in a text such as 90s, 10m, 2h or 7d; null if it is none. */
export function parseDuration(text) {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
    return match === null ? null : Number(match[1]) * { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY }[match[2]];
}

/** The type of a trigger as people call it: queueTrigger is a queue. */
export function trigger(type) {
    return type.replace(/Trigger$/, "");
}

const JSON_TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Deeper levels are not indented further; otherwise, the text of a deep array would grow with the square of its depth. */
const DEEPEST_INDENTATION = 40;

/** Text of JSON with indentation, in which each number and string is as it was written; other text as it is. */
export function pretty(text) {
    if (!isJson(text)) {
        return text;
    }
    const tokens = text.match(JSON_TOKENS);
    let depth = 0;
    return tokens.map((token, index) => {
        const before = tokens[index - 1];
        const opened = before === "{" || before === "[";
        const closes = token === "}" || token === "]";
        depth += (opened ? 1 : 0) - (closes ? 1 : 0);
        const line = opened !== closes || before === "," ? `\n${"  ".repeat(Math.min(depth, DEEPEST_INDENTATION))}` : "";
        return `${line}${token}${token === ":" ? " " : ""}`;
    }).join("");
}

function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
