package dev.nephelite.function.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one build of a project run at a time, however many processes want one. */
final class BuildLock {
    /** File locks exclude other processes only. */
    private static final Object THIS_PROCESS = new Object();

    private BuildLock() {}

    /**
     * Runs {@code build} while no other process holds the lock.
     *
     * @param file exists for the lock's sake alone
     * @param waiting called before this waits for another process
     */
    static void during(Runnable build, Path file, Runnable waiting) {
        synchronized (THIS_PROCESS) {
            try {
                Files.createDirectories(file.getParent());
                // Closing the channel gives the lock back.
                try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    if (channel.tryLock() == null) {
                        waiting.run();
                        channel.lock();
                    }
                    build.run();
                }
            } catch (IOException unwritable) {
                throw new UncheckedIOException("Cannot lock " + file, unwritable);
            }
        }
    }
}
