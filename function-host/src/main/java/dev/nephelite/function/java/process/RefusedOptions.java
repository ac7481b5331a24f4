package dev.nephelite.function.java.process;

import dev.nephelite.function.worker.process.StartFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Options that a JVM refuses. It prints several lines then, none of which says where the option comes from.
 *
 * @param sources what the options come from, such as {@code the setting JAVA_OPTS}
 */
record RefusedOptions(List<String> sources) implements StartFailure {
    private static final Pattern REFUSAL = Pattern.compile(
            "(?:Error occurred during initialization of VM|.*Error: Could not create the Java Virtual Machine).*");

    /** Lines that have no reason. */
    private static final Pattern NO_REASON =
            Pattern.compile("Picked up [A-Z_]*OPTIONS:.*|.* VM warning: .*|Error occurred during .*|Error: .*|\\s*");

    /** The decorations of a line of the JVM's log, and a message to which the JVM has appended another one. */
    private static final Pattern DECORATION = Pattern.compile("^(?:\\[[^\\]]*])+\\s*|Error: Could not create .*|\\.+$");

    RefusedOptions {
        sources = List.copyOf(sources);
    }

    @Override
    public Optional<String> explain(List<String> output) {
        if (sources.isEmpty() || output.stream().noneMatch(REFUSAL.asMatchPredicate())) {
            return Optional.empty();
        }
        return output.stream()
                .filter(line -> !NO_REASON.matcher(line).matches())
                .findFirst()
                .map(reason -> "The JVM of the functions does not start with %s: %s. Correct the option there."
                        .formatted(
                                String.join(" and ", sources),
                                DECORATION.matcher(reason).replaceAll("")));
    }
}
