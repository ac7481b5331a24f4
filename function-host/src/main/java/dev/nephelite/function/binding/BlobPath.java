package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.InvalidAppException;
import dev.nephelite.function.app.Settings;
import dev.nephelite.function.expression.BindingExpression;
import dev.nephelite.function.expression.Scope;

/** Where a binding reads or writes: {@code container/blob}, with parts that each invocation fills in. */
record BlobPath(BindingExpression expression) {
    /** One blob of one account. */
    record Target(String container, String name) {}

    static BlobPath of(BindingDefinition binding, Settings settings) {
        try {
            BlobPath path = new BlobPath(BindingExpression.parse(settings.resolve(binding.requireText("path"))));
            if (path.expression.names().isEmpty()) {
                target(path.expression.toString());
            }
            return path;
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }

    Target in(Scope scope) {
        return target(expression.resolve(scope));
    }

    private static Target target(String path) {
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            throw new IllegalArgumentException(
                    "The blob path '" + path + "' must be the name of a container, a slash and the name of a blob.");
        }
        return new Target(path.substring(0, slash), path.substring(slash + 1));
    }
}
