package dev.nephelite.cli.command.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.command.config.EffectiveSettings.Line;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.StartSettingsOptions;
import dev.nephelite.cli.output.PrintableText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nephelite config show}: what the options of a start are set to, if the command line does not set them. */
@Command(
        name = "show",
        description = "Print the value that each setting of a start has here.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ConfigShowCommand implements Callable<Integer> {
    private static final String MASK = "********";
    private static final String VALUE = "value";

    @Option(names = "--origin", description = "Also print where each value comes from.")
    private boolean origin;

    @Option(names = "--exec", description = "Print the settings of 'nephelite exec' instead.")
    private boolean exec;

    @Mixin
    private StartSettingsOptions start;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Optional<ConfigFile> file = ConfigFile.find(start.configFile(), start.app(), System.getenv());
        List<Line> lines = EffectiveSettings.of(spec.root(), exec ? Target.EXEC : Target.START, file, start.app())
                .lines();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(json(file, lines)));
        } else {
            int names = lines.stream()
                    .mapToInt(line -> line.setting().name().length())
                    .reduce(0, Math::max);
            int values = lines.stream().mapToInt(line -> text(line).length()).reduce(0, Math::max);
            String format = origin ? "%-" + names + "s  %-" + values + "s  %s" : "%-" + names + "s  %s";
            lines.forEach(line ->
                    out.println(PrintableText.of(format.formatted(line.setting().name(), text(line), line.place())
                            .stripTrailing())));
        }
        out.flush();
        return 0;
    }

    /** The value of a setting for people. */
    private static String text(Line line) {
        if (line.value() == null) {
            return "";
        }
        return line.setting().isSecret() ? MASK : line.value();
    }

    /** Adds the value of a setting for programs. */
    private static void addValue(Line line, ObjectNode members) {
        @Nullable String value = line.value();
        if (value == null || line.setting().isSecret()) {
            members.put(VALUE, value == null ? null : MASK);
        } else if (line.setting().isSwitch()) {
            members.put(VALUE, Boolean.parseBoolean(value));
        } else if (line.setting().isNumber()) {
            members.put(VALUE, Integer.parseInt(value));
        } else if (line.setting().isList()) {
            ArrayNode values = members.putArray(VALUE);
            Stream.of(value.split(",", -1)).forEach(values::add);
        } else {
            members.put(VALUE, value);
        }
    }

    private static String json(Optional<ConfigFile> file, List<Line> lines) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("file", file.map(present -> present.path().toString()).orElse(null));
        ArrayNode settings = object.putArray("settings");
        for (Line line : lines) {
            ObjectNode members = settings.addObject().put("name", line.setting().name());
            addValue(line, members);
            members.put("source", line.source().name().toLowerCase(Locale.ROOT)).put("place", line.place());
        }
        return object.toString();
    }
}
