package dev.nephelite.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_sample_is_a_line_that_is_there_before_the_next_one_comes() throws IOException {
        Path file = folder.resolve("new folder").resolve("samples.jsonl");
        try (SampleFile samples = new SampleFile(file)) {
            samples.accept(new Results.Sample(ReportRow.IDLE_MEMORY, Subject.AZURITE, 161.5, 0, null));

            assertThat(file)
                    .hasContent("{\"row\":\"IDLE_MEMORY\",\"subject\":\"AZURITE\",\"value\":161.5,\"problems\":0}\n");
        }
    }
}
