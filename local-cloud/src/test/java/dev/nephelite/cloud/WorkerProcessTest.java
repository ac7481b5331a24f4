package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.get;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkerProcessTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "VARIABLE", "from the host",
            "JAVA_OPTS", "-Xmx96m",
            "AzureFunctionsJobHost__functionTimeout", "00:01:00");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ManualClock clock = new ManualClock(new SystemClock().now());

    private LocalCloudBuilder cloud() {
        return LocalCloud.builder()
                .machineClock(clock)
                .log(line -> log.add(line.message()))
                .functions(app());
    }

    private static FunctionApp app() {
        return FunctionApp.ofClasses(Clients.classes())
                .only(List.of("process", "status", "harm", "exitOnce"))
                .environment(ENVIRONMENT)
                .inWorkerProcess("-Dby=test");
    }

    private static HttpResponse<String> call(LocalCloud cloud, String function)
            throws IOException, InterruptedException {
        return get(cloud.endpoints().functions() + "/api/" + function);
    }

    private static String process(LocalCloud cloud, String what) throws IOException, InterruptedException {
        return call(cloud, "process?what=" + what).body();
    }

    /** The number of lines of the log that contain a text. */
    private long logged(String text) {
        return log.stream().filter(line -> line.contains(text)).count();
    }

    @Test
    void functions_run_in_a_JVM_of_their_own_with_the_folder_the_environment_and_the_options_of_the_app()
            throws Exception {
        try (LocalCloud cloud = cloud().start()) {
            assertThat(process(cloud, "id"))
                    .isNotEqualTo(Long.toString(ProcessHandle.current().pid()));
            assertThat(process(cloud, "folder")).isEqualTo(Clients.classes().toString());
            assertThat(process(cloud, "variable")).isEqualTo("from the host");
            assertThat(process(cloud, "options")).contains("-Xmx96m", "-Dby=test");
            assertThat(log).noneMatch(line -> line.contains("has no effect"));
        }
    }

    @Test
    void clients_of_functions_trust_the_certificate_of_storage(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("localhost.pfx");
        try (InputStream resource = WorkerProcessTest.class.getResourceAsStream("/dev/nephelite/localhost.pfx")) {
            Files.copy(Objects.requireNonNull(resource), file);
        }
        try (LocalCloud cloud = cloud().certificate(ServerCertificate.fromPkcs12(file, "secret"))
                .start()) {
            assertThat(cloud.endpoints().blob()).startsWith("https:");
            assertThat(call(cloud, "status?url=" + cloud.endpoints().blob() + "/none/none")
                            .body())
                    .isEqualTo("404");
        }
    }

    @Test
    void a_message_whose_function_ends_the_process_is_delivered_again_at_once() throws Exception {
        try (LocalCloud cloud = cloud().start()) {
            String before = process(cloud, "id");

            queue(cloud, "exits").sendMessage("message");

            QueueClient delivered = queue(cloud, "delivered");
            QueueMessageItem message =
                    Await.until("it is delivered again", delivered::receiveMessage, Objects::nonNull);
            assertThat(message.getBody()).hasToString("message 2");
            assertThat(process(cloud, "id")).isNotEqualTo(before);
            assertThat(logged("The java worker has ended with exit code 1; it starts again."))
                    .isEqualTo(1);
            assertThat(logged("System.exit was called by function 'exitOnce'")).isEqualTo(1);
        }
    }

    @Test
    void a_function_that_runs_out_of_memory_fails_and_others_go_on() throws Exception {
        try (LocalCloud cloud = cloud().start()) {
            assertThat(call(cloud, "harm?how=memory").body()).contains("OutOfMemoryError");

            assertThat(call(cloud, "process?what=id").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_function_that_starts_ten_thousand_threads_harms_no_other() throws Exception {
        try (LocalCloud cloud = cloud().start()) {
            HttpResponse<String> answer = call(cloud, "harm?how=crowd");
            assertThat(answer.statusCode() == 200 || answer.body().contains("OutOfMemoryError"))
                    .as(answer.body())
                    .isTrue();

            assertThat(call(cloud, "process?what=id").statusCode()).isEqualTo(200);
            QueueClient queue = queue(cloud, "unharmed");
            queue.sendMessage("message");
            assertThat(queue.peekMessage().getBody()).hasToString("message");
        }
    }

    @Test
    void a_process_that_is_killed_starts_again() throws Exception {
        try (LocalCloud cloud = cloud().start()) {
            String before = process(cloud, "id");

            ProcessHandle.of(Long.parseLong(before)).orElseThrow().destroyForcibly();

            Await.until("another process answers", () -> {
                HttpResponse<String> answer = call(cloud, "process?what=id");
                return answer.statusCode() == 200 && !answer.body().equals(before);
            });
            assertThat(logged("The java worker has ended with exit code 137")).isEqualTo(1);
        }
    }

    /** Calls a function that does not return, and returns when it runs. */
    private FutureTask<HttpResponse<String>> callWithoutEnd(LocalCloud cloud, String how) {
        FutureTask<HttpResponse<String>> call = new FutureTask<>(() -> call(cloud, "harm?how=" + how));
        new Thread(call).start();
        Await.until("the function runs", () -> logged("harm: " + how) == 1);
        return call;
    }

    private String line(String text) {
        return log.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"loop, ProcessFunctions.loop", "deadlock, ProcessFunctions.lock"})
    void a_function_that_never_ends_fails_after_its_timeout_and_its_process_starts_again(String how, String method)
            throws Exception {
        try (LocalCloud cloud = cloud().start()) {
            String before = process(cloud, "id");
            FutureTask<HttpResponse<String>> call = callWithoutEnd(cloud, how);

            Await.until("it takes too long", () -> {
                boolean ended = logged("Executed 'Functions.harm' (Failed") == 1;
                if (!ended) {
                    // In steps that leave the process the time to say where the function is.
                    clock.advance(Duration.ofSeconds(1));
                }
                return ended;
            });
            Await.until("it is cancelled", () -> logged("Initiating cancellation") == 1);
            assertThat(line("Initiating cancellation"))
                    .startsWith("Timeout value of 00:01:00 exceeded by function 'Functions.harm'")
                    .contains("\nThread 'java-worker', which runs function 'harm'")
                    .containsPattern("\n\\s+at [\\w.]*" + method + "\\(ProcessFunctions.java:\\d+\\)");
            Await.until("the process starts again", () -> {
                clock.advance(Duration.ofSeconds(10));
                return logged("The java worker was ended and starts again") == 1;
            });

            assertThat(call.get().body()).contains("FunctionTimeoutException");
            assertThat(process(cloud, "id")).isNotEqualTo(before);
        }
    }

    @Test
    void a_deadlock_is_reported_with_the_threads_that_wait_for_each_other() throws Exception {
        Map<String, String> unlimited = new HashMap<>(ENVIRONMENT);
        unlimited.put("AzureFunctionsJobHost__functionTimeout", "-1");
        try (LocalCloud cloud = cloud().functions(app().environment(unlimited)).start()) {
            long process = Long.parseLong(process(cloud, "id"));
            FutureTask<HttpResponse<String>> call = callWithoutEnd(cloud, "deadlock");

            Await.until("the deadlock is reported", () -> {
                clock.advance(Duration.ofSeconds(10));
                return logged("is in a deadlock") == 1;
            });

            assertThat(line("is in a deadlock"))
                    .startsWith("Function 'harm' (Id: '")
                    .containsPattern("\nThread 'java-worker', which runs function 'harm' .* waits for .*ReentrantLock")
                    .containsPattern("\n\\s+at .*ProcessFunctions.deadlock\\(ProcessFunctions.java:\\d+\\)")
                    .containsPattern("\nThread 'other' waits for .*ReentrantLock");
            ProcessHandle.of(process).orElseThrow().destroyForcibly();
            assertThat(call.get().statusCode()).isEqualTo(500);
        }
    }

    @Test
    void a_process_with_a_thread_that_never_ends_ends_with_the_cloud() throws Exception {
        ProcessHandle process;
        try (LocalCloud cloud = cloud().start()) {
            assertThat(call(cloud, "harm?how=threads").body()).isEqualTo("no harm done");
            process = ProcessHandle.of(Long.parseLong(process(cloud, "id"))).orElseThrow();
        }
        process.onExit().join();
    }

    @Nested
    class Given_an_app_that_changes {
        private static final String HTTP = "{\"type\":\"httpTrigger\",\"name\":\"in\",\"authLevel\":\"anonymous\"},"
                + "{\"type\":\"http\",\"direction\":\"out\",\"name\":\"$return\"}";
        private static final String QUEUES = "{\"type\":\"queueTrigger\",\"name\":\"message\",\"queueName\":\"exits\"},"
                + "{\"type\":\"queue\",\"direction\":\"out\",\"name\":\"$return\",\"queueName\":\"delivered\"}";

        @TempDir
        private Path folder;

        @TempDir
        private Path copies;

        @BeforeEach
        void stage() throws IOException {
            String name = ProcessFunctions.class.getName().replace('.', '/') + ".class";
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("app.jar")))) {
                jar.putNextEntry(new JarEntry(name));
                Files.copy(Clients.classes().resolve(name), jar);
            }
            Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
            stage("process", HTTP);
            stage("harm", HTTP);
            stage("exitOnce", QUEUES);
        }

        private void stage(String function, String bindings) throws IOException {
            Files.writeString(
                    Files.createDirectories(folder.resolve(function)).resolve("function.json"),
                    "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"%s.%s\",\"bindings\":[%s]}"
                            .formatted(ProcessFunctions.class.getName(), function, bindings));
        }

        private LocalCloud start() {
            LocalCloud cloud = cloud().functions(
                            FunctionApp.in(folder).reloadOnChange(copies).inWorkerProcess())
                    .start();
            cloud.ready().join();
            return cloud;
        }

        private void reload(LocalCloud cloud) throws Exception {
            stage("again", HTTP.replace("\"in\"", "\"in\",\"route\":\"process/again\""));
            Files.writeString(
                    folder.resolve("again/function.json"),
                    Files.readString(folder.resolve("again/function.json")).replace(".again", ".process"));
            Await.until("the app is loaded again", () -> {
                // In small steps, because a process that starts meanwhile has a minute to connect.
                clock.advance(Duration.ofMillis(20));
                return call(cloud, "process/again?what=id").statusCode() == 200;
            });
        }

        @Test
        void it_is_loaded_again_in_the_same_process() throws Exception {
            try (LocalCloud cloud = start()) {
                String before = process(cloud, "id");

                reload(cloud);

                assertThat(process(cloud, "id")).isEqualTo(before);
            }
        }

        /** Ends the process and waits until that is known: a call before that would still be sent to it. */
        private void exit(LocalCloud cloud, String consequence) throws Exception {
            call(cloud, "harm?how=exit");
            Await.until("it is logged" + consequence, () -> logged("exit code 1" + consequence) == 1);
        }

        @Test
        void a_process_that_ends_three_times_starts_again_only_after_a_change() throws Exception {
            try (LocalCloud cloud = start()) {
                exit(cloud, "; it starts again.");
                exit(cloud, "; it starts again in 10 seconds.");
                clock.advance(Duration.ofSeconds(10));
                exit(cloud, ", for the 3rd time within 30 minutes");

                assertThat(call(cloud, "process?what=id").statusCode()).isEqualTo(500);
                assertThat(process(cloud, "id"))
                        .contains("The java worker has ended with exit code 1, for the 3rd time within 30 minutes");
                String status = cloud.endpoints().functions() + "/admin/host/drain/status";
                Await.until("queues are not read", () -> get(status).body().contains("Completed"));
                QueueClient exits = queue(cloud, "exits");
                exits.sendMessage("message");
                assertThat(exits.peekMessage().getDequeueCount()).isZero();

                reload(cloud);

                QueueClient delivered = queue(cloud, "delivered");
                QueueMessageItem message =
                        Await.until("the message is delivered", delivered::receiveMessage, Objects::nonNull);
                assertThat(message.getBody()).hasToString("message 2");
            }
        }
    }
}
