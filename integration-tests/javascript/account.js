// The account under test, and what the tests have in common.
import assert from "node:assert/strict";
import { BlobServiceClient } from "@azure/storage-blob";
import { QueueServiceClient } from "@azure/storage-queue";

const connectionString = process.env.AZURE_STORAGE_CONNECTION_STRING;
if (!connectionString) {
    throw new Error("AZURE_STORAGE_CONNECTION_STRING is to hold the connection string of running emulators");
}

// A refusal that is our mistake should fail a test at once, not after four tries.
const once = { retryOptions: { maxTries: 1 } };

export const blobs = BlobServiceClient.fromConnectionString(connectionString, once);
export const queues = QueueServiceClient.fromConnectionString(connectionString, once);

let names = 0;

/** A name that no other test has, in this file or in one that runs beside it. */
export function freshName(kind) {
    return `${kind}-${process.pid}-${++names}`;
}

/** A container of the test's own. */
export async function freshContainer() {
    const container = blobs.getContainerClient(freshName("container"));
    await container.create();
    return container;
}

/** A queue of the test's own. */
export async function freshQueue() {
    const queue = queues.getQueueClient(freshName("queue"));
    await queue.create();
    return queue;
}

/** Requires the service to refuse a call, with this status and error code. */
export async function assertRefused(status, code, call) {
    await assert.rejects(call, (error) => {
        // An answer without a body has the code in a header alone.
        assert.deepEqual([error.statusCode, error.code ?? error.details?.errorCode], [status, code]);
        return true;
    });
}

/** Everything an iterator gives. */
export async function all(iterator) {
    const items = [];
    for await (const item of iterator) {
        items.push(item);
    }
    return items;
}

/** What a blob holds, as text. */
export async function text(blob, ...range) {
    return (await blob.downloadToBuffer(...range)).toString();
}

/** Bytes that are not all the same, and the same in each run. */
export function bytes(length) {
    const result = Buffer.alloc(length);
    for (let i = 0, state = 1; i + 4 <= length; i += 4) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        result.writeUInt32LE(state, i);
    }
    return result;
}

/** An hour from now. */
export function inAnHour() {
    return new Date(Date.now() + 3_600_000);
}
