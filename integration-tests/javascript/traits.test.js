import assert from "node:assert/strict";
import { before, test } from "node:test";
import { all, assertRefused, blobs, freshContainer, freshName, text } from "./account.js";

let container;
before(async () => {
    container = await freshContainer();
});

async function fresh(options) {
    const blob = container.getBlockBlobClient(freshName("blob"));
    await blob.upload("hello", 5, options);
    return blob;
}

test("a blob has tags and is found by them", async () => {
    const value = freshName("red");
    const blob = await fresh({ tags: { color: value, "a b": "x/y" } });
    assert.deepEqual((await blob.getTags()).tags, { color: value, "a b": "x/y" });
    assert.equal((await blob.getProperties()).tagCount, 2);

    await blob.setTags({ color: value, size: "1" });

    const found = await all(blobs.findBlobsByTags(`color='${value}' AND size > '0'`));
    assert.deepEqual(found.map((item) => [item.containerName, item.name]), [[container.containerName, blob.name]]);
    assert.deepEqual((await all(container.findBlobsByTags(`color='${value}'`))).map(({ name }) => name), [blob.name]);
});

test("tags are a condition", async () => {
    const blob = await fresh({ tags: { color: "red" } });
    const blue = { conditions: { tagConditions: "color='blue'" } };

    await assertRefused(412, "ConditionNotMet", blob.setMetadata({ a: "1" }, blue));
    await blob.setMetadata({ a: "1" }, { conditions: { tagConditions: "color='red'" } });

    assert.deepEqual((await blob.getProperties()).metadata, { a: "1" });
});

test("a blob moves to another tier, and rests in the archive", async () => {
    const blob = await fresh({ tier: "Cool" });
    assert.equal((await blob.getProperties()).accessTier, "Cool");

    await blob.setAccessTier("Archive");

    assert.equal((await blob.getProperties()).accessTier, "Archive");
    await assertRefused(409, "BlobArchived", blob.download());
    await blob.setAccessTier("Hot", { rehydratePriority: "High" });
});

test("a snapshot stays as it was", async () => {
    const blob = await fresh({ metadata: { of: "old" } });
    const { snapshot } = await blob.createSnapshot();
    await blob.upload("changed", 7);

    const old = blob.withSnapshot(snapshot);

    assert.equal(await text(old), "hello");
    assert.deepEqual((await old.getProperties()).metadata, { of: "old" });
    await assertRefused(409, "SnapshotsPresent", blob.delete());
    await blob.delete({ deleteSnapshots: "include" });
    await assertRefused(404, "BlobNotFound", old.download());
});

test("snapshots are deleted without their blob", async () => {
    const blob = await fresh();
    const { snapshot } = await blob.createSnapshot({ metadata: { a: "1" } });
    await blob.createSnapshot();

    await blob.withSnapshot(snapshot).delete();
    await blob.delete({ deleteSnapshots: "only" });

    await assertRefused(404, "BlobNotFound", blob.withSnapshot(snapshot).download());
    assert.equal(await text(blob), "hello");
    await blob.delete();
});
