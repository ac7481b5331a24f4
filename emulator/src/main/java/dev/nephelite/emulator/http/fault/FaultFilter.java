package dev.nephelite.emulator.http.fault;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Filter;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.fault.FaultInjector.CutBody;
import dev.nephelite.emulator.http.fault.FaultInjector.ErrorAnswer;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.emulator.http.fault.FaultInjector.Outcome;
import dev.nephelite.emulator.http.fault.FaultInjector.Reset;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Applies the rules of a {@link FaultInjector}. A delayed request holds no thread. */
public final class FaultFilter<R> implements Filter<R> {
    private static final int MAX_THREADS = 32;

    private final FaultInjector injector;
    private final Clock clock;
    private final Subject<R> subject;
    private final Executor delayed = threads();

    /**
     * Applies the rules of {@code injector}.
     *
     * @param clock measures the delays
     * @param subject describes the requests to the rules
     */
    public FaultFilter(FaultInjector injector, Clock clock, Subject<R> subject) {
        this.injector = injector;
        this.clock = clock;
        this.subject = subject;
    }

    @Override
    public CompletionStage<Response> handle(R request, Next<R> next) throws IOException {
        if (injector.isEmpty()) {
            return next.handle(request);
        }
        Fault fault = injector.next(subject.operation(request), subject.resource(request));
        if (fault == null) {
            return next.handle(request);
        }
        return fault.delay().isZero() ? apply(fault.outcome(), request, next) : applyLater(fault, request, next);
    }

    private CompletionStage<Response> applyLater(Fault fault, R request, Next<R> next) {
        CompletableFuture<Response> later = new CompletableFuture<>();
        clock.schedule(
                fault.delay(),
                () -> delayed.execute(() -> {
                    try {
                        CompletableFuture<Response> answer =
                                apply(fault.outcome(), request, next).toCompletableFuture();
                        CompletableFuture<Response> unused =
                                answer.whenComplete((response, failure) -> complete(later, response, failure));
                    } catch (Throwable failure) {
                        later.completeExceptionally(failure);
                    }
                }));
        return later;
    }

    private static void complete(
            CompletableFuture<Response> later, @Nullable Response response, @Nullable Throwable failure) {
        if (failure != null) {
            later.completeExceptionally(failure);
        } else {
            later.complete(response);
        }
    }

    private CompletionStage<Response> apply(Outcome outcome, R request, Next<R> next) throws IOException {
        if (outcome instanceof ErrorAnswer error) {
            return CompletableFuture.completedFuture(subject.answer(request, error));
        }
        if (outcome instanceof Reset) {
            throw new IOException("the connection is reset by a fault rule");
        }
        CompletionStage<Response> answer = next.handle(request);
        return outcome instanceof CutBody cut ? answer.thenApply(response -> cut(response, cut.bytes())) : answer;
    }

    private static Response cut(Response response, long bytes) {
        Body whole = response.body();
        long length = whole.length();
        if (length >= 0 && length <= bytes) {
            return response;
        }
        boolean announced = length < 0 || response.has("Content-Length");
        return response.header("Content-Length", announced ? null : length).body(new Cut(whole, bytes));
    }

    /** The threads go on with delayed requests, which may block. They end when idle, so nothing has to close them. */
    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "delayed request");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Describes requests to the rules, and answers them with errors. */
    public interface Subject<R> {
        /** The operation's name, such as {@code PutBlob}. */
        String operation(R request);

        /** The path with the account, such as {@code devstoreaccount1/container/blob}. */
        String resource(R request);

        /** The answer that tells the client of {@code error}. */
        Response answer(R request, ErrorAnswer error);
    }

    /** The first bytes of a body, after which the connection breaks. */
    private record Cut(Body whole, long bytes) implements Body {
        /** Unknown, so that what precedes the cut is sent at once and not collected. */
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            whole.writeTo(new Limited(sink, bytes));
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }

    /** Passes on so many bytes, and fails at the next one. */
    private static final class Limited implements Body.BodySink {
        private final Body.BodySink sink;
        private long left;

        private Limited(Body.BodySink sink, long left) {
            this.sink = sink;
            this.left = left;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sink.write(bytes, offset, (int) Math.min(length, left));
            count(length);
        }

        @Override
        public void transfer(FileChannel file, long position, long count) throws IOException {
            sink.transfer(file, position, Math.min(count, left));
            count(count);
        }

        @Override
        public void flush() throws IOException {
            sink.flush();
        }

        private void count(long offered) throws IOException {
            if (offered > left) {
                sink.flush();
                throw new IOException("the body is cut by a fault rule");
            }
            left -= offered;
        }
    }
}
