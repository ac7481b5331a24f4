package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageOptionsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int start(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "start";
        System.arraycopy(options, 0, args, 1, options.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Nested
    class Given_data_in_memory {
        @ParameterizedTest
        @CsvSource({
            "--in-memory, --location=data, --location",
            "--in-memory, -l=.nephelite, --location",
            "--inMemoryPersistence, --location=data, --location",
            "--in-memory, --durability=process, --durability",
            "--in-memory, --durability=fsync, --durability"
        })
        void an_option_for_data_on_disk_is_refused_with_the_remedy(String inMemory, String onDisk, String name) {
            assertThat(start(inMemory, onDisk)).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("nephelite: --in-memory and " + name + " contradict each other: in memory ")
                    .contains("Leave one of them out.");
            assertThat(out.toString()).isEmpty();
        }
    }

    @Nested
    class Given_days_for_deleted_containers {
        @ParameterizedTest
        @CsvSource({"-1", "366"})
        void more_than_a_year_or_less_than_none_are_refused(String days) {
            assertThat(start("--container-delete-retention-days=" + days)).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("nephelite: --container-delete-retention-days takes 0 to 365 days, not " + days);
            assertThat(out.toString()).isEmpty();
        }
    }

    @Nested
    class Given_a_durability_there_is_not {
        @Test
        void it_names_those_there_are() {
            assertThat(start("--durability=disk")).isEqualTo(2);
            assertThat(err.toString()).contains("--durability", "'disk' is neither process nor fsync.");
        }
    }

    @Nested
    class Given_someone_who_asks_for_help {
        @Test
        void it_says_what_a_write_survives_and_what_memory_means() {
            assertThat(start("--help")).isZero();
            assertThat(out.toString().replaceAll("\\s+", " "))
                    .contains("--durability process|fsync", "loss of power as well", "Default: process.")
                    .contains("--in-memory Keep", "Nothing survives the end of the program");
        }
    }
}
