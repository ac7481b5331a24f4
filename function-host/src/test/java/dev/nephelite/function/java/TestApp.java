package dev.nephelite.function.java;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.SupportedTypes;
import dev.nephelite.function.app.TypeDeclaration;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.app.discovery.WorkerRuntime;
import dev.nephelite.function.java.ClassFiles.ScanCache;
import dev.nephelite.function.java.worker.ConsoleOutput;
import dev.nephelite.function.java.worker.JavaWorker;
import dev.nephelite.function.java.worker.JavaWorker.SharedJvm;
import dev.nephelite.function.java.worker.jvm.DefaultTls;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.WorkerApp;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes apps of classes that tests bring along, or of source code they write. */
public final class TestApp {
    public static final SupportedTypes BINDING_TYPES = supported(
            "httpTrigger",
            "http",
            "queueTrigger",
            "queue",
            "blobTrigger",
            "blob",
            "timerTrigger",
            "echoTrigger",
            "echo");

    private TestApp() {}

    private static SupportedTypes supported(String... names) {
        return new SupportedTypes(
                Stream.of(names).map(name -> (TypeDeclaration) () -> name).toList());
    }

    /** Returns an app of exactly {@code classes}, copied below {@code folder} so that its own loader loads them. */
    public static App of(Path folder, Map<String, String> settings, Class<?>... classes) {
        for (Class<?> each : classes) {
            copy(each, folder);
        }
        return of(folder, settings);
    }

    /** Returns the app whose classes are in {@code folder} already. */
    public static App of(Path folder, Map<String, String> settings) {
        DiscoveredFunctions discoveredFunctions =
                AnnotationScan.find(new StagedApp(folder), List.of(folder), new ScanCache(folder.resolve("scanned")));
        AppSettings all = AppSettings.of(Map.of(), settings, Map.of(WorkerRuntime.SETTING, "java"));
        return new App(
                folder,
                HostSettings.read(folder.resolve(HostSettings.FILE), all),
                all,
                LocalHttp.UNSPECIFIED,
                discoveredFunctions.functions(),
                discoveredFunctions.code(),
                discoveredFunctions.errors());
    }

    /** Like {@link #of(Path, Map, Class[])}, as a worker gets it. */
    public static WorkerApp forWorker(Path folder, Map<String, String> settings, Class<?>... classes) {
        return of(folder, settings, classes).forWorker();
    }

    /** A worker in this process, with a log that nobody reads. */
    public static JavaWorker worker(Executor executor, PublishedSettings settings) {
        return new JavaWorker(
                executor,
                (level, category, message) -> {},
                null,
                new SharedJvm(settings, new DefaultTls(), ConsoleOutput.unchanged()));
    }

    /** Loads {@code app}, which never changes. */
    public static AppLoader loader(App app) {
        return AppLoader.of(app, new JavaRuntime(app.root().resolve("cache"), Map.of(), List.of(), true));
    }

    public static void copy(Class<?> type, Path folder) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream content = Objects.requireNonNull(type.getResourceAsStream("/" + file))) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.write(target, content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Changes a class that was copied to {@code folder} to one that needs a newer JVM, and returns which. */
    public static int forNewerJava(Path folder, Class<?> type) {
        int newer = Runtime.version().feature() + 4;
        Path file = folder.resolve(type.getName().replace('.', '/') + ".class");
        try {
            byte[] content = Files.readAllBytes(file);
            content[7] = (byte) (newer + 44);
            Files.write(file, content);
            return newer;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Compiles one class, with everything the test can see on its class path. */
    public static void compile(Path folder, String className, String source) {
        try {
            Path file = folder.resolveSibling("sources").resolve(className.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            Files.createDirectories(folder);
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-d",
                            folder.toString(),
                            "-cp",
                            String.join(
                                    File.pathSeparator,
                                    folder.toString(),
                                    place(FunctionName.class),
                                    place(ExecutionContext.class),
                                    place(FunctionInstanceInjector.class),
                                    System.getProperty("java.class.path")),
                            file.toString());
            if (result != 0) {
                throw new IllegalStateException("This does not compile:\n" + source);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Where a class comes from, whoever has loaded it. */
    private static String place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    public static Path jar(Path jar, Class<?>... classes) {
        try {
            Files.createDirectories(jar.getParent());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (Class<?> type : classes) {
                    String file = type.getName().replace('.', '/') + ".class";
                    out.putNextEntry(new JarEntry(file));
                    try (InputStream content = Objects.requireNonNull(type.getResourceAsStream("/" + file))) {
                        content.transferTo(out);
                    }
                }
            }
            return jar;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Makes a jar of the classes in {@code folder}, in place of the one that is there. */
    public static Path jarOf(Path folder, Path jar) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
            return jar;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
