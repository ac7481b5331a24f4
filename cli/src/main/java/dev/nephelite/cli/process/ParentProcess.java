package dev.nephelite.cli.process;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The process that has started this one. */
public final class ParentProcess {
    /** The system property in which a program that starts this one may name itself. */
    private static final String STARTER = "nephelite.parent";

    private ParentProcess() {}

    /**
     * Shuts this process down in order once the parent has ended, however that ends.
     *
     * @param exitCode of this process
     */
    public static void endWith(int exitCode) {
        ProcessHandle.current().parent().ifPresent(parent -> endWith(parent, exitCode));
    }

    /**
     * Like {@link #endWith(int)}. A parent that has named itself is not missed if it has ended already, when the system has
     * given this process another one.
     */
    public static void endWithStarter(int exitCode) {
        @Nullable Long id = Long.getLong(STARTER);
        if (id == null) {
            endWith(exitCode);
            return;
        }
        Optional<ProcessHandle> starter = ProcessHandle.of(id);
        if (starter.isEmpty()) {
            System.exit(exitCode);
        }
        starter.ifPresent(parent -> endWith(parent, exitCode));
    }

    private static void endWith(ProcessHandle parent, int exitCode) {
        CompletableFuture<Void> unused =
                parent.onExit().thenRun(() -> new Thread(() -> System.exit(exitCode), "parent-ended").start());
    }
}
