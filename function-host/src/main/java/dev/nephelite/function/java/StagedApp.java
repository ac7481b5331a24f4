package dev.nephelite.function.java;

import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.app.discovery.FileTree;
import dev.nephelite.function.app.discovery.FunctionJson;
import dev.nephelite.function.java.worker.EntryPoint;
import dev.nephelite.function.java.worker.loading.AppClassLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An app as Azure's build plugins stage it: a folder for each function, the jar and {@code lib/}. */
record StagedApp(Path root) implements AppLayout {
    private static final List<String> STAGING_FOLDERS = List.of("target/azure-functions", "build/azure-functions");

    /** Whether {@code folder} contains staged functions. */
    static boolean isIn(Path folder) {
        return !FunctionJson.folders(folder).isEmpty();
    }

    /** The folders, which need not exist, in which builds of the project in {@code folder} stage apps. */
    static Set<Path> stagingFolders(Path folder) {
        return STAGING_FOLDERS.stream().map(folder::resolve).collect(Collectors.toUnmodifiableSet());
    }

    /** The app that a build of the project in {@code folder} has staged, if any. */
    static Optional<Path> stagedBy(Path folder) {
        List<Path> staged = STAGING_FOLDERS.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .flatMap(stagingFolder -> FileTree.children(stagingFolder).stream())
                .filter(StagedApp::isIn)
                .toList();
        if (staged.size() > 1) {
            throw new InvalidAppException(folder + " holds several staged apps. Name the folder of one: "
                    + staged.stream()
                            .map(folder::relativize)
                            .map(Path::toString)
                            .collect(Collectors.joining(", ")));
        }
        return staged.stream().findFirst();
    }

    @Override
    public DiscoveredFunctions find(ProgressListener progressListener) {
        List<FunctionDefinition> functions = new ArrayList<>();
        List<FunctionError> errors = new ArrayList<>();
        for (Path folder : FunctionJson.folders(root)) {
            try {
                functions.add(read(folder));
            } catch (InvalidAppException | UncheckedIOException refused) {
                errors.add(new FunctionError(folder.getFileName().toString(), String.valueOf(refused.getMessage())));
            }
        }
        List<Path> classPath = classPath(functions);
        errors.addAll(tooNew(functions, classPath));
        return new DiscoveredFunctions(this, functions, errors, classPath);
    }

    private static FunctionDefinition read(Path folder) {
        FunctionDefinition function = FunctionJson.read(folder);
        Path script = Objects.requireNonNull(function.scriptFile());
        if (!script.toString().toLowerCase(Locale.ROOT).endsWith(JarApp.SUFFIX)) {
            throw new InvalidAppException("Function '" + function.name() + "' is written in " + script.getFileName()
                    + ", but only functions in a jar can run here.");
        }
        try {
            EntryPoint.parse(function.entryPoint());
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(folder.resolve(FunctionJson.FILE) + ": " + refused.getMessage(), refused);
        }
        return function;
    }

    /** The errors of functions whose class needs a newer JVM. */
    private static List<FunctionError> tooNew(List<FunctionDefinition> functions, List<Path> classPath) {
        try (AppClassLoader loader = new AppClassLoader(classPath)) {
            return functions.stream()
                    .flatMap(function ->
                            loader
                                    .newerJavaNeeded(EntryPoint.parse(function.entryPoint())
                                            .className())
                                    .stream()
                                    .map(refusal -> new FunctionError(function.name(), refusal)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot close the app's jars", unreadable);
        }
    }

    @Override
    public Set<Path> trees() {
        return JarApp.library(root).map(Set::of).orElseGet(() -> Set.of(root.resolve("lib")));
    }

    @Override
    public Set<String> suffixes() {
        return Set.of(JarApp.SUFFIX);
    }

    private static List<Path> classPath(List<FunctionDefinition> functions) {
        Set<Path> classPath = new LinkedHashSet<>();
        functions.forEach(function -> Optional.ofNullable(function.scriptFile()).ifPresent(classPath::add));
        for (Path jar : List.copyOf(classPath)) {
            classPath.addAll(JarApp.classPath(jar));
        }
        return List.copyOf(classPath);
    }
}
