package dev.nephelite.blob.model;

/**
 * Identifies a blob in events.
 *
 * @param subject the path of the blob in the account
 * @param url the URL as the client addressed it
 */
public record EventSource(String account, String subject, String url) {}
