// The story of samples/photos, from the upload of a picture to everything that comes of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { assertAccessible, CONTROL, FUNCTIONS, idle, launch, screenshot, withPage } from "./browser.js";

const VIEWS = ["#/", "#/runs", "#/events", "#/logs", "#/why", "#/time"];

describe("the dashboard of samples/photos", () => {
    let browser;

    before(async () => {
        const picture = await readFile(new URL("../../samples/photos/nepheline.jpg", import.meta.url));
        const upload = (name, body) => fetch(`${FUNCTIONS}/api/photos/${name}`, { method: "PUT", headers: { "Content-Type": "image/jpeg" }, body });
        assert.equal((await upload("nepheline.jpg", picture)).status, 201);
        assert.equal((await upload("broken.jpg", "no picture")).status, 201);
        await idle();
        browser = await launch();
    });

    after(() => browser?.close());

    test("the overview begins with what is wrong, and has a map of the app", () => withPage(browser, "", {}, async page => {
        await page.getByText("MakeThumbnail failed").waitFor();
        const row = page.getByRole("row", { name: /MakeThumbnail/ });
        assert.match(await row.innerText(), /blob photos\/\{name\}\s+listening[^]*6\s+5\s/);
        const map = page.getByRole("group", { name: "Map of the app" });
        for (const node of ["UploadPhoto", "photos", "photo-records", "records"]) {
            await map.getByRole("link", { name: new RegExp(`^${node}\\b`) }).first().waitFor();
        }
        await screenshot(page, "dashboard-overview");
    }));

    test("a run is found by the filter, and its trace leads from the upload to the record", () => withPage(browser, "#/runs", {}, async page => {
        await page.getByRole("searchbox").fill("function:MakeThumbnail succeeded");
        const run = page.getByRole("option");
        await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
        await run.click();
        await page.getByRole("heading", { name: "MakeThumbnail" }).waitFor();
        const names = await page.locator(".waterfall-name").allInnerTexts();
        const steps = ["UploadPhoto", "BlobCreated photos/nepheline.jpg", "MakeThumbnail", "WriteRecord", "BlobCreated records/nepheline.jpg.json"];
        assert.deepEqual(names.filter(name => steps.includes(name)), steps);
        await page.getByText("photos/nepheline.jpg").first().waitFor();
        await screenshot(page, "dashboard-run");
        await page.locator(".waterfall-bar.run").last().dblclick();
        await page.getByRole("heading", { name: "WriteRecord" }).waitFor();
    }));

    test("a failed run says where the app threw", () => withPage(browser, "#/runs?filter=failed", {}, async page => {
        await page.getByRole("option").first().click();
        await page.getByRole("heading", { name: "Failure" }).waitFor();
        await page.getByText("not a picture").first().waitFor();
        assert.match(await page.locator(".failure code").innerText(), /\.java:\d+\)/);
    }));

    test("a filter that cannot be understood is refused with what can be", () => withPage(browser, "#/runs", {}, async page => {
        await page.getByRole("searchbox").fill("colour:red");
        await page.getByRole("alert").getByText("There is no term 'colour:'.").waitFor();
        await page.getByRole("searchbox").fill("since:yesterday");
        await page.getByRole("alert").getByText("since:yesterday is neither").waitFor();
    }));

    test("a run of an HTTP function is copied as a command for curl", () => withPage(browser, "#/runs?filter=function:UploadPhoto", { permissions: ["clipboard-read", "clipboard-write"] }, async page => {
        await page.getByRole("option").last().click();
        await page.getByRole("button", { name: "Copy as curl" }).click();
        await page.getByText("is on the clipboard").waitFor();
        assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^curl -i -X PUT 'http:\/\/localhost:\d+\/api\/photos\/nepheline.jpg' -H /);
    }));

    test("events are filtered, and lead to their trace", () => withPage(browser, "#/events", {}, async page => {
        await page.getByRole("searchbox").fill("BlobCreated thumbnails/");
        await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
        await page.getByRole("option").click();
        await page.getByRole("link", { name: "Trace" }).click();
        await page.getByRole("heading", { name: "Trace" }).waitFor();
        await page.locator(".waterfall-name", { hasText: "UploadPhoto" }).waitFor();
    }));

    test("the log is shown by function and level", () => withPage(browser, "#/logs", {}, async page => {
        await page.locator(".row[role=option]").first().waitFor();
        await page.getByLabel("Lowest level").selectOption("Error");
        await page.getByLabel("Function", { exact: true }).selectOption("MakeThumbnail");
        await page.waitForFunction(() => [...document.querySelectorAll("[role=option]")].every(row => row.textContent.includes("MakeThumbnail")));
        await page.getByText("not a picture").first().waitFor();
    }));

    test("a failed run leads to the answer why it ran, and questions are asked about blobs", () => withPage(browser, "#/runs?filter=function:MakeThumbnail", {}, async page => {
        await page.getByRole("option").first().click();
        await page.getByRole("link", { name: "Why?" }).click();
        await page.locator(".why li").first().waitFor();
        await page.getByLabel("about").selectOption("blob");
        await page.getByLabel("Subject").fill("photos/nothing.jpg");
        await page.getByRole("button", { name: "Ask" }).click();
        await page.getByRole("heading", { name: "photos/nothing.jpg" }).waitFor();
        await assertAccessible(page, "why");
    }));

    test("the clock is frozen and advanced, and triggers are paused", () => withPage(browser, "#/time", {}, async page => {
        await page.getByRole("button", { name: "Freeze" }).click();
        await page.getByText("stands still").waitFor();
        const before = await (await fetch(`${CONTROL}/v1/clock`)).json();
        await page.getByRole("button", { name: "Advance 1 h" }).click();
        await page.waitForFunction(async time => Date.parse((await (await fetch("/v1/clock")).json()).time) - Date.parse(time) === 3600000, before.time);
        await page.getByRole("button", { name: "Back to the machine's time" }).click();
        await page.getByText("runs", { exact: true }).waitFor();
        await page.getByRole("button", { name: "Pause" }).click();
        await page.getByText("Paused:").waitFor();
        assert.deepEqual(await (await fetch(`${CONTROL}/v1/triggers`)).json(), { paused: true });
        await page.getByRole("button", { name: "Resume" }).click();
        await page.getByRole("button", { name: "Pause" }).waitFor();
    }));

    test("a snapshot is saved, loaded and deleted, and only after a question", () => withPage(browser, "#/time", {}, async page => {
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByLabel("Name", { exact: true }).first().fill("before-lunch");
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: "Load before-lunch" }).click();
        await page.getByRole("button", { name: "Load", exact: true }).last().click();
        await page.getByText("before-lunch is loaded.").waitFor();
        await page.getByRole("button", { name: "Delete before-lunch" }).click();
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.getByRole("button", { name: "Delete before-lunch" }).click();
        await page.getByRole("button", { name: "Delete", exact: true }).last().click();
        await page.getByText("There is no snapshot.").waitFor();
    }));

    test("everything works with the keyboard only", () => withPage(browser, "", {}, async page => {
        await page.getByRole("heading", { name: "Functions" }).waitFor();
        await page.keyboard.press("?");
        await page.getByRole("dialog").getByText("go to the filter of this view").waitFor();
        await page.keyboard.press("Escape");
        await page.keyboard.press("g");
        await page.keyboard.press("r");
        await page.getByRole("option").first().waitFor();
        await page.keyboard.press("/");
        await page.keyboard.type("function:WriteRecord");
        await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
        await page.keyboard.press("Enter");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "WriteRecord" }).waitFor();
        await page.keyboard.press("Escape");
        await page.getByRole("heading", { name: "Runs" }).waitFor();
        await page.getByRole("option").nth(2).waitFor();
        await page.keyboard.press("j");
        await page.keyboard.press("j");
        await page.keyboard.press("k");
        await page.locator("[role=option][aria-posinset='1'][aria-selected=true]").waitFor();
    }));

    for (const colorScheme of ["light", "dark"]) {
        for (const width of [1280, 390]) {
            test(`every view can be used by everybody, ${colorScheme}, ${width} pixels wide`, () => withPage(browser, "", { colorScheme, viewport: { width, height: 800 } }, async page => {
                for (const view of VIEWS) {
                    await page.goto(`${CONTROL}/${view}`);
                    await page.waitForFunction(() => document.querySelector(".row[role=option], .panel, form") !== null);
                    await assertAccessible(page, view);
                    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} is wider than the window`);
                }
                await page.goto(`${CONTROL}/#/runs?filter=failed`);
                await page.getByRole("option").first().click();
                await page.getByRole("heading", { name: "Failure" }).waitFor();
                await assertAccessible(page, "a run");
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "a run is wider than the window");
            }));
        }
    }

    test("the colours are chosen by a button, and stay chosen", () => withPage(browser, "", { colorScheme: "light" }, async page => {
        const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const light = await background();
        await page.keyboard.press("d");
        await page.keyboard.press("d");
        await page.getByRole("button", { name: "Colours: Dark" }).waitFor();
        assert.notEqual(await background(), light);
        await page.reload();
        await page.getByRole("button", { name: "Colours: Dark" }).waitFor();
    }));
});
