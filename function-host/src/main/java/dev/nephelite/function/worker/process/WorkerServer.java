package dev.nephelite.function.worker.process;

import dev.nephelite.function.worker.rpc.MessageSink;
import dev.nephelite.worker.protocol.FunctionRpcGrpc;
import dev.nephelite.worker.protocol.StreamingMessage;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The gRPC server to which worker processes connect, on a free port of the loopback address. Thread-safe. */
public final class WorkerServer implements AutoCloseable {
    private final Server server;
    private final Executor executor;
    private final Map<String, CompletableFuture<WorkerChannel>> expected = new ConcurrentHashMap<>();

    /**
     * Opens the port.
     *
     * @param executor runs what messages cause, which may block
     */
    public WorkerServer(Executor executor) throws IOException {
        this.executor = executor;
        server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .flowControlWindow(MessageSink.FLOW_CONTROL_WINDOW)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                // By default, gRPC closes the connection of a client that pings more than twice in five minutes.
                .permitKeepAliveTime(0, TimeUnit.NANOSECONDS)
                .permitKeepAliveWithoutCalls(true)
                // Messages are passed on without blocking.
                .directExecutor()
                .addService(new Service())
                .build()
                .start();
    }

    public int port() {
        return server.getPort();
    }

    /** Completes when the worker with this id has connected. Connections of unknown workers are refused. */
    CompletableFuture<WorkerChannel> expect(String workerId) {
        return expected.computeIfAbsent(workerId, id -> new CompletableFuture<>());
    }

    /** Refuses the worker with this id from now on. */
    void forget(String workerId) {
        expected.remove(workerId);
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends FunctionRpcGrpc.FunctionRpcImplBase {
        @Override
        public StreamObserver<StreamingMessage> eventStream(StreamObserver<StreamingMessage> answers) {
            return new Connection((ServerCallStreamObserver<StreamingMessage>) answers);
        }
    }

    /** One stream: the first message says which worker it is. */
    private final class Connection implements StreamObserver<StreamingMessage> {
        private final ServerCallStreamObserver<StreamingMessage> answers;
        private @Nullable WorkerChannel channel;

        private Connection(ServerCallStreamObserver<StreamingMessage> answers) {
            this.answers = answers;
            // Without a handler, sending to a worker that has ended would throw.
            answers.setOnCancelHandler(() -> {});
        }

        @Override
        public void onNext(StreamingMessage message) {
            if (channel != null) {
                channel.receive(message);
                return;
            }
            CompletableFuture<WorkerChannel> worker =
                    expected.remove(message.getStartStream().getWorkerId());
            if (worker == null) {
                answers.onError(Status.PERMISSION_DENIED
                        .withDescription("The first message has to be StartStream with the id of a worker that the"
                                + " host has started.")
                        .asRuntimeException());
                return;
            }
            channel = new WorkerChannel(answers, executor);
            WorkerChannel connected = channel;
            executor.execute(() -> worker.complete(connected));
        }

        @Override
        public void onError(Throwable broken) {
            end();
        }

        @Override
        public void onCompleted() {
            end();
        }

        private void end() {
            if (channel != null) {
                channel.disconnect();
            }
        }
    }
}
