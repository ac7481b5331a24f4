package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.Metadata;

/** A container: its own properties, not the blobs in it. */
public record Container(ContainerName name, Revision revision, Metadata metadata) {
    public Container with(Metadata changed, Revision next) {
        return new Container(name, next, changed);
    }
}
