package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;

/**
 * What an operation asks of a shared access signature; an account key opens everything. A routing table reads {@code
 * Permission.container("cw")} as "a signature for containers that may create or write".
 *
 * @param resourceTypes any of these letters must be in an account SAS's {@code srt}; empty if only the key will do
 * @param letters any of these must be in an account SAS's {@code sp}
 * @param serviceLetters any of these must be in a service SAS's {@code sp}; empty if none will do
 * @param everybody whether nobody needs a signature for it where a container is open to everybody
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

    /** For an operation that every valid signature opens. */
    public static RequiredPermission any() {
        return new RequiredPermission(ALL_TYPES, ALL_LETTERS, ALL_LETTERS, false);
    }

    /** For an operation that no signature opens, only the account's key. */
    public static RequiredPermission ownerOnly() {
        return new RequiredPermission("", "", "", false);
    }

    /** The same, and a SAS for the container, blob or queue will do if it has any of these letters. */
    public RequiredPermission orServiceSas(String anyOf) {
        return new RequiredPermission(resourceTypes, letters, anyOf, everybody);
    }

    /** The same, and nothing need be shown where the container is open to everybody. */
    public RequiredPermission orEverybody() {
        return new RequiredPermission(resourceTypes, letters, serviceLetters, true);
    }

    /** Whether nothing can be changed by what it is asked for: it is one to read, to list or to find. */
    public boolean onlyReads() {
        return !letters.isEmpty() && letters.chars().allMatch(letter -> READING.indexOf(letter) >= 0);
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
