package dev.nephelite.emulator.auth;

/**
 * For whom a token of Microsoft Entra ID was made.
 *
 * @param objectId the user's or the program's own identity
 * @param tenantId the directory that knows it
 */
public record User(String objectId, String tenantId) {}
