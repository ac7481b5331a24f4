package dev.nephelite.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.CosmosDBOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpOutput;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A web app as its author would write it; the tests load it behind a class loader of its own. */
public final class WebFunctions {
    /** Under this name among the system properties, tests and functions find what they both wait for. */
    static final String GATE = "nephelite.test.gate";

    @FunctionName("echo")
    public HttpResponseMessage echo(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD},
                            route = "echo/{id:int?}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") @Nullable String id,
            ExecutionContext context) {
        context.getLogger().info("echoing");
        String text = request.getHttpMethod() + " " + request.getUri().getRawQuery() + " id=" + id + " query="
                + new TreeMap<>(request.getQueryParameters()) + " color="
                + request.getHeaders().get("x-color") + " body="
                + request.getBody().orElse("none");
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Set-Cookie", "a=1")
                .header("Set-Cookie", "b=2")
                .body(text)
                .build();
    }

    @FunctionName("measure")
    public String measure(@HttpTrigger(name = "request") byte[] body) {
        return "bytes " + body.length;
    }

    @FunctionName("order")
    public HttpResponseMessage order(@HttpTrigger(name = "request") HttpRequestMessage<Order> request) {
        return request.createResponseBuilder(HttpStatus.CREATED)
                .header("Content-Type", "application/json")
                .body(request.getBody())
                .build();
    }

    @FunctionName("named")
    public void named(
            @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request,
            @HttpOutput(name = "answer") OutputBinding<HttpResponseMessage> answer) {
        answer.setValue(request.createResponseBuilder(HttpStatus.ACCEPTED).build());
    }

    @FunctionName("silent")
    public void silent(@HttpTrigger(name = "request") String request) {}

    @FunctionName("fail")
    public String fail(@HttpTrigger(name = "request") String request) {
        throw new IllegalStateException("no apples");
    }

    @FunctionName("smuggle")
    public HttpResponseMessage smuggle(@HttpTrigger(name = "request") HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("X-Color", "red\r\nSet-Cookie: stolen")
                .build();
    }

    @FunctionName("wait")
    public String waits(@HttpTrigger(name = "request") String request, ExecutionContext context)
            throws InterruptedException {
        context.getLogger().info("waiting");
        Objects.requireNonNull((CountDownLatch) System.getProperties().get(GATE))
                .await();
        return "done";
    }

    /** Logs how much has come each time there is something, so that a test can watch it read. */
    @FunctionName("drink")
    public String drink(
            @HttpTrigger(name = "request") HttpRequestMessage<InputStream> request, ExecutionContext context)
            throws IOException {
        InputStream body = request.getBody();
        byte[] sip = new byte[64 * 1024];
        long total = body.read(sip);
        context.getLogger().info("first sip of " + total);
        for (int count = body.read(sip); count >= 0; count = body.read(sip)) {
            total += count;
        }
        return "drank " + total;
    }

    /** Takes a stream and does not read it. */
    @FunctionName("refuse")
    public HttpResponseMessage refuse(
            @HttpTrigger(name = "request") HttpRequestMessage<Optional<InputStream>> request) {
        boolean offered = request.getBody().isPresent();
        return request.createResponseBuilder(offered ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST)
                .body("enough")
                .build();
    }

    /** Answers with the stream that the test has put under {@link #GATE}. */
    @FunctionName("follow")
    public HttpResponseMessage follow(@HttpTrigger(name = "request") HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "text/event-stream")
                .body(System.getProperties().get(GATE))
                .build();
    }

    @FunctionName("home")
    public String home(@HttpTrigger(name = "request", route = "/") String request) {
        return "my own home";
    }

    @FunctionName("twin")
    public void twin(@HttpTrigger(name = "request", route = "SILENT") String request) {}

    @FunctionName("cosmic")
    public void cosmic(
            @HttpTrigger(name = "request") String request,
            @CosmosDBOutput(name = "out", databaseName = "d", containerName = "c", connection = "C")
                    OutputBinding<String> out) {}

    /** What the function {@code order} takes and gives back. */
    public static final class Order {
        private String fruit = "";
        private int count;

        @Override
        public String toString() {
            return count + " " + fruit;
        }
    }
}
