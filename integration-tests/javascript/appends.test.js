import assert from "node:assert/strict";
import { before, test } from "node:test";
import { assertRefused, freshContainer, freshName, text } from "./account.js";

let container;
before(async () => {
    container = await freshContainer();
});

test("a log is written line by line", async () => {
    const log = container.getAppendBlobClient(freshName("log"));
    assert.equal((await log.createIfNotExists()).succeeded, true);
    assert.equal((await log.createIfNotExists()).succeeded, false);

    assert.equal((await log.appendBlock("first\n", 6)).blobAppendOffset, "0");
    const second = await log.appendBlock("second\n", 7);

    assert.deepEqual([second.blobAppendOffset, second.blobCommittedBlockCount], ["6", 2]);
    assert.equal(await text(log), "first\nsecond\n");
    assert.equal((await log.getProperties()).blobType, "AppendBlob");
});

test("a line is appended only where and if it should be", async () => {
    const log = container.getAppendBlobClient(freshName("log"));
    await log.create();
    await log.appendBlock("12345", 5);

    const elsewhere = { conditions: { appendPosition: 4 } };
    await assertRefused(412, "AppendPositionConditionNotMet", log.appendBlock("x", 1, elsewhere));
    const small = { conditions: { maxSize: 5 } };
    await assertRefused(412, "MaxBlobSizeConditionNotMet", log.appendBlock("x", 1, small));
    await log.appendBlock("6", 1, { conditions: { appendPosition: 5, maxSize: 6 } });

    assert.equal(await text(log), "123456");
});

test("a sealed log is not written any more", async () => {
    const log = container.getAppendBlobClient(freshName("log"));
    await log.create();
    await log.appendBlock("end", 3);

    await log.seal();

    assert.equal((await log.getProperties()).isSealed, true);
    await assertRefused(409, "BlobIsSealed", log.appendBlock("x", 1));
    assert.equal(await text(log), "end");
});
