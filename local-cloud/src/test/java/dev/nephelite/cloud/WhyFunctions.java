package dev.nephelite.cloud;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Functions that run, do not run or run several times in {@link WhyTest}. Those that get "broken" fail. */
public class WhyFunctions {
    @FunctionName("shrink")
    public void shrink(
            @BlobTrigger(name = "photo", path = "photos/{album}/{name}.jpg", connection = "AzureWebJobsStorage")
                    String photo) {
        requireSound(photo);
    }

    @FunctionName("archive")
    public void archive(
            @BlobTrigger(name = "photo", path = "photos/{name}", connection = "AzureWebJobsStorage") String photo) {
        requireSound(photo);
    }

    @FunctionName("ship")
    public void ship(
            @QueueTrigger(name = "order", queueName = "orders", connection = "AzureWebJobsStorage") String order) {
        requireSound(order);
    }

    /** Connects to the port in the message, and ends when that connection does. */
    @FunctionName("hold")
    public void hold(@QueueTrigger(name = "port", queueName = "ports", connection = "AzureWebJobsStorage") String port)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            socket.getInputStream().read();
        }
    }

    @FunctionName("remote")
    public void remote(
            @QueueTrigger(name = "order", queueName = "orders", connection = "ElsewhereStorage") String order) {
        requireSound(order);
    }

    @FunctionName("misnamed")
    public void misnamed(
            @QueueTrigger(name = "order", queueName = "-", connection = "AzureWebJobsStorage") String order) {
        requireSound(order);
    }

    @FunctionName("nightly")
    public void nightly(@TimerTrigger(name = "timer", schedule = "0 0 3 * * *") String timer) {
        requireSound(timer);
    }

    @FunctionName("flaky")
    @FixedDelayRetry(maxRetryCount = 3, delayInterval = "00:05:00")
    public void flaky(@TimerTrigger(name = "timer", schedule = "0 0 3 * * *") String timer) {
        requireSound("broken");
    }

    @FunctionName("audit")
    public void audit(@EventGridTrigger(name = "event") String event) {
        requireSound(event);
    }

    @FunctionName("order")
    public String order(
            @HttpTrigger(
                            name = "id",
                            route = "orders/{id:int}",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION)
                    String unused,
            @BindingName("id") String id) {
        return "order " + id;
    }

    @FunctionName("find")
    public String find(
            @HttpTrigger(name = "text", route = "orders/{text}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String unused,
            @BindingName("text") String text) {
        return "orders with " + text;
    }

    private static void requireSound(String input) {
        if (input.contains("broken")) {
            throw new IllegalStateException("The input is broken.");
        }
    }
}
