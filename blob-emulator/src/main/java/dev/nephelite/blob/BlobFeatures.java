package dev.nephelite.blob;

/**
 * What can be switched on for accounts by other means than the Blob service itself, which in Azure is the business of
 * the management plane.
 *
 * @param versioning whether the states that a blob leaves behind are kept as versions of it
 * @param containerRetentionDays for how long containers that were deleted can be brought back, 1 to 365 days; 0 if not
 *     at all
 */
public record BlobFeatures(boolean versioning, int containerRetentionDays) {
    public static final BlobFeatures NONE = new BlobFeatures(false, 0);

    private static final int LONGEST_RETENTION = 365;

    public BlobFeatures {
        if (containerRetentionDays < 0 || containerRetentionDays > LONGEST_RETENTION) {
            throw new IllegalArgumentException("not 0 to " + LONGEST_RETENTION + " days: " + containerRetentionDays);
        }
    }
}
