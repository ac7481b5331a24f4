package dev.nephelite.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For whom something is written: for people, or for programs. */
enum OutputFormat {
    TEXT,
    JSON;

    /** How the command line spells it. */
    static final class Name implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String name) {
            try {
                return valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("'" + name + "' is neither text nor json.");
            }
        }
    }
}
