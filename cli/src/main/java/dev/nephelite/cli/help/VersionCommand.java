package dev.nephelite.cli.help;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite version}: prints the same line as {@code --version}. */
@Command(name = "version", description = "Print the version and exit.")
public final class VersionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine main = spec.root().commandLine();
        main.printVersionHelp(main.getOut());
    }

    /** The version of Nephelite and of Java, which a bug report needs first. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties built = new Properties();
            try (InputStream file = Version.class.getResourceAsStream("/dev/nephelite/cli/version.properties")) {
                built.load(file);
            }
            return new String[] {"nephelite %s (Java %s)".formatted(built.getProperty("version"), Runtime.version())};
        }
    }
}
