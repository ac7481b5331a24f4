package dev.nephelite.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** A Java Flight Recorder recording of this process, from construction until {@link #close}. */
final class Profile implements AutoCloseable {
    private final Recording recording;

    /** Records with the JDK's own "profile" settings, which cost about two per cent. */
    Profile(Path file) throws IOException, ParseException {
        recording = new Recording(Configuration.getConfiguration("profile"));
        recording.setName("nephelite");
        recording.setToDisk(true);
        recording.setDestination(file);
        recording.start();
    }

    /** Writes the file. */
    @Override
    public void close() {
        recording.stop();
        recording.close();
    }
}
