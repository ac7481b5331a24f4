package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.CallContext.CurrentCall;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and standard error of this JVM. Where they are redirected, lines that a call prints on its thread go to
 * the log of the call, and everything else goes to the streams of the process, in UTF-8. Thread-safe.
 */
public final class ConsoleOutput {
    private final List<CurrentCall> apps = new CopyOnWriteArrayList<>();

    private ConsoleOutput() {}

    /** Leaves the streams of this JVM as they are. */
    public static ConsoleOutput unchanged() {
        return new ConsoleOutput();
    }

    /** Redirects the streams of this JVM from now on. */
    public static ConsoleOutput redirected() {
        ConsoleOutput console = new ConsoleOutput();
        System.setOut(console.stream(FileDescriptor.out, CallContext::output));
        System.setErr(console.stream(FileDescriptor.err, CallContext::errors));
        return console;
    }

    private PrintStream stream(FileDescriptor process, Function<CallContext, Lines> ofCall) {
        return new SharedStream(new CallStream(new FileOutputStream(process), ofCall));
    }

    /** Finds calls of an app from now on. */
    void add(CurrentCall app) {
        apps.add(app);
    }

    void remove(CurrentCall app) {
        apps.remove(app);
    }

    private @Nullable CallContext current() {
        return apps.stream()
                .map(CurrentCall::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A stream that all code in the JVM shares, so that a function that closes it does not silence the others. */
    private static final class SharedStream extends PrintStream {
        SharedStream(OutputStream stream) {
            super(stream, true, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** One of the two streams. */
    private final class CallStream extends OutputStream {
        private final FileOutputStream process;
        private final Function<CallContext, Lines> ofCall;

        private CallStream(FileOutputStream process, Function<CallContext, Lines> ofCall) {
            this.process = process;
            this.ofCall = ofCall;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            @Nullable CallContext call = current();
            if (call == null) {
                process.write(bytes, offset, length);
            } else {
                ofCall.apply(call).write(bytes, offset, length);
            }
        }
    }

    /** Splits what one call prints to one stream into lines. Thread-safe. */
    static final class Lines {
        /** A longer line is passed on in parts. */
        private static final int LONGEST = 64 * 1024;

        private final Consumer<String> receiver;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Consumer<String> receiver) {
            this.receiver = receiver;
        }

        synchronized void write(byte[] bytes, int offset, int length) {
            for (int index = offset; index < offset + length; index++) {
                if (bytes[index] == '\n' || line.size() >= LONGEST) {
                    flush();
                }
                if (bytes[index] != '\n') {
                    line.write(bytes[index]);
                }
            }
        }

        /** Passes on the beginning of a line that may never end. */
        synchronized void flush() {
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.reset();
            if (!text.isEmpty()) {
                receiver.accept(text);
            }
        }
    }
}
