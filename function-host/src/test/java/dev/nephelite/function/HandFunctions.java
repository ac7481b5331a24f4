package dev.nephelite.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.Map;
import java.util.Optional;

/** A function for each kind of trigger, which logs what has fired it. */
public final class HandFunctions {
    static final Map<String, String> FUNCTION_JSON = Map.of(
            "request", "{\"type\": \"httpTrigger\", \"name\": \"input\"}",
            "message", "{\"type\": \"queueTrigger\", \"name\": \"input\", \"queueName\": \"messages\"}",
            "photo", "{\"type\": \"blobTrigger\", \"name\": \"input\", \"path\": \"photos/{name}\"}",
            "time", "{\"type\": \"timerTrigger\", \"name\": \"input\", \"schedule\": \"0 0 0 29 2 *\"}",
            "event", "{\"type\": \"eventGridTrigger\", \"name\": \"input\"}");

    public void request(
            @HttpTrigger(name = "input") HttpRequestMessage<Optional<String>> input,
            @BindingName("city") String city,
            ExecutionContext context) {
        context.getLogger().info("request " + input.getBody().orElse("") + " to " + city);
    }

    public void message(
            @QueueTrigger(name = "input", queueName = "") String input,
            @BindingName("queueTrigger") String text,
            ExecutionContext context) {
        context.getLogger().info("message " + input + " is " + text);
    }

    public void photo(
            @BlobTrigger(name = "input", path = "") String input,
            @BindingName("name") String name,
            ExecutionContext context) {
        context.getLogger().info("photo " + name + " of " + input);
    }

    public void time(@TimerTrigger(name = "input", schedule = "") String input, ExecutionContext context) {
        context.getLogger().info("time " + input.contains("\"IsPastDue\":false"));
    }

    public void event(
            @EventGridTrigger(name = "input") Map<String, Object> input,
            @BindingName("data") Map<String, Object> data,
            ExecutionContext context) {
        context.getLogger().info("event on " + input.get("subject") + " with " + data.get("total"));
    }
}
