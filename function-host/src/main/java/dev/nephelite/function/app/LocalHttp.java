package dev.nephelite.function.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the app asks to be served on a developer's machine: the {@code Host} section of {@code local.settings.json}.
 *
 * @param port null when the app does not say
 * @param address null when the app does not say
 * @param corsOrigins origins browsers may call from; {@code *} is any
 */
public record LocalHttp(
        @Nullable Integer port, @Nullable String address, List<String> corsOrigins, boolean corsCredentials) {
    public static final LocalHttp UNSPECIFIED = new LocalHttp(null, null, List.of(), false);

    public LocalHttp {
        corsOrigins = List.copyOf(corsOrigins);
    }
}
