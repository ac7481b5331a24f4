package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** The limits of this machine: the same responses and bytes without a storage service. */
final class Ceilings implements Group.Workload {
    private static final int CLIENTS = 64;
    private static final int HUGE_MIB = 1024;
    private static final int CHUNK = 1 << 20;
    private static final int RECORD = 4096;
    private static final long APPENDS = 500;
    private static final double BYTES_PER_MIB = 1 << 20;

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException {
        Path file = serverRun.work().resolve("ceiling.bin");
        try {
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                serverRun.recordCeiling(ReportRow.CACHE_WRITE, write(serverRun, file, false));
                serverRun.recordCeiling(ReportRow.DISK_WRITE, write(serverRun, file, true));
                serve(serverRun, file);
                serverRun.recordCeiling(ReportRow.APPEND_FORCE, append(serverRun, file));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void serve(ServerRun serverRun, Path file) throws IOException {
        long bytes = Files.size(file);
        try (BareServer server = BareServer.ofFile(file)) {
            smallResponses(serverRun, server);
            serverRun.recordCeiling(
                    ReportRow.BARE_ANSWER, smallResponses(serverRun, server).rate());
            fileTransfer(serverRun, server);
            serverRun.recordCeiling(
                    ReportRow.FILE_TRANSFER, fileTransfer(serverRun, server).mibPerSecond(bytes));
        }
    }

    private LoadResult smallResponses(ServerRun serverRun, BareServer server) {
        return successful(serverRun
                .loads()
                .load("blobs", server.port())
                .clients(CLIENTS)
                .atMost(serverRun.settings().step())
                .run());
    }

    private LoadResult fileTransfer(ServerRun serverRun, BareServer server) {
        return successful(serverRun
                .loads()
                .load("download", server.port())
                .path(BareServer.FILE)
                .atMost(1)
                .run());
    }

    private LoadResult successful(LoadResult result) {
        if (result.ok() == 0 || result.problems() > 0) {
            throw new IllegalStateException("the bare server failed: " + result);
        }
        return result;
    }

    /** Writes a new file and returns the rate in MiB per second. */
    private double write(ServerRun serverRun, Path file, boolean forced) throws IOException {
        long bytes = serverRun.settings().mib(HUGE_MIB);
        ByteBuffer chunk = randomBytes(CHUNK);
        Files.deleteIfExists(file);
        Instant begin = serverRun.clock().now();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = bytes; left > 0; left -= chunk.limit()) {
                chunk.clear().limit((int) Math.min(CHUNK, left));
                writeAll(channel, chunk);
            }
            if (forced) {
                channel.force(true);
            }
        }
        return bytes / BYTES_PER_MIB / seconds(serverRun, begin);
    }

    /** Appends records, each forced to the disk, and returns their number per second. */
    private double append(ServerRun serverRun, Path file) throws IOException {
        long appends = serverRun.settings().count(APPENDS);
        ByteBuffer record = randomBytes(RECORD);
        Instant begin = serverRun.clock().now();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            for (long i = 0; i < appends; i++) {
                writeAll(channel, record.clear());
                channel.force(false);
            }
        }
        return appends / seconds(serverRun, begin);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return ByteBuffer.allocateDirect(length).put(bytes).flip();
    }

    private static double seconds(ServerRun serverRun, Instant begin) {
        return Duration.between(begin, serverRun.clock().now()).toNanos() / 1e9;
    }
}
