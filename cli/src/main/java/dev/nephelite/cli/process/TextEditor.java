package dev.nephelite.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The editor of the user, which {@code VISUAL} or {@code EDITOR} names as a command of the shell, options included. */
public record TextEditor(String command) {
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    /** The editor that these variables name. */
    public static TextEditor in(Map<String, String> environment) {
        for (String variable : List.of("VISUAL", "EDITOR")) {
            @Nullable String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                return new TextEditor(value);
            }
        }
        return new TextEditor(WINDOWS ? "notepad" : "vi");
    }

    /**
     * Lets the user edit a content, and waits until the editor has ended.
     *
     * @param ending of the name of the file, such as {@code .json}, by which editors know what it is
     * @return the new content; empty if it is the same. A line break that the editor has added at the end is removed
     * @throws IOException if the editor cannot be started or ends with a failure
     */
    public Optional<byte[]> edit(byte[] content, String ending) throws IOException, InterruptedException {
        Path file = Files.createTempFile("nephelite-", ending);
        try {
            Files.write(file, content);
            int code = new ProcessBuilder(line(file)).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException("The editor '" + command + "' has ended with " + code
                        + ". Name another one in VISUAL or EDITOR.");
            }
            byte[] edited = withoutAddedLineBreak(content, Files.readAllBytes(file));
            return Arrays.equals(content, edited) ? Optional.empty() : Optional.of(edited);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private List<String> line(Path file) {
        return WINDOWS
                ? List.of("cmd", "/c", command + " \"" + file + "\"")
                : List.of("/bin/sh", "-c", command + " \"$1\"", command, file.toString());
    }

    private static byte[] withoutAddedLineBreak(byte[] content, byte[] edited) {
        int length = edited.length;
        boolean added = length > 0
                && edited[length - 1] == '\n'
                && (content.length == 0 || content[content.length - 1] != '\n');
        if (!added) {
            return edited;
        }
        boolean carriageReturn = length > 1 && edited[length - 2] == '\r';
        return Arrays.copyOf(edited, carriageReturn ? length - 2 : length - 1);
    }
}
