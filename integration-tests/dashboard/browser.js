// Chromium, and what every test of the dashboard expects of a page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** Where the cloud is: NEPHELITE_CONTROL and NEPHELITE_FUNCTIONS are URLs. */
export const CONTROL = process.env.NEPHELITE_CONTROL;
export const FUNCTIONS = process.env.NEPHELITE_FUNCTIONS;

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts Chromium. A sandbox of its own does not work for the superuser, as whom builds run in containers. */
export function launch() {
    return chromium.launch({ executablePath: process.env.CHROMIUM, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

/**
 * Opens a page, gives it to a test, and fails if it has written an error on the console, or has sent a request to anything but
 * the control plane.
 *
 * @param options of the browser's context, such as { colorScheme: "dark" }; errors on the console that contain "expected" are none
 */
export async function withPage(browser, address, { expected, ...options }, test) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    const problems = [];
    page.on("console", message => {
        if (["error", "warning"].includes(message.type()) && !(expected && message.text().includes(expected))) {
            problems.push(`console: ${message.text()} ${message.location().url}`);
        }
    });
    page.on("pageerror", error => problems.push(`error: ${error.stack}`));
    page.on("dialog", dialog => {
        problems.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on("request", request => {
        const url = request.url();
        if (!url.startsWith(`${CONTROL}/`) && !url.startsWith(`blob:${CONTROL}/`)) {
            problems.push(`request to ${url}`);
        }
    });
    try {
        await page.goto(`${CONTROL}/${address}`);
        await test(page);
        assert.deepEqual(problems, []);
    } finally {
        await context.close();
    }
}

/** Fails if axe finds that somebody could not use the page as it is shown. */
export async function assertAccessible(page, where) {
    // The page itself may not evaluate text, but its debugger may.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(node => node.html).slice(0, 3).join(" ")}`), []);
}

/** Makes a picture of the page for the documentation, if the folder for it is given. */
export async function screenshot(page, name) {
    if (process.env.SCREENSHOTS) {
        await page.setViewportSize({ width: 1000, height: 600 });
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
    }
}

/** Sends a request to the control plane, as another client of it. */
export async function control(method, path, { headers = {}, body } = {}) {
    const response = await fetch(CONTROL + path, { method, headers, body });
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
    return response;
}

/** Waits until everything that has happened has been handled. */
export async function idle() {
    await control("GET", "/v1/idle?timeout=120");
}
