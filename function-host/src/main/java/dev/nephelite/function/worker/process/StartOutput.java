package dev.nephelite.function.worker.process;

import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The output of a process. What it prints before it has connected is held back, because it may be explained by one line
 * instead. Thread-safe.
 */
final class StartOutput {
    private final StartFailure failure;
    private final HostLog log;
    private final List<LogLine> held = new ArrayList<>();
    private boolean passing;
    private Optional<String> explanation = Optional.empty();

    StartOutput(StartFailure failure, HostLog log) {
        this.failure = failure;
        this.log = log;
        passing = failure == StartFailure.UNKNOWN;
    }

    synchronized void add(LogLine line) {
        if (passing) {
            log.write(line);
        } else {
            held.add(line);
        }
    }

    /** The process has connected. */
    synchronized void pass() {
        passing = true;
        held.forEach(log::write);
        held.clear();
    }

    /** The process has ended. Returns why it cannot be started, if that is known; otherwise, its output has been logged. */
    synchronized Optional<String> end() {
        if (!passing) {
            explanation = failure.explain(held.stream().map(LogLine::message).toList());
            if (explanation.isPresent()) {
                held.clear();
            }
            pass();
        }
        return explanation;
    }
}
