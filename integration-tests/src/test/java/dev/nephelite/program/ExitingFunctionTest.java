package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.testing.StagedApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A function that ends the program in which it runs: its exit code must not be taken for one of ours. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExitingFunctionTest {
    private static final String TRIGGER = """
            {"type": "httpTrigger", "direction": "in", "name": "body", "authLevel": "anonymous"},
            {"type": "http", "direction": "out", "name": "$return"}""";

    @TempDir
    private Path folder;

    /** Exits with the code that means, for a start, that a port is in use. */
    public static final class ExitingFunctions {
        public String quit(@HttpTrigger(name = "body") String body) {
            System.exit(3);
            return body;
        }

        /** The function itself would never end. */
        public String quitOnAThread(@HttpTrigger(name = "body") String body) throws InterruptedException {
            Thread exiting = new Thread(() -> System.exit(3), "background");
            exiting.start();
            exiting.join();
            return body;
        }

        /** The threads of this pool inherit nothing from the app. */
        public String quitInTheCommonPool(@HttpTrigger(name = "body") String body) throws InterruptedException {
            ForkJoinPool.commonPool().execute(() -> System.exit(3));
            new CountDownLatch(1).await();
            return body;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "quit | function 'quit'",
                "quitOnAThread | thread 'background' of the app",
                "quitInTheCommonPool | thread 'ForkJoinPool.commonPool-worker-1' of the app"
            })
    void one_line_names_the_caller_and_the_exit_code_is_one_of_its_own(String function, String caller)
            throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, ExitingFunctions.class, Map.of()).function(function, function, TRIGGER);
        try (Nephelite program = Nephelite.start(folder.resolve("data"), Map.of(), app.toString(), "--in-process")) {
            CompletableFuture<HttpResponse<String>> unanswered = HttpClient.newHttpClient()
                    .sendAsync(
                            HttpRequest.newBuilder(URI.create(program.function() + "/api/" + function))
                                    .build(),
                            BodyHandlers.ofString());

            program.awaitLine(
                    line -> line.equals("nephelite: " + caller + " has called System.exit, which ends Nephelite"
                            + " as well, with exit code 13. Throw an exception instead."));
            assertThat(program.await()).isEqualTo(13);
            assertThat(folder.resolve("data/endpoints.json")).doesNotExist();
            unanswered.cancel(true);
        }
    }
}
