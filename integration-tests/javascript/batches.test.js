import assert from "node:assert/strict";
import { test } from "node:test";
import { all, blobs, freshContainer } from "./account.js";

async function filled(count) {
    const container = await freshContainer();
    const names = Array.from({ length: count }, (_, i) => `dir/blob ${i}+%.txt`);
    for (const name of names) {
        await container.uploadBlockBlob(name, "x", 1);
    }
    return { container, clients: names.map((name) => container.getBlobClient(name)) };
}

test("256 blobs are deleted at once", async () => {
    const { container, clients } = await filled(256);

    const answer = await blobs.getBlobBatchClient().deleteBlobs(clients);

    assert.deepEqual([answer.subResponsesSucceededCount, answer.subResponsesFailedCount], [256, 0]);
    assert.deepEqual(await all(container.listBlobsFlat()), []);
});

test("a blob that is not there does not keep the others", async () => {
    const { container, clients } = await filled(2);

    const answer = await container
        .getBlobBatchClient()
        .deleteBlobs([clients[0], container.getBlobClient("nowhere"), clients[1]]);

    assert.deepEqual(answer.subResponses.map((each) => each.status), [202, 404, 202]);
    assert.equal(answer.subResponses[1].errorCode, "BlobNotFound");
    assert.deepEqual(await all(container.listBlobsFlat()), []);
});

test("the tiers of many blobs are set at once", async () => {
    const { container, clients } = await filled(3);

    const answer = await blobs.getBlobBatchClient().setBlobsAccessTier(clients, "Cool");

    assert.equal(answer.subResponsesFailedCount, 0);
    const tiers = (await all(container.listBlobsFlat())).map((item) => item.properties.accessTier);
    assert.deepEqual(tiers, ["Cool", "Cool", "Cool"]);
});
