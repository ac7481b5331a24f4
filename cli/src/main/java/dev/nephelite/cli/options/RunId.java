package dev.nephelite.cli.options;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The id of a run on the command line. */
public final class RunId {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]+");

    private RunId() {}

    /** Refuses what is no id of a run, nor the beginning of one. */
    public static String require(String text, CommandSpec command) {
        if (!ID.matcher(text).matches()) {
            throw new ParameterException(
                    command.commandLine(), "'" + text + "' is not the id of a run. 'nephelite runs' lists the ids.");
        }
        return text;
    }
}
