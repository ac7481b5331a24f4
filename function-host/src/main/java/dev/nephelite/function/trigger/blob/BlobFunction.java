package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.expression.PathPattern;
import dev.nephelite.function.trigger.HostContext;

/**
 * A function and the blobs it is for.
 *
 * @param account holds the blobs
 * @param pushedOnly whether the function wants to be told of blobs by Event Grid, and never have them looked for
 */
record BlobFunction(FunctionDefinition function, PathPattern pattern, StorageAccount account, boolean pushedOnly) {
    private static final String ID_PREFIX = "Host.Functions.";

    static BlobFunction of(FunctionDefinition function, HostContext host) {
        BindingDefinition binding = function.trigger();
        String path = host.app().settings().resolve(binding.requireText("path"));
        StorageAccount account = host.storage().account(binding.text("connection"));
        boolean pushedOnly = binding.text("source", "").equalsIgnoreCase("EventGrid");
        return new BlobFunction(function, pattern(path), account, pushedOnly);
    }

    private static PathPattern pattern(String path) {
        try {
            return PathPattern.parse(path);
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** What the function is called in storage. */
    String id() {
        return ID_PREFIX + function.name();
    }

    /** Returns the name of the function that is called {@code id} in storage. */
    static String nameOf(String id) {
        return id.startsWith(ID_PREFIX) ? id.substring(ID_PREFIX.length()) : id;
    }

    boolean matches(FoundBlob blob) {
        return pattern.match(blob.container(), blob.name()).isPresent();
    }
}
