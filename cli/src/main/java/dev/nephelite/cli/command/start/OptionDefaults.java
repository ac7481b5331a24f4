package dev.nephelite.cli.command.start;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The defaults of a command for options that other commands have as well, with other defaults. */
abstract class OptionDefaults implements IDefaultValueProvider {
    private final Map<String, String> values;

    /** @param values the defaults, by a name of the option */
    OptionDefaults(Map<String, String> values) {
        this.values = values;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? values.entrySet().stream()
                        .filter(value -> List.of(option.names()).contains(value.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
