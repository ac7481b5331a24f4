import assert from "node:assert/strict";
import { test } from "node:test";
import { assertRefused, freshContainer, text } from "./account.js";

const LEASE = "2657cafb-cd2a-4806-867e-dea289db071f";
const OTHER = "11111111-1111-1111-1111-111111111111";

async function leased() {
    const container = await freshContainer();
    const blob = container.getBlockBlobClient("blob");
    await blob.upload("old", 3);
    const lease = blob.getBlobLeaseClient(LEASE);
    await lease.acquireLease(15);
    return { container, blob, lease };
}

test("a leased blob is written by who has the lease, and read by all", async () => {
    const { blob } = await leased();
    const mine = { conditions: { leaseId: LEASE } };

    await assertRefused(412, "LeaseIdMissing", blob.upload("new", 3));
    await assertRefused(412, "LeaseIdMissing", blob.delete());
    const theirs = { conditions: { leaseId: OTHER } };
    await assertRefused(412, "LeaseIdMismatchWithBlobOperation", blob.setMetadata({ a: "1" }, theirs));
    assert.equal(await text(blob), "old");

    await blob.upload("new", 3, mine);
    assert.equal(await text(blob), "new");
    const properties = await blob.getProperties(mine);
    assert.deepEqual(
        [properties.leaseState, properties.leaseStatus, properties.leaseDuration],
        ["leased", "locked", "fixed"],
    );
    await blob.delete(mine);
});

test("a lease is renewed, changed and released", async () => {
    const { blob, lease } = await leased();
    await assertRefused(409, "LeaseAlreadyPresent", blob.getBlobLeaseClient(OTHER).acquireLease(-1));

    await lease.renewLease();
    await lease.changeLease(OTHER);
    await assertRefused(409, "LeaseIdMismatchWithLeaseOperation", blob.getBlobLeaseClient(LEASE).renewLease());
    await lease.releaseLease();

    assert.equal((await blob.getProperties()).leaseState, "available");
    await blob.delete();
});

test("a lease is broken by anybody", async () => {
    const { blob, lease } = await leased();

    const { leaseTime } = await blob.getBlobLeaseClient(OTHER).breakLease(0);

    assert.equal(leaseTime, 0);
    assert.equal((await blob.getProperties()).leaseState, "broken");
    await assertRefused(409, "LeaseIsBrokenAndCannotBeRenewed", lease.renewLease());
    await blob.upload("new", 3);
});

test("a leased container is deleted by who has the lease", async () => {
    const container = await freshContainer();
    const lease = container.getBlobLeaseClient();
    const { leaseId } = await lease.acquireLease(-1);

    await assertRefused(412, "LeaseIdMissing", container.delete());
    await container.uploadBlockBlob("blob", "x", 1);

    assert.equal((await container.getProperties()).leaseDuration, "infinite");
    await container.delete({ conditions: { leaseId } });
});
