package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationRecorderTest {
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(2, 2);

    @TempDir
    private Path folder;

    private final JavaWorker worker = TestApp.worker(Runnable::run, PublishedSettings.none());

    @BeforeEach
    void load() {
        TestApp.compile(folder.resolve("classes"), "app.Divide", """
                package app;
                import com.microsoft.azure.functions.annotation.*;
                public class Divide {
                    @FunctionName("divide")
                    public String divide(@QueueTrigger(name = "by", queueName = "q") int by) {
                        return 12 / by + " on " + Thread.currentThread().getName();
                    }
                }
                """);
        assertThat(worker.load(TestApp.forWorker(folder.resolve("classes"), Map.of())))
                .isEmpty();
    }

    @AfterEach
    void close() {
        worker.close();
    }

    private InvocationResult invoke(UUID id, int by) {
        return worker.invoke(
                        new Invocation(
                                id,
                                "divide",
                                Map.of("by", new TypedData.Int(by)),
                                Map.of(),
                                Invocation.Trace.NONE,
                                null),
                        (invocation, level, message) -> {})
                .join();
    }

    @Test
    void invoke_isRecordedWithItsOutcome_whileFlightRecorderRecords() throws IOException {
        Path file = folder.resolve("run.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.nephelite.Invocation");
            recording.start();
            invoke(FIRST, 3);
            invoke(SECOND, 0);
            recording.stop();
            invoke(new UUID(3, 3), 3);
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("dev.nephelite.Invocation"))
                .toList();
        assertThat(events)
                .extracting(
                        event -> event.getString("function"),
                        event -> event.getString("invocationId"),
                        event -> event.getString("trigger"),
                        event -> event.getString("outcome"),
                        event -> event.getBoolean("cold"))
                .containsExactlyInAnyOrder(
                        tuple("divide", FIRST.toString(), "queueTrigger", "Succeeded", true),
                        tuple("divide", SECOND.toString(), "queueTrigger", "Failed", false));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getThread().getJavaThreadId())
                    .isEqualTo(Thread.currentThread().getId());
            assertThat(event.getDuration()).isPositive();
        });
    }

    @Test
    void invoke_namesTheThreadAfterTheFunctionAndTheInvocation_untilItEnds() {
        String before = Thread.currentThread().getName();

        InvocationResult result = invoke(FIRST, 3);

        assertThat(result)
                .isEqualTo(
                        new InvocationResult.Success(new TypedData.Text("4 on divide (Id: " + FIRST + ")"), Map.of()));
        assertThat(Thread.currentThread().getName()).isEqualTo(before);
    }
}
