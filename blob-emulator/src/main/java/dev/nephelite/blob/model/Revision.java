package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.ETag;
import java.time.Instant;

/** The entity tag and modification time of a container or blob. */
public record Revision(ETag etag, Instant lastModified) {}
