package dev.nephelite.blob.model;

/** The address of a blob, whether it exists or not. */
public record BlobAddress(String account, ContainerName container, BlobName blob) {}
