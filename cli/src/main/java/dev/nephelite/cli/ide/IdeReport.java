package dev.nephelite.cli.ide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was done to the files of the IDEs. */
public record IdeReport(AttachConfiguration configuration, List<WrittenFile> files) {
    public IdeReport {
        files = List.copyOf(files);
    }

    /** What was done to one file. */
    public record WrittenFile(Path file, Outcome outcome) {}

    /** What can be done to a file. */
    public enum Outcome {
        CREATED,
        ADDED,
        /** It has such a configuration already. */
        UNCHANGED,
        /** It cannot be changed without the risk of damage. */
        REFUSED;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A line for each file. */
    public List<String> lines() {
        return files.stream()
                .map(written -> written.outcome().text() + ": " + written.file())
                .toList();
    }

    public String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("configuration", configuration.name());
        document.put("port", configuration.port());
        document.put("files", files.stream().map(IdeReport::members).toList());
        try {
            return new JsonMapper().writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> members(WrittenFile written) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("file", written.file().toString());
        members.put("outcome", written.outcome().text());
        return members;
    }

    /**
     * Returns if all files have the configuration now.
     *
     * @throws IOException if one was refused; the message says what to add to it
     */
    public void requireComplete() throws IOException {
        for (WrittenFile written : files) {
            if (written.outcome() == Outcome.REFUSED) {
                throw new IOException("""
                        %s is not changed, because it is not JSON with an array "configurations" of objects, to which an \
                        entry can be added without damage. Add this one yourself:
                        %s""".formatted(written.file(), configuration.json("", "    ", "\n")));
            }
        }
    }
}
