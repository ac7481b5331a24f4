package dev.nephelite.blob.model;

/** A container that was deleted and can still be brought back, with all that was in it. */
public record DeletedContainer(Container container, ContainerVersion version, Deletion deletion) {}
