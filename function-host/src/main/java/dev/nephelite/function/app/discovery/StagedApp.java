package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.AppClassLoader;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An app as Azure's build plugins stage it: a folder for each function, the jar and {@code lib/}. */
record StagedApp(Path root) implements AppLayout {
    private static final List<String> STAGING_FOLDERS = List.of("target/azure-functions", "build/azure-functions");

    /** Whether {@code folder} contains staged functions. */
    static boolean isIn(Path folder) {
        return !functionFolders(folder).isEmpty();
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
                .flatMap(stagingFolder -> children(stagingFolder).stream())
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
        for (Path folder : functionFolders(root)) {
            try {
                functions.add(FunctionJson.read(folder));
            } catch (InvalidAppException | UncheckedIOException refused) {
                errors.add(new FunctionError(folder.getFileName().toString(), String.valueOf(refused.getMessage())));
            }
        }
        List<Path> classPath = classPath(functions);
        errors.addAll(tooNew(functions, classPath));
        return new DiscoveredFunctions(this, functions, errors, classPath);
    }

    /** The errors of functions whose class needs a newer JVM. */
    private static List<FunctionError> tooNew(List<FunctionDefinition> functions, List<Path> classPath) {
        try (AppClassLoader loader = new AppClassLoader(classPath)) {
            return functions.stream()
                    .flatMap(function -> loader
                            .newerJavaNeeded(function.entryPoint().className())
                            .stream()
                            .map(refusal -> new FunctionError(function.name(), refusal)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot close the app's jars", unreadable);
        }
    }

    private static List<Path> functionFolders(Path root) {
        return children(root).stream().filter(StagedApp::isFunction).toList();
    }

    /** Whether {@code folder} is the folder of one function. */
    static boolean isFunction(Path folder) {
        return Files.isRegularFile(folder.resolve("function.json"));
    }

    @Override
    public Set<Path> trees() {
        return JarApp.library(root).map(Set::of).orElseGet(() -> Set.of(root.resolve("lib")));
    }

    private static List<Path> classPath(List<FunctionDefinition> functions) {
        Set<Path> classPath = new LinkedHashSet<>();
        functions.forEach(function -> Optional.ofNullable(function.scriptFile()).ifPresent(classPath::add));
        for (Path jar : List.copyOf(classPath)) {
            classPath.addAll(JarApp.classPath(jar));
        }
        return List.copyOf(classPath);
    }

    static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot list " + folder, unreadable);
        }
    }
}
