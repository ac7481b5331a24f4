package dev.nephelite.cli.config;

import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.config.Configuration.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        boolean isConfigured = !last.isUsageHelpRequested()
                && last.getCommandSpec().userObject() instanceof ConfigurableCommand;
        return new RunLast().execute(isConfigured ? parseAgain(parsed, last) : parsed);
    }

    private ParseResult parseAgain(ParseResult parsed, CommandLine last) {
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
            return configuration.values().isEmpty() ? parsed : parseAgain(parsed, last, configuration);
        } catch (InvalidConfigException mistake) {
            throw new ParameterException(last, String.valueOf(mistake.getMessage()), mistake);
        }
    }

    private static ParseResult parseAgain(ParseResult parsed, CommandLine last, Configuration configuration) {
        last.setDefaultValueProvider(new ConfiguredDefaults(configuration, last.getDefaultValueProvider()));
        try {
            return parsed.commandSpec()
                    .commandLine()
                    .parseArgs(parsed.originalArgs().toArray(String[]::new));
        } catch (ParameterException wrong) {
            Optional<Value> value =
                    wrong.getArgSpec() instanceof OptionSpec option ? configuration.value(option) : Optional.empty();
            throw value.<RuntimeException>map(set -> new InvalidConfigException(set.place(), reason(wrong), wrong))
                    .orElse(wrong);
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
                    ? configuration.value(option).map(Value::text)
                    : Optional.empty();
            return configured.isPresent() || others == null ? configured.orElse(null) : others.defaultValue(argument);
        }
    }
}
