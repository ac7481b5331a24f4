// What blobs and containers leave behind. The account must keep versions, and containers for some days; the tests switch
// on what keeps deleted blobs, which tests that run beside them would notice: so they run by themselves.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { all, assertRefused, blobs, freshContainer, freshName, text } from "./account.js";

let container;
before(async () => {
    await blobs.setProperties({ deleteRetentionPolicy: { enabled: true, days: 3 } });
    container = await freshContainer();
});

async function fresh() {
    const blob = container.getBlockBlobClient(freshName("blob"));
    await blob.upload("old", 3);
    return blob;
}

async function states(blob, options) {
    return await all(container.listBlobsFlat({ prefix: blob.name, ...options }));
}

test("each state of a blob is a version", async () => {
    const blob = await fresh();
    const { versionId } = await blob.getProperties();

    const changed = await blob.upload("new", 3);

    assert.notEqual(changed.versionId, versionId);
    assert.equal(await text(blob), "new");
    assert.equal(await text(blob.withVersion(versionId)), "old");
    const versions = await states(blob, { includeVersions: true });
    assert.deepEqual(versions.map((state) => [state.versionId, state.isCurrentVersion]), [
        [versionId, undefined],
        [changed.versionId, true],
    ]);
});

test("a version becomes current again by a copy", async () => {
    const blob = await fresh();
    const { versionId } = await blob.getProperties();
    await blob.upload("new", 3);

    const poller = await blob.beginCopyFromURL(blob.withVersion(versionId).url);
    await poller.pollUntilDone();

    assert.equal(await text(blob), "old");
});

test("a blob that is deleted has versions alone", async () => {
    const blob = await fresh();
    await blob.delete();

    await assertRefused(404, "BlobNotFound", blob.getProperties());
    const [state] = await states(blob, { includeVersions: true });
    assert.equal(await text(blob.withVersion(state.versionId)), "old");
});

test("a version that is deleted comes back", async () => {
    const blob = await fresh();
    const { versionId } = await blob.getProperties();
    await blob.upload("new", 3);
    await blob.withVersion(versionId).delete();
    await assertRefused(404, "BlobNotFound", blob.withVersion(versionId).getProperties());
    const deleted = await states(blob, { includeVersions: true, includeDeleted: true });
    assert.deepEqual(deleted.map((state) => state.deleted), [true, undefined]);

    await blob.undelete();

    assert.equal(await text(blob.withVersion(versionId)), "old");
});

test("a container that is deleted comes back with what is in it", async () => {
    const deleted = await freshContainer();
    await deleted.getBlockBlobClient("blob").upload("hello", 5);
    await deleted.delete();
    const items = await all(blobs.listContainers({ prefix: deleted.containerName, includeDeleted: true }));
    assert.equal(items[0].deleted, true);

    await blobs.undeleteContainer(deleted.containerName, items[0].version);

    assert.equal(await text(deleted.getBlockBlobClient("blob")), "hello");
});
