package dev.nephelite.function.app;

import java.util.Arrays;
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

    /** Reads origins as {@code Host.CORS} and {@code --cors} list them, with commas between them; none ends in a slash. */
    public static List<String> origins(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(origin -> origin.strip().replaceAll("/+$", ""))
                .filter(origin -> !origin.isEmpty())
                .toList();
    }

    /**
     * These wishes with what the command line says about browsers instead of what the app says.
     *
     * @param origins null when the command line does not say
     * @param credentials null when the command line does not say
     */
    public LocalHttp withCors(@Nullable List<String> origins, @Nullable Boolean credentials) {
        return new LocalHttp(
                port,
                address,
                origins == null ? corsOrigins : origins,
                credentials == null ? corsCredentials : credentials);
    }
}
