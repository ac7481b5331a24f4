package dev.nephelite.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * A line at the end of a terminal's output that changes in place. Everything else that is printed by {@link #printer} appears
 * above it. Thread-safe.
 */
public final class StatusLine {
    private static final String ERASE = "\r\u001B[K";

    private final Writer terminal;
    private final PrintWriter printer = new PrintWriter(new AboveStatus(), true);
    private String status = "";
    private boolean isShown;
    private boolean atLineStart = true;

    /** A status line that is empty. */
    public StatusLine(Writer terminal) {
        this.terminal = terminal;
    }

    /** Prints above the line. */
    public PrintWriter printer() {
        return printer;
    }

    /** Shows another text, of one line; none if it is empty. */
    public synchronized void show(String text) {
        status = text;
        try {
            erase();
            draw();
        } catch (IOException ignored) {
            // The terminal was closed.
        }
    }

    private void erase() throws IOException {
        if (isShown) {
            terminal.write(ERASE);
            isShown = false;
        }
    }

    /** The text of somebody else may end in the middle of a line. */
    private void draw() throws IOException {
        if (atLineStart && !status.isEmpty()) {
            terminal.write(PrintableText.line(status));
            isShown = true;
        }
        terminal.flush();
    }

    private synchronized void print(char[] text, int offset, int length) throws IOException {
        if (length > 0) {
            erase();
            terminal.write(text, offset, length);
            atLineStart = text[offset + length - 1] == '\n';
        }
    }

    private synchronized void flush() throws IOException {
        if (isShown) {
            terminal.flush();
        } else {
            draw();
        }
    }

    /** Passes on what is printed. */
    private final class AboveStatus extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            print(text, offset, length);
        }

        @Override
        public void flush() throws IOException {
            StatusLine.this.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
