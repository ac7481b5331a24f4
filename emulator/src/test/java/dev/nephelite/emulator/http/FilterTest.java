package dev.nephelite.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterTest {
    private final List<String> passed = new ArrayList<>();

    private Filter<String> named(String name) {
        return (request, next) -> {
            passed.add(name);
            return next.handle(request);
        };
    }

    @Test
    void chain_callsFiltersInOrderAndThenTheHandler() throws IOException {
        Filter.Next<String> chain = Filter.chain(List.of(named("first"), named("second")), request -> {
            passed.add(request);
            return CompletableFuture.completedFuture(Response.of(200));
        });

        assertThat(chain.handle("handler").toCompletableFuture().join().status())
                .isEqualTo(200);
        assertThat(passed).containsExactly("first", "second", "handler");
    }

    @Test
    void chain_endsAtAFilterThatAnswers() throws IOException {
        Filter<String> answers = (request, next) -> CompletableFuture.completedFuture(Response.of(403));
        Filter.Next<String> chain = Filter.chain(List.of(answers, named("second")), request -> {
            throw new AssertionError("not to be reached");
        });

        assertThat(chain.handle("").toCompletableFuture().join().status()).isEqualTo(403);
        assertThat(passed).isEmpty();
    }

    @Test
    void onResponse_changesAResponseAsSoonAsItIsThere() throws IOException {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Filter.Next<String> chain = Filter.chain(List.of(describing()), request -> answer);

        CompletionStage<Response> later = chain.handle("r");
        assertThat(later.toCompletableFuture()).isNotDone();
        answer.complete(Response.of(200));

        assertThat(later.toCompletableFuture().join().has("of-r")).isTrue();
        assertThat(chain.handle("s")).isSameAs(answer);
        assertThat(answer.join().has("of-s")).isTrue();
    }

    @Test
    void onResponse_releasesAResponseThatCannotBeChanged() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Filter<String> broken = Filter.onResponse((request, response) -> {
            throw new IllegalStateException("expected by the test");
        });
        Filter.Next<String> chain = Filter.chain(
                List.of(broken),
                request -> CompletableFuture.completedFuture(Response.of(200).body(new Body() {
                    @Override
                    public long length() {
                        return 1;
                    }

                    @Override
                    public void writeTo(BodySink sink) {}

                    @Override
                    public void close() {
                        closed.complete(null);
                    }
                })));

        assertThatIllegalStateException().isThrownBy(() -> chain.handle(""));
        assertThat(closed).isDone();
    }

    private static Filter<String> describing() {
        return Filter.onResponse((request, response) -> response.header("of-" + request, "yes"));
    }
}
