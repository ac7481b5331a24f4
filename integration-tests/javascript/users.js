// Users who have a token instead of the account's key. The libraries hand a token out over HTTPS alone, so this wants
// emulators that speak it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { QueueClient, QueueSASPermissions, QueueServiceClient } from "@azure/storage-queue";
import { assertRefused, freshName, inAnHour, queues } from "./account.js";

test("a user with a token uses a queue, and lends a guest the right to send", async () => {
    const service = new QueueServiceClient(queues.url, user("11111111-1111-1111-1111-111111111111"));
    const queue = service.getQueueClient(freshName("queue"));
    await queue.create();

    const key = await service.getUserDelegationKey(new Date(), inAnHour());
    const permissions = QueueSASPermissions.parse("a");
    const guest = new QueueClient(queue.generateUserDelegationSasUrl({ permissions, expiresOn: inAnHour() }, key));
    await guest.sendMessage("from a guest");

    await assertRefused(403, "AuthorizationPermissionMismatch", guest.receiveMessages());
    assert.equal((await queue.receiveMessages()).receivedMessageItems[0].messageText, "from a guest");
});

/** A credential with a token as Microsoft Entra ID makes them, but for the signature, which nobody verifies. */
function user(oid) {
    const now = Math.floor(Date.now() / 1000);
    const tid = "22222222-2222-2222-2222-222222222222";
    const iss = `https://sts.windows.net/${tid}/`;
    const claims = { aud: "https://storage.azure.com", iss, iat: now, nbf: now, exp: now + 3600, oid, tid };
    const token = [{ alg: "RS256", typ: "JWT" }, claims, "any"].map(encode).join(".");
    return { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
}

function encode(part) {
    return Buffer.from(JSON.stringify(part)).toString("base64url");
}
