// Names of blobs and queues, and where the page shows them.

/**
 * The resource that an event is about.
 *
 * @returns a title such as photos/cat.jpg, and the address of its view, or null if it has none
 */
export function resourceOf(event) {
    const subject = event.subject ?? "";
    const blob = /^\/blobServices\/default\/containers\/([^/]+)(?:\/blobs\/(.*))?$/s.exec(subject);
    if (blob) {
        const [, container, name] = blob;
        return name === undefined
            ? { title: container, address: containerAddress(container) }
            : { title: `${container}/${name}`, address: blobAddress(container, name) };
    }
    const queue = /^\/queueServices\/default\/queues\/([^/]+)(?:\/messages\/(.*))?$/.exec(subject);
    return queue
        ? { title: queue[2] === undefined ? queue[1] : `${queue[1]}/${queue[2]}`, address: queueAddress(queue[1]) }
        : { title: subject, address: null };
}

/** The address of a container, or of a virtual folder in it. */
export function containerAddress(container, prefix = "") {
    return `#/blobs/${encodeURIComponent(container)}${prefix === "" ? "" : `?prefix=${encodeURIComponent(prefix)}`}`;
}

/** The address of a blob. */
export function blobAddress(container, name) {
    return `#/blobs/${encodeURIComponent(container)}/${encodeURIComponent(name)}`;
}

/** The address of a queue. */
export function queueAddress(queue) {
    return `#/queues/${encodeURIComponent(queue)}`;
}

/** The address of the answer why a function ran for something, or did not. */
export function whyAddress(fn, kind, subject) {
    return `#/why?${new URLSearchParams({ function: fn, [kind]: subject })}`;
}
