package dev.nephelite.emulator.service;

import static dev.nephelite.emulator.error.CommonError.BOTH_CRC64_AND_MD5_HEADER_PRESENT;
import static dev.nephelite.emulator.error.CommonError.CRC64_MISMATCH;
import static dev.nephelite.emulator.error.CommonError.INVALID_MD5;
import static dev.nephelite.emulator.error.CommonError.MD5_MISMATCH;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The checksums of one body: those that the client sent, and those of the bytes received. Read the body through {@link
 * #over}, then call {@link #verify}.
 */
public final class Checksums {
    private static final int CRC64_LENGTH = 8;
    private static final byte[] NOT_COMPUTED = {};

    /** Only cloned: looking up the algorithm takes longer than digesting a small body. */
    private static final MessageDigest MD5 = newMd5();

    private final @Nullable BackgroundDigest md5;
    private final @Nullable Crc64 crc64;
    private final byte @Nullable [] sentMd5;
    private final byte @Nullable [] sentCrc64;

    private Checksums(byte @Nullable [] sentMd5, byte @Nullable [] sentCrc64, boolean md5Wanted) {
        this.sentMd5 = sentMd5;
        this.sentCrc64 = sentCrc64;
        md5 = md5Wanted || sentMd5 != null ? new BackgroundDigest(unusedMd5()) : null;
        crc64 = sentMd5 == null || sentCrc64 != null ? new Crc64() : null;
    }

    /** The checksums that {@code headers} announce for the body of the request. */
    public static Checksums of(Headers headers) {
        return of(headers, true);
    }

    /** Like {@link #of(Headers)}, but the MD5 is computed only if the client sent one, because it is not stored. */
    public static Checksums ofPart(Headers headers) {
        return of(headers, false);
    }

    /** The checksums that {@code headers} announce for what is taken from the source of a copy. */
    public static Checksums ofSource(Headers headers) {
        @Nullable String md5 = headers.get("x-ms-source-content-md5");
        @Nullable String crc64 = headers.get("x-ms-source-content-crc64");
        if (md5 != null && crc64 != null) {
            throw BOTH_CRC64_AND_MD5_HEADER_PRESENT.exception();
        }
        return of(md5, crc64);
    }

    /** The checksums that a client sent in whichever headers; both may be missing. */
    public static Checksums of(@Nullable String md5, @Nullable String crc64) {
        return of(md5, crc64, true);
    }

    private static Checksums of(Headers headers, boolean md5Wanted) {
        @Nullable String md5 = headers.get("Content-MD5");
        @Nullable String crc64 = headers.get("x-ms-content-crc64");
        if (md5 != null && crc64 != null) {
            throw BOTH_CRC64_AND_MD5_HEADER_PRESENT.exception();
        }
        return of(md5, crc64, md5Wanted);
    }

    private static Checksums of(@Nullable String md5, @Nullable String crc64, boolean md5Wanted) {
        return new Checksums(md5 == null ? null : parseMd5(md5), crc64 == null ? null : parseCrc64(crc64), md5Wanted);
    }

    /** The bytes of {@code body}, counted into the checksums as they are read. */
    public InputStream over(InputStream body) {
        return new Counted(body);
    }

    /**
     * Refuses a body whose checksums differ from those that the client sent.
     *
     * @throws InterruptedIOException if the thread is interrupted while the rest is computed
     */
    public Verified verify() throws InterruptedIOException {
        byte[] actualMd5 = md5 == null ? NOT_COMPUTED : md5.digest();
        byte[] actualCrc64 = crc64 == null ? NOT_COMPUTED : bytes(crc64.getValue());
        if (sentMd5 != null && !Arrays.equals(sentMd5, actualMd5)) {
            throw MD5_MISMATCH.exception(
                    Map.of("UserSpecifiedMd5", text(sentMd5), "ServerCalculatedMd5", text(actualMd5)));
        }
        if (sentCrc64 != null && !Arrays.equals(sentCrc64, actualCrc64)) {
            throw CRC64_MISMATCH.exception(
                    Map.of("UserSpecifiedCrc64", text(sentCrc64), "ServerCalculatedCrc64", text(actualCrc64)));
        }
        return new Verified(text(actualMd5), text(actualCrc64), sentMd5 != null);
    }

    private static byte[] parseMd5(String text) {
        try {
            byte[] md5 = Base64.getDecoder().decode(text.strip());
            if (md5.length == 16) {
                return md5;
            }
        } catch (IllegalArgumentException notBase64) {
            throw INVALID_MD5.exception();
        }
        throw INVALID_MD5.exception();
    }

    private static byte[] parseCrc64(String text) {
        try {
            byte[] crc64 = Base64.getDecoder().decode(text.strip());
            if (crc64.length == CRC64_LENGTH) {
                return crc64;
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalidCrc64(text);
        }
        throw invalidCrc64(text);
    }

    private static RuntimeException invalidCrc64(String text) {
        return StorageException.invalidHeader("x-ms-content-crc64", text);
    }

    private static byte[] bytes(long crc64) {
        return ByteBuffer.allocate(CRC64_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(crc64)
                .array();
    }

    private static String text(byte[] checksum) {
        return Base64.getEncoder().encodeToString(checksum);
    }

    private static MessageDigest unusedMd5() {
        try {
            return (MessageDigest) MD5.clone();
        } catch (CloneNotSupportedException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * The checksums of a body that matched those its client sent, in Base64; one that was not computed is empty.
     *
     * @param md5Sent whether the client announced an MD5; the CRC-64 was not computed then
     */
    public record Verified(String md5, String crc64, boolean md5Sent) {}

    /** Counts what is read through it. */
    private final class Counted extends FilterInputStream {
        private Counted(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0 && crc64 != null) {
                crc64.update(bytes, offset, count);
            }
            if (count > 0 && md5 != null) {
                md5.update(bytes, offset, count);
            }
            return count;
        }
    }

    /**
     * Digests a long stream on a second thread while the first goes on reading, because digesting is the slowest part.
     * A short stream is digested by the caller.
     *
     * <p>The thread ends when idle, so aborted uploads leak no threads.
     */
    static final class BackgroundDigest {
        private static final int LONG_STREAM = 1024 * 1024;
        private static final int CHUNK = 64 * 1024;
        private static final int CHUNKS = 3;

        private final MessageDigest digest;
        private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(CHUNKS);
        private @Nullable ThreadPoolExecutor thread;
        private byte[] chunk = {};
        private int filled;
        private long length;

        BackgroundDigest(MessageDigest digest) {
            this.digest = digest;
        }

        void update(byte[] bytes, int offset, int count) throws InterruptedIOException {
            length += count;
            if (length <= LONG_STREAM) {
                digest.update(bytes, offset, count);
                return;
            }
            if (thread == null) {
                thread = begin();
            }
            int done = 0;
            while (done < count) {
                int now = Math.min(count - done, CHUNK - filled);
                System.arraycopy(bytes, offset + done, chunk, filled, now);
                filled += now;
                done += now;
                if (filled == CHUNK) {
                    handOver(thread);
                }
            }
        }

        /** The digest of everything, which ends the stream. */
        byte[] digest() throws InterruptedIOException {
            if (thread != null) {
                thread.shutdown();
                awaitEnd(thread);
                digest.update(chunk, 0, filled);
            }
            return digest.digest();
        }

        private ThreadPoolExecutor begin() {
            for (int i = 1; i < CHUNKS; i++) {
                free.add(new byte[CHUNK]);
            }
            chunk = new byte[CHUNK];
            return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "digest");
                thread.setDaemon(true);
                return thread;
            });
        }

        private void handOver(ThreadPoolExecutor to) throws InterruptedIOException {
            byte[] full = chunk;
            to.execute(() -> {
                digest.update(full);
                free.add(full);
            });
            filled = 0;
            try {
                chunk = free.take();
            } catch (InterruptedException stopping) {
                throw interrupted();
            }
        }

        private static void awaitEnd(ThreadPoolExecutor thread) throws InterruptedIOException {
            try {
                if (!thread.awaitTermination(1, TimeUnit.HOURS)) {
                    throw new IllegalStateException("a digest does not end");
                }
            } catch (InterruptedException stopping) {
                throw interrupted();
            }
        }

        private static InterruptedIOException interrupted() {
            Thread.currentThread().interrupt();
            return new InterruptedIOException("interrupted while digesting");
        }
    }
}
