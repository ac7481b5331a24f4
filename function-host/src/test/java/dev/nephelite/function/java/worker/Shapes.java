package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.jspecify.annotations.NullUnmarked;

/** A function for every shape a parameter or a result can have, written as apps are: without null annotations. */
@NullUnmarked
public class Shapes {
    private int callsOfThisInstance;

    public static class Order {
        private int id;
        private String buyer;
        private LocalDate due;

        @Override
        public String toString() {
            return id + " for " + buyer + " by " + due;
        }
    }

    public enum Color {
        RED,
        GREEN
    }

    @FunctionName("text")
    public String text(@QueueTrigger(name = "in", queueName = "q") String in) {
        return "text " + in;
    }

    @FunctionName("int")
    public int number(@QueueTrigger(name = "in", queueName = "q") int in) {
        return in + 1;
    }

    @FunctionName("long")
    public long longNumber(@QueueTrigger(name = "in", queueName = "q") long in) {
        return in + 1;
    }

    @FunctionName("boxed")
    public Long boxed(@QueueTrigger(name = "in", queueName = "q") Long in) {
        return in;
    }

    @FunctionName("double")
    public double fraction(@QueueTrigger(name = "in", queueName = "q") double in) {
        return in / 2;
    }

    @FunctionName("boolean")
    public boolean truth(@QueueTrigger(name = "in", queueName = "q") boolean in) {
        return !in;
    }

    @FunctionName("bytes")
    public byte[] bytes(@QueueTrigger(name = "in", queueName = "q") byte[] in) {
        return in;
    }

    @FunctionName("boxedBytes")
    public int boxedBytes(@QueueTrigger(name = "in", queueName = "q") Byte[] in) {
        return in.length;
    }

    @FunctionName("pojo")
    public String pojo(@QueueTrigger(name = "in", queueName = "q") Order in) {
        return String.valueOf(in);
    }

    @FunctionName("pojos")
    public String pojos(@QueueTrigger(name = "in", queueName = "q") List<Order> in) {
        return in.toString();
    }

    @FunctionName("array")
    public String array(@QueueTrigger(name = "in", queueName = "q") Order[] in) {
        return Arrays.toString(in);
    }

    @FunctionName("texts")
    public String texts(@QueueTrigger(name = "in", queueName = "q") String[] in) {
        return String.join("|", in);
    }

    @FunctionName("map")
    public Map<String, Object> map(@QueueTrigger(name = "in", queueName = "q") Map<String, Object> in) {
        return in;
    }

    @FunctionName("enum")
    public Color color(@QueueTrigger(name = "in", queueName = "q") Color in) {
        return in;
    }

    @FunctionName("optional")
    public String optional(@QueueTrigger(name = "in", queueName = "q") Optional<Order> in) {
        return in.map(Order::toString).orElse("nothing");
    }

    @FunctionName("input")
    public String input(
            @QueueTrigger(name = "in", queueName = "q") String in,
            @BlobInput(name = "blob", path = "c/b") String blob) {
        return blob;
    }

    @FunctionName("metadata")
    public String metadata(
            @QueueTrigger(name = "in", queueName = "q") String in,
            @BindingName("DequeueCount") long count,
            @BindingName("InsertionTime") String time) {
        return count + " " + time;
    }

    @FunctionName("outputs")
    public void outputs(
            @QueueTrigger(name = "in", queueName = "q") String in,
            @QueueOutput(name = "one", queueName = "o") OutputBinding<String> one,
            @QueueOutput(name = "many", queueName = "o") OutputBinding<List<Order>> many,
            @QueueOutput(name = "never", queueName = "o") OutputBinding<String> never) {
        one.setValue(in);
        Order order = new Order();
        order.id = 1;
        many.setValue(List.of(order, order));
    }

    @FunctionName("nothing")
    public String nothing(@QueueTrigger(name = "in", queueName = "q") String in) {
        return null;
    }

    @FunctionName("context")
    public String context(@QueueTrigger(name = "in", queueName = "q") String in, ExecutionContext context) {
        context.getLogger().log(Level.WARNING, "{0} bottles", 99);
        return String.join(
                " ",
                context.getFunctionName(),
                context.getInvocationId(),
                context.getTraceContext().getTraceparent(),
                context.getRetryContext().getRetrycount() + "/"
                        + context.getRetryContext().getMaxretrycount());
    }

    @FunctionName("fails")
    public String fails(@QueueTrigger(name = "in", queueName = "q") String in) {
        throw new IllegalStateException("outer", new UnsupportedOperationException("the reason"));
    }

    @FunctionName("breaks")
    public String breaks(@QueueTrigger(name = "in", queueName = "q") String in) {
        throw new AssertionError("this cannot be");
    }

    @FunctionName("counts")
    public int counts(@QueueTrigger(name = "in", queueName = "q") String in) {
        return ++callsOfThisInstance;
    }

    @FunctionName("static")
    public static String still(@QueueTrigger(name = "in", queueName = "q") String in) {
        return "static " + in;
    }

    @FunctionName("loader")
    public String loader(@QueueTrigger(name = "in", queueName = "q") String in) {
        return String.valueOf(Thread.currentThread().getContextClassLoader() == Shapes.class.getClassLoader());
    }

    @FunctionName("property")
    public String property(@QueueTrigger(name = "in", queueName = "q") String in) {
        return System.getProperty(in);
    }

    @FunctionName("http")
    public HttpResponseMessage http(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.POST})
                    HttpRequestMessage<Optional<Order>> request,
            @BindingName("id") int id) {
        return request.createResponseBuilder(HttpStatus.CREATED)
                .header("X-Method", request.getHttpMethod().name())
                .header("X-Uri", request.getUri().toString())
                .header("X-Query", request.getQueryParameters().get("q"))
                .header("X-Agent", request.getHeaders().get("user-agent"))
                .header("X-Agent", "overwritten")
                .header("Set-Cookie", "a=1")
                .header("Set-Cookie", "b=2")
                .body(id + ": " + request.getBody().map(Order::toString).orElse("no body"))
                .build();
    }

    @FunctionName("status")
    public HttpResponseMessage status(@HttpTrigger(name = "req") HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatusType.custom(Integer.parseInt(request.getBody())))
                .build();
    }

    @FunctionName("body")
    public String body(@HttpTrigger(name = "req") Order order) {
        return order.toString();
    }
}
