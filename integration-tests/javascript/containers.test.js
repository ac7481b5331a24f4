import assert from "node:assert/strict";
import { test } from "node:test";
import { all, assertRefused, blobs, freshContainer, freshName } from "./account.js";

test("a container is created once, found, and deleted with its blobs", async () => {
    const container = blobs.getContainerClient(freshName("container"));
    assert.equal(await container.exists(), false);
    assert.equal((await container.createIfNotExists()).succeeded, true);
    assert.equal((await container.createIfNotExists()).succeeded, false);
    await assertRefused(409, "ContainerAlreadyExists", container.create());
    await container.uploadBlockBlob("blob", "x", 1);

    assert.equal(await container.exists(), true);
    await container.delete();

    assert.equal((await container.deleteIfExists()).succeeded, false);
    await assertRefused(404, "ContainerNotFound", container.getBlobClient("blob").download());
    await container.create();
    assert.equal(await container.getBlobClient("blob").exists(), false);
});

test("a container keeps its metadata", async () => {
    const container = blobs.getContainerClient(freshName("container"));
    await container.create({ metadata: { project: "x", a_b: "1" } });
    assert.deepEqual((await container.getProperties()).metadata, { project: "x", a_b: "1" });

    await container.setMetadata({ owner: "Anna" });

    const properties = await container.getProperties();
    assert.deepEqual(properties.metadata, { owner: "Anna" });
    assert.equal(properties.hasImmutabilityPolicy, false);
    assert.equal(properties.hasLegalHold, false);
});

test("containers are listed by prefix, page by page, with metadata when it is asked for", async () => {
    const prefix = freshName("many");
    const names = ["a", "b", "c", "d", "e"].map((letter) => `${prefix}-${letter}`);
    for (const name of names) {
        await blobs.createContainer(name, { metadata: { name } });
    }

    const pages = await all(blobs.listContainers({ prefix, includeMetadata: true }).byPage({ maxPageSize: 2 }));

    assert.deepEqual(pages.map((page) => page.containerItems.length), [2, 2, 1]);
    const items = pages.flatMap((page) => page.containerItems);
    assert.deepEqual(items.map((item) => item.name), names);
    assert.deepEqual(items.map((item) => item.metadata.name), names);
    const container = blobs.getContainerClient(names[0]);
    assert.equal(items[0].properties.etag, (await container.getProperties()).etag);
});

test("a container is deleted only if it has not changed", async () => {
    const container = await freshContainer();
    const { lastModified } = await container.getProperties();
    const before = new Date(lastModified.getTime() - 60_000);

    await assertRefused(
        412,
        "ConditionNotMet",
        container.delete({ conditions: { ifUnmodifiedSince: before } }),
    );

    await container.delete({ conditions: { ifModifiedSince: before } });
});

test("a bad name is refused", async () => {
    await assertRefused(400, "InvalidResourceName", blobs.createContainer("No_Container"));
});

test("account and service tell about themselves", async () => {
    const account = await blobs.getAccountInfo();
    assert.equal(account.skuName, "Standard_RAGRS");
    assert.equal(account.accountKind, "StorageV2");

    await blobs.setProperties({
        defaultServiceVersion: "2021-12-02",
        cors: [
            {
                allowedOrigins: "https://example.com",
                allowedMethods: "GET,PUT",
                allowedHeaders: "*",
                exposedHeaders: "x-ms-*",
                maxAgeInSeconds: 60,
            },
        ],
    });

    const properties = await blobs.getProperties();
    assert.equal(properties.defaultServiceVersion, "2021-12-02");
    assert.equal(properties.cors[0].allowedOrigins, "https://example.com");
    assert.equal(properties.cors[0].maxAgeInSeconds, 60);
});
