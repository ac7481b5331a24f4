package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.app.config.Configuration;
import dev.nephelite.function.app.config.HostSettings;

/**
 * The section {@code extensions.blobs} of {@code host.json}.
 *
 * @param maxDegreeOfParallelism the number of blobs that one function handles concurrently
 * @param poisonBlobThreshold attempts before a blob is reported to the poison queue
 */
public record BlobSettings(int maxDegreeOfParallelism, int poisonBlobThreshold) {
    private static final String SECTION = "extensions:blobs:";

    /**
     * Reads the section.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if a value is invalid
     */
    public static BlobSettings of(HostSettings host) {
        Configuration configuration = host.configuration();
        int processors = Runtime.getRuntime().availableProcessors();
        return new BlobSettings(
                configuration.number(SECTION + "maxDegreeOfParallelism", 8 * processors, 1, Integer.MAX_VALUE),
                configuration.number(SECTION + "poisonBlobThreshold", 5, 1, Integer.MAX_VALUE));
    }
}
