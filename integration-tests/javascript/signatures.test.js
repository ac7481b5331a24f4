import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
    AccountSASPermissions,
    BlobClient,
    BlobSASPermissions,
    BlobServiceClient,
    BlockBlobClient,
    ContainerClient,
    ContainerSASPermissions,
} from "@azure/storage-blob";
import { QueueClient, QueueSASPermissions } from "@azure/storage-queue";
import { all, assertRefused, blobs, freshContainer, freshQueue, inAnHour, text } from "./account.js";

let container;
let blob;
before(async () => {
    container = await freshContainer();
    blob = container.getBlockBlobClient("dir/seen ü+%.txt");
    await blob.upload("seen", 4);
    await container.uploadBlockBlob("other", "unseen", 6);
});

test("a signature for one blob reads that blob and nothing else", async () => {
    const url = await blob.generateSasUrl({
        permissions: BlobSASPermissions.parse("r"),
        expiresOn: inAnHour(),
        contentType: "text/special",
    });
    const guest = new BlockBlobClient(url);

    assert.equal(await text(guest), "seen");
    assert.equal((await guest.getProperties()).contentType, "text/special");
    await assertRefused(403, "AuthorizationPermissionMismatch", guest.delete());
    const other = new BlobClient(container.getBlobClient("other").url + new URL(url).search);
    await assertRefused(403, "AuthenticationFailed", other.download());
});

test("a signature for a container lists, reads and writes in it", async () => {
    const url = await container.generateSasUrl({
        permissions: ContainerSASPermissions.parse("rcwl"),
        startsOn: new Date(Date.now() - 60_000),
        expiresOn: inAnHour(),
    });
    const guest = new ContainerClient(url);

    await guest.uploadBlockBlob("guest", "hello", 5);

    assert.deepEqual((await all(guest.listBlobsFlat({ prefix: "g" }))).map((item) => item.name), ["guest"]);
    assert.equal(await text(guest.getBlobClient("guest")), "hello");
    await assertRefused(403, "AuthorizationPermissionMismatch", guest.deleteBlob("guest"));
});

test("a signature for the account does what it permits", async () => {
    const url = blobs.generateAccountSasUrl(inAnHour(), AccountSASPermissions.parse("rl"), "sco");
    const guest = new BlobServiceClient(url);

    assert.equal(await text(guest.getContainerClient(container.containerName).getBlobClient("other")), "unseen");
    assert.ok((await all(guest.listContainers())).length > 0);
    await assertRefused(403, "AuthorizationPermissionMismatch", guest.createContainer("mine"));
});

test("a signature ends", async () => {
    const url = await blob.generateSasUrl({
        permissions: BlobSASPermissions.parse("r"),
        expiresOn: new Date(Date.now() - 60_000),
    });

    await assertRefused(403, "AuthenticationFailed", new BlobClient(url).download());
});

test("a signature that was changed is no signature", async () => {
    const url = await blob.generateSasUrl({ permissions: BlobSASPermissions.parse("r"), expiresOn: inAnHour() });

    await assertRefused(403, "AuthenticationFailed", new BlobClient(url.replace("sp=r", "sp=rw")).download());
});

test("a signature for a queue adds messages and takes none", async () => {
    const queue = await freshQueue();
    const url = await queue.generateSasUrl({ permissions: QueueSASPermissions.parse("a"), expiresOn: inAnHour() });
    const guest = new QueueClient(url);

    await guest.sendMessage("from a guest");

    await assertRefused(403, "AuthorizationPermissionMismatch", guest.receiveMessages());
    assert.equal((await queue.receiveMessages()).receivedMessageItems[0].messageText, "from a guest");
});
