package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What newcomers get wrong: each mistake is one line that names the cause, the place and the remedy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartMistakesTest {
    @TempDir
    private Path folder;

    @Test
    void a_repository_as_data_folder_is_refused_and_nothing_in_it_is_touched() throws IOException {
        Files.writeString(folder.resolve(".gitignore"), "target/\n");
        Files.writeString(folder.resolve("pom.xml"), "<project/>");

        assertRefused(4, "--location=" + folder)
                .contains("The data folder " + folder + " cannot be used", "pom.xml")
                .contains("for example " + folder.resolve(".nephelite"))
                .endsWith("Choose another folder with --location.");

        assertThat(folder.resolve(".gitignore")).hasContent("target/");
        assertThat(names()).containsExactlyInAnyOrder(".gitignore", "pom.xml");
    }

    @Test
    void a_folder_of_Azurite_is_recognized_and_left_as_it_is() throws IOException {
        Files.createDirectory(folder.resolve("__blobstorage__"));
        Files.writeString(folder.resolve("__azurite_db_blob__.json"), "{}");

        assertRefused(4, "-l=" + folder)
                .contains("contains Azurite's data", "--location", "'nephelite import --from-azurite " + folder + "'");

        assertThat(names()).containsExactlyInAnyOrder("__blobstorage__", "__azurite_db_blob__.json");
    }

    @Test
    void a_file_as_data_folder_is_refused() throws IOException {
        Path file = mine("data");

        assertRefused(4, "-l=" + file).contains(file + " is a file, not a folder.", "--location");

        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile", "--endpoints-file"})
    void a_file_that_no_earlier_start_has_written_is_not_overwritten(String option) throws IOException {
        Path file = mine("pom.xml");

        assertRefused(2, option + "=" + file).contains(option + ": " + file + " is not", "would be overwritten");

        assertThat(file).hasContent("mine");
    }

    @Test
    void a_folder_that_no_profile_was_written_to_is_not_changed_by_one() throws IOException {
        Path mine = Files.writeString(
                Files.createDirectory(folder.resolve("run-functions")).resolve("mine"), "mine");

        assertRefused(2, "--profile=" + folder.resolve("run.jfr"))
                .contains("--profile: ", mine.getParent() + ", which is not from an earlier profile.");

        assertThat(mine.getParent()).isDirectoryContaining(mine::equals);
        assertThat(folder.resolve("run.jfr")).doesNotExist();
    }

    @Test
    void a_profile_without_an_app_is_refused() {
        Path file = folder.resolve("run.jfr");

        assertRefused(2, "--profile=" + file).contains("--profile: There is no function app to record.");

        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile", "--endpoints-file", "--json-output-file"})
    void a_file_in_a_folder_that_is_missing_is_refused(String option) {
        Path file = folder.resolve("missing").resolve("file");

        assertRefused(2, option + "=" + file)
                .contains(option + ": " + file + " cannot be written: there is no folder " + file.getParent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile", "--endpoints-file", "--json-output-file"})
    void a_folder_in_place_of_a_file_is_refused(String option) {
        assertRefused(2, option + "=" + folder).contains(option + ": " + folder + " is a folder.");
    }

    /** Even for root, there are no new files in /proc. */
    @ParameterizedTest
    @CsvSource({"--json-output-file, 2", "--endpoints-file, 1"})
    @EnabledOnOs(OS.LINUX)
    void a_file_that_cannot_be_written_after_all_is_refused_with_the_reason(String option, int exitCode) {
        assumeTrue(Files.isWritable(Path.of("/proc")), "only root gets so far");
        assertRefused(exitCode, "--in-memory", option + "=/proc/nephelite")
                .contains("/proc/nephelite")
                .contains("cannot be written: there is no such file or folder")
                .contains(exitCode == 1 ? "--endpoints-file" : "Name a file elsewhere.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--blob-host", "--blobHost", "--queue-host", "--queueHost"})
    void an_address_of_another_machine_is_refused(String option) {
        assertRefused(1, "--in-memory", option + "=192.0.2.1")
                .contains("192.0.2.1 is not an address of this machine. Give --" + option.substring(2, 6))
                .contains("127.0.0.1");
    }

    @Test
    void a_name_that_no_machine_has_is_refused() {
        assertRefused(1, "--in-memory", "--blob-host=nowhere.invalid")
                .contains("nowhere.invalid is not an address of this machine");
    }

    private AbstractStringAssert<?> assertRefused(int exitCode, String... options) {
        CommandRunner commands = new CommandRunner();
        String[] arguments = new String[options.length + 4];
        List.of("start", "--blob-port=0", "--queue-port=0", "--control-port=0").toArray(arguments);
        System.arraycopy(options, 0, arguments, 4, options.length);

        int code = commands.execute(arguments);

        assertThat(code).as(commands.err()).isEqualTo(exitCode);
        assertThat(commands.out()).isEmpty();
        return assertThat(commands.err().lines())
                .filteredOn(line -> !line.contains("storage only"))
                .singleElement(STRING)
                .startsWith("nephelite: ");
    }

    private Path mine(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "mine");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
