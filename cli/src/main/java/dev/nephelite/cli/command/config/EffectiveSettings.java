package dev.nephelite.cli.command.config;

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
import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.function.app.config.LocalSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * What the settings of a start have as values here, if its command line does not set them.
 *
 * @param app the folder or file of the function app; null if none runs
 */
public record EffectiveSettings(List<Line> lines, @Nullable Path app) {
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

    /**
     * A setting, its value and its source.
     *
     * @param value null if it has none
     * @param place where the value is set
     */
    public record Line(Setting setting, @Nullable String value, Source source, String place) {
        private Line(Setting setting, Value value) {
            this(setting, value.text(), value.source(), value.place());
        }
    }

    /**
     * Reads the environment, the configuration file and the settings of the app.
     *
     * @param root the command with the commands that start a cloud
     * @param named the app that the command line names; null if it names none
     * @throws dev.nephelite.cli.config.InvalidConfigException if a value is wrong
     * @throws dev.nephelite.function.app.config.InvalidAppException if there is no app where one is named, or its settings
     *     cannot be read
     */
    public static EffectiveSettings of(CommandSpec root, Target target, Optional<ConfigFile> file, @Nullable Path named)
            throws Exception {
        CommandLine command = command(root, target);
        @Nullable IDefaultValueProvider defaults = command.getDefaultValueProvider();
        Configuration configuration = Configuration.of(
                target,
                each -> Setting.of(command(root, each).getCommandSpec()),
                setting -> false,
                System.getenv(),
                file);
        ConfiguredExecution.parse(command, configuration, command::parseArgs);
        @Nullable Path app = named == null ? app(configuration) : named;
        Map<String, Value> ofApp = app == null ? Map.of() : ofApp(target, app);
        List<Line> lines = new ArrayList<>();
        for (Setting setting : Setting.of(command.getCommandSpec())) {
            @Nullable Value value = configuration.values().getOrDefault(setting.name(), ofApp.get(setting.name()));
            lines.add(
                    value == null
                            ? new Line(setting, usual(setting, defaults), Source.DEFAULT, "default")
                            : new Line(setting, value));
        }
        return new EffectiveSettings(lines, app);
    }

    /** The value of a setting that always has one. */
    public String value(String name) {
        return lines.stream()
                .filter(line -> line.setting().name().equals(name))
                .map(Line::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The setting " + name + " has no value."));
    }

    private static CommandLine command(CommandSpec root, Target target) {
        return Objects.requireNonNull(root.subcommands().get(target.name().toLowerCase(Locale.ROOT)));
    }

    /** The app that a start would run if it names none; null if there is none. */
    private static @Nullable Path app(Configuration configuration) {
        if (configuration.isOn("storage-only")) {
            return null;
        }
        @Nullable Value scriptRoot = configuration.values().get("script-root");
        return scriptRoot == null ? DefaultApp.find().folder() : Path.of(scriptRoot.text());
    }

    /** What the {@code local.settings.json} of the app sets. */
    private static Map<String, Value> ofApp(Target target, Path app) {
        Path file = FunctionApp.finder()
                .find(app.toAbsolutePath(), note -> {})
                .layout()
                .configuration()
                .localSettingsJson();
        LocalHttp http = LocalSettings.read(file).http();
        Map<String, Value> values = new HashMap<>();
        BiConsumer<String, Object> set =
                (name, value) -> values.put(name, new Value(value.toString(), Source.APP, file.toString()));
        // 'nephelite exec' picks a free port.
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
}
