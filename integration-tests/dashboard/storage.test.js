// Blobs and queues in the dashboard.

import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { assertAccessible, CONTROL, control, launch, screenshot, withPage } from "./browser.js";

const HOSTILE = "<img src=x onerror=alert(1)>";
const BLOBS = "/v1/storage/blob/devstoreaccount1";
const QUEUES = "/v1/storage/queue/devstoreaccount1";

describe("storage in the dashboard", () => {
    let browser;

    before(async () => {
        browser = await launch();
        await control("PUT", `${BLOBS}/papers?restype=container`);
        await put("papers/2026/may/report.json", "{\"pages\": 12}", "application/json", { "x-ms-meta-author": "Ada", "x-ms-tags": "state=draft" });
        await put("papers/page.html", "<script>document.title = 'taken'</script>", "text/html");
        await put(`papers/${encodeURIComponent(HOSTILE)}`, HOSTILE, "text/plain", { "x-ms-meta-note": HOSTILE });
        await control("PUT", `${QUEUES}/jobs`);
    });

    after(() => browser?.close());

    async function put(path, body, type, headers = {}) {
        await control("PUT", `${BLOBS}/${path}`, { body, headers: { "x-ms-blob-type": "BlockBlob", "Content-Type": type, ...headers } });
    }

    test("blobs are in virtual folders, and a blob has its properties, metadata and tags", () => withPage(browser, "#/blobs", {}, async page => {
        await page.getByRole("link", { name: "papers" }).click();
        await page.getByRole("option", { name: "2026/" }).click();
        await page.getByRole("option", { name: "may/" }).click();
        await page.getByRole("option", { name: "report.json" }).click();
        await page.getByText("\"pages\": 12").waitFor();
        for (const text of ["Ada", "draft", "application/json", "BlockBlob"]) {
            await page.getByText(text, { exact: true }).waitFor();
        }
        await screenshot(page, "dashboard-blob");
        await page.keyboard.press("Escape");
        await page.getByRole("option", { name: "report.json" }).waitFor();
    }));

    test("blobs are found by the beginning of their names and by tags", () => withPage(browser, "#/blobs/papers", {}, async page => {
        await page.getByRole("searchbox").fill("pa");
        await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
        await page.getByRole("option", { name: "page.html" }).waitFor();
        await page.getByRole("searchbox").fill("tags: \"state\" = 'draft'");
        await page.getByRole("option", { name: "2026/may/report.json" }).waitFor();
    }));

    test("a container of many blobs is read page by page", () => withPage(browser, "", {}, async page => {
        let requests = 0;
        const blobs = 1000000;
        await page.route("**/v1/storage/blob/*/papers?*comp=list*", route => {
            requests++;
            const first = Number(new URL(route.request().url()).searchParams.get("marker") ?? 1);
            const names = Array.from({ length: 1000 }, (_, index) => `<Blob><Name>blob-${first + index}</Name><Properties><Content-Length>1</Content-Length></Properties></Blob>`).join("");
            const next = first + 1000 > blobs ? "" : first + 1000;
            return route.fulfill({ contentType: "application/xml", body: `<EnumerationResults><Blobs>${names}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>` });
        });
        await page.goto(`${CONTROL}/#/blobs/papers`);
        await page.getByRole("option", { name: "blob-1", exact: false }).first().waitFor();
        assert.equal(requests, 1);
        await page.locator(".list-body").evaluate(body => {
            body.scrollTop = body.scrollHeight;
        });
        await page.getByRole("option", { name: /^blob-1000 / }).waitFor();
        await page.waitForFunction(() => document.querySelector("[role=option]").getAttribute("aria-setsize") === "2000");
        assert.ok(await page.getByRole("option").count() < 100);
    }));

    test("a hostile name is text everywhere, and a stored page has no rights", () => withPage(browser, "#/blobs/papers", {}, async page => {
        await page.getByRole("option").filter({ hasText: HOSTILE }).click();
        await page.getByRole("heading", { name: "Metadata" }).waitFor();
        await page.getByText(HOSTILE).nth(2).waitFor();
        await page.locator("#content").getByRole("link", { name: "Events" }).click();
        await page.getByRole("option").filter({ hasText: HOSTILE }).first().click();
        await page.getByRole("dialog").getByRole("link", { name: HOSTILE }).click();
        await page.getByRole("heading", { name: "Metadata" }).waitFor();
        assert.equal(await page.locator("img").count(), 0);
        await page.goto(`${CONTROL}/#/blobs/papers/page.html`);
        await page.getByLabel("Content", { exact: true }).getByText("<script>").waitFor();
        assert.notEqual(await page.title(), "taken");
    }));

    test("a picture is shown, whatever it pretends to be", () => withPage(browser, "#/blobs", {}, async page => {
        await put("papers/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>", "image/svg+xml");
        await page.goto(`${CONTROL}/#/blobs/papers/dot.svg`);
        await page.waitForFunction(() => document.querySelector("img.preview")?.naturalWidth === 9);
        const { protocol } = new URL(await page.locator("img.preview").getAttribute("src"));
        assert.equal(protocol, "data:", "opened in a tab, it must not have the origin of the page");
    }));

    test("a blob whose name has dots between slashes is not taken for another one", () => withPage(browser, "", {}, async page => {
        const dotted = `papers/${encodeURIComponent("../photos/cat.jpg")}`;
        await control("PUT", `${BLOBS}/photos?restype=container`);
        await put("photos/cat.jpg", "the other one", "text/plain");
        await put(dotted, "this one", "text/plain");
        await page.goto(`${CONTROL}/#/blobs/papers`);
        for (const part of ["../", "photos/", "cat.jpg"]) {
            await page.getByRole("option", { name: part }).click();
        }
        await page.getByLabel("Content", { exact: true }).getByText("this one").waitFor();
        await edit(page, "changed");
        assert.equal(await (await control("GET", `${BLOBS}/${dotted}`)).text(), "changed");
        await page.getByRole("button", { name: "Delete" }).click();
        await page.getByRole("button", { name: "Delete", exact: true }).click();
        await page.getByText("../photos/cat.jpg is deleted.").waitFor();
        assert.equal(await (await control("GET", `${BLOBS}/photos/cat.jpg`)).text(), "the other one");

        await page.goto(`${CONTROL}/#/blobs/papers/..`);
        await page.getByText("A browser cannot send the name '..' in a URL.").waitFor();
    }));

    async function edit(page, text) {
        await page.getByRole("button", { name: "Edit" }).click();
        await page.getByRole("dialog").getByLabel("Content").fill(text);
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByText("is saved.").waitFor();
    }

    /** What the list says of a blob, except what changes with its content. */
    async function listed(name) {
        const xml = await (await control("GET", `${BLOBS}/papers?restype=container&comp=list&prefix=${name}&include=metadata,tags`)).text();
        return xml.replaceAll(/<(Creation-Time|Last-Modified|Etag|Content-Length|Content-MD5|AccessTierChangeTime)>[^<]*<\/\1>/g, "");
    }

    test("an edit changes nothing but the content, whatever was set after the page was opened", () => withPage(browser, "", {}, async page => {
        const path = `${BLOBS}/papers/kept.txt`;
        await put("papers/kept.txt", "first\r\nsecond", "text/plain", {
            "x-ms-blob-cache-control": "max-age=7", "x-ms-blob-content-language": "de", "x-ms-blob-content-disposition": "inline", "x-ms-access-tier": "Cool", "x-ms-meta-author": "Ada",
        });
        await page.goto(`${CONTROL}/#/blobs/papers/kept.txt`);
        await page.getByText("Ada", { exact: true }).waitFor();
        await control("PUT", `${path}?comp=metadata`, { headers: { "x-ms-meta-Author": "Grace", "x-ms-meta-Tag": "none" } });
        await control("PUT", `${path}?comp=tags`, { body: "<Tags><TagSet><Tag><Key>state</Key><Value>a+b</Value></Tag></TagSet></Tags>", headers: { "Content-Type": "application/xml" } });
        const before = await listed("kept.txt");
        assert.match(before, /Grace/);

        await edit(page, "first\nthird");

        assert.equal(await (await control("GET", path)).text(), "first\r\nthird");
        assert.equal(await listed("kept.txt"), before);
        await page.getByText("Grace", { exact: true }).waitFor();
    }));

    test("an edit is refused with the reason", () => withPage(browser, "", { expected: "412" }, async page => {
        const path = `${BLOBS}/papers/shared.txt`;
        await put("papers/shared.txt", "first", "text/plain");
        await page.goto(`${CONTROL}/#/blobs/papers/shared.txt`);
        await page.getByRole("button", { name: "Edit" }).click();
        await page.getByRole("dialog").getByLabel("Content").fill("mine");
        await put("papers/shared.txt", "theirs", "text/plain");
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByText("The blob has changed meanwhile, so nothing was saved.").waitFor();

        await control("PUT", `${path}?comp=lease`, { headers: { "x-ms-lease-action": "acquire", "x-ms-lease-duration": "-1" } });
        await page.getByRole("button", { name: "Edit" }).click();
        await page.getByRole("dialog").getByLabel("Content").fill("mine");
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByText("There is currently a lease on the blob").waitFor();
        assert.equal(await (await control("GET", path)).text(), "theirs");
        await control("PUT", `${path}?comp=lease`, { headers: { "x-ms-lease-action": "break", "x-ms-lease-break-period": "0" } });
    }));

    test("only block blobs without an encoding are edited", () => withPage(browser, "", {}, async page => {
        await control("PUT", `${BLOBS}/papers/log.txt`, { headers: { "x-ms-blob-type": "AppendBlob" } });
        await put("papers/packed.txt", gzipSync("packed"), "text/plain", { "x-ms-blob-content-encoding": "gzip" });
        for (const name of ["log.txt", "packed.txt"]) {
            await page.goto(`${CONTROL}/#/blobs/papers/${name}`);
            await page.getByRole("heading", { name: "Properties" }).waitFor();
            await page.getByText(name, { exact: true }).waitFor();
            assert.equal(await page.getByRole("button", { name: "Edit" }).count(), 0, name);
        }
        await page.getByLabel("Content", { exact: true }).getByText("packed").waitFor();
    }));

    test("a file is uploaded, edited and deleted", async () => {
        const file = join(await mkdtemp(join(tmpdir(), "dashboard-")), "note.txt");
        await writeFile(file, "first");
        await withPage(browser, "#/blobs/papers", {}, async page => {
            await page.getByLabel("Files").setInputFiles(file);
            await page.getByText("note.txt is uploaded.").waitFor();
            await page.getByRole("option", { name: "note.txt" }).click();
            await page.getByRole("button", { name: "Edit" }).click();
            await page.getByRole("dialog").getByLabel("Content").fill("second");
            await page.getByRole("button", { name: "Save" }).click();
            await page.getByText("note.txt is saved.").waitFor();
            assert.equal(await (await control("GET", `${BLOBS}/papers/note.txt`)).text(), "second");
            const saved = page.waitForEvent("download");
            await page.getByRole("button", { name: "Download" }).click();
            assert.equal((await saved).suggestedFilename(), "note.txt");
            await page.getByRole("button", { name: "Link" }).click();
            assert.equal(await (await fetch(await page.getByRole("textbox", { name: "Link" }).inputValue())).text(), "second");
            await page.keyboard.press("Escape");
            await page.getByRole("button", { name: "Delete" }).click();
            await page.getByRole("button", { name: "Delete", exact: true }).click();
            await page.getByText("note.txt is deleted.").waitFor();
        });
    });

    test("a message is sent, peeked and purged", () => withPage(browser, "#/queues/jobs", {}, async page => {
        await page.getByRole("button", { name: "Send" }).click();
        await page.getByLabel("Body").fill("{\"job\": \"\u00e4ndern\"}");
        await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
        await page.getByText("\"job\": \"\u00e4ndern\"").waitFor();
        await page.getByText("1 message, visible.").waitFor();
        await page.getByText("never", { exact: true }).waitFor();
        await page.getByRole("button", { name: "Purge" }).click();
        await page.getByRole("button", { name: "Delete all" }).click();
        await page.getByText("The queue is empty.").waitFor();
    }));

    /** Sends a message, whose text is XML. */
    async function send(queue, text) {
        await control("POST", `${QUEUES}/${queue}/messages`, { body: `<QueueMessage><MessageText>${text}</MessageText></QueueMessage>`, headers: { "Content-Type": "application/xml" } });
    }

    async function peeked(queue) {
        return (await control("GET", `${QUEUES}/${queue}/messages?peekonly=true&numofmessages=32`)).text();
    }

    test("a poison message is edited and moved back", () => withPage(browser, "#/queues/parcels-poison", {}, async page => {
        await control("PUT", `${QUEUES}/parcels`);
        await control("PUT", `${QUEUES}/parcels-poison`);
        await send("parcels-poison", btoa("first"));
        await send("parcels-poison", btoa("second"));
        await page.locator(".payload").filter({ hasText: "second" }).getByRole("button", { name: "Edit and move to parcels" }).click();
        await page.getByRole("dialog").getByLabel("Body").fill("mended");
        await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
        await page.getByText("The message is in parcels.").waitFor();
        await screenshot(page, "dashboard-queue");
        await page.getByRole("button", { name: "Move all to parcels" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
        await page.getByText("1 message is in parcels.").waitFor();
        const moved = await peeked("parcels");
        assert.ok(moved.includes(btoa("mended")) && moved.includes(btoa("first")), moved);
    }));

    test("a message is shown with indentation, and edited and moved as it is", () => withPage(browser, "", {}, async page => {
        const text = "{\"id\":12345678901234567890, \"price\":1.50,\"none\":{},\"list\":[\"a\\\"{,\",1e2]}";
        await control("PUT", `${QUEUES}/numbers`);
        await control("PUT", `${QUEUES}/numbers-poison`);
        await send("numbers-poison", btoa(text));
        await page.goto(`${CONTROL}/#/queues/numbers-poison`);
        await page.getByText("12345678901234567890").waitFor();
        assert.equal(await page.getByLabel("Body").textContent(),
            "{\n  \"id\": 12345678901234567890,\n  \"price\": 1.50,\n  \"none\": {},\n  \"list\": [\n    \"a\\\"{,\",\n    1e2\n  ]\n}");
        await page.getByRole("button", { name: "Edit and move to numbers" }).click();
        assert.equal(await page.getByRole("dialog").getByLabel("Body").inputValue(), text);
        await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
        await page.getByText("The message is in numbers.").waitFor();
        assert.ok((await peeked("numbers")).includes(btoa(text)));

        await send("numbers-poison", "first&#13;\nsecond");
        await page.getByText("first").waitFor();
        await page.getByRole("button", { name: "Move to numbers", exact: true }).click();
        await page.getByText("The queue is empty.").waitFor();
        await page.goto(`${CONTROL}/#/queues/numbers`);
        await page.getByText("first").waitFor();
        assert.equal(await page.getByLabel("Body").last().textContent(), "first\r\nsecond");
    }));

    test("messages that come back while all are moved stay", () => withPage(browser, "", {}, async page => {
        await control("PUT", `${QUEUES}/circles`);
        await control("PUT", `${QUEUES}/circles-poison`);
        await send("circles-poison", "one");
        await send("circles-poison", "two");
        await page.route("**/circles/messages", async route => {
            await send("circles-poison", "again");
            await route.continue();
        });
        await page.goto(`${CONTROL}/#/queues/circles-poison`);
        await page.getByRole("button", { name: "Move all to circles" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
        await page.getByText("2 messages are in circles.").waitFor();
        assert.equal((await peeked("circles-poison")).match(/again/g).length, 2);
    }));

    test("a message that is gone is not reported as deleted", () => withPage(browser, "", {}, async page => {
        await control("PUT", `${QUEUES}/gone-poison`);
        await send("gone-poison", "one");
        await page.goto(`${CONTROL}/#/queues/gone-poison`);
        await page.locator(".payload").getByRole("button", { name: "Delete" }).click();
        await control("DELETE", `${QUEUES}/gone-poison/messages`);
        await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
        await page.getByText("The message is not there any more").waitFor();
        assert.equal(await page.getByText("The message is deleted.").count(), 0);
    }));

    for (const colorScheme of ["light", "dark"]) {
        test(`everybody can use these views, ${colorScheme}`, () => withPage(browser, "", { colorScheme, viewport: { width: 390, height: 800 } }, async page => {
            for (const view of ["#/blobs", "#/blobs/papers", "#/blobs/papers/page.html", "#/queues", "#/queues/jobs"]) {
                await page.goto(`${CONTROL}/${view}`);
                await page.locator(".side a").first().waitFor();
                await assertAccessible(page, view);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} is wider than the window`);
            }
        }));
    }
});
