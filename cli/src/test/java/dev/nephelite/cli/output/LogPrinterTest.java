package dev.nephelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.log.LogEntry;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.log.LogLine.Scope;
import dev.nephelite.function.worker.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogPrinterTest {
    private static final UUID INVOCATION = UUID.fromString("0f3a9c21-0000-0000-0000-000000000000");
    private static final Scope UPLOAD = new Scope("upload", INVOCATION);

    @Test
    void print_showsTheFunctionAndAShortInvocationId() {
        assertThat(printed("Function.upload.User", "hello", UPLOAD)).isEqualTo("[upload 0f3a9c21] hello");
        assertThat(printed("Function.upload", "Waiting for `00:00:05`", Scope.HOST))
                .isEqualTo("[upload] Waiting for `00:00:05`");
    }

    @Test
    void print_leavesLinesAsTheyAreThatNameTheirInvocationOrFunction() {
        String executing = "Executing 'Functions.upload' (Reason='x', Id=" + INVOCATION + ")";

        assertThat(printed("Function.upload", executing, UPLOAD)).isEqualTo(executing);
        assertThat(printed("Function.upload", "Function 'upload' is slow.", Scope.HOST))
                .isEqualTo("Function 'upload' is slow.");
        assertThat(printed("Host.Startup", "Starting", Scope.HOST)).isEqualTo("Starting");
    }

    @Test
    void print_escapesControlCharactersButColorsWarnings() {
        StringWriter out = new StringWriter();
        LogLine line = new LogLine(LogLevel.WARNING, "Host", "\u001b]0;title\u0007", Scope.HOST);
        new LogPrinter(new PrintWriter(out), false, true).print(new LogEntry(1, Instant.EPOCH, line));
        new LogPrinter(new PrintWriter(out), true, false)
                .print(new LogEntry(2, Instant.EPOCH, LogLine.of(LogLevel.WARNING, "Host", "\u009b31m")));

        assertThat(out.toString()).contains("\u001b[33m\\u001b]0;title\\u0007\u001b[0m", "\"message\":\"\\u009b31m\"");
    }

    private static String printed(String category, String message, Scope scope) {
        StringWriter out = new StringWriter();
        LogLine line = new LogLine(LogLevel.INFORMATION, category, message, scope);
        new LogPrinter(new PrintWriter(out), false, false).print(new LogEntry(1, Instant.EPOCH, line));
        return out.toString().strip().replace("[1970-01-01T00:00:00.000Z] ", "");
    }
}
