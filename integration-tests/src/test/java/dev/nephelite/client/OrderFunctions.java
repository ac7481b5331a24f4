package dev.nephelite.client;

import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Functions that fail until a setting is there, for the dashboard. */
public final class OrderFunctions {
    static Path stage(Path folder) throws IOException {
        new StagedApp(folder, OrderFunctions.class, Map.of())
                .function("ship", "ship", """
                        {"type": "queueTrigger", "direction": "in", "name": "order", "queueName": "orders"},
                        {"type": "queue", "direction": "out", "name": "$return", "queueName": "shipped"}""")
                .function("measure", "measure", """
                        {"type": "blobTrigger", "direction": "in", "name": "text", "path": "texts/{name}"}""");
        return folder;
    }

    /** Ships an order. */
    public String ship(@QueueTrigger(name = "order", queueName = "any", connection = "any") String order) {
        String carrier = System.getenv("CARRIER");
        if (carrier == null) {
            throw new IllegalStateException("no carrier");
        }
        return "{\"order\": " + order + ", \"carrier\": \"" + carrier + "\"}";
    }

    public void measure(@BlobTrigger(name = "text", path = "any", connection = "any") String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("nothing to measure");
        }
    }
}
