// A control plane that needs a token.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CONTROL, launch, withPage } from "./browser.js";

const { TOKEN } = process.env;

describe("the dashboard of a control plane that needs a token", () => {
    let browser;

    before(async () => {
        browser = await launch();
    });

    after(() => browser?.close());

    test("the page asks for the token until it is right, and once for each tab", () => withPage(browser, "", { expected: "401" }, async page => {
        const dialog = page.getByRole("dialog", { name: "A token is needed" });
        await dialog.getByLabel("Token").fill("wrong");
        await page.keyboard.press("Enter");
        await dialog.getByText("does not accept the token").waitFor();
        await dialog.getByLabel("Token").fill(TOKEN);
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Functions" }).waitFor();
        await page.reload();
        await page.getByRole("heading", { name: "Functions" }).waitFor();
        await page.keyboard.press("g");
        await page.keyboard.press("l");
        await page.locator(".row[role=option]").first().waitFor();
        assert.equal(await dialog.count(), 0);
    }));

    test("a link can have the token, which then is in no address", () => withPage(browser, `#token=${encodeURIComponent(TOKEN)}`, {}, async page => {
        await page.getByRole("heading", { name: "Functions" }).waitFor();
        assert.equal(page.url(), `${CONTROL}/#/`);
        await page.getByRole("link", { name: "Runs" }).first().click();
        await page.goBack();
        assert.equal(page.url(), `${CONTROL}/#/`);
    }));
});
