package dev.nephelite.function.app;

import java.util.Locale;
import java.util.Set;

/** Checks that every binding of a function that reaches storage has an account, before anything listens. */
public final class ConnectionCheck {
    private static final String SETTING = "connection";
    private static final Set<String> TO_STORAGE = Set.of("queue", "queuetrigger", "blob", "blobtrigger");

    private ConnectionCheck() {}

    /**
     * Refuses a function of which a binding has none.
     *
     * @throws InvalidAppException naming the binding, the setting and the remedy
     */
    public static void require(FunctionDefinition function, AppSettings appSettings) {
        for (BindingDefinition binding : function.bindings()) {
            if (TO_STORAGE.contains(binding.type().toLowerCase(Locale.ROOT))) {
                require(binding, appSettings);
            }
        }
    }

    private static void require(BindingDefinition binding, AppSettings appSettings) {
        try {
            appSettings.connection(binding.text(SETTING));
        } catch (InvalidAppException missing) {
            throw new InvalidAppException(
                    "The %s '%s' has no storage account connection. %s"
                            .formatted(binding.type(), binding.name(), missing.getMessage()),
                    missing);
        }
    }
}
