package dev.nephelite.junit.runtime;

import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.NotIdleException;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.run.RerunOptions;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.trigger.queue.QueueSettings;
import dev.nephelite.function.worker.Secrets;
import dev.nephelite.junit.bridge.RunningCloud;
import dev.nephelite.junit.cloud.Faults;
import dev.nephelite.junit.cloud.FunctionInvocation;
import dev.nephelite.junit.cloud.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A {@link LocalCloud} as a test sees it. */
final class LocalTestCloud implements RunningCloud {
    private static final String SNAPSHOT = "before-each-method";

    private final LocalCloud cloud;
    private final Timeline timeline;
    private final InvocationHistory history;
    private final Clocks clocks;
    private final Secrets secrets;
    private final InjectedFaults faults;

    /** The newest event when the cloud was ready. */
    private long firstEvent;

    LocalTestCloud(LocalCloud cloud, Timeline timeline, InvocationHistory history, Clocks clocks, Secrets secrets) {
        this.cloud = cloud;
        this.timeline = timeline;
        this.history = history;
        this.clocks = clocks;
        this.secrets = secrets;
        faults = new InjectedFaults(cloud.faults(), cloud.account().name(), timeline);
    }

    /** To be called when everything is as the test expects it. */
    void begin() {
        timeline.begin(cloud);
        firstEvent = cloud.events().last();
    }

    @Override
    public String connectionString() {
        return cloud.connectionString();
    }

    @Override
    public String accountName() {
        return cloud.account().name();
    }

    @Override
    public String accountKey() {
        return cloud.account().keys().get(0).base64();
    }

    @Override
    public URI blobEndpoint() {
        return URI.create(cloud.endpoints().blob());
    }

    @Override
    public URI queueEndpoint() {
        return URI.create(cloud.endpoints().queue());
    }

    @Override
    public URI functionsUrl() {
        @Nullable String url = cloud.endpoints().functions();
        if (url == null) {
            throw new IllegalStateException("This cloud runs no functions. Name their classes in functions = ...");
        }
        return URI.create(url);
    }

    @Override
    public void awaitIdle() {
        awaitIdle(Duration.ofSeconds(SECONDS_TO_BECOME_IDLE));
    }

    @Override
    public void awaitIdle(Duration atMost) {
        try {
            cloud.awaitIdle(atMost);
        } catch (NotIdleException late) {
            throw new AssertionError(late.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted while it waited for its cloud.", stopping);
        }
    }

    @Override
    public List<FunctionInvocation> invocations() {
        return history.invocations();
    }

    @Override
    public List<FunctionInvocation> invocations(String function) {
        List<String> known = cloud.functionHost().map(FunctionHost::functions).orElse(List.of()).stream()
                .map(HostedFunction::name)
                .toList();
        if (known.stream().noneMatch(function::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                    "There is no function '" + function + "'. Those of this cloud are " + known + ".");
        }
        return history.invocations().stream()
                .filter(invocation -> invocation.function().equalsIgnoreCase(function))
                .toList();
    }

    @Override
    public FunctionInvocation repeat(@Nullable URL run) {
        FunctionHost host = cloud.functionHost()
                .orElseThrow(
                        () -> new IllegalArgumentException("This cloud runs no functions, so it cannot repeat a run."));
        try {
            RerunReport report =
                    host.rerun(record(run), RerunOptions.DEFAULT, null).join();
            return history.invocation(report.run().id());
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    private static RunRecord record(@Nullable URL run) {
        if (run == null) {
            throw new IllegalArgumentException(
                    "There is no file with a run of this name beside the classes of the test.");
        }
        try (InputStream content = run.openStream()) {
            return RunRecord.parse(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(run + " cannot be read: " + unreadable, unreadable);
        }
    }

    @Override
    public TestClock clock() {
        return new Clock(cloud.clock(), timeline);
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public boolean encodesMessages() {
        return cloud.functionHost()
                .map(host -> QueueSettings.of(host.settings()).base64())
                .orElse(false);
    }

    @Override
    public void save() {
        awaitIdle();
        cloud.snapshots().saveOrReplace(SNAPSHOT);
    }

    @Override
    public void restore() {
        faults.clear();
        cloud.clock().unfreeze();
        cloud.clock().set(clocks.machine().now());
        awaitIdle();
        cloud.snapshots().load(SNAPSHOT);
        awaitIdle();
        history.clear();
        begin();
    }

    @Override
    public void begins(String test) {
        timeline.done(test + " begins");
    }

    @Override
    public String report() {
        String activities = TimelineFormatter.of(timeline.extract(), cloud.events(), firstEvent);
        // Faults that a test has injected are meant for others.
        faults.clear();
        return secrets.masked("What happened in the cloud of the test:\n" + activities + contents())
                .stripTrailing();
    }

    private String contents() {
        try (AccountContents contents = AccountContents.of(cloud, clocks)) {
            String messages = contents.messages(encodesMessages());
            String blobs = contents.blobs();
            return (messages.isEmpty() ? "No message is left.\n" : "Messages that are left:\n" + messages)
                    + (blobs.isEmpty() ? "No blob is left.\n" : "Blobs that are left:\n" + blobs);
        } catch (RuntimeException unreadable) {
            return "The storage cannot be read: " + unreadable.getMessage() + "\n";
        }
    }

    @Override
    public void close() {
        cloud.close();
    }

    /** The clock of a cloud as a test sees it. */
    private record Clock(CloudClock clock, Timeline timeline) implements TestClock {
        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public void freeze() {
            clock.freeze();
            timeline.done("freezes the clock");
        }

        @Override
        public void unfreeze() {
            clock.unfreeze();
            timeline.done("lets the clock run");
        }

        @Override
        public void advance(Duration duration) {
            timeline.done("advances the clock by " + duration);
            clock.advance(duration);
        }

        @Override
        public void set(Instant time) {
            timeline.done("sets the clock to " + time);
            clock.set(time);
        }
    }
}
