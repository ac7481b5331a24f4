package dev.nephelite.cloud;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Functions that say in which process they run, or harm it. */
public class ProcessFunctions {
    @FunctionName("process")
    public String process(
            @HttpTrigger(name = "in", authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> in) {
        return switch (in.getQueryParameters().get("what")) {
            case "folder" -> Path.of("").toAbsolutePath().toString();
            case "options" ->
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
            case "variable" -> System.getenv("VARIABLE");
            default -> Long.toString(ProcessHandle.current().pid());
        };
    }

    /** The status of a request to a server, by a client that trusts whom clients trust by default. */
    @FunctionName("status")
    public String status(
            @HttpTrigger(name = "in", authLevel = AuthorizationLevel.ANONYMOUS) HttpRequestMessage<Optional<String>> in)
            throws IOException {
        URL url = new URL(in.getQueryParameters().get("url"));
        return Integer.toString(((HttpURLConnection) url.openConnection()).getResponseCode());
    }

    @FunctionName("harm")
    public String harm(
            @HttpTrigger(name = "in", authLevel = AuthorizationLevel.ANONYMOUS) HttpRequestMessage<Optional<String>> in,
            ExecutionContext context)
            throws InterruptedException {
        String how = in.getQueryParameters().getOrDefault("how", "");
        context.getLogger().info("harm: " + how);
        switch (how) {
            case "exit" -> System.exit(1);
            case "memory" -> exhaustMemory();
            case "loop" -> loop();
            case "deadlock" -> deadlock();
            case "threads" -> startThread();
            case "crowd" -> startThreads();
            default -> throw new IllegalArgumentException(how);
        }
        return "no harm done";
    }

    private static void exhaustMemory() {
        Object[] all = new Object[0];
        while (true) {
            all = new Object[] {all, new byte[10 * 1024 * 1024]};
        }
    }

    private static void loop() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    /** A thread that keeps a JVM from ending. */
    private static void startThread() {
        new Thread(ProcessFunctions::loopGently, "never-ends").start();
    }

    private static void startThreads() {
        for (int i = 0; i < 10_000; i++) {
            startThread();
        }
    }

    private static void loopGently() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ignored) {
                // It never ends.
            }
        }
    }

    private static void deadlock() throws InterruptedException {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock two = new ReentrantLock();
        CountDownLatch both = new CountDownLatch(2);
        Thread other = new Thread(() -> lock(two, one, both), "other");
        other.setDaemon(true);
        other.start();
        lock(one, two, both);
    }

    private static void lock(ReentrantLock first, ReentrantLock second, CountDownLatch both) {
        first.lock();
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        second.lock();
    }

    /** Ends its process at the first delivery of a message. */
    @FunctionName("exitOnce")
    @QueueOutput(name = "$return", queueName = "delivered", connection = "AzureWebJobsStorage")
    public String exitOnce(
            @QueueTrigger(name = "message", queueName = "exits", connection = "AzureWebJobsStorage") String message,
            @BindingName("DequeueCount") long count) {
        if (count == 1) {
            System.exit(1);
        }
        return message + " " + count;
    }
}
