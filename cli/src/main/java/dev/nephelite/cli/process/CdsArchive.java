package dev.nephelite.cli.process;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.function.app.discovery.FileTree;
import dev.nephelite.function.java.process.JavaLaunch;
import dev.nephelite.function.java.training.TrainingFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.jar.JarOutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * An archive for class-data sharing: the loaded classes of a start, in a file that the launcher passes to the next start.
 *
 * <p>If the launcher finds no current archive, it tells the program where to create one. This happens while the program
 * runs: a {@link TrainingRun} lists the classes, and a second JVM writes them to the archive. If that fails, for example
 * because the folder is read-only, later starts are slower. The training run has functions in a worker process, whose classes
 * become a second archive beside the first one.
 *
 * @param file where the launcher looks for it
 * @param start the main class and the arguments that start the program
 */
public record CdsArchive(Path file, List<String> start) {
    private static final Logger LOG = Logger.getLogger(CdsArchive.class.getName());
    private static final String WANTED = "nephelite.archive";
    private static final long TIMEOUT_SECONDS = 60;

    /** These add options to every JVM, a debugger port for instance, that are not meant for the ones started here. */
    static final List<String> OPTIONS_OF_ANY_JVM = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final List<String> SETTINGS_OF_USERS = List.of(
            "AzureWebJobs", "AzureFunctions", "FUNCTIONS_", "ConnectionStrings", "languageWorkers", "NEPHELITE_");

    /** Makes the archive in the background, if the launcher asked for one. */
    public static void makeIfWanted(List<String> start) {
        @Nullable String wanted = System.getProperty(WANTED);
        if (wanted != null) {
            Thread maker = new Thread(new CdsArchive(Path.of(wanted), start)::make, "class-archive");
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
        Path workerList = draft.resolve("worker-classes");
        Map<String, String> listing = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-XX:DumpLoadedClassList=\"" + workerList + "\"");
        if (run(trainingRun(list, draft), draft, listing)) {
            // First, because the launcher looks only for the archive of the program.
            Files.deleteIfExists(workerFile());
            @Nullable Path worker = JavaLaunch.packagedProgram().orElse(null);
            if (worker != null && Files.exists(workerList)) {
                publish(draft, begun, archive -> dump(workerList, archive, worker.toString()), workerFile());
            }
            publish(draft, begun, archive -> dump(list, archive, System.getProperty("java.class.path")), file);
        }
        delete(draft);
    }

    /** The archive for worker processes, which the launcher names in the same way. */
    private Path workerFile() {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("[.]jsa$", "-worker.jsa"));
    }

    private static void publish(Path draft, FileTime begun, Function<Path, List<String>> dump, Path target)
            throws IOException, InterruptedException {
        Path archive = draft.resolve("archive");
        if (run(dump.apply(archive), draft, Map.of())) {
            // A jar that was replaced meanwhile has to be the newer one of the two.
            Files.setLastModifiedTime(archive, begun);
            Files.move(archive, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private List<String> trainingRun(Path list, Path draft) throws IOException {
        List<String> command = java(
                System.getProperty("java.class.path"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:DumpLoadedClassList=" + list);
        command.addAll(TrainingRun.command(draft, start));
        return command;
    }

    /** Only G1 can write objects, such as interned strings, to an archive; every collector can read them. */
    private static List<String> dump(Path list, Path archive, String classPath) {
        return java(
                classPath,
                "-XX:+UseG1GC",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive);
    }

    private static List<String> java(String classPath, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(classPath);
        return command;
    }

    private static boolean run(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().keySet().removeAll(OPTIONS_OF_ANY_JVM);
        builder.environment().keySet().removeIf(CdsArchive::isSettingOfUsers);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Settings of the user's app, its storage above all, and of the user's starts must not apply to the training run. */
    private static boolean isSettingOfUsers(String name) {
        return SETTINGS_OF_USERS.stream().anyMatch(start -> name.regionMatches(true, 0, start, 0, start.length()));
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
            FileTree.delete(folder, all -> true);
        }
    }

    /** A start in a JVM of its own that answers one request on each service and ends, so that all its classes are known. */
    public static final class TrainingRun {
        private static final String MARK = "nephelite.rehearsal";
        private static final String QUERY = "comp=list";

        private TrainingRun() {}

        /** Whether this process is one. */
        public static boolean isThisOne() {
            return Boolean.getBoolean(MARK);
        }

        /** What follows the class path on the command line of one that writes to {@code folder}. */
        public static List<String> command(Path folder, List<String> start) throws IOException {
            List<String> command = new ArrayList<>();
            command.add("-D" + MARK + "=true");
            command.addAll(start);
            command.add(app(folder.resolve("app")).toString());
            command.add("--config=" + Files.createFile(folder.resolve("no-settings.yml")));
            command.add("--location=" + folder.resolve("data"));
            command.addAll(List.of("--blob-port=0", "--queue-port=0", "--function-port=0", "--control-port=0"));
            return command;
        }

        /** Returns a jar with functions; they are found by their annotations, which takes the most classes. */
        private static Path app(Path folder) throws IOException {
            Path jar = Files.createDirectories(folder).resolve("app.jar");
            try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
                for (Class<?> type : List.of(TrainingFunctions.class, TrainingFunctions.Note.class)) {
                    String file = type.getName().replace('.', '/') + ".class";
                    entries.putNextEntry(new ZipEntry(file));
                    try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream("/" + file))) {
                        bytes.transferTo(entries);
                    }
                }
            }
            return jar;
        }

        /**
         * Lists containers and queues, signed as clients sign, and calls a function.
         *
         * @param endpoints of the storage services
         * @param functions where the functions are, or null without an app
         */
        public static void play(List<String> endpoints, Account account, @Nullable String functions, Clock clock)
                throws IOException, InterruptedException {
            HttpClient client = HttpClient.newHttpClient();
            if (functions != null) {
                URI function = URI.create(functions + "/api/" + TrainingFunctions.PATH);
                HttpRequest call = HttpRequest.newBuilder(function)
                        .POST(BodyPublishers.ofString("a note"))
                        .build();
                client.send(call, BodyHandlers.discarding());
            }
            for (String endpoint : endpoints) {
                client.send(list(URI.create(endpoint + "?" + QUERY), account, clock), BodyHandlers.discarding());
            }
        }

        private static HttpRequest list(URI uri, Account account, Clock clock) {
            Headers headers = new Headers.Builder()
                    .add("x-ms-date", HttpDate.format(clock.now()))
                    .add("x-ms-version", "2021-12-02")
                    .build();
            HttpRequest.Builder request = HttpRequest.newBuilder(uri);
            headers.forEach(request::header);
            SigningKey key = account.keys().get(0);
            String signature =
                    SharedKey.sign("GET", uri.getRawPath(), QueryParameters.parse(QUERY), headers, account.name(), key);
            return request.header("Authorization", signature).build();
        }
    }
}
