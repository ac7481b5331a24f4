package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.Metadata;

/**
 * A container: its own properties, not the blobs in it.
 *
 * @param incarnation tells the blobs of this container from those of every other, the ones that had its name before it
 *     included
 */
public record Container(ContainerName name, Revision revision, Metadata metadata, long incarnation) {
    public Container with(Metadata changed, Revision next) {
        return new Container(name, next, changed, incarnation);
    }
}
