// The only way to the control plane. The token, if one is needed, is in this tab's session storage and in no URL.

const TOKEN = "nephelite.token";
const RETRY_MILLISECONDS = [500, 1000, 2000, 5000];

let askForToken = () => Promise.reject(new ApiError(401, "Unauthorized", "The control plane needs a token."));
let onConnection = () => {};
let asking = null;

/** A refusal by the control plane or by storage. */
export class ApiError extends Error {
    constructor(status, code, message) {
        super(message);
        this.status = status;
        this.code = code;
    }
}

/**
 * Prepares requests.
 *
 * @param ask returns a promise of the token that the user has entered
 * @param connection told whether the control plane answers, whenever a stream begins or breaks
 */
export function configure({ ask, connection }) {
    askForToken = ask;
    onConnection = connection;
    takeTokenFromAddress();
}

/** A link with #token=... is how a command passes the token on; it does not stay in the address or the history. */
function takeTokenFromAddress() {
    const match = /^#token=([^&]+)$/.exec(location.hash);
    if (match) {
        sessionStorage.setItem(TOKEN, decodeURIComponent(match[1]));
        history.replaceState(null, "", location.pathname + "#/");
    }
}

/**
 * Sends a request, and asks for a token if one is needed.
 *
 * @returns the response, if it has a status below 400
 * @throws ApiError otherwise
 */
export async function send(method, path, { headers = {}, body, signal } = {}) {
    const token = sessionStorage.getItem(TOKEN);
    const response = await fetch(path, {
        method,
        body,
        signal,
        cache: "no-store",
        headers: token ? { ...headers, Authorization: `Bearer ${token}` } : headers,
    });
    if (response.status === 401 && response.headers.get("WWW-Authenticate") === "Bearer") {
        await replaceToken(token);
        return send(method, path, { headers, body, signal });
    }
    if (!response.ok) {
        throw await refusal(response);
    }
    return response;
}

/** Asks for another token, once for all requests that were refused with this one. */
async function replaceToken(refused) {
    if (sessionStorage.getItem(TOKEN) === refused) {
        asking ??= askForToken(refused !== null).finally(() => {
            asking = null;
        });
        sessionStorage.setItem(TOKEN, await asking);
    }
}

async function refusal(response) {
    const text = await response.text();
    try {
        const { code, message } = JSON.parse(text).error;
        return new ApiError(response.status, code, message);
    } catch {
        // Storage answers in XML, whose message has further lines about the request.
        const xml = new DOMParser().parseFromString(text, "application/xml");
        const message = xml.querySelector("Message")?.textContent.split("\n")[0];
        const code = xml.querySelector("Code")?.textContent ?? response.headers.get("x-ms-error-code") ?? "";
        return new ApiError(response.status, code, message || `The answer is ${response.status} ${code || response.statusText}.`);
    }
}

/** What a resource is, as JSON. */
export async function get(path, signal) {
    return (await send("GET", path, { signal })).json();
}

/** Sends JSON, or nothing, and returns the JSON of the answer, or null. */
export async function change(method, path, json) {
    const response = await send(method, path, json === undefined
        ? {}
        : { body: JSON.stringify(json), headers: { "Content-Type": "application/json" } });
    const text = await response.text();
    return text && response.headers.get("Content-Type")?.startsWith("application/json") ? JSON.parse(text) : null;
}

/** All lines of a resource that is served as JSON lines. */
export async function lines(path, signal) {
    const text = await (await send("GET", path, { signal })).text();
    return text.split("\n").filter(line => line !== "").map(line => JSON.parse(line));
}

/**
 * Follows a resource that is served as JSON lines until the signal aborts. If the connection breaks, it continues after the
 * last line. While nobody sees the page, there is no connection, because a browser has only six for all its tabs.
 *
 * @param path makes the path from the position of the last line, which is null at the beginning
 * @param position of a line, such as its number
 * @param receive gets the lines that came at once, as a list
 */
export async function follow(path, position, receive, signal) {
    let last = null;
    let failures = 0;
    while (!signal.aborted) {
        await visible(signal);
        const connection = new AbortController();
        const stop = () => connection.abort();
        const stopIfHidden = () => document.hidden && stop();
        signal.addEventListener("abort", stop);
        document.addEventListener("visibilitychange", stopIfHidden);
        try {
            const response = await send("GET", path(last), { signal: connection.signal });
            onConnection(true);
            await readLines(response.body, batch => {
                failures = 0;
                last = position(batch.at(-1));
                receive(batch);
            });
        } catch (error) {
            if (error instanceof ApiError && error.status < 500) {
                throw error;
            }
            if (!connection.signal.aborted) {
                onConnection(false);
            }
        } finally {
            signal.removeEventListener("abort", stop);
            document.removeEventListener("visibilitychange", stopIfHidden);
        }
        if (!signal.aborted && !document.hidden) {
            await pause(RETRY_MILLISECONDS[Math.min(failures++, RETRY_MILLISECONDS.length - 1)], signal);
        }
    }
}

async function readLines(stream, receive) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
        const { value, done } = await reader.read();
        if (done) {
            return;
        }
        const parts = (rest + value).split("\n");
        rest = parts.pop();
        const batch = parts.filter(line => line !== "").map(line => JSON.parse(line));
        if (batch.length > 0) {
            receive(batch);
        }
    }
}

function visible(signal) {
    return document.hidden && !signal.aborted
        ? new Promise(resolve => {
            document.addEventListener("visibilitychange", resolve, { once: true });
            signal.addEventListener("abort", resolve, { once: true });
        })
        : Promise.resolve();
}

/** Waits, but not longer than until the signal aborts. */
export function pause(milliseconds, signal) {
    return new Promise(resolve => {
        const timer = setTimeout(resolve, milliseconds);
        signal.addEventListener("abort", () => {
            clearTimeout(timer);
            resolve();
        }, { once: true });
    });
}

/** Does something at once and then again and again until the signal aborts; never while nobody sees the page. */
export async function every(milliseconds, task, signal) {
    while (!signal.aborted) {
        await visible(signal);
        if (signal.aborted) {
            return;
        }
        try {
            await task();
            onConnection(true);
        } catch (error) {
            if (signal.aborted) {
                return;
            }
            if (!(error instanceof ApiError)) {
                onConnection(false);
            }
        }
        await pause(milliseconds, signal);
    }
}
