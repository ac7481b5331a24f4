package dev.nephelite.function.app;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;

/**
 * What a type of trigger or binding declares about itself, so that the host can read and check an app that uses it.
 * Implementations have no state.
 */
public interface TypeDeclaration {
    /** The {@code type} in {@code function.json}, such as {@code queueTrigger}; compared without regard to case. */
    String name();

    /** What the attribute {@code connection} of a binding of this type leads to. */
    default Connection connection() {
        return Connection.NONE;
    }

    /**
     * Checks the section of {@code host.json} that belongs to this type.
     *
     * @throws InvalidAppException if a value is invalid; no function of the app runs then
     */
    default void checkSettings(HostSettings host) {}

    /** What the connection of a binding leads to. */
    enum Connection {
        /** There is none, or the type checks it itself. */
        NONE {
            @Override
            void require(BindingDefinition binding, AppSettings settings) {}
        },

        /** A storage account, by default that of {@code AzureWebJobsStorage}. */
        STORAGE {
            @Override
            void require(BindingDefinition binding, AppSettings settings) {
                try {
                    settings.connection(binding.text("connection"));
                } catch (InvalidAppException missing) {
                    throw new InvalidAppException(
                            "The %s '%s' has no storage account connection. %s"
                                    .formatted(binding.type(), binding.name(), missing.getMessage()),
                            missing);
                }
            }
        };

        abstract void require(BindingDefinition binding, AppSettings settings);
    }
}
