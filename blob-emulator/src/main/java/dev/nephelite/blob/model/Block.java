package dev.nephelite.blob.model;

/** One of the pieces a blob was put together from. */
public record Block(BlockId id, long size) {}
