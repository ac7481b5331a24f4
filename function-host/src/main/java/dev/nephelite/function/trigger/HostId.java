package dev.nephelite.function.trigger;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a host stores its state. The same app on the same machine always has the same id, so that after
 * a restart the host finds what it has already done.
 */
public final class HostId {
    private static final String SETTING = "AzureFunctionsWebHost__hostid";
    private static final String VALID = "(?=.{1,32}$)[a-z0-9]+(-[a-z0-9]+)*";
    private static final int MAX_LENGTH = 32;

    private HostId() {}

    /**
     * The id from the settings, or else one derived from the machine and the folder of the app.
     *
     * @throws InvalidAppException if the configured id cannot be part of a queue name
     */
    public static String of(AppSettings appSettings, String machineName, Path appRoot) {
        @Nullable String given = appSettings.value(SETTING);
        if (given == null || given.isBlank()) {
            return derived(machineName, appRoot.toAbsolutePath().normalize().toString());
        }
        if (!given.matches(VALID)) {
            throw new InvalidAppException("The setting " + SETTING + " is '" + given + "', but a host id has at most "
                    + MAX_LENGTH + " lower-case letters, digits and single hyphens between them.");
        }
        return given;
    }

    private static String derived(String machineName, String path) {
        int hash = 23;
        for (int index = 0; index < path.length(); index++) {
            hash = hash * 31 + path.charAt(index);
        }
        String machine = machineName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String id = (machine.isEmpty() ? "localhost" : machine) + "-" + Math.abs((long) hash);
        String cut = id.substring(0, Math.min(id.length(), MAX_LENGTH));
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
