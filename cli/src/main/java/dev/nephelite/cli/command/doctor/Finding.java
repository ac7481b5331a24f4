package dev.nephelite.cli.command.doctor;

import java.util.Locale;

/**
 * What a check has found.
 *
 * @param check what was checked, in one or two words
 * @param message what was found and, unless all is well, what to do
 */
record Finding(Level level, String check, String message) {
    /** How bad it is: nothing, something that may surprise, or something that makes a start fail. */
    enum Level {
        OK,
        WARNING,
        FAULT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String message) {
        return new Finding(Level.OK, check, message);
    }

    static Finding warning(String check, String message) {
        return new Finding(Level.WARNING, check, message);
    }

    static Finding fault(String check, String message) {
        return new Finding(Level.FAULT, check, message);
    }
}
