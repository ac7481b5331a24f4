package dev.nephelite.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a count from the command line: a whole number, not negative. */
public final class WholeNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // Refused below, like a negative number.
        }
        throw new TypeConversionException("'" + text + "' is not a whole number from 0 to " + Integer.MAX_VALUE + ".");
    }
}
