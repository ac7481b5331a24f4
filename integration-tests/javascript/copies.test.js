import assert from "node:assert/strict";
import { before, test } from "node:test";
import { BlobSASPermissions } from "@azure/storage-blob";
import { assertRefused, freshContainer, freshName, inAnHour, text } from "./account.js";

let container;
let source;
let url;
before(async () => {
    container = await freshContainer();
    source = container.getBlockBlobClient("source ü+%");
    await source.upload("0123456789", 10, {
        blobHTTPHeaders: { blobContentType: "text/plain" },
        metadata: { of: "source" },
    });
    url = await source.generateSasUrl({ permissions: BlobSASPermissions.parse("r"), expiresOn: inAnHour() });
});

const fresh = () => container.getBlockBlobClient(freshName("copy"));

test("a blob is copied with its properties", async () => {
    const copy = fresh();
    const poller = await copy.beginCopyFromURL(source.url);

    const { copyStatus, copyId } = await poller.pollUntilDone();

    assert.equal(copyStatus, "success");
    assert.equal(await text(copy), "0123456789");
    const properties = await copy.getProperties();
    assert.equal(properties.contentType, "text/plain");
    assert.deepEqual(properties.metadata, { of: "source" });
    assert.deepEqual([properties.copyId, properties.copyProgress], [copyId, "10/10"]);
    await assertRefused(409, "NoPendingCopyOperation", copy.abortCopyFromURL(copyId));
});

test("a blob is copied in one go", async () => {
    const copy = fresh();

    const answer = await copy.syncCopyFromURL(url, { metadata: { of: "copy" } });

    assert.equal(answer.copyStatus, "success");
    assert.equal(await text(copy), "0123456789");
    assert.deepEqual((await copy.getProperties()).metadata, { of: "copy" });
});

test("a blob is put together from parts of others", async () => {
    const copy = fresh();
    const id = (name) => Buffer.from(name).toString("base64");
    await copy.stageBlockFromURL(id("a"), url, 5, 5);
    await copy.stageBlockFromURL(id("b"), url, 0, 2);

    await copy.commitBlockList([id("a"), id("b")]);

    assert.equal(await text(copy), "5678901");
});

test("a blob is uploaded from another", async () => {
    const copy = fresh();

    await copy.syncUploadFromURL(url);

    assert.equal(await text(copy), "0123456789");
    assert.equal((await copy.getProperties()).contentType, "text/plain");
});

test("a source that has changed or is not there is not copied", async () => {
    const copy = fresh();

    await assertRefused(404, "BlobNotFound", copy.beginCopyFromURL(container.getBlobClient("nowhere").url));
    await assertRefused(
        412,
        "SourceConditionNotMet",
        copy.beginCopyFromURL(source.url, { sourceConditions: { ifMatch: '"0x8DF"' } }),
    );
    assert.equal(await copy.exists(), false);
});
