package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.DurationText;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.NamedValue;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.remote.RemoteResource;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite clock}: shows, freezes, advances and sets the cloud's clock. */
@Command(
        name = "clock",
        description =
                "Print the time of the cloud, which decides leases, visibility, timers, retries and expiry, or change"
                        + " it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ClockCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            converter = Action.Name.class,
            completionCandidates = Action.Name.class,
            description = "show, freeze, unfreeze, advance or set.",
            defaultValue = "show")
    private Action action;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DURATION|TIME",
            description =
                    "By how much to advance the clock, such as 90s, 1h30m or 7d, or the time to set it to, such as"
                            + " 2030-01-01T00:00:00Z.")
    private @Nullable String value;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Object> change = change();
        RemoteResource clock = instance.control("/v1/clock");
        JsonMapper json = new JsonMapper();
        String answer = change.isEmpty() ? clock.get() : clock.send("PUT", json.writeValueAsString(change));
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(answer.strip()));
        } else {
            JsonNode shown = json.readTree(answer);
            out.println(PrintableText.of(
                    shown.path("time").asText() + (shown.path("frozen").asBoolean() ? " (frozen)" : "")));
        }
        out.flush();
        return 0;
    }

    /** What the action asks the control plane for; empty to show the time. */
    private Map<String, Object> change() {
        if (value != null && !action.takesValue()) {
            throw new ParameterException(spec.commandLine(), "'clock " + action + "' takes no '" + value + "'.");
        }
        return switch (action) {
            case SHOW -> Map.of();
            case FREEZE -> Map.of("frozen", true);
            case UNFREEZE -> Map.of("frozen", false);
            case ADVANCE -> Map.of("advance", duration(requireValue("a duration such as 90s, 1h30m or 7d")));
            case SET -> Map.of("time", time(requireValue("a time such as 2030-01-01T00:00:00Z")));
        };
    }

    private String requireValue(String kind) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "'clock " + action + "' needs " + kind + ".");
        }
        return value;
    }

    private String duration(String text) {
        try {
            return DurationText.parse(text).toString();
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(spec.commandLine(), String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private String time(String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeException malformed) {
            throw new ParameterException(
                    spec.commandLine(), "'" + text + "' is not a time such as 2030-01-01T00:00:00Z.", malformed);
        }
    }

    /** What is done to the clock. */
    enum Action {
        SHOW,
        FREEZE,
        UNFREEZE,
        ADVANCE,
        SET;

        boolean takesValue() {
            return this == ADVANCE || this == SET;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How the command line spells it. */
        static final class Name extends NamedValue<Action> {
            Name() {
                super(values());
            }
        }
    }
}
