package dev.nephelite.function.worker.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines that a process prints, in UTF-8. A line that may never end is passed on in parts, so it takes little memory. */
final class OutputLines implements AutoCloseable {
    private static final int LONGEST = 64 * 1024;

    private final Reader output;

    OutputLines(InputStream output) {
        this.output = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
    }

    /** The next line, without its end; null after the last one. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int character = output.read();
        while (character >= 0 && character != '\n' && line.length() < LONGEST - 1) {
            line.append((char) character);
            character = output.read();
        }
        if (character < 0 && line.isEmpty()) {
            return null;
        }
        if (character >= 0 && character != '\n') {
            line.append((char) character);
        }
        boolean carriageReturn = line.length() > 0 && line.charAt(line.length() - 1) == '\r';
        return line.substring(0, line.length() - (carriageReturn ? 1 : 0));
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
