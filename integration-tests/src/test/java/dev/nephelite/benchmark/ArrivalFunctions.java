package dev.nephelite.benchmark;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** A function app that tells the benchmark, by a datagram, when which of its functions was called. */
public class ArrivalFunctions {
    static final String PORT_SETTING = "ARRIVALS_PORT";

    @FunctionName("OnMessage")
    public void onMessage(@QueueTrigger(name = "message", queueName = "arrivals", connection = "") String number) {
        report(System.nanoTime(), Integer.parseInt(number));
    }

    @FunctionName("OnBlob")
    public void onBlob(
            @BlobTrigger(name = "blob", path = "arrivals/{number}", connection = "") String content,
            @BindingName("number") String number) {
        report(System.nanoTime(), Integer.parseInt(number));
    }

    private static void report(long nanos, int number) {
        byte[] arrival = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(nanos)
                .putInt(number)
                .array();
        int port = Integer.getInteger(PORT_SETTING, 0);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(arrival, arrival.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
