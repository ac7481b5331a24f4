package dev.nephelite.benchmark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The file of all samples: a JSON object per line, written immediately. */
public final class SampleFile implements Consumer<Results.Sample>, AutoCloseable {
    private final JsonMapper json = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
            .build();
    private final Writer writer;

    public SampleFile(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        writer = Files.newBufferedWriter(file);
    }

    @Override
    public void accept(Results.Sample sample) {
        try {
            writer.write(json.writeValueAsString(sample) + "\n");
            writer.flush();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
