package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.app.config.InvalidAppException.UnknownRuntimeException;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.app.discovery.ReloadingAppLoader;
import dev.nephelite.function.app.discovery.WorkerRuntime;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.Emulators;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function host with a runtime for a language besides Java. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkerRuntimeTest {
    private static final String SETTING = "nephelite.test.script";

    @TempDir
    private Path folder = Path.of("");

    private final SystemClock clock = new SystemClock();
    private final Emulators emulators = new Emulators();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable FunctionHost host;

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
        emulators.close();
        clock.close();
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve("app").resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private void function(String name, String trigger, String output, String script) throws IOException {
        write(name + "/function.json", """
                {"scriptFile": "run.script", "bindings": [
                  {"name": "in", %s},
                  {"name": "$return", "direction": "out", %s}]}
                """.formatted(trigger, output));
        write(name + "/run.script", script);
    }

    private void greeter() throws IOException {
        write("host.json", "{\"version\": \"2.0\"}");
        function("greet", "\"type\": \"httpTrigger\", \"authLevel\": \"anonymous\"", "\"type\": \"http\"", "Hello, $!");
    }

    private void setting(String name, String value) throws IOException {
        write("local.settings.json", "{\"Values\": {\"%s\": \"%s\"}}".formatted(name, value));
    }

    private AppLocation location(WorkerRuntime... runtimes) {
        return new AppLocation(
                folder.resolve("app"), Map.of(), Map.of(), List.of(runtimes), FunctionHost.bindingTypes());
    }

    private JavaRuntime java() {
        return new JavaRuntime(folder.resolve("cache"), Map.of(), List.of(), true);
    }

    private FunctionHost start(AppLocation location) throws IOException {
        ReloadingAppLoader loader =
                new ReloadingAppLoader(location, Files.createDirectories(folder.resolve("temporary")), note -> {});
        FunctionHost started = new FunctionHost(HostOptions.builder(loader, Clocks.single(clock), RandomIds.unseeded())
                .developmentStorage(emulators.connectionString())
                .build());
        host = started;
        started.start();
        return started;
    }

    private String send(FunctionHost running, HttpRequest.Builder request, String path) throws Exception {
        HttpRequest complete = request.uri(URI.create(running.url() + path)).build();
        return http.send(complete, BodyHandlers.ofString()).body();
    }

    private String greet(FunctionHost running, String name) throws Exception {
        return send(running, HttpRequest.newBuilder().POST(BodyPublishers.ofString(name)), "/api/greet");
    }

    @Test
    void an_HTTP_function_runs_in_the_language_that_the_settings_name() throws Exception {
        greeter();
        setting(WorkerRuntime.SETTING, "Script");

        FunctionHost running = start(location(java(), new ScriptRuntime()));

        assertThat(running.errors()).isEmpty();
        assertThat(greet(running, "Ada")).isEqualTo("Hello, Ada!");
        assertThat(send(running, HttpRequest.newBuilder(), "/admin/functions"))
                .contains("\"language\":\"script\"", "\"scriptFile\":\"../run.script\"")
                .doesNotContain("entryPoint");
    }

    @Test
    void a_queue_function_receives_and_sends_messages() throws Exception {
        greeter();
        function(
                "relay",
                "\"type\": \"queueTrigger\", \"queueName\": \"orders\"",
                "\"type\": \"queue\", \"queueName\": \"done\"",
                "done: $");
        QueueClient orders = queue("orders");
        QueueClient done = queue("done");

        start(location(new ScriptRuntime()));
        orders.sendMessage(Base64.getEncoder().encodeToString("one".getBytes(StandardCharsets.UTF_8)));

        @Nullable
        QueueMessageItem message =
                Await.until("the function has sent a message", done::receiveMessage, received -> received != null);
        assertThat(Base64.getDecoder().decode(message.getBody().toBytes()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("done: one");
    }

    private QueueClient queue(String name) {
        QueueClient queue = new QueueClientBuilder()
                .connectionString(emulators.connectionString())
                .queueName(name)
                .buildClient();
        queue.create();
        return queue;
    }

    @Test
    void a_changed_script_is_loaded_again() throws Exception {
        greeter();
        FunctionHost running = start(location(new ScriptRuntime()));
        assertThat(greet(running, "Ada")).isEqualTo("Hello, Ada!");

        write("greet/run.script", "Good morning, $!");

        Await.until("the new script answers", () -> greet(running, "Ada"), "Good morning, Ada!"::equals);
    }

    @Test
    void the_files_decide_which_runtime_it_is_if_no_setting_does() throws Exception {
        greeter();

        assertThat(location(new ScriptRuntime(), java())
                        .load(note -> {})
                        .settings()
                        .value(WorkerRuntime.SETTING))
                .isEqualTo("script");
        assertThat(location(java()).load(note -> {}).errors())
                .singleElement()
                .asString()
                .contains("run.script, but only functions in a jar can run here");
    }

    @Test
    void a_language_without_a_runtime_is_refused_with_those_that_there_are() throws Exception {
        greeter();
        setting(WorkerRuntime.SETTING, "cobol");

        assertThatExceptionOfType(UnknownRuntimeException.class)
                .isThrownBy(() -> location(java(), new ScriptRuntime()).load(note -> {}))
                .withMessage(
                        "The setting FUNCTIONS_WORKER_RUNTIME is 'cobol', but there is no runtime for it. Set it to"
                                + " 'java' or 'script', in the environment or under \"Values\" in local.settings.json.");
    }

    @Test
    void an_app_that_is_not_in_Java_changes_nothing_of_the_process() throws Exception {
        greeter();
        setting(SETTING, "secret");
        SSLContext before = SSLContext.getDefault();

        FunctionHost running = start(location(new ScriptRuntime(), java()));
        assertThat(running.functions()).extracting(HostedFunction::name).containsExactly("greet");

        assertThat(SSLContext.getDefault()).isSameAs(before);
        assertThat(System.getProperty(SETTING)).isNull();
        assertThat(System.getenv(SETTING)).isNull();
    }
}
