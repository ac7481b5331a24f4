import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { bytes, freshContainer } from "./account.js";

const MEBIBYTE = 1024 * 1024;
const content = bytes(32 * MEBIBYTE + 7);

let container;
let folder;
before(async () => {
    container = await freshContainer();
    folder = await mkdtemp(join(tmpdir(), "transfers-"));
    await writeFile(join(folder, "up"), content);
});
after(() => rm(folder, { recursive: true }));

test("a file goes up in blocks and comes back in ranges", async () => {
    const blob = container.getBlockBlobClient("file");
    await blob.uploadFile(join(folder, "up"), { blockSize: 4 * MEBIBYTE, maxSingleShotSize: MEBIBYTE, concurrency: 4 });

    assert.equal((await blob.getBlockList("committed")).committedBlocks.length, 9);
    assert.ok(content.equals(await blob.downloadToBuffer(0, undefined, { blockSize: 4 * MEBIBYTE, concurrency: 4 })));
    await blob.downloadToFile(join(folder, "down"));
    assert.ok(content.equals(await readFile(join(folder, "down"))));
});

test("a file goes up in one piece", async () => {
    const blob = container.getBlockBlobClient("single");
    await blob.uploadFile(join(folder, "up"));

    assert.equal((await blob.getBlockList("committed")).committedBlocks?.length ?? 0, 0);
    assert.ok(content.equals(await blob.downloadToBuffer()));
});

test("a stream of unknown length goes up", async () => {
    const blob = container.getBlockBlobClient("stream");
    const pieces = Array.from({ length: 33 }, (_, i) => content.subarray(i * MEBIBYTE, (i + 1) * MEBIBYTE));

    await blob.uploadStream(Readable.from(pieces), 2 * MEBIBYTE, 4, { metadata: { from: "stream" } });

    assert.ok(content.equals(await blob.downloadToBuffer()));
    assert.deepEqual((await blob.getProperties()).metadata, { from: "stream" });
});

test("a download is read as a stream", async () => {
    const blob = container.getBlockBlobClient("data");
    await blob.uploadData(content, { blockSize: 8 * MEBIBYTE, maxSingleShotSize: MEBIBYTE });

    const parts = [];
    for await (const part of (await blob.download(5)).readableStreamBody) {
        parts.push(part);
    }

    assert.ok(content.subarray(5).equals(Buffer.concat(parts)));
});
