package dev.nephelite.benchmark.app;

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
import java.util.concurrent.atomic.AtomicInteger;

/** Functions that do nothing but tell the benchmark, by a datagram, that they were called. */
public class ArrivalFunctions {
    static final String PORT_SETTING = "ARRIVALS_PORT";
    static final String MILESTONE_SETTING = "ARRIVALS_MILESTONE";

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Tells only of every so manyth call, for a datagram takes longer than the call itself. */
    @FunctionName("Count")
    public void count(@QueueTrigger(name = "message", queueName = "many", connection = "") String message) {
        int calls = CALLS.incrementAndGet();
        if (calls % number(MILESTONE_SETTING) == 0) {
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

    private static int number(String setting) {
        return Integer.parseInt(System.getenv(setting));
    }

    private static void report(int number) {
        byte[] arrival = ByteBuffer.allocate(Arrivals.BYTES)
                .putLong(System.nanoTime())
                .putInt(number)
                .array();
        int port = number(PORT_SETTING);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(arrival, arrival.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
