package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Explanation.Outcome;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.Fact.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Why functions of {@link LetterFunctions} ran or did not run, as the control plane explains it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhyTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private LocalCloud cloud;

    @BeforeEach
    void start() {
        cloud = LocalCloud.builder()
                .controlPort(0)
                .startTime(Instant.parse("2026-12-31T12:00:00Z"))
                .frozenClock()
                .functions(letters().only(List.of("answer", "deliver", "collect", "greet")))
                .start();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private HttpResponse<String> ask(String query) throws IOException, InterruptedException {
        return Clients.get(cloud.endpoints().control() + "/v1/why?" + query);
    }

    private Explanation why(String function, String about) throws Exception {
        cloud.awaitIdle(LONGEST);
        String query = "function=" + function
                + (about.isEmpty() ? "" : "&about=" + URLEncoder.encode(about, StandardCharsets.UTF_8));
        HttpResponse<String> answer = ask(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Explanation.parse(answer.body());
    }

    private static Fact first(Explanation explanation) {
        return explanation.facts().get(0);
    }

    private void write(String name) {
        container(cloud, "letters").getBlobClient(name).upload(BinaryData.fromString("Hello"), true);
    }

    @Test
    void a_blob_for_which_the_function_ran_once() throws Exception {
        container(cloud, "answers");
        write("Ada");

        Explanation explanation = why("answer", "letters/Ada");

        assertThat(explanation.outcome()).isEqualTo(Outcome.RAN);
        assertThat(explanation.verdict()).startsWith("It ran for this version of the blob at ");
        assertThat(first(explanation).runs()).hasSize(1);
        assertThat(explanation.facts()).extracting(Fact::kind).contains(Kind.RECEIPT, Kind.SOURCE);
    }

    @Test
    void a_blob_in_another_container() throws Exception {
        container(cloud, "notes").getBlobClient("Ada").upload(BinaryData.fromString("Hello"));

        Explanation explanation = why("answer", "notes/Ada");

        assertThat(explanation.outcome()).isEqualTo(Outcome.PREVENTED);
        assertThat(first(explanation).kind()).isEqualTo(Kind.CONTAINER_DIFFERS);
        assertThat(explanation.verdict())
                .isEqualTo(
                        "The blob is in the container 'notes', but the function listens to the container 'letters'.");
    }

    @Test
    void a_blob_that_was_deleted() throws Exception {
        cloud.pauseTriggers();
        write("Ada");
        container(cloud, "letters").getBlobClient("Ada").delete();

        Explanation explanation = why("answer", "letters/Ada");

        assertThat(first(explanation).kind()).isEqualTo(Kind.BLOB_MISSING);
        assertThat(explanation.verdict())
                .isEqualTo("There is no blob 'letters/Ada' in the account 'devstoreaccount1'. It was written at"
                        + " 2026-12-31T12:00:00Z and deleted at 2026-12-31T12:00:00Z.");
    }

    @Test
    void a_message_with_a_delay() throws Exception {
        String id = queue(cloud, "parcels")
                .sendMessageWithResponse("book", Duration.ofMinutes(5), null, null, Context.NONE)
                .getValue()
                .getMessageId();

        Explanation explanation = why("deliver", id);

        assertThat(explanation.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(explanation.verdict())
                .isEqualTo(
                        "Message " + id + " is invisible until 2026-12-31T12:05:00Z, because it was put with a delay.");
        assertThat(why("deliver", "book").facts()).isEqualTo(explanation.facts());
        assertThat(why("deliver", "parcels/" + id).facts()).isEqualTo(explanation.facts());
    }

    @Test
    void a_message_while_triggers_are_paused() throws Exception {
        cloud.pauseTriggers();
        QueueClient parcels = queue(cloud, "parcels");
        parcels.sendMessage("book");

        Explanation explanation = why("deliver", "book");

        assertThat(explanation.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(explanation.facts()).extracting(Fact::kind).startsWith(Kind.TRIGGERS_PAUSED, Kind.QUEUED);
        assertThat(parcels.peekMessage().getDequeueCount()).isZero();
    }

    @Test
    void questions_that_have_no_answer_are_refused() throws Exception {
        assertThat(ask("").statusCode()).isEqualTo(400);
        assertThat(ask("function=anser").body()).contains("There is no function 'anser'. The app has: ");
        assertThat(ask("function=answer&blob=a/b&about=c").body()).contains("Give only one of the parameters");
        assertThat(ask("function=collect&time=noon").body())
                .contains("'noon' is not a time such as 2026-01-31T12:00:00Z or 10m ago.");
        assertThat(ask("function=collect&run=abc").body()).contains("There is no run 'abc' of this function");
    }
}
