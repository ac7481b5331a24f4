package dev.nephelite.cli.remote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables with which client libraries, function apps, Spring and the commands of Nephelite itself find a
 * running local cloud.
 */
public final class ClientEnvironment {
    /** The URL of the control plane. */
    public static final String CONTROL = "NEPHELITE_CONTROL_URL";

    /** The connection string, under the name that function apps use. */
    public static final String CONNECTION_STRING = "AzureWebJobsStorage";

    static final String CONTROL_TOKEN = "NEPHELITE_CONTROL_TOKEN";
    static final String FUNCTION = "NEPHELITE_FUNCTION_URL";
    static final String CERTIFICATE = "NEPHELITE_CERTIFICATE";
    static final String BLOB = "AZURE_STORAGE_BLOB_ENDPOINT";
    private static final String QUEUE = "AZURE_STORAGE_QUEUE_ENDPOINT";

    /** Spring's form of names is without the hyphen of connection-string. */
    private static final List<String> CONNECTION_STRINGS = List.of(
            CONNECTION_STRING,
            "AZURE_STORAGE_CONNECTION_STRING",
            "SPRING_CLOUD_AZURE_STORAGE_BLOB_CONNECTIONSTRING",
            "SPRING_CLOUD_AZURE_STORAGE_QUEUE_CONNECTIONSTRING");

    private ClientEnvironment() {}

    /** The variables in the order in which people read them. */
    public static Map<String, String> of(EndpointsFile endpoints) {
        Map<String, String> variables = new LinkedHashMap<>();
        CONNECTION_STRINGS.forEach(name -> variables.put(name, endpoints.connectionString()));
        variables.put(BLOB, endpoints.blob());
        variables.put(QUEUE, endpoints.queue());
        putIfKnown(variables, FUNCTION, endpoints.function());
        putIfKnown(variables, CONTROL, endpoints.control());
        putIfKnown(variables, CONTROL_TOKEN, endpoints.controlToken());
        putIfKnown(variables, CERTIFICATE, endpoints.certificate());
        return variables;
    }

    /** Those of {@code environment}, in the same order. */
    public static Map<String, String> in(Map<String, String> environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        Stream.concat(
                        CONNECTION_STRINGS.stream(),
                        Stream.of(BLOB, QUEUE, FUNCTION, CONTROL, CONTROL_TOKEN, CERTIFICATE))
                .forEach(name -> putIfKnown(variables, name, environment.get(name)));
        return variables;
    }

    private static void putIfKnown(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }
}
