package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.AppFolder;
import dev.nephelite.function.app.AppSource;
import dev.nephelite.function.app.TestApp;
import dev.nephelite.function.trigger.HostModes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HotReloadTest {
    @TempDir
    private Path folder = Path.of("");

    private final RecordedLog log = new RecordedLog();
    private final SystemClock clock = new SystemClock();
    private final HttpClient client = HttpClient.newHttpClient();
    private FunctionHost host;

    private void answer(String text) {
        TestApp.compile(folder.resolve("compiled"), "app.Web", """
                package app;
                import com.microsoft.azure.functions.annotation.*;
                public class Web {
                    @FunctionName("web")
                    public String run(@HttpTrigger(name = "request") String body) { return "%s"; }
                }
                """.formatted(text));
    }

    private void start() throws IOException {
        AppSource source =
                new AppSource(folder.resolve("staged"), folder, Map.of(), Map.of(), List.of(), TestApp.BINDING_TYPES);
        host = new FunctionHost(new HostOptions(
                new AppFolder(source, line -> {}),
                ServerAddress.plain("127.0.0.1", 0),
                null,
                HostModes.LOCAL,
                clock,
                RandomIds.unseeded(),
                log));
        host.start();
    }

    private void stage() throws IOException {
        Path staged = folder.resolve("staged");
        Files.createDirectories(staged);
        TestApp.jarOf(folder.resolve("compiled"), staged.resolve("app.jar"));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(host.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @AfterEach
    void close() {
        host.close();
        clock.close();
    }

    @Nested
    class Given_a_jar {
        @BeforeEach
        void run() throws IOException {
            answer("one");
            stage();
            start();
        }

        @Test
        void a_new_one_is_loaded() throws Exception {
            assertThat(get("/api/web").body()).isEqualTo("one");

            long written = System.nanoTime();
            answer("two");
            written = System.nanoTime();
            stage();
            String text = get("/api/web").body();
            while (!text.equals("two")) {
                text = get("/api/web").body();
            }
            System.err.println("took " + (System.nanoTime() - written) / 1_000_000 + " ms");
            System.err.println(log.lines());
        }
    }
}
