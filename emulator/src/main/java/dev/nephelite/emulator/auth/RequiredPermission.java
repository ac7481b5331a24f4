package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;

/**
 * The SAS permissions that an operation requires; an account key always suffices. In a routing table, {@code
 * container("cw")} means a SAS for containers with permission to create or write.
 *
 * @param resourceTypes any of these letters must be in an account SAS's {@code srt}; empty if only the key will do
 * @param letters any of these must be in an account SAS's {@code sp}
 * @param serviceLetters any of these must be in a service SAS's {@code sp}; empty if none will do
 * @param everybody whether anonymous requests are allowed if the container is public
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-account-sas">Account SAS: operations and
 *     permissions</a>
 */
public record RequiredPermission(String resourceTypes, String letters, String serviceLetters, boolean everybody) {
    private static final String ALL_TYPES = "sco";
    private static final String ALL_LETTERS = "rwdxylacuptfimeo";
    private static final String READING = "rlf";

    /** For an operation on the service itself, such as listing what it holds. */
    public static RequiredPermission service(String anyOf) {
        return new RequiredPermission("s", anyOf, "", false);
    }

    /** For an operation on a container or a queue. */
    public static RequiredPermission container(String anyOf) {
        return new RequiredPermission("c", anyOf, "", false);
    }

    /** For an operation on a blob or a message. */
    public static RequiredPermission object(String anyOf) {
        return new RequiredPermission("o", anyOf, "", false);
    }

    /** For an operation on a message that account SAS are commonly made for with either resource type. */
    public static RequiredPermission containerOrObject(String anyOf) {
        return new RequiredPermission("co", anyOf, "", false);
    }

    /** For an operation that any valid SAS permits. */
    public static RequiredPermission any() {
        return new RequiredPermission(ALL_TYPES, ALL_LETTERS, ALL_LETTERS, false);
    }

    /** For an operation that needs the account key. */
    public static RequiredPermission ownerOnly() {
        return new RequiredPermission("", "", "", false);
    }

    /** Also accepts a service SAS that has any of these letters. */
    public RequiredPermission orServiceSas(String anyOf) {
        return new RequiredPermission(resourceTypes, letters, anyOf, everybody);
    }

    /** Also accepts anonymous requests if the container is public. */
    public RequiredPermission orEverybody() {
        return new RequiredPermission(resourceTypes, letters, serviceLetters, true);
    }

    /** Whether the operation only reads, lists or finds. */
    public boolean onlyReads() {
        for (int i = 0; i < letters.length(); i++) {
            if (READING.indexOf(letters.charAt(i)) < 0) {
                return false;
            }
        }
        return !letters.isEmpty();
    }

    void requireAccountSas(String signedTypes, String signedLetters) {
        requireNotOwnerOnly();
        if (!intersect(resourceTypes, signedTypes)) {
            throw CommonError.AUTHORIZATION_RESOURCE_TYPE_MISMATCH.exception();
        }
        if (!intersect(letters, signedLetters)) {
            throw CommonError.AUTHORIZATION_PERMISSION_MISMATCH.exception();
        }
    }

    void requireServiceSas(String signedLetters) {
        requireNotOwnerOnly();
        if (!intersect(serviceLetters, signedLetters)) {
            throw CommonError.AUTHORIZATION_PERMISSION_MISMATCH.exception();
        }
    }

    private void requireNotOwnerOnly() {
        if (resourceTypes.isEmpty()) {
            throw CommonError.AUTHORIZATION_FAILURE.exception();
        }
    }

    private static boolean intersect(String wanted, String given) {
        for (int i = 0; i < wanted.length(); i++) {
            if (given.indexOf(wanted.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
