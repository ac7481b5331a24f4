package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.ETag;
import java.time.Instant;

/** One state of a container or a blob, for telling whether it has changed since. */
public record Revision(ETag etag, Instant lastModified) {}
