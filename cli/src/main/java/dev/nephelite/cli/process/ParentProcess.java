package dev.nephelite.cli.process;

import java.util.concurrent.CompletableFuture;

/** The process that has started this one. */
public final class ParentProcess {
    private ParentProcess() {}

    /**
     * Shuts this process down in order once the parent has ended, however that ends.
     *
     * @param exitCode of this process
     */
    public static void endWith(int exitCode) {
        ProcessHandle.current().parent().ifPresent(parent -> {
            CompletableFuture<Void> unused =
                    parent.onExit().thenRun(() -> new Thread(() -> System.exit(exitCode), "parent-ended").start());
        });
    }
}
