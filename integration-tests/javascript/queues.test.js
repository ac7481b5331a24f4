import assert from "node:assert/strict";
import { test } from "node:test";
import { QueueServiceClient } from "@azure/storage-queue";
import { all, assertRefused, freshName, freshQueue, queues } from "./account.js";

test("a queue is created once, keeps its metadata and is deleted", async () => {
    const queue = queues.getQueueClient(freshName("queue"));
    assert.equal(await queue.exists(), false);
    assert.equal((await queue.createIfNotExists({ metadata: { a: "1" } })).succeeded, true);
    assert.equal((await queue.createIfNotExists({ metadata: { b: "2" } })).succeeded, false);
    assert.deepEqual((await queue.getProperties()).metadata, { a: "1" });

    await queue.setMetadata({ c: "3" });

    assert.deepEqual((await queue.getProperties()).metadata, { c: "3" });
    await queue.delete();
    assert.equal((await queue.deleteIfExists()).succeeded, false);
    await assertRefused(404, "QueueNotFound", queue.getProperties());
});

test("queues are listed by prefix, page by page, with metadata when it is asked for", async () => {
    const prefix = freshName("many");
    const names = ["a", "b", "c"].map((letter) => `${prefix}-${letter}`);
    for (const name of names) {
        await queues.createQueue(name, { metadata: { name } });
    }

    const pages = await all(queues.listQueues({ prefix, includeMetadata: true }).byPage({ maxPageSize: 2 }));

    const items = pages.flatMap((page) => page.queueItems);
    assert.equal(pages.length, 2);
    assert.deepEqual(items.map((item) => item.name), names);
    assert.deepEqual(items.map((item) => item.metadata.name), names);
});

test("a message is put, seen, got and deleted", async () => {
    const queue = await freshQueue();
    const text = "<&> ü 😀 \"quoted\"";
    await queue.sendMessage(text);

    assert.deepEqual(texts(await queue.peekMessages({ numberOfMessages: 32 }), "peekedMessageItems"), [text]);
    const [message] = (await queue.receiveMessages({ visibilityTimeout: 60 })).receivedMessageItems;

    assert.equal(message.messageText, text);
    assert.equal(message.dequeueCount, 1);
    assert.ok(message.nextVisibleOn > message.insertedOn && message.expiresOn > message.nextVisibleOn);
    assert.deepEqual((await queue.receiveMessages()).receivedMessageItems, []);
    assert.equal((await queue.getProperties()).approximateMessagesCount, 1);
    await queue.deleteMessage(message.messageId, message.popReceipt);
    assert.equal((await queue.getProperties()).approximateMessagesCount, 0);
});

test("a message is changed by who holds it", async () => {
    const queue = await freshQueue();
    await queue.sendMessage("old");
    const [held] = (await queue.receiveMessages()).receivedMessageItems;

    const updated = await queue.updateMessage(held.messageId, held.popReceipt, "new", 0);

    await assertRefused(404, "MessageNotFound", queue.deleteMessage(held.messageId, held.popReceipt));
    const [again] = (await queue.receiveMessages()).receivedMessageItems;
    assert.deepEqual([again.messageText, again.dequeueCount], ["new", 2]);
    assert.notEqual(again.popReceipt, updated.popReceipt);
    await queue.deleteMessage(again.messageId, again.popReceipt);
});

test("a message that is put can be deleted without being got", async () => {
    const queue = await freshQueue();
    const sent = await queue.sendMessage("mistake", { messageTimeToLive: -1, visibilityTimeout: 60 });

    await queue.deleteMessage(sent.messageId, sent.popReceipt);

    assert.equal((await queue.getProperties()).approximateMessagesCount, 0);
});

test("messages are got by the dozen, in order, and cleared", async () => {
    const queue = await freshQueue();
    const sent = Array.from({ length: 20 }, (_, i) => `message ${i}`);
    for (const message of sent) {
        await queue.sendMessage(message);
    }

    assert.deepEqual(
        texts(await queue.receiveMessages({ numberOfMessages: 12 }), "receivedMessageItems"),
        sent.slice(0, 12),
    );
    await queue.clearMessages();

    assert.equal((await queue.getProperties()).approximateMessagesCount, 0);
    assert.deepEqual((await queue.peekMessages()).peekedMessageItems, []);
});

test("what is too much is refused", async () => {
    const queue = await freshQueue();

    await assertRefused(413, "RequestBodyTooLarge", queue.sendMessage("x".repeat(65_537)));
    await assertRefused(
        400,
        "OutOfRangeQueryParameterValue",
        queue.receiveMessages({ numberOfMessages: 33 }),
    );
    assert.equal((await queue.getProperties()).approximateMessagesCount, 0);
});

test("a message that nobody deletes comes back, counted, until it is set aside", async () => {
    const queue = await freshQueue();
    const poison = queues.getQueueClient(`${queue.name}-poison`);
    await queue.sendMessage("poison");

    for (let handled = false; !handled; ) {
        const [message] = (await queue.receiveMessages()).receivedMessageItems;
        handled = message.dequeueCount > 3;
        if (handled) {
            await poison.createIfNotExists();
            await poison.sendMessage(message.messageText);
            await queue.deleteMessage(message.messageId, message.popReceipt);
        } else {
            await queue.updateMessage(message.messageId, message.popReceipt, undefined, 0);
        }
    }

    assert.deepEqual(texts(await poison.peekMessages(), "peekedMessageItems"), ["poison"]);
    assert.deepEqual((await queue.peekMessages()).peekedMessageItems, []);
});

test("the rules for web pages are set, read and obeyed", async () => {
    const rule = {
        allowedOrigins: "https://page.example",
        allowedMethods: "GET",
        allowedHeaders: "x-ms-*",
        exposedHeaders: "*",
        maxAgeInSeconds: 60,
    };
    await queues.setProperties({ cors: [rule] });

    assert.deepEqual((await queues.getProperties()).cors, [rule]);
    const preflight = await fetch(`${queues.url}/orders/messages`, {
        method: "OPTIONS",
        headers: { Origin: rule.allowedOrigins, "Access-Control-Request-Method": "GET" },
    });
    assert.equal(preflight.status, 200);
    assert.equal(preflight.headers.get("Access-Control-Allow-Origin"), rule.allowedOrigins);

    await queues.setProperties({ cors: [] });

    assert.deepEqual((await queues.getProperties()).cors ?? [], []);
});

test("the replica tells how far it is", async () => {
    const replica = new QueueServiceClient(queues.url.replace(/\/?$/, "-secondary"), queues.credential);

    assert.equal((await replica.getStatistics()).geoReplication.status, "live");
});

function texts(answer, items) {
    return answer[items].map((item) => item.messageText);
}
