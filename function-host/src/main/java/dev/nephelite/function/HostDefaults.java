package dev.nephelite.function;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host adds to the settings of an app, so that it runs on this machine. */
final class HostDefaults {
    private static final String STORAGE = "AzureWebJobsStorage";
    private static final String DEVELOPMENT_STORAGE = "UseDevelopmentStorage=true";

    /** Variables that OpenTelemetry's libraries read. */
    private static final String OTLP_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static final String TRACE_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String TRACE_PROTOCOL = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";

    private HostDefaults() {}

    /** Whether the app does not configure storage. */
    static boolean lacksStorage(AppSettings settings) {
        return isBlank(settings.value(STORAGE))
                && isBlank(settings.value("ConnectionStrings:" + STORAGE))
                && settings.section(STORAGE).isEmpty();
    }

    /** New projects contain an empty setting to fill in. */
    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    /** Adds the settings that the app leaves out, and replaces development storage by the running emulators. */
    static AppSettings complete(App app, HostOptions options, int port) {
        AppSettings own = app.settings();
        String root = app.root().toString();
        AppSettings settings = own.withDefaults(Map.of(
                "AZURE_FUNCTIONS_ENVIRONMENT",
                "Development",
                "AzureWebJobsScriptRoot",
                root,
                "FUNCTIONS_APPLICATION_DIRECTORY",
                root,
                "FUNCTIONS_CORETOOLS_ENVIRONMENT",
                "True",
                "FUNCTIONS_EXTENSION_VERSION",
                "~4",
                "WEBSITE_HOSTNAME",
                "localhost:" + port));
        if (lacksStorage(own)) {
            settings = settings.with(STORAGE, DEVELOPMENT_STORAGE);
        }
        @Nullable String traces = options.traceEndpoint();
        if (traces != null && isBlank(own.value(OTLP_ENDPOINT)) && isBlank(own.value(TRACE_ENDPOINT))) {
            settings = settings.with(TRACE_ENDPOINT, traces).withDefaults(Map.of(TRACE_PROTOCOL, "http/protobuf"));
        }
        @Nullable String emulators = options.developmentStorage();
        return emulators == null ? settings : settings.withDevelopmentStorage(emulators);
    }

    /** Whether the environment is Development, which is the default here. */
    static boolean isDevelopment(AppSettings settings) {
        return "Development".equalsIgnoreCase(settings.value("AZURE_FUNCTIONS_ENVIRONMENT"));
    }

    /** The name of this machine, if the environment provides it. */
    static String computerName(AppSettings settings) {
        @Nullable String unix = settings.value("HOSTNAME");
        @Nullable String windows = settings.value("COMPUTERNAME");
        return unix != null ? unix : windows != null ? windows : "localhost";
    }
}
