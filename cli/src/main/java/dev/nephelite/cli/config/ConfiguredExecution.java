package dev.nephelite.cli.config;

import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.config.Configuration.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command with what the environment and the configuration file set. Which file that is can depend on the command line. So the
 * command line is parsed first without them and, if they set anything, once more with their values as defaults.
 *
 * @param settings the settings of each command, also of those that do not run
 */
public record ConfiguredExecution(Function<Target, List<Setting>> settings, Map<String, String> environment)
        implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
        List<CommandLine> lines = parsed.asCommandLineList();
        CommandLine last = lines.get(lines.size() - 1);
        boolean isConfigured =
                !last.isUsageHelpRequested() && last.getCommandSpec().userObject() instanceof ConfigurableCommand;
        return new RunLast().execute(isConfigured ? parseAgain(parsed, lines.get(0), last) : parsed);
    }

    private ParseResult parseAgain(ParseResult parsed, CommandLine first, CommandLine last) {
        ConfigurableCommand command = last.getCommand();
        try {
            Optional<ConfigFile> file = ConfigFile.find(command.configFile(), command.namedApp(), environment);
            file.ifPresent(command::configuredBy);
            List<Setting> own = Setting.of(last.getCommandSpec());
            Configuration configuration = Configuration.of(
                    command.target(),
                    target -> target == command.target() ? own : settings.apply(target),
                    setting -> last.getParseResult().hasMatchedOption(setting.option()),
                    environment,
                    file);
            return configuration.values().isEmpty()
                    ? parsed
                    : parse(
                            last,
                            configuration,
                            () -> first.parseArgs(parsed.originalArgs().toArray(String[]::new)));
        } catch (InvalidConfigException mistake) {
            throw new ParameterException(last, String.valueOf(mistake.getMessage()), mistake);
        }
    }

    /**
     * Parses a command line, with what is configured as defaults.
     *
     * @param command gets the defaults
     * @param parser parses arguments that are right as such
     * @throws InvalidConfigException if a value is wrong
     */
    public static ParseResult parse(CommandLine command, Configuration configuration, Supplier<ParseResult> parser) {
        command.setDefaultValueProvider(new ConfiguredDefaults(configuration, command.getDefaultValueProvider()));
        try {
            return parser.get();
        } catch (ParameterException wrong) {
            if (wrong.getArgSpec() instanceof OptionSpec option) {
                @Nullable Value value = configuration.value(option).orElse(null);
                if (value != null) {
                    throw new InvalidConfigException(
                            value.place(),
                            "Invalid value for '" + new Setting(option).name() + "': " + reason(wrong),
                            wrong);
                }
            }
            throw wrong;
        }
    }

    /** What is wrong with a value, without the name of the option. */
    private static String reason(ParameterException wrong) {
        return String.valueOf((wrong.getCause() == null ? wrong : wrong.getCause()).getMessage());
    }

    /**
     * What the environment and the configuration file set, as defaults of options.
     *
     * @param others the defaults of the command for what is not set; null if it has none of its own
     */
    private record ConfiguredDefaults(
            Configuration configuration, @Nullable IDefaultValueProvider others) implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec argument) throws Exception {
            Optional<String> configured = argument instanceof OptionSpec option
                    ? configuration.value(option).map(value -> escaped(value.text()))
                    : Optional.empty();
            return configured.isPresent() || others == null ? configured.orElse(null) : others.defaultValue(argument);
        }

        /** Keeps picocli from replacing variables such as ${x} in defaults. */
        private static String escaped(String text) {
            return text.replace("$", "$$");
        }
    }
}
