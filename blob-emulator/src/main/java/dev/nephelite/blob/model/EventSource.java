package dev.nephelite.blob.model;

/**
 * Where a blob is, as events tell it.
 *
 * @param subject its place in the account
 * @param url as the client addressed it
 */
public record EventSource(String account, String subject, String url) {}
