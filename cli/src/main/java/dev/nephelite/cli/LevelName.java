package dev.nephelite.cli;

import dev.nephelite.function.log.LogLevel;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the command line spells how much a line of the log matters: as {@code host.json} does. */
final class LevelName implements ITypeConverter<LogLevel> {
    @Override
    public LogLevel convert(String name) {
        try {
            return LogLevel.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(
                    "'" + name + "' is none of Trace, Debug, Information, Warning, Error, Critical, None.");
        }
    }
}
