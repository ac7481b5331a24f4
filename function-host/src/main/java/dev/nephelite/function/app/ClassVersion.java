package dev.nephelite.function.app;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Tells class files that need a newer JVM from those that this one can load. */
final class ClassVersion {
    private static final int MAGIC = 0xCAFEBABE;

    /** What the major version of a class file is ahead of the version of Java. */
    private static final int OFFSET = 44;

    private ClassVersion() {}

    /** Says what to do about a class that is too new for this JVM; nothing if it is not, or cannot be found. */
    static Optional<String> refusal(String className, AppClassLoader loader) {
        try (InputStream content = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return content == null ? Optional.empty() : refusal(className, new DataInputStream(content));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(String className, DataInputStream header) throws IOException {
        if (header.readInt() != MAGIC) {
            return Optional.empty();
        }
        header.readUnsignedShort();
        int needed = header.readUnsignedShort() - OFFSET;
        int running = Runtime.version().feature();
        if (needed <= running) {
            return Optional.empty();
        }
        return Optional.of(
                ("%s was built for Java %d, but this is Java %d. Set JAVA_HOME to a JDK %d or newer and start"
                                + " again, or build for Java %d.")
                        .formatted(className, needed, running, needed, running));
    }
}
