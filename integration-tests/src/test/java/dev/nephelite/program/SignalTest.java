package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the program ends when it is told to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(OS.WINDOWS)
class SignalTest {
    private static final Duration MORE_THAN_A_MOMENT = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130, stopping; Ctrl-C again to end at once", "TERM, 143, stopping", "HUP, 129, stopping"})
    void it_stops_in_order_and_says_so(String signal, int exitCode, String line) throws Exception {
        assumeTrue(Signals.isHeard(signal), "SIG" + signal + " is ignored");
        try (Nephelite program = Nephelite.start(folder.resolve("data"), Map.of())) {
            program.signal(signal);

            program.awaitLine(printed -> printed.equals("nephelite: " + line));
            assertThat(program.await()).isEqualTo(exitCode);
            assertThat(folder.resolve("data/endpoints.json")).doesNotExist();
        }
    }

    @Test
    void a_signal_to_its_whole_process_group_starts_no_worker_again() throws Exception {
        assumeTrue(Signals.isHeard("TERM"), "SIGTERM is ignored");
        Path app = ToldFunctions.stage(folder.resolve("app"));
        try (Nephelite program = Nephelite.start(folder.resolve("data"), Map.of(), app.toString())) {
            program.signalAll("TERM");

            assertThat(program.await()).isEqualTo(143);
            assertThat(program.output()).noneMatch(line -> line.contains("worker has ended"));
        }
    }

    @Test
    void a_second_Ctrl_C_ends_it_at_once_though_a_function_hangs() throws Exception {
        assumeTrue(Signals.isHeard("INT"), "SIGINT is ignored");
        try (Nephelite program = startWithMessage("work", "hanging")) {
            program.signal("INT");
            program.awaitLine(line -> line.contains("Ctrl-C again"));
            program.requireRunning(MORE_THAN_A_MOMENT);
            program.signal("INT");

            assertThat(program.await()).isEqualTo(130);
            assertThat(program.output()).contains("nephelite: ended before everything had stopped");
        }
    }

    @Test
    void a_shutdown_hook_in_its_process_that_never_returns_does_not_keep_it_from_ending() throws Exception {
        assumeTrue(Signals.isHeard("TERM"), "SIGTERM is ignored");
        try (Nephelite program = startWithMessage("at the end", "going to hang", "--in-process")) {
            program.signal("TERM");

            assertThat(program.await()).isEqualTo(11);
            assertThat(program.output()).anyMatch(line -> line.contains("still not stopped after 10 seconds"));
        }
    }

    /** Starts the program and returns when its function has logged a line for the message. */
    private Nephelite startWithMessage(String message, String line, String... options) throws Exception {
        Path app = ToldFunctions.stage(folder.resolve("app"));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(0, app.toString());
        Nephelite program = Nephelite.start(folder.resolve("data"), Map.of(), arguments.toArray(String[]::new));
        QueueClient queue = new QueueClientBuilder()
                .connectionString(program.connectionString())
                .queueName("hung")
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient();
        queue.createIfNotExists();
        queue.sendMessage(message);
        program.awaitLine(logged -> logged.endsWith(line));
        return program;
    }
}
