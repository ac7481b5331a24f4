package dev.nephelite.function.java.process;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;

/** Functions that show in which process they run, or end it, written as apps are: without null annotations. */
@NullUnmarked
public class ProcessFunctions {
    static final String WAITING = "waiting";

    /** Half of what fits into the window of the connection, which the function fills before it waits for the host. */
    private static final int LINES_BEFORE_WAITING = 8_000;

    @FunctionName("pid")
    public String pid(@QueueTrigger(name = "in", queueName = "q") String in) {
        return Long.toString(ProcessHandle.current().pid());
    }

    @FunctionName("setting")
    public String setting(@QueueTrigger(name = "in", queueName = "q") String in) {
        return System.getenv(in);
    }

    @FunctionName("child")
    public String child(@QueueTrigger(name = "in", queueName = "q") String in) throws IOException {
        Process child = new ProcessBuilder("sh", "-c", "echo \"$GREETING from $(pwd)\"").start();
        return new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    }

    @FunctionName("folder")
    public String folder(@QueueTrigger(name = "in", queueName = "q") String in) {
        return Path.of("").toAbsolutePath().toString();
    }

    @FunctionName("options")
    public String options(@QueueTrigger(name = "in", queueName = "q") String in) {
        return String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    @FunctionName("log")
    public void log(@QueueTrigger(name = "in", queueName = "q") String in, ExecutionContext context) {
        context.getLogger().warning("logged " + in);
    }

    @FunctionName("metadata")
    public String metadata(
            @QueueTrigger(name = "in", queueName = "q") String in,
            @BindingName("Id") String id,
            @BindingName("Unknown") Optional<String> unknown) {
        return in + " has id " + id + ", " + unknown;
    }

    /** Logs so many lines that it has to wait for the host to read them; then makes the file {@link #WAITING}. */
    @FunctionName("logMuch")
    public void logMuch(@QueueTrigger(name = "in", queueName = "q") String in, ExecutionContext context) {
        String line = "x".repeat(1_000);
        Thread logging = Thread.currentThread();
        AtomicInteger logged = new AtomicInteger();
        new Thread(() -> {
                    Await.until(
                            "the function waits",
                            () -> logged.get() > LINES_BEFORE_WAITING && logging.getState() == Thread.State.WAITING);
                    createFile(WAITING);
                })
                .start();
        for (int i = 0; i < Integer.parseInt(in); i++) {
            context.getLogger().info(line);
            logged.incrementAndGet();
        }
    }

    private static void createFile(String name) {
        try {
            Files.createFile(Path.of(name));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @FunctionName("print")
    public void print(@QueueTrigger(name = "in", queueName = "q") String in) {
        System.out.println("printed " + in + "\n");
        System.err.println("error: " + in);
        System.out.print("the end of " + in);
    }

    @FunctionName("fail")
    public void fail(@QueueTrigger(name = "in", queueName = "q") String in) {
        throw new IllegalStateException(in);
    }

    @FunctionName("exit")
    public void exit(@QueueTrigger(name = "in", queueName = "q") String in) {
        System.exit(Integer.parseInt(in));
    }

    @FunctionName("halt")
    public void halt(@QueueTrigger(name = "in", queueName = "q") String in) {
        Runtime.getRuntime().halt(Integer.parseInt(in));
    }

    @FunctionName("hang")
    public void hang(@QueueTrigger(name = "in", queueName = "q") String in, ExecutionContext context) {
        context.getLogger().info("hanging");
        while (true) {
            Thread.onSpinWait();
        }
    }

    @FunctionName("count")
    public HttpResponseMessage count(
            @HttpTrigger(name = "in", methods = HttpMethod.POST) HttpRequestMessage<InputStream> in)
            throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[8192];
        for (int read = in.getBody().read(buffer);
                read >= 0;
                read = in.getBody().read(buffer)) {
            bytes += read;
        }
        return in.createResponseBuilder(HttpStatus.OK)
                .header("Set-Cookie", "a=1")
                .header("Set-Cookie", "b=2")
                .body(Long.toString(bytes))
                .build();
    }

    @FunctionName("head")
    public String head(@HttpTrigger(name = "in", methods = HttpMethod.POST) HttpRequestMessage<InputStream> in)
            throws IOException {
        return new String(in.getBody().readNBytes(4), java.nio.charset.StandardCharsets.UTF_8);
    }

    @FunctionName("echo")
    public HttpResponseMessage echo(
            @HttpTrigger(name = "in", methods = HttpMethod.POST) HttpRequestMessage<InputStream> in) {
        return in.createResponseBuilder(HttpStatus.OK).body(in.getBody()).build();
    }

    /** A body that breaks as only code of a function can: with an error. */
    @FunctionName("breakOff")
    public HttpResponseMessage breakOff(
            @HttpTrigger(name = "in", methods = HttpMethod.POST) HttpRequestMessage<InputStream> in) {
        return in.createResponseBuilder(HttpStatus.OK).body(new BrokenBody()).build();
    }

    static final class BrokenBody extends InputStream {
        @Override
        public int read() {
            throw new StackOverflowError();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            throw new StackOverflowError();
        }
    }

    @FunctionName("failAtLength")
    public void failAtLength(@QueueTrigger(name = "in", queueName = "q") String in, ExecutionContext context) {
        context.getLogger().info(in.repeat(5_000_000));
        throw new IllegalStateException(in.repeat(5_000_000));
    }

    @FunctionName("closeOutput")
    public void closeOutput(@QueueTrigger(name = "in", queueName = "q") String in) {
        System.out.close();
        System.err.close();
    }
}
