package dev.nephelite.emulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SystemClockTest {
    private final BlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();

    @Test
    void schedule_logsAnErrorOfATaskAndRunsTheNext() throws InterruptedException {
        Logger log = Logger.getLogger(SystemClock.class.getName());
        Handler recorder = new Recorder();
        log.addHandler(recorder);
        log.setUseParentHandlers(false);
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        Error failure = new StackOverflowError();
        try (SystemClock clock = new SystemClock()) {
            clock.schedule(Duration.ZERO, () -> {
                throw failure;
            });
            clock.schedule(Duration.ZERO, () -> done.add("next"));

            assertThat(done.poll(4, TimeUnit.MINUTES)).isEqualTo("next");
            assertThat(logged.remove().getThrown()).isSameAs(failure);
        } finally {
            log.removeHandler(recorder);
            log.setUseParentHandlers(true);
        }
    }

    private final class Recorder extends Handler {
        @Override
        public void publish(LogRecord line) {
            logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
