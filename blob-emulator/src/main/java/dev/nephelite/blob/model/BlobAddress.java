package dev.nephelite.blob.model;

/** Where a blob is or would be. */
public record BlobAddress(String account, ContainerName container, BlobName blob) {}
