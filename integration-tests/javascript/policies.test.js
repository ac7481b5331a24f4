import assert from "node:assert/strict";
import { test } from "node:test";
import { AnonymousCredential, BlobClient, ContainerClient } from "@azure/storage-blob";
import { QueueClient } from "@azure/storage-queue";
import { all, assertRefused, freshContainer, freshQueue, inAnHour, text } from "./account.js";

const anonymous = new AnonymousCredential();

test("a signature by a policy ends with the policy", async () => {
    const container = await freshContainer();
    await container.uploadBlockBlob("blob", "seen", 4);
    const policy = { id: "readers", accessPolicy: { expiresOn: inAnHour(), permissions: "r" } };
    await container.setAccessPolicy(undefined, [policy]);
    const url = await container.getBlobClient("blob").generateSasUrl({ identifier: "readers" });
    assert.equal(await text(new BlobClient(url)), "seen");
    const [kept] = (await container.getAccessPolicy()).signedIdentifiers;
    assert.deepEqual([kept.id, kept.accessPolicy.permissions], ["readers", "r"]);

    await container.setAccessPolicy(undefined, []);

    await assertRefused(403, "AuthenticationFailed", new BlobClient(url).download());
});

test("a public container is read and listed by anybody, and written by nobody else", async () => {
    const container = await freshContainer();
    await container.uploadBlockBlob("blob", "seen", 4);
    const guest = new ContainerClient(container.url, anonymous);
    await assert.rejects(guest.getBlobClient("blob").download());

    await container.setAccessPolicy("container");

    assert.equal(await text(guest.getBlobClient("blob")), "seen");
    assert.equal((await all(guest.listBlobsFlat())).length, 1);
    assert.equal((await container.getProperties()).blobPublicAccess, "container");
    await assert.rejects(guest.uploadBlockBlob("mine", "x", 1));
    await container.setAccessPolicy("blob");
    assert.equal(await text(guest.getBlobClient("blob")), "seen");
    await assert.rejects(all(guest.listBlobsFlat()));
});

test("a signature by a policy of a queue does what the policy permits, and ends with it", async () => {
    const queue = await freshQueue();
    const policy = { id: "senders", accessPolicy: { expiresOn: inAnHour(), permissions: "a" } };
    await queue.setAccessPolicy([policy]);
    const guest = new QueueClient(await queue.generateSasUrl({ identifier: "senders" }));

    await guest.sendMessage("from a guest");

    await assertRefused(403, "AuthorizationPermissionMismatch", guest.peekMessages());
    const [kept] = (await queue.getAccessPolicy()).signedIdentifiers;
    assert.deepEqual([kept.id, kept.accessPolicy.permissions], ["senders", "a"]);
    await queue.setAccessPolicy([]);
    await assertRefused(403, "AuthenticationFailed", guest.sendMessage("too late"));
});
