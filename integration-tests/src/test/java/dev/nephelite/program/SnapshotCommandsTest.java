package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands for snapshots, exports and imports. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SnapshotCommandsTest {
    @TempDir
    private Path folder;

    private final CommandRunner commands = new CommandRunner();

    @Test
    void what_was_saved_is_there_after_a_kill_and_in_exports_before_and_after_it() throws Exception {
        Path running = folder.resolve("running.zip");
        Path atRest = folder.resolve("at-rest.zip");
        try (Nephelite program = Nephelite.start(folder.resolve("data"), Map.of(), "--storage-only")) {
            QueueClient orders = orders(program);
            orders.create();
            orders.sendMessage("5 apples");
            assertThat(nephelite("snapshot", "save", "one")).isZero();
            assertThat(commands.err().strip()).isEqualTo("nephelite: snapshot one is saved");
            assertThat(nephelite("snapshot", "save", "one")).isEqualTo(1);
            assertThat(commands.err().strip())
                    .endsWith("nephelite: There is a snapshot 'one' already. --replace replaces it.");
            assertThat(nephelite("snapshot", "load", "two")).isEqualTo(1);
            assertThat(commands.err()).contains("There is no snapshot 'two'.");
            orders.clearMessages();
            assertThat(nephelite("export", running.toString())).isZero();
            assertThat(nephelite("export", running.toString())).isEqualTo(2);
            assertThat(commands.err()).contains(running + " exists already. --force replaces it.");
            assertThat(nephelite("import", running.toString())).isEqualTo(4);
            assertThat(commands.err().strip())
                    .endsWith("is in use by another process (pid " + program.pid()
                            + "). An import makes a new data folder, it does not add to one. Stop that process and move"
                            + " its folder away, or choose another folder with --location.");
            program.kill();
        }

        assertThat(nephelite("export", atRest.toString())).isZero();
        assertThat(nephelite("export", "--force", atRest.toString())).isZero();
        assertThat(commands.out().lines()).hasSize(3).allMatch(line -> line.contains(".zip has "));
        for (Path export : List.of(running, atRest)) {
            Path copy = folder.resolve("copy of " + export.getFileName());
            assertThat(commands.execute("import", export.toString(), "--location=" + copy))
                    .isZero();
            assertThat(commands.execute("verify", copy.toString())).isZero();
        }
        commands.clear();
        try (Nephelite program = Nephelite.start(folder.resolve("data"), Map.of(), "--storage-only")) {
            assertThat(nephelite("snapshot", "list")).isZero();
            assertThat(commands.out().strip()).matches("20\\S+Z  one");
            assertThat(nephelite("snapshot", "load", "one", "-o", "json")).isZero();
            assertThat(commands.out().lines()).last().isEqualTo("{\"loaded\":\"one\"}");
            assertThat(orders(program).receiveMessage()).isNotNull();
            assertThat(nephelite("snapshot", "delete", "one")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "snapshot:store | 'store' is none of save, load, list and delete.",
                "snapshot:save | 'snapshot save' needs the name of a snapshot.",
                "snapshot:save:../one | '../one' cannot be the name of a snapshot.",
                "snapshot:list:one | 'snapshot list' takes no 'one'.",
                "snapshot:load:one:--replace | Only 'snapshot save' takes --replace.",
                "import | Name either a file that 'nephelite export' has written, or --from-azurite DIR."
            })
    void mistakes_are_explained(String arguments, String message) {
        List<String> all = new ArrayList<>(List.of(arguments.split(":")));

        assertThat(nephelite(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(commands.err()).contains(message);
    }

    @Test
    void import_refuses_another_file_in_one_line() throws Exception {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear");

        assertThat(nephelite("import", letter.toString())).isEqualTo(1);

        assertThat(commands.err().strip())
                .isEqualTo("nephelite: " + letter + " is not an export of Nephelite, or only a part of one.");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private int nephelite(String... arguments) {
        return commands.executeAt(folder.resolve("data"), arguments);
    }

    private static QueueClient orders(Nephelite program) throws IOException {
        return new QueueClientBuilder()
                .connectionString(program.connectionString())
                .queueName("orders")
                .buildClient();
    }
}
