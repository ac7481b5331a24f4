package dev.nephelite.benchmark.app;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The functions that are measured. Those with a queue or blob trigger report their calls to {@link CallReceiver}. */
public class BenchmarkFunctions {
    static final String PORT_SETTING = "REPORT_PORT";
    static final String INTERVAL_SETTING = "REPORT_INTERVAL";

    private static final int THREADS = 10_000;
    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Reports only every nth call, because sending a datagram takes longer than the call itself. */
    @FunctionName("Count")
    public void count(@QueueTrigger(name = "message", queueName = "many", connection = "") String message) {
        int calls = CALLS.incrementAndGet();
        if (calls % number(INTERVAL_SETTING) == 0) {
            report(calls);
        }
    }

    @FunctionName("OnMessage")
    public void onMessage(@QueueTrigger(name = "message", queueName = "arrivals", connection = "") String number) {
        report(Integer.parseInt(number));
    }

    @FunctionName("OnBlob")
    public void onBlob(
            @BlobTrigger(name = "blob", path = "arrivals/{number}", connection = "") String content,
            @BindingName("number") String number) {
        report(Integer.parseInt(number));
    }

    @FunctionName("Answer")
    public String answer(@HttpTrigger(name = "body", authLevel = AuthorizationLevel.ANONYMOUS) String body) {
        return "here";
    }

    /** Returns the document that it is sent. */
    @FunctionName("Echo")
    public HttpResponseMessage echo(
            @HttpTrigger(name = "request", authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .body(request.getBody())
                .build();
    }

    /** Harms its process. */
    @FunctionName("Harm")
    public String harm(@HttpTrigger(name = "how", authLevel = AuthorizationLevel.ANONYMOUS) String how) {
        switch (how) {
            case "loop" -> loop();
            case "exit" -> System.exit(1);
            case "memory" -> {
                return exhaustMemory() + " MiB";
            }
            case "threads" -> startThreads();
            default -> throw new IllegalArgumentException(how);
        }
        return "no harm done";
    }

    private static void loop() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static int exhaustMemory() {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < Integer.MAX_VALUE) {
            kept.add(new byte[1 << 20]);
        }
        return kept.size();
    }

    private static void startThreads() {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> LockSupport.park(CALLS));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static int number(String setting) {
        return Integer.parseInt(System.getenv(setting));
    }

    private static void report(int number) {
        byte[] report = ByteBuffer.allocate(CallReceiver.BYTES)
                .putLong(System.nanoTime())
                .putInt(number)
                .array();
        int port = number(PORT_SETTING);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(report, report.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
