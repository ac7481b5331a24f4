import assert from "node:assert/strict";
import { before, test } from "node:test";
import { assertRefused, bytes, freshContainer, freshName } from "./account.js";

const PAGE = 512;

let container;
before(async () => {
    container = await freshContainer();
});

async function fresh(pages) {
    const blob = container.getPageBlobClient(freshName("pages"));
    await blob.create(pages * PAGE);
    return blob;
}

test("pages are written, read, cleared and listed", async () => {
    const blob = await fresh(8);
    const content = bytes(2 * PAGE);

    await blob.uploadPages(content, 2 * PAGE, content.length);
    await blob.uploadPages(content, 6 * PAGE, content.length);
    await blob.clearPages(6 * PAGE, PAGE);

    const expected = Buffer.alloc(8 * PAGE);
    content.copy(expected, 2 * PAGE);
    content.copy(expected, 7 * PAGE, PAGE);
    assert.ok(expected.equals(await blob.downloadToBuffer()));
    const { pageRange } = await blob.getPageRanges(0, 8 * PAGE);
    assert.deepEqual(
        pageRange.map(({ offset, count }) => [offset / PAGE, (count + 1) / PAGE]),
        [[2, 2], [7, 1]],
    );
});

test("what is not a page is refused", async () => {
    const blob = await fresh(2);

    await assertRefused(416, "InvalidPageRange", blob.uploadPages("x", 0, 1));
    await assertRefused(416, "InvalidPageRange", blob.uploadPages(bytes(PAGE), 2 * PAGE, PAGE));
    await assertRefused(409, "InvalidBlobType", container.getBlockBlobClient(blob.name).commitBlockList([]));
});

test("a page blob grows and shrinks, and counts", async () => {
    const blob = await fresh(1);
    await blob.resize(4 * PAGE);
    await blob.updateSequenceNumber("update", 7);

    const properties = await blob.getProperties();
    assert.equal(properties.blobType, "PageBlob");
    assert.equal(properties.contentLength, 4 * PAGE);
    assert.equal(properties.blobSequenceNumber, 7);
    await assertRefused(
        412,
        "SequenceNumberConditionNotMet",
        blob.clearPages(0, PAGE, { conditions: { ifSequenceNumberEqualTo: 6 } }),
    );
    await blob.clearPages(0, PAGE, { conditions: { ifSequenceNumberEqualTo: 7 } });
});
