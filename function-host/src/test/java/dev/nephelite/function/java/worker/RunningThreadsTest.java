package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two functions that wait for each other's lock until they are interrupted. */
class RunningThreadsTest {
    private static final String STARTED = "nephelite.test.deadlock";

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);

    @TempDir
    private Path folder;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final JavaWorker worker = TestApp.worker(executor, PublishedSettings.none());
    private final List<CompletableFuture<InvocationResult>> outcomes = new ArrayList<>();

    @BeforeEach
    void lock() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        System.getProperties().put(STARTED, started);
        TestApp.compile(folder.resolve("classes"), "app.Locks", """
                package app;
                import com.microsoft.azure.functions.annotation.*;
                import java.util.concurrent.CountDownLatch;
                import java.util.concurrent.locks.ReentrantLock;
                public class Locks {
                    private static final ReentrantLock A = new ReentrantLock();
                    private static final ReentrantLock B = new ReentrantLock();
                    @FunctionName("one")
                    public void one(@HttpTrigger(name = "body") String body) throws Exception {
                        both(A, B);
                    }
                    @FunctionName("two")
                    public void two(@HttpTrigger(name = "body") String body) throws Exception {
                        both(B, A);
                    }
                    private static void both(ReentrantLock first, ReentrantLock second) throws Exception {
                        first.lock();
                        try {
                            CountDownLatch started = (CountDownLatch) System.getProperties().get("%s");
                            started.countDown();
                            started.await();
                            second.lockInterruptibly();
                        } finally {
                            first.unlock();
                        }
                    }
                }
                """.formatted(STARTED));
        assertThat(worker.load(TestApp.forWorker(folder.resolve("classes"), Map.of())))
                .isEmpty();
        outcomes.add(invoke(ONE, "one"));
        outcomes.add(invoke(TWO, "two"));
        assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @AfterEach
    void unlock() {
        System.getProperties().remove(STARTED);
        worker.cancel(ONE);
        worker.cancel(TWO);
        outcomes.forEach(CompletableFuture::join);
        worker.close();
        executor.shutdownNow();
    }

    private CompletableFuture<InvocationResult> invoke(UUID id, String function) {
        return worker.invoke(
                new Invocation(
                        id, function, Map.of("body", new TypedData.Text("")), Map.of(), Invocation.Trace.NONE, null),
                (invocation, level, message) -> {});
    }

    /** The JVM tells nobody that a thread has begun to wait for a lock, so it is asked from time to time. */
    private void awaitDeadlock() throws InterruptedException, ExecutionException {
        while (worker.deadlocks().join().isEmpty()) {
            try {
                throw new AssertionError(outcomes.get(0).get(10, TimeUnit.MILLISECONDS));
            } catch (TimeoutException ignored) {
                // Both still run, as they have to.
            }
        }
    }

    @Test
    void deadlocks_findsInvocationsThatWaitForEachOther_andStackShowsWhere() throws Exception {
        awaitDeadlock();

        assertThat(worker.deadlocks().join()).singleElement(LIST).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(worker.stack(ONE).join())
                .contains("runs function 'one' (Id: '" + ONE + "'), waits for java.util.concurrent.locks.ReentrantLock")
                .contains("\tat app.Locks.one(Locks.java:")
                .contains("runs function 'two' (Id: '" + TWO + "'), waits for")
                .contains("\tat app.Locks.two(Locks.java:")
                .doesNotContain("dev.nephelite", "reflect");
        assertThat(worker.stack(new UUID(3, 3)).join()).isEmpty();
    }
}
