package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.expression.BindingExpression;
import dev.nephelite.function.expression.Scope;
import java.util.regex.Pattern;

/** Where a binding reads or writes: {@code container/blob}, with parts that each invocation fills in. */
record BlobPath(BindingExpression expression) {
    /** One blob of one account. */
    record Target(String container, String name) {}

    private static final Pattern CONTAINER =
            Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*|\\$root|\\$logs|\\$web");

    /** Reads a path and refuses now what no invocation could fill in. */
    static BlobPath of(BindingDefinition binding, AppSettings appSettings) {
        try {
            String path = appSettings.resolve(binding.requireText("path"));
            BindingExpression expression = BindingExpression.parse(path);
            if (expression.names().isEmpty()) {
                target(expression.toString());
            } else if (path.indexOf('/') >= 0 && path.indexOf('/') < path.indexOf('{')) {
                requireContainer(path.substring(0, path.indexOf('/')), path);
            }
            return new BlobPath(expression);
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }

    Target in(Scope scope) {
        return target(expression.resolve(scope));
    }

    private static Target target(String path) {
        int slash = path.indexOf('/');
        if (slash < 0 || slash == path.length() - 1) {
            throw new IllegalArgumentException(
                    "The blob path '" + path + "' must be the name of a container, a slash and the name of a blob.");
        }
        requireContainer(path.substring(0, slash), path);
        return new Target(path.substring(0, slash), path.substring(slash + 1));
    }

    private static void requireContainer(String container, String path) {
        if (!CONTAINER.matcher(container).matches()) {
            throw new IllegalArgumentException(
                    "The blob path '" + path + "' must begin with the name of a container: 3 to 63"
                            + " lower-case letters, digits and single hyphens.");
        }
    }
}
