package dev.nephelite.function;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridOutput;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Map;

/** Functions that hear of events and tell of some; each writes what it heard to a queue of its own name. */
public final class GridFunctions {
    private static final String TELLS =
            ", {\"type\": \"queue\", \"direction\": \"out\", \"name\": \"$return\", \"queueName\": \"%s\"}";

    /** The bindings in each function's {@code function.json}. */
    static final Map<String, String> FUNCTION_JSON = Map.of(
            "stored", "{\"type\": \"eventGridTrigger\", \"name\": \"event\"}" + TELLS.formatted("stored"),
            "named", "{\"type\": \"eventGridTrigger\", \"name\": \"event\"}" + TELLS.formatted("named-{data.total}"),
            "batch",
                    "{\"type\": \"eventGridTrigger\", \"name\": \"events\", \"cardinality\": \"many\"}"
                            + TELLS.formatted("batch"),
            "broken", "{\"type\": \"eventGridTrigger\", \"name\": \"event\"}",
            "pushed",
                    "{\"type\": \"blobTrigger\", \"name\": \"content\", \"path\": \"photos/{name}\", \"source\": \"EventGrid\"}"
                            + TELLS.formatted("pushed"),
            "publish",
                    "{\"type\": \"httpTrigger\", \"name\": \"event\"},"
                            + "{\"type\": \"eventGrid\", \"direction\": \"out\", \"name\": \"topic\","
                            + " \"topicEndpointUri\": \"OrdersTopic\", \"topicKeySetting\": \"OrdersKey\"}");

    /** The functions that hear of nothing but what is posted, and one that hears of the topic only. */
    static final Map<String, String> SETTINGS = Map.of(
            "AzureWebJobs.stored.EventGrid.Source", "AzureWebJobsStorage",
            "AzureWebJobs.named.EventGrid.Source", "topics/OrdersTopic",
            "AzureWebJobs.batch.EventGrid.Enabled", "false",
            "AzureWebJobs.broken.EventGrid.Enabled", "false");

    public String stored(@EventGridTrigger(name = "event") String event) {
        return event;
    }

    public String named(@EventGridTrigger(name = "event") Order event, @BindingName("subject") String subject) {
        return subject + " " + event.data.total;
    }

    public String batch(@EventGridTrigger(name = "events") String[] events) {
        return events.length + " events";
    }

    public void broken(@EventGridTrigger(name = "event") Map<String, Object> event) {
        if (event.containsKey("subject")) {
            throw new IllegalStateException("no " + event.get("subject"));
        }
    }

    public String pushed(
            @BlobTrigger(name = "content", path = "", source = "EventGrid") String content,
            @BindingName("name") String name) {
        return name + ": " + content;
    }

    public void publish(
            @HttpTrigger(name = "event") String event,
            @EventGridOutput(name = "topic", topicEndpointUri = "", topicKeySetting = "") OutputBinding<String> topic) {
        topic.setValue(event);
    }

    /** The event of the function {@code named}. */
    public static final class Order {
        private final Total data = new Total();

        /** What was ordered. */
        public static final class Total {
            private int total;
        }
    }
}
