import assert from "node:assert/strict";
import { before, test } from "node:test";
import { all, freshContainer } from "./account.js";

let container;
const names = ["docs/a.txt", "docs/b.txt", "docs/old/c.txt", "photos/d.jpg", "top"];
before(async () => {
    container = await freshContainer();
    for (const name of names) {
        await container.uploadBlockBlob(name, name, name.length, { metadata: { name } });
    }
});

test("all blobs are listed in the order of their names", async () => {
    const items = await all(container.listBlobsFlat());

    assert.deepEqual(items.map((item) => item.name), names);
    assert.deepEqual(items.map((item) => item.properties.contentLength), names.map((name) => name.length));
    assert.equal(items[0].properties.blobType, "BlockBlob");
    assert.equal(items[0].properties.accessTier, "Hot");
});

test("a listing comes in pages, and goes on where one has ended", async () => {
    const pages = await all(container.listBlobsFlat().byPage({ maxPageSize: 2 }));
    assert.deepEqual(pages.map((page) => page.segment.blobItems.length), [2, 2, 1]);

    const rest = container.listBlobsFlat().byPage({ continuationToken: pages[0].continuationToken });

    const { value } = await rest.next();
    assert.deepEqual(value.segment.blobItems.map((item) => item.name), names.slice(2));
});

test("a folder is listed with its folders", async () => {
    const items = await all(container.listBlobsByHierarchy("/", { prefix: "docs/" }));

    assert.deepEqual(
        items.map((item) => [item.kind, item.name]),
        [["prefix", "docs/old/"], ["blob", "docs/a.txt"], ["blob", "docs/b.txt"]],
    );
});

test("folders come in pages as well", async () => {
    const pages = await all(container.listBlobsByHierarchy("/").byPage({ maxPageSize: 1 }));

    assert.deepEqual(
        pages.flatMap(({ segment }) => [...(segment.blobPrefixes ?? []), ...segment.blobItems]).map(({ name }) => name),
        ["docs/", "photos/", "top"],
    );
});

test("metadata and blobs without content are listed when they are asked for", async () => {
    await container.getBlockBlobClient("later").stageBlock(Buffer.from("a").toString("base64"), "x", 1);

    const items = await all(container.listBlobsFlat({ includeMetadata: true, includeUncommitedBlobs: true }));

    assert.deepEqual(items.map((item) => item.name), [...names, "later"].sort());
    assert.deepEqual(
        items.filter((item) => item.name !== "later").map((item) => item.metadata.name),
        names,
    );
});
