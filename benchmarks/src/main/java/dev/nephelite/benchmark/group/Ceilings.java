package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** What this machine can do at all: the same answers and bytes without a storage service around them. */
final class Ceilings implements Group {
    private static final int CLIENTS = 64;
    private static final int HUGE_MIB = 1024;
    private static final int CHUNK = 1 << 20;
    private static final int RECORD = 4096;
    private static final long APPENDS = 500;
    private static final double BYTES_PER_MIB = 1 << 20;

    @Override
    public boolean isOnlyOurs() {
        return true;
    }

    @Override
    public void run(Turn turn) throws IOException {
        Path file = turn.work().resolve("ceiling.bin");
        try {
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                turn.recordCeiling(Row.CACHE_WRITE, write(turn, file, false));
                turn.recordCeiling(Row.DISK_WRITE, write(turn, file, true));
                serve(turn, file);
                turn.recordCeiling(Row.APPEND_FORCE, append(turn, file));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void serve(Turn turn, Path file) throws IOException {
        long bytes = Files.size(file);
        try (BareServer server = new BareServer(file)) {
            smallAnswers(turn, server);
            turn.recordCeiling(Row.BARE_ANSWER, smallAnswers(turn, server).rate());
            fileTransfer(turn, server);
            turn.recordCeiling(Row.FILE_TRANSFER, fileTransfer(turn, server).mibPerSecond(bytes));
        }
    }

    private LoadResult smallAnswers(Turn turn, BareServer server) {
        return successful(turn.loads()
                .load("blobs", server.port())
                .clients(CLIENTS)
                .atMost(turn.settings().step())
                .run());
    }

    private LoadResult fileTransfer(Turn turn, BareServer server) {
        return successful(turn.loads()
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

    /** Writes the file anew; returns MiB per second. */
    private double write(Turn turn, Path file, boolean forced) throws IOException {
        long bytes = turn.settings().mib(HUGE_MIB);
        ByteBuffer chunk = noise(CHUNK);
        Files.deleteIfExists(file);
        Instant begin = turn.clock().now();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = bytes; left > 0; left -= chunk.limit()) {
                chunk.clear().limit((int) Math.min(CHUNK, left));
                writeAll(channel, chunk);
            }
            if (forced) {
                channel.force(true);
            }
        }
        return bytes / BYTES_PER_MIB / seconds(turn, begin);
    }

    /** Appends records, each forced to the disk; returns how many per second. */
    private double append(Turn turn, Path file) throws IOException {
        long appends = turn.settings().count(APPENDS);
        ByteBuffer page = noise(RECORD);
        Instant begin = turn.clock().now();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            for (long i = 0; i < appends; i++) {
                writeAll(channel, page.clear());
                channel.force(false);
            }
        }
        return appends / seconds(turn, begin);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return ByteBuffer.allocateDirect(length).put(bytes).flip();
    }

    private static double seconds(Turn turn, Instant begin) {
        return Duration.between(begin, turn.clock().now()).toNanos() / 1e9;
    }
}
