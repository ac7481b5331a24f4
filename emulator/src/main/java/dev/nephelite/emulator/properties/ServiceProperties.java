package dev.nephelite.emulator.properties;

import org.jspecify.annotations.Nullable;

/** The properties that the owner of an account set for one service, as far as the request pipeline needs them. */
public interface ServiceProperties {
    /** What web pages of other origins may do. */
    CorsRules cors();

    /** The protocol version for requests that do not name one; null for the newest. */
    default @Nullable String defaultVersion() {
        return null;
    }
}
