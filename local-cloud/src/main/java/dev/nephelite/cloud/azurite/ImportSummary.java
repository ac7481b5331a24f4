package dev.nephelite.cloud.azurite;

/**
 * What an import has brought over.
 *
 * @param blobs committed blobs, without their snapshots
 * @param bytes of blobs, snapshots and uncommitted blocks
 */
public record ImportSummary(long containers, long blobs, long snapshots, long bytes, long queues, long messages) {
    ImportSummary plus(ImportSummary other) {
        return new ImportSummary(
                containers + other.containers,
                blobs + other.blobs,
                snapshots + other.snapshots,
                bytes + other.bytes,
                queues + other.queues,
                messages + other.messages);
    }
}
