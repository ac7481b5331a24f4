package dev.nephelite.cli.help;

import dev.nephelite.cli.options.OutputOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite version}: prints the same line as {@code --version}, or the same as JSON. */
@Command(
        name = "version",
        description = "Print the version and exit.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class VersionCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                output.json()
                        ? "{\"version\":\"%s\",\"java\":\"%s\"}".formatted(version(), Runtime.version())
                        : line());
        out.flush();
        return 0;
    }

    private static String line() throws IOException {
        return "nephelite %s (Java %s)".formatted(version(), Runtime.version());
    }

    private static String version() throws IOException {
        Properties built = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("/dev/nephelite/cli/version.properties")) {
            built.load(file);
        }
        return built.getProperty("version");
    }

    /** The version of Nephelite and of Java, which a bug report needs first. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {line()};
        }
    }
}
