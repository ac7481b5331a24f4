package dev.nephelite.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.repair.FolderReport;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
