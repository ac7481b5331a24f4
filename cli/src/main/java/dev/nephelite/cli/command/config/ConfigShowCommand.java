package dev.nephelite.cli.command.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.command.start.AppSelection.DefaultApp;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.config.Configuration;
import dev.nephelite.cli.config.Configuration.Source;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.config.Configuration.Value;
import dev.nephelite.cli.config.ConfiguredExecution;
import dev.nephelite.cli.config.Setting;
import dev.nephelite.cli.options.ControlOptions;
import dev.nephelite.cli.options.HostingOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.function.app.config.LocalSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
    private static final String FUNCTION_PORT = "function-port";
    private static final String FUNCTION_ADDRESS = "function-address";

    /** Defaults that options do not declare, because something else decides first. */
    private static final Map<String, String> UNDECLARED = Map.of(
            FUNCTION_PORT,
            Integer.toString(HostingOptions.USUAL_PORT),
            FUNCTION_ADDRESS,
            StorageOptions.LOOPBACK,
            "control-port",
            Integer.toString(ControlOptions.USUAL_PORT));

    @Parameters(arity = "0..1", paramLabel = "APP", description = "The function app, as for 'nephelite start'.")
    private @Nullable Path app;

    @Option(names = "--origin", description = "Also print where each value comes from.")
    private boolean origin;

    @Option(names = "--exec", description = "Print the settings of 'nephelite exec' instead.")
    private boolean exec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from this file, as 'nephelite start --config' does.")
    private @Nullable Path configFile;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Optional<ConfigFile> file = ConfigFile.find(configFile, app, System.getenv());
        List<Line> lines = lines(exec ? Target.EXEC : Target.START, file);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(json(file, lines)));
        } else {
            int names = lines.stream()
                    .mapToInt(line -> line.setting().name().length())
                    .reduce(0, Math::max);
            int values = lines.stream().mapToInt(line -> line.text().length()).reduce(0, Math::max);
            String format = origin ? "%-" + names + "s  %-" + values + "s  %s" : "%-" + names + "s  %s";
            lines.forEach(line ->
                    out.println(PrintableText.of(format.formatted(line.setting().name(), line.text(), line.place())
                            .stripTrailing())));
        }
        out.flush();
        return 0;
    }

    /**
     * A setting, its value and its source.
     *
     * @param value null if it has none
     * @param place where the value is set
     */
    private record Line(Setting setting, @Nullable String value, Source source, String place) {
        Line(Setting setting, Value value) {
            this(setting, value.text(), value.source(), value.place());
        }

        /** The value for people. */
        String text() {
            if (value == null) {
                return "";
            }
            return setting.isSecret() ? MASK : value;
        }

        /** Adds the value for programs. */
        void addTo(ObjectNode members) {
            if (value == null || setting.isSecret()) {
                members.put(VALUE, value == null ? null : MASK);
            } else if (setting.isSwitch()) {
                members.put(VALUE, Boolean.parseBoolean(value));
            } else if (setting.isNumber()) {
                members.put(VALUE, Integer.parseInt(value));
            } else if (setting.isList()) {
                ArrayNode values = members.putArray(VALUE);
                Stream.of(value.split(",", -1)).forEach(values::add);
            } else {
                members.put(VALUE, value);
            }
        }
    }

    private List<Line> lines(Target target, Optional<ConfigFile> file) throws Exception {
        CommandLine command = command(target);
        @Nullable IDefaultValueProvider defaults = command.getDefaultValueProvider();
        Configuration configuration = Configuration.of(
                target, each -> Setting.of(command(each).getCommandSpec()), setting -> false, System.getenv(), file);
        ConfiguredExecution.parse(command, configuration, command::parseArgs);
        Map<String, Value> ofApp = ofApp(target, configuration);
        List<Line> lines = new ArrayList<>();
        for (Setting setting : Setting.of(command.getCommandSpec())) {
            @Nullable Value value = configuration.values().getOrDefault(setting.name(), ofApp.get(setting.name()));
            lines.add(
                    value == null
                            ? new Line(setting, usual(setting, defaults), Source.DEFAULT, "default")
                            : new Line(setting, value));
        }
        return lines;
    }

    private CommandLine command(Target target) {
        return Objects.requireNonNull(
                spec.root().subcommands().get(target.name().toLowerCase(Locale.ROOT)));
    }

    /** What the {@code local.settings.json} of the app sets. */
    private Map<String, Value> ofApp(Target target, Configuration configuration) {
        if (configuration.isOn("storage-only")) {
            return Map.of();
        }
        @Nullable Value scriptRoot = configuration.values().get("script-root");
        @Nullable Path folder = scriptRoot == null ? DefaultApp.find().folder() : Path.of(scriptRoot.text());
        folder = app == null ? folder : app;
        if (folder == null) {
            return Map.of();
        }
        Path file = FunctionApp.finder()
                .find(folder.toAbsolutePath(), note -> {})
                .layout()
                .configuration()
                .localSettingsJson();
        LocalHttp http = LocalSettings.read(file).http();
        Map<String, Value> values = new HashMap<>();
        BiConsumer<String, Object> set =
                (name, value) -> values.put(name, new Value(value.toString(), Source.APP, file.toString()));
        // A run of tests has a free port.
        if (http.port() != null && target == Target.START) {
            set.accept(FUNCTION_PORT, http.port());
        }
        if (http.address() != null) {
            set.accept(FUNCTION_ADDRESS, http.address());
        }
        if (!http.corsOrigins().isEmpty()) {
            set.accept("cors", String.join(",", http.corsOrigins()));
        }
        if (http.corsCredentials()) {
            set.accept("cors-credentials", true);
        }
        return values;
    }

    /** The default of a setting; null if it has no value by default. */
    private static @Nullable String usual(Setting setting, @Nullable IDefaultValueProvider defaults) throws Exception {
        @Nullable String ofCommand = defaults == null ? null : defaults.defaultValue(setting.option());
        @Nullable String usual = ofCommand == null ? setting.option().defaultValue() : ofCommand;
        if (usual == null) {
            return setting.isSwitch() ? "false" : UNDECLARED.get(setting.name());
        }
        return usual.equals(Option.NULL_VALUE) ? null : usual;
    }

    private static String json(Optional<ConfigFile> file, List<Line> lines) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("file", file.map(present -> present.path().toString()).orElse(null));
        ArrayNode settings = object.putArray("settings");
        for (Line line : lines) {
            ObjectNode members = settings.addObject().put("name", line.setting().name());
            line.addTo(members);
            members.put("source", line.source().name().toLowerCase(Locale.ROOT)).put("place", line.place());
        }
        return object.toString();
    }
}
