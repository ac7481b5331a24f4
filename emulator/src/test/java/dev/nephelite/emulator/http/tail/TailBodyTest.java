package dev.nephelite.emulator.http.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.ResumableBody;
import dev.nephelite.emulator.http.tail.TailBody.Lines;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TailBodyTest {
    private final Tail tail = new Tail(1);

    @Test
    void sendTo_completes_when_the_sequence_is_closed_before_its_last_line_was_read() throws IOException {
        TailBody body = new TailBody(tail, after -> new Lines("", after), 0, true);
        tail.close();

        assertThat(body.sendTo(new Everything())).isEqualTo(ResumableBody.Progress.COMPLETE);
    }

    @Test
    void sendTo_continues_after_the_last_line_sent() throws IOException {
        List<Long> positions = new ArrayList<>();
        TailBody body = new TailBody(
                tail,
                after -> {
                    positions.add(after);
                    return new Lines("line\n", after + 1);
                },
                0,
                true);

        assertThat(body.sendTo(new Everything())).isEqualTo(ResumableBody.Progress.NOTHING_YET);
        tail.advanceTo(2);
        assertThat(body.sendTo(new Everything())).isEqualTo(ResumableBody.Progress.NOTHING_YET);
        assertThat(positions).containsExactly(0L, 1L);
    }

    @Test
    void whenMore_wakes_once_for_a_new_line_and_once_for_the_end() {
        TailBody body = new TailBody(tail, after -> new Lines("", after), 1, true);
        List<String> woken = new ArrayList<>();

        body.whenMore(Runnable::run, () -> woken.add("by a line"));
        tail.advanceTo(2);
        tail.advanceTo(3);
        TailBody caughtUp = new TailBody(tail, after -> new Lines("", after), 3, true);
        caughtUp.whenMore(Runnable::run, () -> woken.add("by the end"));
        tail.close();

        assertThat(woken).containsExactly("by a line", "by the end");
    }

    @Test
    void whenMore_gives_an_executor_one_task_for_all_bodies_that_wait() {
        List<Runnable> tasks = new ArrayList<>();
        Executor executor = tasks::add;
        List<Integer> woken = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int number = i;
            new TailBody(tail, after -> new Lines("", after), 1, true).whenMore(executor, () -> woken.add(number));
        }

        tail.advanceTo(2);

        assertThat(tasks).hasSize(1);
        tasks.get(0).run();
        assertThat(woken).hasSize(2_000);
    }

    private static final class Everything implements ResumableBody.Sink {
        @Override
        public int write(byte[] bytes, int offset, int count) {
            return count;
        }

        @Override
        public long transfer(FileChannel file, long position, long count) {
            return count;
        }
    }
}
