package dev.nephelite.function.java;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.CustomBinding;
import com.microsoft.azure.functions.annotation.EventGridOutput;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jspecify.annotations.NullUnmarked;

/** Functions whose annotations are read but which are never run: initializing this class fails. */
@NullUnmarked
public class Annotated {
    private static final int NEVER_INITIALIZED = Integer.parseInt("not a number");

    @Retention(RetentionPolicy.RUNTIME)
    @CustomBinding(name = "", type = "echo", direction = "out")
    public @interface Echo {
        String name() default "";

        String volume() default "normal";

        int times() default 1;
    }

    @FunctionName("upload")
    public HttpResponseMessage upload(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "photos/{id}")
                    HttpRequestMessage<String> request,
            @BindingName("id") String id,
            @BlobInput(name = "photo", path = "photos/{id}", dataType = "binary", connection = "Photos") byte[] photo,
            ExecutionContext context) {
        return null;
    }

    @FunctionName("relay")
    @StorageAccount("Relay")
    @QueueOutput(name = "ignored", queueName = "out")
    public String relay(
            @QueueTrigger(name = "in", queueName = "in") String in,
            @BlobInput(name = "own", path = "c/b", connection = "Own") String own) {
        return in;
    }

    @FunctionName("store")
    @QueueOutput(name = "ignored", queueName = "out")
    public void store(
            @BlobTrigger(name = "blob", path = "photos/{name}", source = "EventGrid") byte[] blob,
            @Echo(name = "loud", volume = "high") OutputBinding<String> echo) {}

    @FunctionName("tick")
    @FixedDelayRetry(maxRetryCount = 2, delayInterval = "00:00:10")
    public void tick(@TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer) {}

    @FunctionName("order")
    @EventGridOutput(name = "ignored", topicEndpointUri = "OrdersTopic", topicKeySetting = "OrdersKey")
    public String order(@EventGridTrigger(name = "event") String event) {
        return event;
    }

    @FunctionName("documents")
    public void documents(
            @CosmosDBTrigger(name = "items", databaseName = "d", containerName = "c", connection = "x") String items) {}

    @FunctionName("bus")
    public void bus(@ServiceBusQueueTrigger(name = "m", queueName = "q", connection = "x") String message) {}

    @FunctionName("custom")
    public void custom(
            @CustomBinding(name = "c", type = "echoTrigger", direction = "in") String in,
            @BindingName("other") String other) {}

    @FunctionName("two")
    public void two(
            @QueueTrigger(name = "a", queueName = "a") String a, @TimerTrigger(name = "b", schedule = "x") String b) {}

    @FunctionName("none")
    public void none(@BlobInput(name = "a", path = "a/b") String a) {}

    @FunctionName("1st")
    public void first(@QueueTrigger(name = "a", queueName = "a") String a) {}

    @FunctionName("underscore")
    public void underscore(@QueueTrigger(name = "a_b", queueName = "a") String a) {}

    @FunctionName("same")
    public void sameName(
            @QueueTrigger(name = "a", queueName = "a") String a, @BlobInput(name = "A", path = "a/b") String b) {}

    @FunctionName("type")
    public void type(@QueueTrigger(name = "a", queueName = "a", dataType = "text") String a) {}

    public int unused() {
        return NEVER_INITIALIZED;
    }
}
