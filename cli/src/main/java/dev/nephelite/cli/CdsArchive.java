package dev.nephelite.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a start as the JVM keeps them in memory, in a file that the launcher hands to the next start.
 *
 * <p>The launcher says where an archive belongs when it found none that fits. It is made beside the running program: a
 * {@link TrainingRun} tells which classes there are, and a second JVM writes them down. Where that fails, as in a folder
 * that cannot be written to, starts are slower and nothing else.
 */
record CdsArchive(Path file) {
    private static final Logger LOG = Logger.getLogger(CdsArchive.class.getName());
    private static final String WANTED = "nephelite.archive";
    private static final long PATIENCE_SECONDS = 60;

    /** These add options to every JVM, a debugger port for instance, that are not meant for the ones started here. */
    private static final List<String> OPTIONS_OF_ANY_JVM =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final List<String> APP_SETTINGS =
            List.of("AzureWebJobs", "AzureFunctions", "FUNCTIONS_", "ConnectionStrings");

    /** Makes the archive in the background, if the launcher asked for one. */
    static void makeIfWanted() {
        @Nullable String wanted = System.getProperty(WANTED);
        if (wanted != null) {
            Thread maker = new Thread(new CdsArchive(Path.of(wanted))::make, "class-archive");
            maker.setDaemon(true);
            maker.start();
        }
    }

    private void make() {
        Path folder = file.toAbsolutePath().resolveSibling("");
        try {
            Files.createDirectories(folder);
            try (FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (isMine(lock)) {
                    make(folder.resolve("draft"));
                }
            }
        } catch (IOException unwritable) {
            LOG.log(Level.FINE, "no class archive", unwritable);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(Path draft) throws IOException, InterruptedException {
        delete(draft);
        Files.createDirectories(draft);
        FileTime begun = Files.getLastModifiedTime(draft);
        Path list = draft.resolve("classes");
        Path archive = draft.resolve("archive");
        if (run(trainingRun(list, draft), draft) && run(dump(list, archive), draft)) {
            // A jar that was replaced meanwhile has to be the newer one of the two.
            Files.setLastModifiedTime(archive, begun);
            Files.move(archive, file, StandardCopyOption.ATOMIC_MOVE);
        }
        delete(draft);
    }

    private static List<String> trainingRun(Path list, Path draft) throws IOException {
        List<String> command = java("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:DumpLoadedClassList=" + list);
        command.addAll(TrainingRun.command(draft));
        return command;
    }

    /** Only G1 can write objects, such as interned strings, to an archive; every collector can read them. */
    private static List<String> dump(Path list, Path archive) {
        return java(
                "-XX:+UseG1GC", "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive);
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        return command;
    }

    private static boolean run(List<String> command, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().keySet().removeAll(OPTIONS_OF_ANY_JVM);
        builder.environment().keySet().removeIf(CdsArchive::isSettingOfApps);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** What is there for the user's own app, its storage before all, is not for the one of the rehearsal. */
    private static boolean isSettingOfApps(String name) {
        return APP_SETTINGS.stream().anyMatch(start -> name.regionMatches(true, 0, start, 0, start.length()));
    }

    /** Whether no other start is making it. */
    private static boolean isMine(FileChannel lock) throws IOException {
        try {
            @Nullable FileLock taken = lock.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException takenByThisProcess) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
