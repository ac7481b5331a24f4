package dev.nephelite.benchmark;

import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.Settings;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * How long it takes from the moment a client begins to send a message or a blob until a function's body runs, one at a
 * time, at low load. The functions run in the program's process; the clock of the machine's uptime is common to both.
 */
public final class TriggerLatency {
    private static final int WARM_UP = 500;
    private static final int MEASURED = 1000;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] CONTENT = new byte[1024];

    private TriggerLatency() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("trigger-latency");
        try (DatagramSocket arrivals = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Nephelite nephelite = start(folder, arrivals.getLocalPort());
                SystemClock clock = new SystemClock();
                StorageAccounts accounts = accounts(nephelite, clock)) {
            arrivals.setSoTimeout(PATIENCE_MILLIS);
            QueueClient queues = accounts.account(null).queues();
            BlobClient blobs = accounts.account(null).blobs();
            queues.create("arrivals");
            blobs.createContainer("arrivals");
            System.out.printf("%-40s %10s %10s %10s%n", "milliseconds, " + MEASURED + " times", "p50", "p99", "max");
            measure("message sent", arrivals, i -> queues.add("arrivals", base64(i)));
            measure("blob sent", arrivals, i -> {
                blobs.put("arrivals", Integer.toString(i), CONTENT, Map.of());
            });
        }
    }

    private static void measure(String what, DatagramSocket arrivals, IntConsumer send) throws IOException {
        long[] acknowledged = new long[MEASURED];
        long[] arrived = new long[MEASURED];
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            long begun = System.nanoTime();
            send.accept(i);
            long answered = System.nanoTime();
            long running = arrivalOf(i, arrivals);
            if (i >= WARM_UP) {
                acknowledged[i - WARM_UP] = answered - begun;
                arrived[i - WARM_UP] = running - begun;
            }
        }
        print(what + " until acknowledged", acknowledged);
        print(what + " until the function's body", arrived);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-40s %10.2f %10.2f %10.2f%n",
                what, millis(nanos[MEASURED / 2]), millis(nanos[MEASURED * 99 / 100]), millis(nanos[MEASURED - 1]));
    }

    private static String base64(int number) {
        byte[] text = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(text);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static long arrivalOf(int number, DatagramSocket arrivals) throws IOException {
        while (true) {
            DatagramPacket packet =
                    new DatagramPacket(new byte[Long.BYTES + Integer.BYTES], Long.BYTES + Integer.BYTES);
            arrivals.receive(packet);
            ByteBuffer arrival = ByteBuffer.wrap(packet.getData());
            long nanos = arrival.getLong();
            if (arrival.getInt() == number) {
                return nanos;
            }
        }
    }

    private static Nephelite start(Path folder, int port) throws IOException, InterruptedException {
        new StagedApp(
                        folder.resolve("app"),
                        ArrivalFunctions.class,
                        Map.of(ArrivalFunctions.PORT_SETTING, Integer.toString(port)))
                .function(
                        "OnMessage",
                        "onMessage",
                        "{ \"type\": \"queueTrigger\", \"name\": \"message\", \"queueName\": \"arrivals\" }")
                .function(
                        "OnBlob",
                        "onBlob",
                        "{ \"type\": \"blobTrigger\", \"name\": \"blob\", \"path\": \"arrivals/{number}\" }");
        return Nephelite.start(
                folder.resolve("data"), Map.of(), folder.resolve("app").toString());
    }

    private static StorageAccounts accounts(Nephelite nephelite, SystemClock clock) throws IOException {
        Settings settings =
                Settings.of(Map.of("AzureWebJobsStorage", nephelite.connectionString()), Map.of(), Map.of());
        return new StorageAccounts(settings, clock);
    }
}
