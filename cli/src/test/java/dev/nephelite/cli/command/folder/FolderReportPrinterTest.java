package dev.nephelite.cli.command.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.emulator.store.repair.FolderReport.Damage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FolderReportPrinterTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                    0, 0, 0, "0 records and 0 content files (0 bytes) were read"
                    1, 1, 1, "1 record and 1 content file (1 byte) were read"
                    2, 1, 999, "2 records and 1 content file (999 bytes) were read"
                    2, 2, 20000, "2 records and 2 content files (20 kB) were read"
                    1234, 2, 999999, "1,234 records and 2 content files (999 kB) were read"
                    2, 1000, 1234567890, "2 records and 1,000 content files (1,234 MB) were read"
                    """)
    void extent_hasPluralsAndUnits(long records, long contentFiles, long contentBytes, String expected) {
        FolderReport report = new FolderReport(List.of(), List.of(), records, contentFiles, contentBytes);

        assertThat(FolderReportPrinter.extent(report)).isEqualTo(expected);
    }

    @Test
    void print_writesAnyCharacterAsJson(@TempDir Path folder) throws IOException {
        String subject = "blob devstoreaccount1/photos/\"cat\"\\\u0001\u00E9.jpg";
        FolderReport report = new FolderReport(
                List.of(
                        new Damage(subject, "it is incomplete", "contents/1", true),
                        new Damage("queue orders", "its record is lost", null, false)),
                List.of("a write was \"unfinished\""),
                7,
                2,
                3_000_000_000L);

        JsonNode printed = new JsonMapper().readTree(print(folder, report));

        assertThat(printed.path("folder").textValue()).isEqualTo(folder.toString());
        assertThat(printed.path("sound").booleanValue()).isFalse();
        assertThat(printed.path("records").intValue()).isEqualTo(7);
        assertThat(printed.path("contentFiles").intValue()).isEqualTo(2);
        assertThat(printed.path("contentBytes").longValue()).isEqualTo(3_000_000_000L);
        assertThat(printed.at("/damages/0/subject").textValue()).isEqualTo(subject);
        assertThat(printed.at("/damages/0/file").textValue()).isEqualTo("contents/1");
        assertThat(printed.at("/damages/0/lost").booleanValue()).isTrue();
        assertThat(printed.at("/damages/1/file").isNull()).isTrue();
        assertThat(printed.at("/notes/0").textValue()).isEqualTo("a write was \"unfinished\"");
    }

    private static String print(Path folder, FolderReport report) {
        StringWriter out = new StringWriter();
        OneOption command = new OneOption();
        CommandLine line =
                new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
        line.parseArgs("--output=json");
        new FolderReportPrinter(line.getCommandSpec(), command.output, folder).print(report, "lost", "repaired", "");
        return out.toString();
    }

    @Command
    private static final class OneOption {
        @Mixin
        private OutputOptions output;
    }
}
