// Messages of queues: their texts, and how they are read, sent and moved.

import { messageCount, parseXml, storage, storageXml, textOf } from "./storage.js";

/** The most messages that one request reads. */
export const AT_ONCE = 32;

/** How long messages are invisible to others while they are moved. */
const SECONDS_TO_MOVE = 30;

const POISON = "-poison";

/** Its messages name blobs that blob triggers have given up. */
const POISON_OF_BLOBS = "webjobs-blobtrigger-poison";

/** Whether a function host puts messages there after too many failures. */
export function isPoison(queue) {
    return queue.endsWith(POISON);
}

/** The queue from which the messages of a poison queue came; null if they came from none. */
export function originOf(queue) {
    return isPoison(queue) && queue !== POISON_OF_BLOBS ? queue.slice(0, -POISON.length) : null;
}

/** The text in Base64, as function hosts expect it by default, from UTF-8. */
export function encoded(text) {
    return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

/** The body of a message: { text, base64 }, decoded if it is text in Base64. */
export function decoded(body) {
    if (body.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(body)) {
        try {
            const bytes = Uint8Array.from(atob(body), character => character.codePointAt(0));
            const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
            if (!/[\0-\x08]/.test(text)) {
                return { text, base64: true };
            }
        } catch {
            // It only looked like Base64.
        }
    }
    return { text: body, base64: false };
}

/** The messages that are visible, without receiving them. */
export async function peek(queue, signal) {
    return messagesIn(await storageXml("queue", [queue, "messages"], { peekonly: true, numofmessages: AT_ONCE }, signal));
}

function messagesIn(xml) {
    return [...xml.getElementsByTagName("QueueMessage")].map(message => ({
        id: textOf(message, "MessageId"),
        receipt: textOf(message, "PopReceipt"),
        insertedAt: textOf(message, "InsertionTime"),
        expiresAt: textOf(message, "ExpirationTime"),
        dequeueCount: Number(textOf(message, "DequeueCount")),
        body: textOf(message, "MessageText"),
    }));
}

/**
 * Puts a message.
 *
 * @param body as it is stored
 * @param delaySeconds until it becomes visible
 */
export async function put(queue, body, delaySeconds = 0) {
    const xml = document.implementation.createDocument(null, "QueueMessage");
    xml.documentElement.appendChild(xml.createElement("MessageText")).textContent = body;
    await storage("POST", "queue", [queue, "messages"], {
        query: delaySeconds > 0 ? { visibilitytimeout: delaySeconds } : {},
        // Parsers of XML read a carriage return as a line feed unless it is a reference.
        body: new XMLSerializer().serializeToString(xml).replaceAll("\r", "&#13;"),
        headers: { "Content-Type": "application/xml" },
    });
}

async function receive(queue, most = AT_ONCE) {
    const response = await storage("GET", "queue", [queue, "messages"], { query: { numofmessages: most, visibilitytimeout: SECONDS_TO_MOVE } });
    return messagesIn(parseXml(await response.text()));
}

async function remove(queue, message) {
    await storage("DELETE", "queue", [queue, "messages", message.id], { query: { popreceipt: message.receipt } });
}

/**
 * Moves the visible messages to another queue, but not more than there are at the beginning, because those whose function fails
 * again come back. Each is there before it is removed here. Returns how many were moved.
 */
export async function moveAll(from, to) {
    const most = await messageCount(from);
    let moved = 0;
    while (moved < most) {
        const messages = await receive(from, Math.min(AT_ONCE, most - moved));
        if (messages.length === 0) {
            break;
        }
        for (const message of messages) {
            await put(to, message.body);
            await remove(from, message);
            moved++;
        }
    }
    return moved;
}

/**
 * Moves one message of a poison queue, perhaps with another body. To get it, the messages before it are received, too; they
 * are visible again at once.
 *
 * @param body what is stored, or null to remove the message only
 * @returns whether the message was still there
 */
export async function moveOne(from, id, to, body) {
    const others = [];
    try {
        for (;;) {
            const messages = await receive(from);
            const found = messages.find(message => message.id === id);
            others.push(...messages.filter(message => message !== found));
            if (found) {
                if (body !== null) {
                    await put(to, body);
                }
                await remove(from, found);
                return true;
            }
            if (messages.length === 0) {
                return false;
            }
        }
    } finally {
        for (const message of others) {
            await storage("PUT", "queue", [from, "messages", message.id], { query: { popreceipt: message.receipt, visibilitytimeout: 0 } });
        }
    }
}
