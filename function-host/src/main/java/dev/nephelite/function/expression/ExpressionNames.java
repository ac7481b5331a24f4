package dev.nephelite.function.expression;

import dev.nephelite.function.app.config.InvalidAppException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names that the binding expressions of a function may use. A trigger determines them in advance, as a blob trigger
 * those of its path, or its events may bring any name, as messages and requests do.
 */
public final class ExpressionNames {
    /** Any name. */
    public static final ExpressionNames ANY = new ExpressionNames(null);

    private static final List<String> SYSTEM_NAMES =
            List.of("rand-guid", "DateTime", "sys.MethodName", "sys.UtcNow", "sys.RandGuid");

    private final @Nullable Set<String> names;

    private ExpressionNames(@Nullable Set<String> names) {
        this.names = names;
    }

    /** Exactly these names, without regard to case, and those that every function has, such as {@code rand-guid}. */
    public static ExpressionNames of(Collection<String> names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(SYSTEM_NAMES);
        all.addAll(names);
        return new ExpressionNames(Collections.unmodifiableSet(all));
    }

    /**
     * Checks the names that an expression uses.
     *
     * @throws InvalidAppException naming the one that no invocation will have
     */
    public void require(BindingExpression expression) {
        if (names == null) {
            return;
        }
        for (String name : expression.names()) {
            if (!isKnown(name, names)) {
                throw new InvalidAppException("Unable to resolve binding parameter '" + name + "' of '" + expression
                        + "'. Binding expressions must map to either a value provided by the trigger or a property of"
                        + " the value the trigger is bound to, or must be a system binding expression (e.g."
                        + " sys.randguid, sys.utcnow, etc.). This trigger knows " + String.join(", ", names) + ".");
            }
        }
    }

    private static boolean isKnown(String name, Set<String> names) {
        int dot = name.indexOf('.');
        return names.contains(name) || (dot > 0 && names.contains(name.substring(0, dot)));
    }
}
