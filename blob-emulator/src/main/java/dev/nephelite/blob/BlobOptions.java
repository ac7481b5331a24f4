package dev.nephelite.blob;

/**
 * What the owner of a Blob service may want of it that is not set by its protocol.
 *
 * @param containerRetentionDays for how long containers that were deleted can be brought back, 1 to 365 days; 0 if not
 *     at all
 */
public record BlobOptions(int containerRetentionDays) {
    /** As a new storage account has them. */
    public static final BlobOptions DEFAULT = new BlobOptions(0);

    private static final int LONGEST = 365;

    public BlobOptions {
        if (containerRetentionDays < 0 || containerRetentionDays > LONGEST) {
            throw new IllegalArgumentException("not 0 to " + LONGEST + " days: " + containerRetentionDays);
        }
    }
}
