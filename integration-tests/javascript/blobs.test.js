import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import { all, assertRefused, freshContainer, freshName, text } from "./account.js";

let container;
before(async () => {
    container = await freshContainer();
});

const fresh = () => container.getBlockBlobClient(freshName("blob"));
const id = (name) => Buffer.from(name).toString("base64");

test("a blob comes back with its properties", async () => {
    const blob = fresh();
    const uploaded = await blob.upload("miau", 4, {
        blobHTTPHeaders: {
            blobContentType: "image/jpeg",
            blobContentLanguage: "de",
            blobCacheControl: "no-store",
            blobContentDisposition: "inline",
        },
        metadata: { owner: "Anna", a_b: "1", A1: "2" },
    });

    assert.equal(await text(blob), "miau");
    const properties = await blob.getProperties();
    assert.equal(properties.etag, uploaded.etag);
    assert.equal(properties.contentLength, 4);
    assert.equal(properties.contentType, "image/jpeg");
    assert.equal(properties.contentLanguage, "de");
    assert.equal(properties.cacheControl, "no-store");
    assert.equal(properties.contentDisposition, "inline");
    assert.deepEqual(Buffer.from(properties.contentMD5), Buffer.from(uploaded.contentMD5));
    // Node gives the names of headers in lower case.
    assert.deepEqual(properties.metadata, { owner: "Anna", a_b: "1", a1: "2" });
});

test("a range is downloaded alone", async () => {
    const blob = fresh();
    await blob.upload("0123456789", 10);

    assert.equal(await text(blob, 3, 4), "3456");
    assert.equal(await text(blob, 7), "789");
    const answer = await blob.download(8, 100);
    assert.equal(answer.contentRange, "bytes 8-9/10");
    await assertRefused(416, "InvalidRange", blob.download(10, 1));
});

test("an empty blob comes back empty", async () => {
    const blob = fresh();
    await blob.upload("", 0);

    assert.equal((await blob.getProperties()).contentLength, 0);
    assert.equal((await blob.download()).contentLength, 0);
    assert.equal(await text(blob), "");
});

test("properties and metadata are replaced, each without the other", async () => {
    const blob = fresh();
    await blob.upload("x", 1, { blobHTTPHeaders: { blobContentType: "text/a" }, metadata: { a: "1" } });

    await blob.setHTTPHeaders({ blobContentType: "text/b" });
    await blob.setMetadata({ b: "2" });

    const properties = await blob.getProperties();
    assert.equal(properties.contentType, "text/b");
    assert.deepEqual(properties.metadata, { b: "2" });
});

test("blocks are staged and committed in any order", async () => {
    const blob = fresh();
    await blob.stageBlock(id("a"), "world", 5);
    await blob.stageBlock(id("b"), "hello ", 6);
    await blob.stageBlock(id("c"), "unused", 6);
    assert.equal(await blob.exists(), false);
    assert.equal((await blob.getBlockList("uncommitted")).uncommittedBlocks.length, 3);

    await blob.commitBlockList([id("b"), id("a")]);

    assert.equal(await text(blob), "hello world");
    const list = await blob.getBlockList("all");
    assert.deepEqual(list.committedBlocks.map((block) => [block.name, block.size]), [[id("b"), 6], [id("a"), 5]]);
    assert.deepEqual(list.uncommittedBlocks ?? [], []);
    await assertRefused(400, "InvalidBlockList", blob.commitBlockList([id("c")]));
});

test("conditions are kept", async () => {
    const blob = fresh();
    const { etag } = await blob.upload("one", 3);

    const unless = { conditions: { ifNoneMatch: "*" } };
    await assertRefused(409, "BlobAlreadyExists", blob.upload("two", 3, unless));
    await assertRefused(304, "ConditionNotMet", blob.download(0, undefined, { conditions: { ifNoneMatch: etag } }));
    await blob.upload("two", 3, { conditions: { ifMatch: etag } });
    await assertRefused(412, "ConditionNotMet", blob.upload("three", 5, { conditions: { ifMatch: etag } }));
    await assertRefused(412, "ConditionNotMet", blob.delete({ conditions: { ifMatch: etag } }));

    assert.equal(await text(blob), "two");
});

test("a checksum of the way there and of the way back is right", async () => {
    const blob = fresh();
    const wrong = { transactionalContentMD5: new Uint8Array(16) };
    await assertRefused(400, "Md5Mismatch", blob.stageBlock(id("a"), "x", 1, wrong));
    await blob.upload("checked", 7);

    const answer = await blob.download(0, 4, { rangeGetContentMD5: true });

    assert.deepEqual(Buffer.from(answer.contentMD5), createHash("md5").update("chec").digest());
});

test("a blob is deleted once", async () => {
    const blob = fresh();
    await blob.upload("x", 1);

    await blob.delete();

    assert.equal(await blob.exists(), false);
    assert.equal((await blob.deleteIfExists()).succeeded, false);
    await assertRefused(404, "BlobNotFound", blob.delete());
    await assertRefused(404, "BlobNotFound", blob.download());
});

const oddNames = [
    "a b",
    "a+b",
    "a%20b",
    "ä/ö/ü😀",
    "a?b#c&d=e",
    "a;b,c",
    "'quoted' \"twice\"",
    "dir//two/",
    "~!@$^*()",
    ".leading",
    "x".repeat(1024),
];
for (const name of oddNames) {
    test(`a name may be ${name.slice(0, 40)}`, async () => {
        const alone = await freshContainer();
        const blob = alone.getBlockBlobClient(name);
        await blob.upload(name, Buffer.byteLength(name));

        assert.deepEqual((await all(alone.listBlobsFlat())).map((item) => item.name), [name]);
        assert.equal(await text(blob), name);
        await blob.delete();
        assert.deepEqual(await all(alone.listBlobsFlat()), []);
    });
}
