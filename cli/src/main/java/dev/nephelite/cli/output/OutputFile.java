package dev.nephelite.cli.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A file that this program writes because an option names it. It is checked before anything starts, so that a mistyped
 * name costs neither a run nor somebody's file.
 */
public record OutputFile(CommandSpec command, String option, Path file) {
    /** Refuses a name at which no file can be written. */
    public void requireWritable() {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw refusal("is a folder. Name a file in it, such as " + file.resolve("FILE") + ".");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw refusal("cannot be written: there is no folder " + folder + ". Create it, or name a file elsewhere.");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw refusal("cannot be written: permission denied. Name a file elsewhere.");
        }
    }

    /**
     * Also refuses to replace a file that an earlier run has not written.
     *
     * @param kind what an earlier run writes, such as "a recording"
     * @param start what such a file begins with
     */
    public void requireReplaceable(String kind, byte[] start) throws IOException {
        requireWritable();
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] found = content.readNBytes(start.length);
            if (found.length > 0 && !java.util.Arrays.equals(found, start)) {
                throw refusal("is not " + kind + " and would be overwritten. Name another file, or delete this one.");
            }
        }
    }

    /** The refusal of a file that could not be written after all. */
    public ParameterException refusal(IOException unwritable) {
        return refusal("cannot be written: " + FailureText.reason(unwritable) + ". Name a file elsewhere.");
    }

    private ParameterException refusal(String reason) {
        return new ParameterException(command.commandLine(), option + ": " + file + " " + reason);
    }
}
