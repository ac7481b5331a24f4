package dev.nephelite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Knows what was built and what it runs on, which is what a bug report needs first. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties built = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
            built.load(file);
        }
        return new String[] {"nephelite %s (Java %s)".formatted(built.getProperty("version"), Runtime.version())};
    }
}
