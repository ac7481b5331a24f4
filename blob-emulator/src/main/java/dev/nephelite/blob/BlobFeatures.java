package dev.nephelite.blob;

/**
 * Account features that are enabled outside the Blob service API; in Azure through the management plane.
 *
 * @param versioning whether the former states of a blob become versions
 * @param containerRetentionDays for how long deleted containers can be restored: 1 to 365 days, or 0 if they cannot
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
