package dev.nephelite.function;

import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.server.ServerThreads;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.debugger.DebuggerHold;
import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostFlags;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link FunctionHost}; a {@link Builder} sets them.
 *
 * @param loader loads the app, and again after each change; the host closes it
 * @param address where to listen, see {@link FunctionHost#url}
 * @param threads the threads of the host's HTTP server, which may serve others as well; null for threads of its own
 * @param developmentStorage the connection string that replaces {@code UseDevelopmentStorage=true} in settings; null
 *     for the well-known ports
 * @param traceEndpoint where OpenTelemetry in the app sends its spans unless the app says otherwise; null for its default
 * @param clientTls decides which servers the host trusts when it is the client, for example of storage over HTTPS;
 *     null for those that the JDK trusts
 * @param clocks the cloud's determines when timers fire and functions are retried; the machine's, how long things take
 * @param appRequired whether {@link FunctionHost#start} fails if the app cannot be loaded, even if a change may correct that
 * @param debugConcurrency how many invocations of each function run at a time while a debugger is attached
 * @param debuggerHolds receives once a second what debuggers hold, and at the end that they hold nothing; must return soon
 * @param invocations receives each invocation that has ended, after its last line was logged; called by any thread, and must
 *     return soon
 * @param runs the folder in which records of runs outlive the host; null to keep them in memory
 * @param log receives the log lines that {@code host.json} allows
 * @param extensions the types of triggers and bindings that the host supports
 */
public record HostOptions(
        AppLoader loader,
        ServerAddress address,
        @Nullable ServerThreads threads,
        @Nullable String developmentStorage,
        @Nullable String traceEndpoint,
        @Nullable ClientTls clientTls,
        HostFlags flags,
        Clocks clocks,
        Ids ids,
        boolean appRequired,
        int debugConcurrency,
        Consumer<Optional<DebuggerHold>> debuggerHolds,
        Consumer<EndedInvocation> invocations,
        @Nullable Path runs,
        HostLog log,
        Extensions extensions) {
    /**
     * Starts with a free port on 127.0.0.1, the storage that the app names, no flags, one invocation of each function at a
     * time while a debugger is attached, no log and the standard types of triggers and bindings.
     */
    public static Builder builder(AppLoader loader, Clocks clocks, Ids ids) {
        return new Builder(loader, clocks, ids);
    }

    /** These options with an additional log. */
    HostOptions withLog(HostLog more) {
        return new HostOptions(
                loader,
                address,
                threads,
                developmentStorage,
                traceEndpoint,
                clientTls,
                flags,
                clocks,
                ids,
                appRequired,
                debugConcurrency,
                debuggerHolds,
                invocations,
                runs,
                more.and(log),
                extensions);
    }

    /** Builds {@link HostOptions}. */
    public static final class Builder {
        private final AppLoader loader;
        private final Clocks clocks;
        private final Ids ids;
        private ServerAddress address = ServerAddress.plain("127.0.0.1", 0);
        private @Nullable ServerThreads threads;
        private @Nullable String developmentStorage;
        private @Nullable String traceEndpoint;
        private @Nullable ClientTls clientTls;
        private HostFlags flags = HostFlags.LOCAL;
        private boolean appRequired;
        private int debugConcurrency = 1;
        private Consumer<Optional<DebuggerHold>> debuggerHolds = hold -> {};
        private Consumer<EndedInvocation> invocations = invocation -> {};
        private @Nullable Path runs;
        private HostLog log = line -> {};
        private Extensions extensions = Extensions.STANDARD;

        private Builder(AppLoader loader, Clocks clocks, Ids ids) {
            this.loader = loader;
            this.clocks = clocks;
            this.ids = ids;
        }

        public Builder address(ServerAddress value) {
            address = value;
            return this;
        }

        public Builder threads(@Nullable ServerThreads value) {
            threads = value;
            return this;
        }

        public Builder developmentStorage(@Nullable String connectionString) {
            developmentStorage = connectionString;
            return this;
        }

        public Builder traceEndpoint(@Nullable String url) {
            traceEndpoint = url;
            return this;
        }

        public Builder clientTls(@Nullable ClientTls value) {
            clientTls = value;
            return this;
        }

        public Builder flags(HostFlags value) {
            flags = value;
            return this;
        }

        public Builder appRequired(boolean required) {
            appRequired = required;
            return this;
        }

        public Builder debugConcurrency(int invocations) {
            debugConcurrency = invocations;
            return this;
        }

        public Builder debuggerHolds(Consumer<Optional<DebuggerHold>> receiver) {
            debuggerHolds = receiver;
            return this;
        }

        public Builder invocations(Consumer<EndedInvocation> listener) {
            invocations = listener;
            return this;
        }

        public Builder runs(@Nullable Path folder) {
            runs = folder;
            return this;
        }

        public Builder log(HostLog value) {
            log = value;
            return this;
        }

        public Builder extensions(Extensions value) {
            extensions = value;
            return this;
        }

        public HostOptions build() {
            return new HostOptions(
                    loader,
                    address,
                    threads,
                    developmentStorage,
                    traceEndpoint,
                    clientTls,
                    flags,
                    clocks,
                    ids,
                    appRequired,
                    debugConcurrency,
                    debuggerHolds,
                    invocations,
                    runs,
                    log,
                    extensions);
        }
    }
}
