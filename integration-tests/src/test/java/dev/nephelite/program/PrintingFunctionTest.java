package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.testing.StagedApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions write to the standard streams of their process. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintingFunctionTest {
    private static final String TRIGGER = """
            {"type": "httpTrigger", "direction": "in", "name": "body", "authLevel": "anonymous"},
            {"type": "http", "direction": "out", "name": "$return"}""";
    private static final String LABEL = ".*Z] \\[speak [0-9a-f]{8}] ";

    @TempDir
    private Path folder;

    /** Functions that print. */
    public static final class Speakers {
        public String speak(@HttpTrigger(name = "body") String body) {
            System.out.println("to standard output");
            System.err.println("a warning to standard error");
            Thread other = new Thread(() -> System.out.println("on another thread"));
            other.start();
            return body;
        }
    }

    @Test
    void it_is_in_the_log_with_the_function_and_the_invocation() throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, Speakers.class, Map.of()).function("speak", "speak", TRIGGER);
        Path log = folder.resolve("log.json");
        try (Nephelite program =
                Nephelite.start(folder.resolve("data"), Map.of(), app.toString(), "--json-output-file=" + log)) {
            URI function = URI.create(program.function() + "/api/speak");
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(function).build(), BodyHandlers.discarding());

            program.awaitLine(line -> line.matches(LABEL + "to standard output"));
            program.awaitLine(line -> line.matches(LABEL + "a warning to standard error"));
            program.stop();
        }
        assertThat(log)
                .content()
                .containsPattern(
                        "\"level\":\"Information\",\"category\":\"Host.Function.Console\",\"function\":\"speak\".*"
                                + "to standard output")
                .containsPattern("\"level\":\"Warning\".*a warning to standard error")
                .containsPattern("\"category\":\"Host.Function.Console\",\"message\":\"on another thread\"");
    }
}
