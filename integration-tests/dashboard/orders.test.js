// A function that fails is found, repaired and run again; and what may be in lists and names.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { CONTROL, control, FUNCTIONS, idle, launch, withPage } from "./browser.js";

const RUNS = 100000;

describe("the dashboard of an app that fails", () => {
    let browser;

    before(async () => {
        browser = await launch();
    });

    after(() => browser?.close());

    async function invoke(name, input) {
        const response = await fetch(`${FUNCTIONS}/admin/functions/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ input }) });
        assert.equal(response.status, 202);
    }

    /** Adds a setting to the app, which is reloaded for it, and waits until the function is run again with another outcome. */
    async function repair(id) {
        const file = join(process.env.APP, "local.settings.json");
        const settings = JSON.parse(await readFile(file, "utf8"));
        settings.Values.CARRIER = "pigeon";
        await writeFile(file, JSON.stringify(settings));
        for (;;) {
            try {
                const { run } = await (await control("POST", `/v1/runs/${id}/rerun`, { body: JSON.stringify({ dryRun: true }) })).json();
                if (run.outcome === "succeeded") {
                    return;
                }
            } catch {
                // The app is being reloaded.
            }
        }
    }

    test("a failure is found, and after the repair the run is repeated and compared", () => withPage(browser, "", {}, async page => {
        const order = "{\"id\":4711,\"weight\":1.50,\"tracking\":12345678901234567890}";
        await invoke("ship", order);
        await idle();
        await page.getByRole("link", { name: "ship failed" }).click();
        await page.getByText("no carrier").first().waitFor();
        const failed = page.url();
        await repair(failed.split("/").at(-1));

        await page.getByRole("button", { name: "Run again", exact: true }).click();

        await page.getByRole("heading", { name: "Compared with the first run" }).waitFor();
        const difference = await page.getByLabel("Difference").innerText();
        assert.match(difference, /- failed after .*no carrier/);
        assert.match(difference, /\+ succeeded after/);
        assert.match(difference, /pigeon/);

        await page.goto(failed);
        await page.getByRole("button", { name: "Edit and run again" }).click();
        assert.equal(await page.getByLabel("Payload").inputValue(), order);
        await page.getByLabel("Payload").fill("{\"id\": 4712}");
        await page.getByRole("button", { name: "Run", exact: true }).click();
        await page.getByLabel("Difference").getByText("4712").first().waitFor();
    }));

    test("the overview says that a poison queue has messages", () => withPage(browser, "", {}, async page => {
        await control("PUT", "/v1/storage/queue/devstoreaccount1/orders-poison");
        await control("POST", "/v1/storage/queue/devstoreaccount1/orders-poison/messages", { body: "<QueueMessage><MessageText>e30=</MessageText></QueueMessage>", headers: { "Content-Type": "application/xml" } });
        await page.getByText("has 1 message whose processing has failed.").waitFor();
        await page.getByRole("link", { name: "orders-poison" }).click();
        await page.getByRole("button", { name: "Edit and move to orders" }).waitFor();
    }));

    test("a list of 100,000 runs is scrolled to its end", async () => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        const page = await context.newPage();
        await page.route("**/v1/runs?**", route => {
            const query = new URL(route.request().url()).searchParams;
            if (query.has("follow")) {
                return route.fulfill({ contentType: "application/x-ndjson", body: "" });
            }
            const end = Number(query.get("before") ?? RUNS + 1);
            const first = Math.max(1, end - Number(query.get("last")));
            return route.fulfill({ contentType: "application/x-ndjson", body: Array.from({ length: end - first }, (_, index) => `${JSON.stringify(run(first + index))}\n`).join("") });
        });
        await page.goto(`${CONTROL}/#/runs`);
        await page.getByRole("option").first().waitFor();
        const frames = await page.evaluate(async most => {
            const body = document.querySelector(".list-body");
            const times = [];
            let before = performance.now();
            while (!document.querySelector(`[aria-posinset="${most}"]`)) {
                body.scrollTop = body.scrollHeight;
                await new Promise(resolve => requestAnimationFrame(resolve));
                const now = performance.now();
                times.push(now - before);
                before = now;
            }
            return times.sort((a, b) => a - b);
        }, RUNS);
        const rows = await page.getByRole("option").count();
        assert.ok(rows < 100, `${rows} rows are in the document`);
        console.log(`frames: ${frames.length}, median ${frames[Math.floor(frames.length / 2)].toFixed(1)} ms, 95 percent within ${frames[Math.floor(frames.length * 0.95)].toFixed(1)} ms`);
        await page.getByText(`${RUNS} runs`).waitFor();
        await context.close();
    });

    function run(number) {
        return {
            number, id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`, function: "ship", trigger: "queueTrigger", reason: "New queue message detected on 'orders'.",
            details: {}, input: `{"id": ${number}}`, attempt: { number: 1, of: 5 }, startedAt: new Date(1767225600000 + number * 10).toISOString(), duration: 3.5,
            outcome: number % 10 === 0 ? "failed" : "succeeded", error: number % 10 === 0 ? "IllegalStateException: sold out" : "", trace: { id: "0af7651916cd43dd8448eb211c80319c", span: "b7ad6b7169203331" },
        };
    }

    test("a run that fails leaves the list of those that are running", () => withPage(browser, "", {}, async page => {
        let end;
        const ended = new Promise(resolve => {
            end = resolve;
        });
        const failed = { ...run(10), number: 11 };
        const begun = { ...run(10), outcome: "running", error: "", duration: undefined };
        await page.route("**/v1/runs?**", async route => {
            const query = new URL(route.request().url()).searchParams;
            const accepts = ({ outcome }) => !query.has("failed") || (outcome === "failed") === (query.get("failed") === "true");
            if (query.has("follow")) {
                await ended;
            }
            const runs = (query.has("follow") ? [failed] : [begun]).filter(accepts);
            return route.fulfill({ contentType: "application/x-ndjson", body: runs.map(each => `${JSON.stringify(each)}\n`).join("") });
        });
        await page.goto(`${CONTROL}/#/runs?filter=running`);
        await page.getByRole("option").getByText("running").waitFor();
        end();
        await page.getByText("No run matches this filter.").waitFor();
        assert.equal(await page.getByRole("option").count(), 0);
    }));

    test("a command for curl sends a body that begins with @, and a URL with brackets", () => withPage(browser, "", {}, async page => {
        const request = { form: "text", content: "@it's", complete: true, http: { method: "POST", url: "http://localhost:7071/api/a?b=[1]", headers: { host: "localhost" } } };
        const command = await page.evaluate(async value => (await import("/payload.js")).curl(value), request);
        assert.equal(command, "curl -i -X POST --globoff 'http://localhost:7071/api/a?b=[1]' --data-raw '@it'\\''s'");
    }));

    test("names are shown as they are", () => withPage(browser, "", {}, async page => {
        const hostile = "<img src=x onerror=alert(1)>";
        await invoke("ship", hostile);
        await idle();
        for (const view of ["#/runs", "#/logs", "#/events"]) {
            await page.goto(`${CONTROL}/${view}`);
            await page.locator(".row[role=option]").first().waitFor();
            assert.equal(await page.locator("img").count(), 0, view);
        }
        await page.goto(`${CONTROL}/#/runs?filter=${encodeURIComponent(`text:"${hostile}"`)}`);
        await page.getByRole("option").first().click();
        await page.getByText(hostile).first().waitFor();
        assert.equal(await page.locator("img").count(), 0);
    }));
});
