package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.expression.BindingExpression;
import dev.nephelite.function.expression.PathPattern;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that expressions of a function may use, if the trigger determines them in advance: a blob trigger has those
 * of its path, a timer trigger its own. A message or a request may bring any name.
 */
final class KnownNames {
    private static final List<String> ATTRIBUTES = List.of("path", "queueName");
    private static final List<String> SYSTEM_NAMES =
            List.of("rand-guid", "DateTime", "sys.MethodName", "sys.UtcNow", "sys.RandGuid");

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final AppSettings appSettings;
    private final boolean complete;

    private KnownNames(AppSettings appSettings, boolean complete) {
        this.appSettings = appSettings;
        this.complete = complete;
    }

    static KnownNames of(FunctionDefinition function, AppSettings appSettings) {
        BindingDefinition trigger = function.trigger();
        KnownNames known = new KnownNames(appSettings, trigger.isType("blobTrigger") || trigger.isType("timerTrigger"));
        known.names.addAll(SYSTEM_NAMES);
        if (trigger.isType("blobTrigger")) {
            known.names.addAll(List.of("BlobTrigger", "Uri", "Properties", "Metadata"));
            known.names.addAll(captures(appSettings.resolve(trigger.requireText("path"))));
        } else if (trigger.isType("timerTrigger")) {
            known.names.add("TimerTrigger");
        }
        return known;
    }

    /** An invalid path is reported as an error of the trigger. */
    private static List<String> captures(String path) {
        try {
            return PathPattern.parse(path).names();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** Checks the expressions of a binding that is otherwise valid. */
    void require(BindingDefinition binding) {
        for (String attribute : ATTRIBUTES) {
            String text = binding.text(attribute);
            if (complete && text != null) {
                require(BindingExpression.parse(appSettings.resolve(text)));
            }
        }
    }

    private void require(BindingExpression expression) {
        for (String name : expression.names()) {
            if (!isKnown(name)) {
                throw new InvalidAppException("Unable to resolve binding parameter '" + name + "' of '" + expression
                        + "'. Binding expressions must map to either a value provided by the trigger or a property of"
                        + " the value the trigger is bound to, or must be a system binding expression (e.g."
                        + " sys.randguid, sys.utcnow, etc.). This trigger knows " + String.join(", ", names) + ".");
            }
        }
    }

    private boolean isKnown(String name) {
        int dot = name.indexOf('.');
        return names.contains(name) || (dot > 0 && names.contains(name.substring(0, dot)));
    }
}
