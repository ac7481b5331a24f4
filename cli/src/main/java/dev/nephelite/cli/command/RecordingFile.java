package dev.nephelite.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.function.run.RunRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file with recorded runs: JSON lines, of which the first says what the file is, and each other one is the record of a run. Whatever
 * was written is readable even if the end is missing.
 */
final class RecordingFile implements AutoCloseable {
    /** What such a file begins with. */
    static final byte[] START = "{\"kind\":\"nephelite-runs\",".getBytes(StandardCharsets.UTF_8);

    private static final int SCHEMA_VERSION = 1;

    private final BufferedWriter out;
    private int runs;

    private RecordingFile(BufferedWriter out) {
        this.out = out;
    }

    /** Begins a file, in place of one that exists. */
    static RecordingFile create(Path file) throws IOException {
        RecordingFile created = new RecordingFile(Files.newBufferedWriter(file));
        created.out.write(new String(START, StandardCharsets.UTF_8) + "\"schema_version\":" + SCHEMA_VERSION + "}\n");
        created.out.flush();
        return created;
    }

    /** Adds a run. */
    void add(RunRecord run) throws IOException {
        out.write(run.json() + "\n");
        out.flush();
        runs++;
    }

    /** How many runs were added. */
    int runs() {
        return runs;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * Reads the runs in a file, in their order. A line at the end whose end is missing is left out.
     *
     * @throws IOException if there is no such file, or it is something else; the message names the line
     */
    static List<RunRecord> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            throw new IOException(file + " cannot be read: " + FailureText.reason(unreadable) + ".", unreadable);
        }
        List<String> lines = text.lines().toList();
        requireKnown(file, lines.isEmpty() ? "" : lines.get(0));
        int whole = text.endsWith("\n") ? lines.size() : lines.size() - 1;
        List<RunRecord> runs = new ArrayList<>();
        for (int index = 1; index < whole; index++) {
            try {
                runs.add(RunRecord.parse(lines.get(index)));
            } catch (IllegalArgumentException noRun) {
                throw new IOException(
                        file + ", line " + (index + 1)
                                + ": this is not the record of a run. Delete the line, or record again.",
                        noRun);
            }
        }
        return runs;
    }

    private static void requireKnown(Path file, String head) throws IOException {
        int version = 0;
        try {
            JsonNode start = new JsonMapper().readTree(head);
            version = start.path("kind").asText().equals("nephelite-runs")
                    ? start.path("schema_version").asInt()
                    : 0;
        } catch (JsonProcessingException ignored) {
            // Refused below, like other JSON.
        }
        if (version > SCHEMA_VERSION) {
            throw new IOException(file + " was written by a newer version of Nephelite (schema_version " + version
                    + "). Update this one.");
        }
        if (version < 1) {
            throw new IOException(file + " is not a recording of runs. 'nephelite record' writes one.");
        }
    }
}
