// Names of blobs and queues, and where the page shows them.

/** The resource that an event is about, such as photos/cat.jpg. */
export function resourceOf(event) {
    const match = /^\/(?:blobServices\/default\/containers|queueServices\/default\/queues)\/([^/]+)(?:\/(?:blobs|messages)\/(.*))?$/s.exec(event.subject ?? "");
    if (!match) {
        return event.subject ?? "";
    }
    const [, parent, name] = match;
    return name === undefined ? parent : `${parent}/${name}`;
}

/** The address of the events of a container or queue. */
export function eventsAddress(name) {
    return `#/events?filter=${encodeURIComponent(name)}`;
}
