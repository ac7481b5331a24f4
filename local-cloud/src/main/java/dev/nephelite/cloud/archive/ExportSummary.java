package dev.nephelite.cloud.archive;

/**
 * What an export has.
 *
 * @param records the number of records: containers, blobs, queues, messages, events and what belongs to them
 * @param contents the number of contents that are larger than a few kilobytes
 * @param contentBytes the bytes of these contents
 */
public record ExportSummary(long records, long contents, long contentBytes) {}
