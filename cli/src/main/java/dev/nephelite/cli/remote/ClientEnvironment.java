package dev.nephelite.cli.remote;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables with which client libraries, function apps, Spring and the commands of Nephelite itself find a
 * running local cloud.
 */
public final class ClientEnvironment {
    /** The URL of the control plane. */
    public static final String CONTROL = "NEPHELITE_CONTROL_URL";

    static final String CONTROL_TOKEN = "NEPHELITE_CONTROL_TOKEN";
    static final String FUNCTION = "NEPHELITE_FUNCTION_URL";
    static final String CERTIFICATE = "NEPHELITE_CERTIFICATE";
    static final String BLOB = "AZURE_STORAGE_BLOB_ENDPOINT";

    private ClientEnvironment() {}

    /** The variables in the order in which people read them. */
    public static Map<String, String> of(EndpointsFile endpoints) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AzureWebJobsStorage", endpoints.connectionString());
        variables.put("AZURE_STORAGE_CONNECTION_STRING", endpoints.connectionString());
        variables.put(BLOB, endpoints.blob());
        variables.put("AZURE_STORAGE_QUEUE_ENDPOINT", endpoints.queue());
        // Spring's form of names: without the hyphen of connection-string.
        variables.put("SPRING_CLOUD_AZURE_STORAGE_BLOB_CONNECTIONSTRING", endpoints.connectionString());
        variables.put("SPRING_CLOUD_AZURE_STORAGE_QUEUE_CONNECTIONSTRING", endpoints.connectionString());
        putIfKnown(variables, FUNCTION, endpoints.function());
        putIfKnown(variables, CONTROL, endpoints.control());
        putIfKnown(variables, CONTROL_TOKEN, endpoints.controlToken());
        putIfKnown(variables, CERTIFICATE, endpoints.certificate());
        return variables;
    }

    private static void putIfKnown(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }
}
