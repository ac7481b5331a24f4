package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.lock.HostLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HostLockTest {
    private final RunningStorage running = new RunningStorage();
    private final TriggerBench bench =
            new TriggerBench(running.connectionString(), running.clock, TriggerBench.DEFAULTS, List.of());
    private final Holder holder = new Holder();
    private final HostLock lock = HostLock.ofListener("Test.Listener", bench.host, holder);

    @AfterEach
    void close() {
        lock.stop().orTimeout(4, TimeUnit.MINUTES).join();
        bench.close();
        running.close();
    }

    @Test
    void start_notifiesAHolderAgainAfterAnError() {
        holder.failures = 2;
        lock.start();
        running.clock.advance(Duration.ofSeconds(1));
        running.clock.advance(Duration.ofSeconds(1));

        assertThat(holder.heard)
                .containsExactly("acquired", "hindered java.lang.StackOverflowError", "acquired", "acquired");
        assertThat(lock.isHeld()).isTrue();
    }

    @Test
    void lost_isNotCalledForAHolderThatWasNeverNotified() {
        holder.failures = 1_000;
        lock.start();
        running.close();
        running.clock.advance(Duration.ofMinutes(2));

        assertThat(lock.isHeld()).isFalse();
        assertThat(holder.heard).doesNotContain("lost");
    }

    private static final class Holder implements HostLock.Holder {
        private final List<String> heard = new ArrayList<>();
        private int failures;

        @Override
        public void acquired() {
            heard.add("acquired");
            if (failures > 0) {
                failures--;
                throw new StackOverflowError();
            }
        }

        @Override
        public void lost() {
            heard.add("lost");
        }

        @Override
        public void failed(String reason) {
            heard.add("hindered " + reason);
        }
    }
}
