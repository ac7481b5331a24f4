package dev.nephelite.function.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConcurrencyLimitTest {
    private final ConcurrencyLimit limit = new ConcurrencyLimit(1);
    private final List<String> started = new ArrayList<>();
    private final Deque<CompletableFuture<String>> running = new ArrayDeque<>();

    private CompletableFuture<String> run(String function, String name) {
        return limit.run(function, Runnable::run, () -> {
            started.add(name);
            CompletableFuture<String> result = new CompletableFuture<>();
            running.add(result);
            return result;
        });
    }

    private void start(String function, String name) {
        CompletableFuture<String> unused = run(function, name);
    }

    private void end() {
        running.remove().complete("done");
    }

    @Test
    void without_a_debugger_all_run_at_once() {
        start("Resize", "first");
        start("Resize", "second");

        assertThat(started).containsExactly("first", "second");
    }

    @Test
    void an_invocation_waits_for_those_of_the_same_function_in_order() {
        limit.setActive(true);
        start("Resize", "first");
        start("Resize", "second");
        CompletableFuture<String> third = run("Resize", "third");
        assertThat(started).containsExactly("first");

        end();
        assertThat(started).containsExactly("first", "second");
        end();
        assertThat(started).containsExactly("first", "second", "third");
        end();

        assertThat(third).isCompletedWithValue("done");
    }

    @Test
    void functions_do_not_wait_for_each_other() {
        limit.setActive(true);
        start("Resize", "first");
        start("Upload", "second");

        assertThat(started).containsExactly("first", "second");
    }

    @Test
    void an_invocation_that_fails_lets_the_next_one_start() {
        limit.setActive(true);
        CompletableFuture<String> first = run("Resize", "first");
        start("Resize", "second");

        running.remove().completeExceptionally(new IllegalStateException("no"));

        assertThat(first).isCompletedExceptionally();
        assertThat(started).containsExactly("first", "second");
    }

    @Test
    void an_invocation_that_cannot_start_lets_the_next_one_start() {
        limit.setActive(true);
        CompletableFuture<String> unused = limit.run("Resize", Runnable::run, () -> {
            throw new IllegalStateException("no");
        });

        start("Resize", "second");

        assertThat(started).containsExactly("second");
    }

    @Test
    void all_start_when_the_debugger_is_detached() {
        limit.setActive(true);
        start("Resize", "first");
        start("Resize", "second");
        start("Resize", "third");

        limit.setActive(false);

        assertThat(started).containsExactly("first", "second", "third");
    }

    @Test
    void after_a_debugger_is_attached_again_those_that_still_run_count() {
        limit.setActive(true);
        start("Resize", "first");
        start("Resize", "second");
        limit.setActive(false);

        limit.setActive(true);
        start("Resize", "third");
        end();
        assertThat(started).containsExactly("first", "second");
        end();

        assertThat(started).containsExactly("first", "second", "third");
    }
}
