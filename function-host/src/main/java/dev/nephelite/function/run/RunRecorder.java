package dev.nephelite.function.run;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.invocation.InvocationListener;
import dev.nephelite.function.invocation.StartedInvocation;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Secrets;
import dev.nephelite.function.worker.TypedData;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records runs of functions: it is notified of invocations and receives the log. While a function runs, only references are kept;
 * texts are cut and freed of secrets when {@link RunStore} asks for the record. Thread-safe.
 */
public final class RunRecorder implements HostLog {
    private final RunStore store;
    private final Clock clock;
    private final DetailBudget budget;
    private final Map<UUID, Recording> recordings = new ConcurrentHashMap<>();

    /** @param clock the machine's */
    public RunRecorder(RunStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        budget = new DetailBudget(clock);
    }

    /**
     * Records the invocations of an app.
     *
     * @param secrets what must not enter a record
     */
    public InvocationListener listener(Secrets secrets) {
        return new InvocationListener() {
            @Override
            public void started(StartedInvocation invocation) {
                Recording recording = new Recording(invocation, secrets);
                recordings.put(invocation.id(), recording);
                store.begin(invocation.id(), recording::soFar);
            }

            @Override
            public void ended(EndedInvocation invocation) {
                Recording recording = recordings.remove(invocation.id());
                if (recording != null) {
                    boolean detailed = recording.needsDetails(invocation) || budget.take();
                    store.end(
                            invocation.id(),
                            () -> detailed ? recording.record(invocation) : recording.outline(invocation),
                            size(invocation));
                }
            }
        };
    }

    @Override
    public void write(LogLine line) {
        @Nullable UUID invocation = line.scope().invocation();
        Recording recording = invocation == null ? null : recordings.get(invocation);
        if (recording != null) {
            recording.add(clock.now(), line);
        }
    }

    private static long size(EndedInvocation invocation) {
        long size = 0;
        for (TypedData value : invocation.inputs().values()) {
            size += size(value);
        }
        if (invocation.result() instanceof InvocationResult.Success success) {
            for (TypedData value : success.outputs().values()) {
                size += size(value);
            }
        }
        return size;
    }

    private static long size(TypedData value) {
        if (value instanceof TypedData.Bytes bytes) {
            return bytes.value().length;
        }
        if (value instanceof TypedData.Text text) {
            return text.value().length();
        }
        if (value instanceof TypedData.Json json) {
            return json.value().length();
        }
        if (value instanceof TypedData.Request request) {
            return size(request.body());
        }
        return value instanceof TypedData.Response response ? size(response.body()) : 0;
    }
}
