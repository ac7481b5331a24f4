package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.SignedRequest.AuthorizationTarget;
import dev.nephelite.emulator.error.StorageException;
import java.util.Locale;

/**
 * The resource that a service SAS grants access to, as its string-to-sign names it. Field {@code sr} gives its kind.
 */
record SasResource(SasToken token, SignedRequest request, AuthorizationTarget target) {
    /** Returns the path, not encoded, that begins with the service since that became part of it. */
    String path() {
        String service = token.isSince("2015-02-21") ? "/" + target.service() : "";
        return service + "/" + target.account().name() + "/" + name();
    }

    /**
     * Returns the snapshot or version the request asks for, if the signature is for just that one. Such a signature
     * never
     * opens the blob itself.
     */
    String snapshotOrVersion() {
        return switch (token.text("sr")) {
            case "bs" -> asked("snapshot");
            case "bv" -> asked("versionid");
            default -> "";
        };
    }

    private String name() {
        String container = target.container() == null ? "" : target.container();
        return switch (target.service()) {
            case "blob" -> nameInBlobService(container);
            case "table" -> nameOfTable(container);
            default -> nameOfQueue(container);
        };
    }

    /** A backslash separates the parts of a blob's name as a slash does, and is signed as one. */
    private String nameInBlobService(String container) {
        String blob = target.blob() == null ? "" : target.blob().replace('\\', '/');
        return switch (token.text("sr")) {
            case "c" -> container;
            case "b", "bs", "bv" -> container + "/" + blob;
            case "d" -> container + "/" + directory(blob);
            default -> throw SasToken.notWellFormed("sr");
        };
    }

    private String nameOfQueue(String queue) {
        return switch (token.text("sr")) {
            case "", "q" -> queue;
            default -> throw SasToken.notWellFormed("sr");
        };
    }

    private String nameOfTable(String table) {
        if (!token.text("tn").equalsIgnoreCase(table)) {
            throw SasToken.notWellFormed("tn");
        }
        return table.toLowerCase(Locale.ROOT);
    }

    /** The first parts of the blob's name, as many as the signature says the directory has. */
    private String directory(String blob) {
        int depth = depth();
        int end = -1;
        for (int i = 0; i < depth; i++) {
            end = blob.indexOf('/', end + 1);
            if (end < 0) {
                return blob;
            }
        }
        return blob.substring(0, Math.max(end, 0));
    }

    private int depth() {
        try {
            return Integer.parseInt(token.text("sdd"));
        } catch (NumberFormatException refused) {
            throw SasToken.notWellFormed("sdd");
        }
    }

    private String asked(String parameter) {
        String value = request.query().get(parameter);
        if (value == null || value.isEmpty()) {
            throw StorageException.authenticationFailed("A signature with sr=" + token.text("sr")
                    + " needs the parameter '" + parameter + "', which the request lacks.");
        }
        return value;
    }
}
